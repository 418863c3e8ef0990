from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body


class Nature(models.TextChoices):
    COUNT = "COUNT", pgettext_lazy("nature of an indicator", "count")
    SHARE = "SHARE", pgettext_lazy("nature of an indicator", "share")
    RATE = "RATE", pgettext_lazy("nature of an indicator", "rate")
    AMOUNT = "AMOUNT", pgettext_lazy("nature of an indicator", "amount")
    SCORE = "SCORE", pgettext_lazy("nature of an indicator", "score")


class Frequency(models.TextChoices):
    YEAR = "YEAR", pgettext_lazy("how often", "every year")
    HALF_YEAR = "HALF_YEAR", pgettext_lazy("how often", "every half-year")
    QUARTER = "QUARTER", pgettext_lazy("how often", "every quarter")
    MONTH = "MONTH", pgettext_lazy("how often", "every month")
    SCHOOL_YEAR = "SCHOOL_YEAR", pgettext_lazy("how often", "every school year")


class Direction(models.TextChoices):
    LESS = "LESS", pgettext_lazy("direction of an indicator", "less is better")
    MORE = "MORE", pgettext_lazy("direction of an indicator", "more is better")
    NEITHER = "NEITHER", pgettext_lazy("direction of an indicator", "neither is better")


class IndicatorClass(models.TextChoices):
    PUBLIC = "PUBLIC", pgettext_lazy("class of an indicator", "public")
    INTERNAL = "INTERNAL", pgettext_lazy("class of an indicator", "internal")
    POLICE = "POLICE", pgettext_lazy("class of an indicator", "managed by the police")


class IndicatorGroup(models.TextChoices):
    """Petty offences and crimes are counted by different bodies and laws, and never mixed."""

    CRIME = "CRIME", pgettext_lazy("group of indicators", "Crimes")
    PETTY = "PETTY", pgettext_lazy("group of indicators", "Petty offences")
    SURVEILLANCE = "SURVEILLANCE", pgettext_lazy("group of indicators", "Noticed by cameras")
    FELT = "FELT", pgettext_lazy("group of indicators", "Safety as people feel it")
    OWN = "OWN", pgettext_lazy("group of indicators", "Work of the programme")


class Indicator(models.Model):
    """The passport of one figure: what it counts, by whom, how often, and what may be shown of it.

    With a `formula` its values are computed; without one they are entered or imported. A figure of
    fewer than `smallest_shown` events is not shown to residents. The value of a span is due
    `stale_after` days after its end. `series_source` and `series_key` name the series of an
    official source that fills it; `series_names` is how that source called it, a list of
    {"name", "first", "last"} by periods. `stand_in` says for what other figure it stands.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="indicators")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("what it counts"), blank=True)
    formula = models.TextField(_("formula"), blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    nature = models.CharField(_("nature"), max_length=6, choices=Nature, default=Nature.COUNT)
    population = models.CharField(_("share of what"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="owned_indicators"
    )
    frequency = models.CharField(
        _("how often"), max_length=11, choices=Frequency, default=Frequency.YEAR
    )
    direction = models.CharField(
        _("direction"), max_length=7, choices=Direction, default=Direction.LESS
    )
    data_class = models.CharField(
        _("class"), max_length=8, choices=IndicatorClass, default=IndicatorClass.INTERNAL
    )
    group = models.CharField(
        _("group"), max_length=12, choices=IndicatorGroup, default=IndicatorGroup.OWN
    )
    is_management = models.BooleanField(_("a measure of management control"), default=False)
    disaggregation = models.CharField(_("broken down by"), max_length=200, blank=True)
    smallest_shown = models.PositiveSmallIntegerField(_("smallest number shown"), default=5)
    stale_after = models.PositiveSmallIntegerField(_("days until a value is due"), default=180)
    stand_in = models.TextField(_("stands in for"), blank=True)
    first_day = models.DateField(_("valid from"), null=True, blank=True)
    last_day = models.DateField(_("valid until"), null=True, blank=True)
    series_source = models.CharField(max_length=40, blank=True, editable=False)
    series_key = models.CharField(max_length=200, blank=True, editable=False)
    series_names = models.JSONField(default=list, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created at"))
    changed_at = models.DateTimeField(_("changed at"))
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="one_indicator_per_code"),
            models.UniqueConstraint(
                fields=["authority", "series_source", "series_key"],
                condition=~Q(series_source=""),
                name="one_indicator_per_series",
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="indicator_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["authority", "group", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:show", args=[self.pk])

    @property
    def is_computed(self) -> bool:
        return bool(self.formula)

    def is_valid_on(self, day: date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )

    def fraction(self, number: Decimal) -> Decimal:
        """A share as a fraction of one: sources write 0.559, or 55.9 with the unit %."""
        return number.scaleb(-2) if self.unit == "%" else number

    def is_small(self, events: Decimal) -> bool:
        """Whether so few events could point at single people. None at all points at nobody."""
        return 0 < events < self.smallest_shown


class LinkKind(models.TextChoices):
    GOAL = "GOAL", pgettext_lazy("what an indicator measures", "goal")
    AREA = "AREA", pgettext_lazy("what an indicator measures", "area of action")
    ACTION = "ACTION", pgettext_lazy("what an indicator measures", "action")


class IndicatorLink(models.Model):
    """What of the programme an indicator measures: a goal, an area or an action, by its lineage."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=6, choices=LinkKind)
    lineage = models.UUIDField()

    class Meta:
        verbose_name = _("link of an indicator")
        verbose_name_plural = _("links of indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "kind", "lineage"], name="one_link_per_lineage"
            )
        ]
        indexes = [models.Index(fields=["kind", "lineage"])]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.get_kind_display()}"
