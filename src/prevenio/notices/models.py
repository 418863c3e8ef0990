from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Failed")


class Notice(models.Model):
    """One message to one person, kept until it is sent; failures are tried again and seen.

    The words are fixed when the notice is written, in the reader's language.
    """

    authority_id = models.BigIntegerField(_("authority"), default=0)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("page"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=NoticeState, default=NoticeState.WAITING
    )
    is_test = models.BooleanField(_("test"), default=False)
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return self.subject
