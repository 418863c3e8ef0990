from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.kernel.working_days import working_days_until
from prevenio.people.models import Authority, User
from prevenio.reports.models.reports import Report

# As many working days as a report has to be read in, unless its category says otherwise.
DAYS_TO_READ = 2


class EmailState(models.TextChoices):
    WAITING = "WAITING", pgettext_lazy("state of an e-mail", "waiting")
    WRITTEN = "WRITTEN", pgettext_lazy("state of an e-mail", "written down")
    ASIDE = "ASIDE", pgettext_lazy("state of an e-mail", "set aside")


class AsideReason(models.TextChoices):
    """Why an e-mail becomes no report."""

    NO_REPORT = "NO_REPORT", pgettext_lazy("why an e-mail was set aside", "It is no report")
    SAME = "SAME", pgettext_lazy("why an e-mail was set aside", "The same as another one")
    AUTOMATIC = (
        "AUTOMATIC",
        pgettext_lazy("why an e-mail was set aside", "An advertisement, or written by a machine"),
    )


class IncomingEmail(models.Model):
    """An e-mail that came for an authority and waits to be written down as a report.

    Internal. While it waits, its file, sender and subject are kept; as soon as it was written down
    or set aside they are erased, and what is left names nobody: when it came, how large it was, by
    which digest it is known again, who settled it. `is_automatic` is one that a machine wrote: no
    letter of ours ever follows from it. One that cannot be read, or was too large to be fetched, is
    kept too, so that somebody looks into the office's own mailbox.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="incoming_emails")
    arrived_at = models.DateTimeField(_("arrived at"))
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="report-emails", blank=True)
    sender = models.CharField(_("sender"), max_length=400, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    pictures = models.PositiveSmallIntegerField(
        pgettext_lazy("of an e-mail", "pictures"), default=0
    )
    is_readable = models.BooleanField(_("can be read"), default=True)
    is_automatic = models.BooleanField(_("written by a machine"), default=False)
    sounds_like_danger = models.BooleanField(_("may tell of danger"), default=False)
    state = models.CharField(
        _("state"), max_length=8, choices=EmailState, default=EmailState.WAITING
    )
    reason = models.CharField(_("reason"), max_length=10, choices=AsideReason, blank=True)
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="incoming_emails"
    )
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(
        pgettext_lazy("of an e-mail", "settled at"), null=True, blank=True
    )
    told_at = models.DateTimeField(_("the bureau was told at"), null=True, blank=True)

    class Meta:
        verbose_name = _("incoming e-mail")
        verbose_name_plural = _("incoming e-mails")
        indexes = [
            models.Index(
                fields=["authority", "arrived_at"],
                name="waiting_email_by_moment",
                condition=Q(state="WAITING"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["authority", "digest"], name="one_email_once"),
            models.CheckConstraint(
                condition=Q(state="WAITING") | Q(file="", sender="", subject=""),
                name="settled_email_says_nothing_private",
            ),
            models.CheckConstraint(
                condition=Q(state="WRITTEN", report__isnull=False)
                | (~Q(state="WRITTEN") & Q(report__isnull=True)),
                name="written_email_has_its_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state == EmailState.WAITING

    @property
    def is_here(self) -> bool:
        """Whether it was fetched; of one that was too large only its head was looked at."""
        return bool(self.file)

    def is_late_on(self, today: date) -> bool:
        """Whether it waits for longer than a report may wait to be read."""
        came = self.arrived_at.astimezone(ZoneInfo(self.authority.time_zone)).date()
        country = self.authority.country
        return -working_days_until(came, today=today, country=country) > DAYS_TO_READ
