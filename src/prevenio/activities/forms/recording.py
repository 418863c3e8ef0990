"""The form of one activity. Its fields come from the kind: what it counts, what it asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prevenio.activities import operations, written
from prevenio.activities.forms.asking import (
    FINDINGS,
    finding_fields,
    groups_of,
    question_field,
)
from prevenio.activities.forms.fields import FilesField, NumberField
from prevenio.activities.models import (
    Activity,
    ActivityKind,
    Delivery,
    KindMeasure,
    MeasureRole,
)
from prevenio.activities.operations import Found
from prevenio.activities.queries.suggesting import Past, Subject, Subjects
from prevenio.activities.written import Written
from prevenio.kernel.errors import Refused
from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.web.forms import DayField
from prevenio.web.refusals import sentence

TODAY, YESTERDAY, OTHER_DAY = "TODAY", "YESTERDAY", "OTHER"
OTHER, OUTSIDE = "other", "none"

# Where a refusal is shown; all others stand above the form.
_PLACES: Mapping[type[Refused], str] = {
    written.DaysOutOfOrder: "last_day",
    written.DayOutOfReach: "first_day",
    written.DayNotYet: "first_day",
    operations.FileTooLarge: "photos",
    operations.TooManyFiles: "photos",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the form offers to choose from, gathered by the view."""

    kind: ActivityKind
    measures: Sequence[KindMeasure]
    bodies: Sequence[Body]
    municipalities: Sequence[Municipality]
    subjects: Subjects
    past: Past
    today: date
    usual: frozenset[int] = frozenset()
    """The measures that the body gives numbers of; the others stand folded below them."""
    others: Sequence[Body] = ()
    """The other bodies: with whom it was done, who has to put a finding right."""


class RecordForm(forms.Form):
    """What was done, when, where, for whom. A sensitive kind has days and numbers only."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body = forms.TypedChoiceField(label=_("Body"), coerce=int)
    when = forms.ChoiceField(
        label=_("When?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (TODAY, pgettext_lazy("day", "Today")),
            (YESTERDAY, pgettext_lazy("day", "Yesterday")),
            (OTHER_DAY, pgettext_lazy("day", "Another day")),
        ],
    )
    first_day = DayField(
        label=_("Day, or first day"), error_messages={"required": _("Enter the day.")}
    )
    last_day = DayField(label=_("Last day, if it took several"), required=False, help_text="")
    begins_at = forms.TimeField(label=pgettext_lazy("time of day", "From"), required=False)
    ends_at = forms.TimeField(label=pgettext_lazy("time of day", "Until"), required=False)
    place = forms.CharField(label=_("Where?"), required=False, max_length=200)
    municipality = forms.TypedChoiceField(
        label=_("Municipality"), required=False, coerce=int, empty_value=None
    )
    precinct = forms.CharField(label=_("Precinct"), required=False, max_length=80)
    latitude = forms.DecimalField(widget=forms.HiddenInput, required=False, max_digits=20)
    longitude = forms.DecimalField(widget=forms.HiddenInput, required=False, max_digits=20)
    subject = forms.ChoiceField(
        label=_("Which action is it for?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the action, or say that it is outside the programme.")
        },
    )
    other_subject = forms.ChoiceField(label=_("Action or initiative"), required=False)
    partners = forms.TypedMultipleChoiceField(
        label=_("With which bodies?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    delivery = forms.ChoiceField(
        label=_("How was it held?"), required=False, choices=Delivery.choices
    )
    title = forms.CharField(label=_("Title or topic"), required=False, max_length=200)
    audience = forms.CharField(label=_("For whom, in words"), required=False, max_length=200)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=written.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photos = FilesField(label=_("Photos and files"))

    def __init__(self, *args: Any, offer: Offer, is_change: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer = offer
        self._choose("body", [(one.pk, one.short_name) for one in offer.bodies])
        towns = [(one.pk, str(one)) for one in offer.municipalities]
        self._choose("municipality", [("", gettext("not said")), *towns])
        self._choose("partners", [(one.pk, one.short_name) for one in offer.others])
        self._choose("subject", self._suggestions())
        self._choose("other_subject", [("", gettext("choose")), *groups_of(offer.subjects)])
        for measure in offer.measures:
            self.fields[f"m_{measure.pk}"] = NumberField(
                label=str(measure),
                help_text=measure.unit,
                is_whole=measure.is_whole,
                is_people=measure.role == MeasureRole.PEOPLE,
            )
        for number, question in enumerate(offer.kind.questions):
            if not (offer.kind.is_sensitive and question.get("type") == "text"):
                self.fields[f"q_{number}"] = question_field(question)
        if offer.kind.has_findings and not offer.kind.is_sensitive and not is_change:
            self.fields |= finding_fields(offer.others)
        # Its label says that the day may stay empty only where that is so.
        self.fields["first_day"].required = self.data.get("when") not in {TODAY, YESTERDAY}
        if offer.kind.is_sensitive:
            for name in _LEFT_OUT & self.fields.keys():
                del self.fields[name]

    # What the template shows, part by part

    def numbers(self) -> Sequence[BoundField]:
        return [self[f"m_{one.pk}"] for one in self.offer.measures if self._is_usual(one)]

    def other_numbers(self) -> Sequence[BoundField]:
        return [self[f"m_{one.pk}"] for one in self.offer.measures if not self._is_usual(one)]

    def questions(self) -> Iterator[BoundField]:
        return (self[name] for name in self.fields if name.startswith("q_"))

    def findings(self) -> Sequence[Mapping[str, BoundField]]:
        if "f_what_0" not in self.fields:
            return []
        return [
            {part: self[f"f_{part}_{row}"] for part in ("what", "due", "body", "who", "ordered")}
            for row in range(FINDINGS)
        ]

    @property
    def counts_people(self) -> bool:
        return any(one.role == MeasureRole.PEOPLE for one in self.offer.measures)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._set_days(given)
        if self.offer.kind.is_sensitive and set(self.files) | self._hostile_names():
            self.add_error(None, sentence(written.OnlyNumbers()))
        if given.get("subject") == OTHER and not given.get("other_subject"):
            self.add_error("other_subject", _("Choose the action or initiative."))
        for row in range(FINDINGS):
            if self._is_finding_without_words(given, row):
                self.add_error(f"f_what_{row}", _("Say what is wrong."))
        return given

    def written(self, activity: Activity | None = None) -> Written:
        """What was typed; what the form does not ask stays as it was."""
        given = self.cleaned_data
        subject = self._subject(given)
        kept = {
            name: getattr(activity, name)
            for name in ("is_on_calendar", "capacity", "sign_up_until")
            if activity is not None
        }
        return Written(
            kind=self.offer.kind,
            body=next(one for one in self.offer.bodies if one.pk == given["body"]),
            first_day=given["first_day"],
            last_day=given["last_day"],
            municipality=self._municipality(given),
            action=subject.action if subject else None,
            initiative=subject.initiative if subject else None,
            latitude=_rounded(given.get("latitude")),
            longitude=_rounded(given.get("longitude")),
            begins_at=given.get("begins_at"),
            ends_at=given.get("ends_at"),
            answers=self._answers(given),
            numbers=self._numbers(given),
            partners=[one for one in self.offer.others if one.pk in given.get("partners", ())],
            **{name: given.get(name, "") for name in _WORDS},
            **kept,
        )

    def found(self) -> Sequence[Found]:
        """The findings that were typed."""
        given, bodies = self.cleaned_data, {one.pk: one for one in self.offer.others}
        return [
            Found(
                what=given[f"f_what_{row}"],
                due_on=given[f"f_due_{row}"],
                is_ordered=given[f"f_ordered_{row}"],
                answers_body=bodies.get(given[f"f_body_{row}"]),
                answers_text=given[f"f_who_{row}"],
            )
            for row in range(FINDINGS)
            if given.get(f"f_what_{row}")
        ]

    def uploads(self) -> Sequence[tuple[str, bytes]]:
        return [(str(one.name), one.read()) for one in self.cleaned_data.get("photos", ())]

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal beside the field it speaks of."""
        place = _PLACES.get(type(refusal))
        self.add_error(place if place in self.fields else None, sentence(refusal))

    def _is_usual(self, measure: KindMeasure) -> bool:
        """Also what is filled or wrong: nothing that was typed is ever folded away."""
        bound = self[f"m_{measure.pk}"]
        return measure.pk in self.offer.usual or bool(bound.errors) or bool(bound.value())

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _suggestions(self) -> list[tuple[str, str]]:
        offered = self.offer.past.suggested or self.offer.subjects.own[:FINDINGS]
        return [
            *((one.value, one.label) for one in offered),
            (OTHER, gettext("Another action or initiative")),
            (OUTSIDE, gettext("Outside the programme")),
        ]

    def _set_days(self, given: dict[str, Any]) -> None:
        when, today = given.get("when") or OTHER_DAY, self.offer.today
        if when == TODAY:
            given["first_day"] = given["last_day"] = today
        elif when == YESTERDAY:
            given["first_day"] = given["last_day"] = today - timedelta(days=1)
        given["last_day"] = given.get("last_day") or given.get("first_day")

    def _hostile_names(self) -> set[str]:
        """Words sent in fields that a sensitive kind does not have."""
        return {name for name in _LEFT_OUT - {"when"} if self.data.get(name)}

    def _is_finding_without_words(self, given: dict[str, Any], row: int) -> bool:
        if f"f_what_{row}" not in self.fields or given.get(f"f_what_{row}"):
            return False
        return any(given.get(f"f_{part}_{row}") for part in ("due", "body", "who", "ordered"))

    def _subject(self, given: dict[str, Any]) -> Subject | None:
        chosen = given["subject"]
        value = given.get("other_subject") if chosen == OTHER else chosen
        return self.offer.subjects.by_value.get(value or "")

    def _municipality(self, given: dict[str, Any]) -> Municipality | None:
        chosen = given.get("municipality")
        return next((one for one in self.offer.municipalities if one.pk == chosen), None)

    def _numbers(self, given: dict[str, Any]) -> dict[str, Decimal]:
        typed = {one.key: given.get(f"m_{one.pk}") for one in self.offer.measures}
        return {key: number for key, number in typed.items() if number is not None}

    def _answers(self, given: dict[str, Any]) -> dict[str, str]:
        typed = {
            str(question.get("key", number)): given.get(f"q_{number}", "")
            for number, question in enumerate(self.offer.kind.questions)
        }
        return {key: answer for key, answer in typed.items() if answer}


_WORDS = ("title", "place", "precinct", "audience", "note", "delivery")
_LEFT_OUT = frozenset(
    {*_WORDS, "partners", "latitude", "longitude", "begins_at", "ends_at", "photos", "when"}
)


def _rounded(degrees: Decimal | None) -> Decimal | None:
    """Six decimals are a tenth of a metre."""
    if degrees is None or not degrees.is_finite():
        return degrees
    return round(degrees, 6)


def typed_of(activity: Activity, offer: Offer) -> dict[str, Any]:
    """What the form holds when it is opened for an activity that stands."""
    numbers = {f"m_{one.measure_id}": one.number for one in activity.values.all()}
    answers = {
        f"q_{number}": activity.answers.get(str(question.get("key", number)), "")
        for number, question in enumerate(offer.kind.questions)
    }
    subject = activity.action or activity.initiative
    known = offer.subjects.by_lineage.get(subject.lineage) if subject else None
    suggested = {one.value for one in offer.past.suggested or offer.subjects.own[:FINDINGS]}
    value = known.value if known else OUTSIDE
    plain = {name: getattr(activity, name) for name in (*_WORDS, "latitude", "longitude")}
    return {
        **plain,
        **numbers,
        **answers,
        "body": activity.body_id,
        "partners": [one.pk for one in activity.partners.all()],
        "municipality": activity.municipality_id,
        "when": OTHER_DAY,
        "first_day": activity.first_day,
        "last_day": activity.last_day if activity.last_day != activity.first_day else None,
        "begins_at": activity.begins_at,
        "ends_at": activity.ends_at,
        "subject": value if value in suggested or value == OUTSIDE else OTHER,
        "other_subject": value if value != OUTSIDE else "",
        "revision": activity.revision,
    }
