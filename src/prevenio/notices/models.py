import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Failed")
    UNCERTAIN = "UNCERTAIN", _("May have gone out")


def new_token() -> str:
    """What makes a letter known again; nobody can guess it."""
    return secrets.token_hex(16)


class Notice(models.Model):
    """One message to one person, kept until it is sent; failures are tried again and seen.

    The words are fixed when the notice is written, in the reader's language. While somebody sends
    it, `next_try_at` says how long others keep off; `handing_at` is set right before the letter
    leaves, so that nobody sends it again who cannot know whether it has left. Of a letter to
    somebody without an account not even the address stays once it has been sent. One without an
    address that has not been sent was dropped while it was being handed over.
    """

    authority_id = models.BigIntegerField(_("authority"), default=0)
    to = models.EmailField(_("to"), blank=True)
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
    handing_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    # Of the letter, beside those that every letter has.
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    forgets_reader = models.BooleanField(_("the address is erased once sent"), default=False)
    # What it was written about, such as "report:12": whoever takes that back drops it.
    about = models.CharField(max_length=60, blank=True, editable=False)
    token = models.CharField(max_length=32, default=new_token, editable=False)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["state", "next_try_at"]),
            models.Index(fields=["authority_id", "about"], name="notice_by_what_it_is_about"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_leaving(self) -> bool:
        """Whether it is being handed over, as far as is known."""
        return self.state == NoticeState.WAITING and self.handing_at is not None
