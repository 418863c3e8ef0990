from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority


class DataClass(models.TextChoices):
    """Who may see single activities of a kind."""

    PUBLIC = "PUBLIC", pgettext_lazy("data class", "public")
    INTERNAL = "INTERNAL", pgettext_lazy("data class", "internal")
    AGGREGATE = "AGGREGATE", pgettext_lazy("data class", "totals only")
    POLICE = "POLICE", pgettext_lazy("data class", "managed by the police")


class ActivityKind(models.Model):
    """A kind of activity in an authority's catalogue: a lesson, an inspection, a patrol check.

    Kinds are data: a country's pack fills the catalogue of a new authority, which may add kinds and
    end them. `key` names a kind for good, `names` its word in each language. Of a kind with totals
    only, sensitive ones such as therapy, nothing but counts over a span of days is recorded, and
    residents never see a number below `smallest_shown`. `questions` is a list of
    {"key", "labels", "type": "text" | "yes_no" | "choice", "choices": [{"key", "labels"}]}.
    A season is month and day, `11-01` to `03-31`. `pack_row` is what the pack said when it was
    last loaded: what differs from it was changed by the authority. It is empty in own kinds.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="activity_kinds")
    key = models.SlugField(_("key"), max_length=40)
    family = models.CharField(_("family"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    names = models.JSONField(_("names"), default=dict)
    hints = models.JSONField(_("hints"), default=dict, blank=True)
    data_class = models.CharField(
        _("data class"), max_length=10, choices=DataClass, default=DataClass.PUBLIC
    )
    smallest_shown = models.PositiveSmallIntegerField(_("smallest number shown"), default=5)
    questions = models.JSONField(_("questions"), default=list, blank=True)
    has_findings = models.BooleanField(_("has findings with a remedy day"), default=False)
    remedy_days = models.PositiveSmallIntegerField(_("working days to remedy"), default=14)
    takes_sign_up = models.BooleanField(_("takes sign-ups"), default=False)
    season_first = models.CharField(_("season from"), max_length=5, blank=True)
    season_last = models.CharField(_("season until"), max_length=5, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    pack_row = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")
        constraints = [
            models.UniqueConstraint(fields=["authority", "key"], name="one_kind_per_key"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="kind_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return word_in(self.names) or self.key

    @property
    def is_sensitive(self) -> bool:
        return self.data_class == DataClass.AGGREGATE

    def is_current(self, today: date) -> bool:
        """Whether activities of this kind can be recorded on a day."""
        return (self.first_day or today) <= today <= (self.last_day or today)


class MeasureRole(models.TextChoices):
    """What a measure counts, whatever the kind: measures of one role and unit add up."""

    PEOPLE = "PEOPLE", pgettext_lazy("measure", "people")
    EVENTS = "EVENTS", pgettext_lazy("measure", "sessions or events")
    ITEMS = "ITEMS", pgettext_lazy("measure", "items given out")
    HOURS = "HOURS", pgettext_lazy("measure", "hours")
    CHECKED = "CHECKED", pgettext_lazy("measure", "checked")
    FAILING = "FAILING", pgettext_lazy("measure", "with faults")
    ORDERED = "ORDERED", pgettext_lazy("measure", "ordered")
    FIXED = "FIXED", pgettext_lazy("measure", "put right")
    FILED = "FILED", pgettext_lazy("measure", "filed")
    GRANTED = "GRANTED", pgettext_lazy("measure", "granted")
    REFUSED = "REFUSED", pgettext_lazy("measure", "refused")
    COST = "COST", pgettext_lazy("measure", "cost")
    OTHER = "OTHER", pgettext_lazy("measure", "other")


class KindMeasure(models.Model):
    """One number that activities of a kind give: seniors, detectors, kilometres.

    `key` is shared by kinds that count the same: `people.seniors` is the same measure in a lesson
    and in a meeting, so it adds up across them. `group` is the audience or the source of money.
    """

    kind = models.ForeignKey(ActivityKind, models.CASCADE, related_name="measures")
    key = models.CharField(_("key"), max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    labels = models.JSONField(_("labels"), default=dict)
    role = models.CharField(_("what it counts"), max_length=10, choices=MeasureRole)
    group = models.CharField(_("group or source"), max_length=40, blank=True)
    units = models.JSONField(_("units"), default=dict, blank=True)
    is_whole = models.BooleanField(_("whole numbers only"), default=True)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_measure_per_key"),
        ]

    def __str__(self) -> str:
        return word_in(self.labels) or self.key

    @property
    def unit(self) -> str:
        return word_in(self.units)


def word_in(words: dict[str, str]) -> str:
    """The word for the reader's language; failing that the English one, then any."""
    language = (get_language() or "en")[:2]
    return words.get(language) or words.get("en") or next(iter(words.values()), "")
