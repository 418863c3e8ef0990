from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Programme, ProgrammeVersion


class PeriodKind(models.TextChoices):
    YEAR = "YEAR", _("year")
    HALF_YEAR = "HALF_YEAR", _("half-year")
    QUARTER = "QUARTER", _("quarter")
    SCHOOL_YEAR = "SCHOOL_YEAR", _("school year")
    SPAN = "SPAN", _("other span of days")
    COMPLETION = "COMPLETION", _("end of an action")
    REQUEST = "REQUEST", _("request of the commission")


class Rung(models.TextChoices):
    """Who is told that a body's returns are late, from the nearest to the farthest."""

    REPORTER = "REPORTER", _("who fills in")
    CERTIFIER = "CERTIFIER", _("who certifies")
    HEAD_OF_BODY = "HEAD_OF_BODY", _("head of the body")
    HEAD_OF_BUREAU = "HEAD_OF_BUREAU", _("head of the bureau")
    COMMISSION = "COMMISSION", _("commission")


def default_reminders() -> list[int]:
    """Working days from the due day: negative before it, 0 on it, positive after it."""
    return [-10, -3, 0, 2, 5]


def default_ladder() -> list[list[str | int]]:
    """The ladder of an authority that has none of its own: who is told after how many days."""
    return [
        [Rung.REPORTER.value, 0],
        [Rung.REPORTER.value, 2],
        [Rung.CERTIFIER.value, 5],
        [Rung.HEAD_OF_BODY.value, 8],
        [Rung.HEAD_OF_BUREAU.value, 12],
        [Rung.COMMISSION.value, 20],
    ]


class ReportingPeriod(models.Model):
    """What the returns are about: a span of days of a programme, in the wording then in force.

    When they may be sent is another matter: see `SubmissionWindow`. Periods of different kinds
    run beside each other, and their figures are never added up. A period that was opened because
    an action has ended asks about that action alone; one that the commission asked for says who
    asked, in which act or sitting, and why.
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
    asked_by = models.CharField(_("who asked"), max_length=200, blank=True)
    asked_in = models.CharField(_("act or sitting"), max_length=200, blank=True)
    asked_why = models.TextField(_("why it is asked"), blank=True)

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "first_day", "last_day"],
                condition=~Q(kind__in=["COMPLETION", "REQUEST"]),
                name="one_period_per_kind_and_span",
            ),
            models.CheckConstraint(
                condition=~Q(kind="REQUEST") | (~Q(asked_by="") & ~Q(asked_why="")),
                name="request_says_who_and_why",
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
    `reminder_days` are working days from the due day. `ladder` is who is told of late returns and
    after how many working days: [rung, days], as it stood when the period was opened.
    """

    period = models.OneToOneField(ReportingPeriod, models.CASCADE, related_name="window")
    opens_on = models.DateField(_("open from"))
    due_on = models.DateField(_("due on"))
    locks_on = models.DateField(_("last day on which returns are taken"), null=True, blank=True)
    needs_certifier = models.BooleanField(_("a second person certifies"), default=True)
    reminder_days = models.JSONField(_("reminders"), default=default_reminders)
    ladder = models.JSONField(_("ladder of escalation"), default=default_ladder)

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


class EscalationStep(models.Model):
    """One step of an authority's ladder: who is told how many working days after the due day.

    A period takes the ladder over as it stands when it is opened.
    """

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="escalation_steps")
    rung = models.CharField(_("who is told"), max_length=15, choices=Rung)
    days = models.PositiveSmallIntegerField(_("working days after the due day"))

    class Meta:
        verbose_name = _("step of escalation")
        verbose_name_plural = _("steps of escalation")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "rung", "days"], name="one_escalation_step_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_rung_display()}: {self.days}"


class PlannedPeriod(models.Model):
    """A row of the schedule of reporting: a period that will be opened, with its due day."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="planned_periods")
    kind = models.CharField(_("kind"), max_length=12, choices=PeriodKind)
    name = models.CharField(_("name"), max_length=120)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    due_on = models.DateField(_("due on"))
    period = models.OneToOneField(
        ReportingPeriod, models.SET_NULL, null=True, blank=True, related_name="planned"
    )

    class Meta:
        verbose_name = _("planned period")
        verbose_name_plural = _("planned periods")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "first_day", "last_day"],
                name="one_planned_period_per_span",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")) & Q(due_on__gte=F("first_day")),
                name="planned_period_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
