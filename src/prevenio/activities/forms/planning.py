"""The form of a plan: one activity to come, or a series of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prevenio.activities import written as rules
from prevenio.activities.forms.hours import HourField, MonthDayField
from prevenio.activities.models import ActivityKind, Delivery
from prevenio.activities.operations import series as operations
from prevenio.activities.operations.series import LONGEST_ANNOUNCEMENT, Plan
from prevenio.activities.queries.suggesting import Subjects
from prevenio.activities.recurring import (
    LAST_OF_MONTH,
    Every,
    NoDays,
    Pattern,
    Season,
    SeriesDaysWrong,
    TooManyDays,
    days_of,
    end_of_school_year,
    is_public_holiday,
    rule_of,
)
from prevenio.activities.written import Written
from prevenio.kernel.errors import Refused
from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.web.forms import DayField
from prevenio.web.refusals import sentence

_MOST_PLACES = 100_000
WHOLE_YEAR, OF_KIND, OWN = "", "KIND", "OWN"
_EVERY = (
    ("", _("once only")),
    (Every.WEEK, _("every week")),
    (Every.TWO_WEEKS, _("every second week")),
    (Every.MONTH, _("every month")),
    (Every.YEAR, _("every year")),
)
_NTH = (
    ("", _("on the same day of the month")),
    (1, _("on the first such weekday")),
    (2, _("on the second such weekday")),
    (3, _("on the third such weekday")),
    (4, _("on the fourth such weekday")),
    (LAST_OF_MONTH, _("on the last such weekday")),
)
_PLACES: dict[type[Refused], str] = {
    NoDays: "every",
    TooManyDays: "until",
    SeriesDaysWrong: "until",
    operations.PastDay: "first_day",
    operations.NotForResidents: "is_on_calendar",
    operations.NoSignUp: "capacity",
    rules.DaysOutOfOrder: "last_day",
    rules.DayOutOfReach: "first_day",
    rules.KindEnded: "kind",
}


COLUMNS = (
    *("title", "begins_at", "ends_at", "place", "delivery", "audience"),
    *("is_on_calendar", "capacity"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffer:
    """What the form offers to choose from, gathered by the view."""

    kinds: Sequence[tuple[str, Sequence[ActivityKind]]]
    bodies: Sequence[Body]
    municipalities: Sequence[Municipality]
    subjects: Subjects
    country: str

    def kind(self, pk: int | None) -> ActivityKind | None:
        return next((one for _family, group in self.kinds for one in group if one.pk == pk), None)


class Wording(forms.Form):
    """What stands in a plan beside its days, whoever writes it first or changes it."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    begins_at = HourField(label=pgettext_lazy("time of day", "From"))
    ends_at = HourField(label=pgettext_lazy("time of day", "Until"))
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("With a street and a number it stands on the map for those who live near."),
        max_length=200,
        required=False,
    )
    delivery = forms.ChoiceField(
        label=_("How is it held?"), required=False, choices=Delivery.choices
    )
    audience = forms.CharField(
        label=_("For whom, in words"),
        help_text=_("For example: seniors. Residents choose by these words."),
        max_length=200,
        required=False,
    )
    is_on_calendar = forms.BooleanField(label=_("Show it in the public calendar"), required=False)
    announcement = forms.CharField(
        label=_("What residents read"),
        help_text=_("What it is about, how to come, what to bring."),
        max_length=LONGEST_ANNOUNCEMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        help_text=_("With a number, residents sign up on the page of the event. Empty: just come."),
        min_value=0,
        max_value=_MOST_PLACES,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal beside the field it speaks of."""
        name = _PLACES.get(type(refusal))
        self.add_error(name if name in self.fields else None, sentence(refusal))


class PlanForm(Wording):
    """One activity to come, or a series of them."""

    kind = forms.TypedChoiceField(label=_("Kind"), coerce=int)
    body = forms.TypedChoiceField(label=_("Body"), coerce=int)
    first_day = DayField(label=_("Day, or first day"))
    last_day = DayField(label=_("Last day, if it takes several"), required=False, help_text="")
    municipality = forms.TypedChoiceField(
        label=_("Municipality"), required=False, coerce=int, empty_value=None
    )
    subject = forms.ChoiceField(label=_("Action or initiative"), required=False)
    closes_before = forms.IntegerField(
        label=_("Sign-up closes so many days before"),
        help_text=_("0: when it begins."),
        min_value=0,
        max_value=365,
        initial=0,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    every = forms.ChoiceField(label=_("How often?"), choices=_EVERY, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days of the week?"),
        choices=[(number, WEEKDAYS[number]) for number in range(7)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nth = forms.TypedChoiceField(
        label=_("Every month or year:"),
        choices=_NTH,
        coerce=int,
        empty_value=None,
        required=False,
    )
    until = DayField(label=_("Until which day?"), required=False, help_text="")
    is_school_year = forms.BooleanField(
        label=_("Until the end of the school year (31 August)"), required=False
    )
    season = forms.ChoiceField(
        label=_("In which part of the year?"),
        choices=[
            (WHOLE_YEAR, _("the whole year")),
            (OF_KIND, _("the season of the kind")),
            (OWN, _("a season of its own")),
        ],
        required=False,
    )
    season_first = MonthDayField(
        label=_("Season from"), help_text=_("For example 1.11"), required=False
    )
    season_last = MonthDayField(
        label=_("Season until"), help_text=_("For example 31.3"), required=False
    )
    skips_holidays = forms.BooleanField(label=_("Not on public holidays"), required=False)

    def __init__(self, *args: Any, offer: PlanOffer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer = offer
        kinds = [(name, [(one.pk, str(one)) for one in group]) for name, group in offer.kinds]
        self._choose("kind", [("", gettext("choose")), *kinds])
        self._choose("body", [(one.pk, one.shown_name) for one in offer.bodies])
        towns = [(one.pk, str(one)) for one in offer.municipalities]
        self._choose("municipality", [("", gettext("not said")), *towns])
        subjects = [(one.value, one.label) for one in (*offer.subjects.own, *offer.subjects.rest)]
        self._choose("subject", [("", gettext("outside the programme")), *subjects])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("every") or self.errors:
            return given
        if given.get("is_school_year"):
            given["until"] = end_of_school_year(given["first_day"])
        if not given.get("until"):
            self.add_error("until", _("Enter the day until which it comes back."))
        if given.get("season") == OWN and not (given["season_first"] and given["season_last"]):
            self.add_error("season_first", _("Enter the first and the last day of the season."))
        if given.get("season") == OF_KIND and self._season_of_kind() is None:
            self.add_error("season", _("This kind has no season. Choose another."))
        return given

    @property
    def is_series(self) -> bool:
        return bool(self.cleaned_data.get("every"))

    def plan(self) -> Plan:
        """What was typed, of its first day."""
        given = self.cleaned_data
        subject = self.offer.subjects.by_value.get(given.get("subject") or "")
        kind = self.offer.kind(given["kind"])
        assert kind is not None
        written = Written(
            kind=kind,
            body=next(one for one in self.offer.bodies if one.pk == given["body"]),
            first_day=given["first_day"],
            last_day=given.get("last_day") or given["first_day"],
            is_planned=True,
            municipality=self._municipality(),
            action=subject.action if subject else None,
            initiative=subject.initiative if subject else None,
            **{name: given[name] for name in COLUMNS},
        )
        return Plan(
            written=written,
            announcement=given["announcement"],
            closes_before=given.get("closes_before") or 0,
        )

    def rule(self) -> str:
        given = self.cleaned_data
        pattern = Pattern(Every(given["every"]), given["weekdays"], given["nth"])
        return rule_of(pattern, first=given["first_day"])

    def days(self) -> Sequence[date]:
        """The days of the series. Raises SeriesDaysWrong, NoDays or TooManyDays."""
        given, country = self.cleaned_data, self.offer.country

        def is_free(day: date) -> bool:
            return given["skips_holidays"] and is_public_holiday(day, country=country)

        return days_of(
            self.rule(),
            first=given["first_day"],
            last=given["until"],
            season=self._season(),
            is_free=is_free,
        )

    def _season(self) -> Season | None:
        given = self.cleaned_data
        if given["season"] == OWN:
            return Season(given["season_first"], given["season_last"])
        return self._season_of_kind() if given["season"] == OF_KIND else None

    def _season_of_kind(self) -> Season | None:
        kind = self.offer.kind(self.cleaned_data.get("kind"))
        if kind is None or not (kind.season_first and kind.season_last):
            return None
        return Season(kind.season_first, kind.season_last)

    def _municipality(self) -> Municipality | None:
        chosen = self.cleaned_data.get("municipality")
        return next((one for one in self.offer.municipalities if one.pk == chosen), None)

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
