from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.indicators.models.fields import ExactDecimalField
from prevenio.indicators.models.indicators import Indicator
from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import User
from prevenio.programme.models import Act


class IndicatorValue(AppendOnlyModel):
    """One figure of an indicator for a span of days, as of a day, with where it comes from.

    Never changed: a correction is a new row that supersedes the old one and says why; without a
    number it withdraws it. `breakdown` names a part (a district); the whole has none.
    A share is kept as its source writes it (`Indicator.fraction`), its `denominator` beside it.
    `provenance` is {"file", "sha256", "sheet", "cell", "text"} of a value read from a file.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    breakdown = models.CharField(_("part"), max_length=100, blank=True)
    number = ExactDecimalField(
        pgettext_lazy("value of an indicator", "number"), null=True, blank=True
    )
    denominator = ExactDecimalField(_("of how many"), null=True, blank=True)
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=300)
    provenance = models.JSONField(_("where it stands"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "first_day", "last_day", "breakdown"],
                condition=Q(supersedes__isnull=True),
                name="one_first_value_per_span",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="value_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, number__isnull=False)
                | (Q(supersedes__isnull=False) & ~Q(reason="")),
                name="correction_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "last_day"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.first_day}"


class TargetKind(models.TextChoices):
    TARGET = "TARGET", pgettext_lazy("entry of the ledger", "target")
    BASELINE = "BASELINE", pgettext_lazy("entry of the ledger", "baseline")


class Target(AppendOnlyModel):
    """One entry of the ledger of targets: for which years, which number, by which act, and why.

    Entries are never edited; of two for one year the newer one holds. An entry without a number
    says that there is no target for these years.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    kind = models.CharField(_("kind"), max_length=8, choices=TargetKind, default=TargetKind.TARGET)
    first_year = models.PositiveSmallIntegerField(_("from year"))
    last_year = models.PositiveSmallIntegerField(_("to year"))
    number = ExactDecimalField(
        pgettext_lazy("value of an indicator", "number"), null=True, blank=True
    )
    act = models.ForeignKey(Act, models.PROTECT, null=True, blank=True, related_name="+")
    act_text = models.CharField(_("act"), max_length=200, blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="target_years_in_order"
            )
        ]
        indexes = [models.Index(fields=["indicator", "last_year"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.first_year}"


class BreakState(models.TextChoices):
    PROPOSED = "PROPOSED", pgettext_lazy("state of a break", "to be confirmed")
    CONFIRMED = "CONFIRMED", pgettext_lazy("state of a break", "confirmed")
    DISMISSED = "DISMISSED", pgettext_lazy("state of a break", "dismissed")


class SeriesBreak(models.Model):
    """A day from which an indicator counts something else; what lies before is never compared.

    `what` says what changed in one sentence, `label` in a few words for the chart. One that the
    source's own notes suggest is first `PROPOSED`, and stops no comparison before it is confirmed.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="breaks")
    day = models.DateField(_("day"))
    label = models.CharField(_("in a few words"), max_length=60, blank=True)
    what = models.TextField(_("what changed"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=BreakState, default=BreakState.CONFIRMED
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("break in a series")
        verbose_name_plural = _("breaks in series")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "day"], name="one_break_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.day}"
