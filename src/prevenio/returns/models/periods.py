from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Programme, ProgrammeVersion


class PeriodKind(models.TextChoices):
    YEAR = "YEAR", _("year")
    SPAN = "SPAN", _("other span of days")
    COMPLETION = "COMPLETION", _("end of an action")


def default_reminders() -> list[int]:
    """Working days from the due day: negative before it, 0 on it, positive after it."""
    return [-10, -3, 0, 2, 5]


class ReportingPeriod(models.Model):
    """What the returns are about: a span of days of a programme, in the wording then in force.

    When they may be sent is another matter: see `SubmissionWindow`. A period that was opened
    because an action has ended asks about that action alone.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="reporting_periods")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reporting_periods")
    version = models.ForeignKey(ProgrammeVersion, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=PeriodKind, default=PeriodKind.YEAR)
    name = models.CharField(_("name"), max_length=120)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "first_day", "last_day"],
                condition=~Q(kind="COMPLETION"),
                name="one_period_per_span",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="period_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class SubmissionWindow(models.Model):
    """When the returns of a period may be sent: from a day, due on a day, locked after a day.

    Late is what comes after the due day; after the lock nothing is taken without an exception.
    `reminder_days` are working days from the due day.
    """

    period = models.OneToOneField(ReportingPeriod, models.CASCADE, related_name="window")
    opens_on = models.DateField(_("open from"))
    due_on = models.DateField(_("due on"))
    locks_on = models.DateField(_("last day on which returns are taken"), null=True, blank=True)
    needs_certifier = models.BooleanField(_("a second person certifies"), default=True)
    reminder_days = models.JSONField(_("reminders"), default=default_reminders)

    class Meta:
        verbose_name = _("submission window")
        verbose_name_plural = _("submission windows")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on"))
                & (Q(locks_on__isnull=True) | Q(locks_on__gte=F("due_on"))),
                name="window_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.due_on}"


class LockException(models.Model):
    """Leave for one body to send its returns after the lock, until a day, with the reason."""

    window = models.ForeignKey(SubmissionWindow, models.CASCADE, related_name="exceptions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    until = models.DateField(_("until"))
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(_("granted at"))

    class Meta:
        verbose_name = _("exception from the lock")
        verbose_name_plural = _("exceptions from the lock")

    def __str__(self) -> str:
        return f"{self.body}: {self.until}"
