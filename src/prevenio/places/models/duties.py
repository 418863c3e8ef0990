from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.places.models.municipalities import Municipality
from prevenio.places.models.precincts import Precinct, PrecinctKind


class Span(models.TextChoices):
    """When a duty answers; the hours themselves stand in `OfficeHours`."""

    HOURS = "HOURS", pgettext_lazy("span of a duty", "in office hours")
    NIGHT = "NIGHT", pgettext_lazy("span of a duty", "when the others are off")
    ALWAYS = "ALWAYS", pgettext_lazy("span of a duty", "day and night")


class DutyQuerySet(models.QuerySet["Duty"]):
    def on(self, day: date) -> "DutyQuerySet":
        """Duties in force on a day."""
        return self.filter(
            Q(first_day__isnull=True) | Q(first_day__lte=day),
            Q(last_day__isnull=True) | Q(last_day__gte=day),
        )


class Duty(models.Model):
    """Who answers for a precinct, for a whole municipality, or everywhere; from day to day.

    Name and contact are those of somebody in office, published because of the office. A duty
    without a name is answered by the body. `has_priority` marks the duty that answers first while
    it is on: it leads the page of an address.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="duties")
    kind = models.ForeignKey(PrecinctKind, models.PROTECT, related_name="duties")
    precinct = models.ForeignKey(
        Precinct, models.PROTECT, null=True, blank=True, related_name="duties"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="duties"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="duties")
    person_title = models.CharField(_("rank or title"), max_length=60, blank=True)
    person_name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role, if it has a name of its own"), max_length=120, blank=True)
    purpose = models.CharField(_("what people turn to it for"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("page"), blank=True)
    place = models.CharField(_("where to find it"), max_length=200, blank=True)
    span = models.CharField(_("when it answers"), max_length=10, choices=Span, default=Span.HOURS)
    has_priority = models.BooleanField(_("answers first"), default=False)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.CheckConstraint(
                condition=Q(precinct__isnull=True) | Q(municipality__isnull=True),
                name="duty_for_one_place",
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="duty_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(person_name="") | Q(body__isnull=False) | ~Q(role=""),
                name="duty_says_who",
            ),
        ]

    def __str__(self) -> str:
        return self.person_name or self.role or str(self.body)


class OfficeHours(models.Model):
    """A span of hours on one weekday (0 is Monday); one past midnight closes before it opens."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    opens = models.TimeField(_("from"))
    closes = models.TimeField(pgettext_lazy("of hours", "to"))

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)), name="weekday_from_monday_to_sunday"
            ),
            models.CheckConstraint(condition=~Q(opens=F("closes")), name="hours_last"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Absence(models.Model):
    """Days on which somebody is away, and who stands in: another duty, or a name with a phone."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="absences")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    deputy = models.ForeignKey(
        Duty, models.PROTECT, null=True, blank=True, related_name="stands_in_for"
    )
    deputy_name = models.CharField(_("name of who stands in"), max_length=120, blank=True)
    deputy_phone = models.CharField(_("phone of who stands in"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("duty")),
                name="nobody_stands_in_for_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty}: {self.first_day}–{self.last_day}"
