"""What is typed about duties and absences."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.places.forms.hours import hours_fields, initial_hours, typed_hours
from prevenio.places.models import Duty, Municipality, Precinct, PrecinctKind, Span
from prevenio.places.operations.absences import AbsenceParticulars
from prevenio.places.operations.duties import DutyParticulars, particulars_of
from prevenio.places.wording import said
from prevenio.web.forms import DayField
from prevenio.web.templatetags.parts import day as day_in_words

SOMEBODY_ELSE = "else"
NOBODY = "nobody"
OTHER_DAY = "other"
_TYPED = ("person_title", "person_name", "role", "purpose", "phone", "email", "website", "place")


class KindChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A kind of precinct by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return said(obj.names) or str(obj)


class DutyForm(forms.Form):
    """A duty for a place that the page has chosen already."""

    kind = KindChoice(label=_("What they answer for"), queryset=PrecinctKind.objects.none())
    person_title = forms.CharField(label=_("Rank or title"), max_length=60, required=False)
    person_name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=120,
        required=False,
        help_text=_("Residents read it. Leave it empty where the body answers as a whole."),
    )
    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none(), required=False)
    role = forms.CharField(
        label=_("Role, if it has a name of its own"), max_length=120, required=False
    )
    purpose = forms.CharField(
        label=_("What people turn to it for"),
        max_length=300,
        required=False,
        help_text=_("One line. If empty, the words of the kind are shown."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Page"), required=False, assume_scheme="https")
    place = forms.CharField(label=_("Where to find it"), max_length=200, required=False)
    span = forms.ChoiceField(label=_("When it answers"), choices=Span, widget=forms.RadioSelect)
    has_priority = forms.BooleanField(
        label=_("Answers before all others while it is on"), required=False
    )
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, authority: Authority, kind: PrecinctKind | None, **rest: Any):
        super().__init__(*args, **rest)
        kinds = authority.precinct_kinds.order_by("position", "code")
        choice: Any = self.fields["kind"]
        if kind is None:
            choice.queryset = kinds
        else:
            choice.queryset = kinds.filter(pk=kind.pk)
            choice.initial, choice.widget = kind.pk, forms.HiddenInput()
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(authority=authority).order_by("short_name", "pk")
        self.initial.setdefault("span", Span.HOURS)
        self.fields |= hours_fields()

    @property
    def hours(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("hours_")]

    def particulars(
        self, *, precinct: Precinct | None, municipality: Municipality | None
    ) -> DutyParticulars:
        names = (*_TYPED, "kind", "body", "span", "has_priority", "first_day", "last_day")
        return DutyParticulars(
            precinct=precinct,
            municipality=municipality,
            hours=typed_hours(self.cleaned_data),
            **{name: self.cleaned_data[name] for name in names},
        )


def initial_of(duty: Duty) -> dict[str, Any]:
    """A duty as the form shows it."""
    known = particulars_of(duty)
    names = (*_TYPED, "kind", "body", "span", "has_priority", "first_day", "last_day")
    return {name: getattr(known, name) for name in names} | initial_hours(known.hours)


class EndForm(forms.Form):
    """The last day of something."""

    last_day = DayField(label=_("Last day"))


class HandOverForm(forms.Form):
    """Who takes a duty over, and from when."""

    first_day = DayField(label=_("First day of the new person"))
    person_title = forms.CharField(label=_("Rank or title"), max_length=60, required=False)
    person_name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("Leave it empty to keep the number."),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Leave it empty to keep the address.")
    )


class AbsenceForm(forms.Form):
    """“I am away until…”: three taps, each with the usual answers to choose from."""

    until = forms.ChoiceField(label=_("Away until"), widget=forms.RadioSelect)
    last_day = DayField(label=_("Another last day"), required=False)
    first_day = DayField(label=_("Away from"), required=False)
    deputy = forms.ChoiceField(label=_("Who stands in"), widget=forms.RadioSelect)
    deputy_name = forms.CharField(label=_("Name of somebody else"), max_length=120, required=False)
    deputy_phone = forms.CharField(label=_("Their phone"), max_length=40, required=False)

    def __init__(
        self, *args: Any, today: date, deputies: Sequence[tuple[Duty, str]], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.today = today
        self.deputies = {str(duty.pk): duty for duty, _words in deputies}
        until: Any = self.fields["until"]
        until.choices = [*_usual_days(today), (OTHER_DAY, _("another day"))]
        deputy: Any = self.fields["deputy"]
        deputy.choices = [
            *((str(duty.pk), words) for duty, words in deputies),
            (SOMEBODY_ELSE, _("somebody else")),
            (NOBODY, _("nobody")),
        ]
        self.fields["first_day"].help_text = _("Leave it empty for today.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("until") == OTHER_DAY and "last_day" in cleaned and not cleaned["last_day"]:
            self.add_error("last_day", _("Write the last day away, or choose one above."))
        if cleaned.get("deputy") == SOMEBODY_ELSE and not cleaned.get("deputy_name"):
            self.add_error("deputy_name", _("Write who stands in, or choose somebody above."))
        return cleaned

    def particulars(self) -> AbsenceParticulars:
        said_of = self.cleaned_data
        is_else = said_of["deputy"] == SOMEBODY_ELSE
        is_other = said_of["until"] == OTHER_DAY
        return AbsenceParticulars(
            first_day=said_of["first_day"] or self.today,
            last_day=said_of["last_day"] if is_other else date.fromisoformat(said_of["until"]),
            deputy=self.deputies.get(said_of["deputy"]),
            deputy_name=said_of["deputy_name"] if is_else else "",
            deputy_phone=said_of["deputy_phone"] if is_else else "",
        )


def _usual_days(today: date) -> Iterable[tuple[str, str]]:
    """Today, tomorrow, the end of this week, a week, two weeks; each once."""
    sunday = today + timedelta(days=6 - today.weekday())
    days: dict[date, object] = {sunday: _("the end of this week")}
    days |= {today + timedelta(days=1): _("tomorrow"), today: _("today")}
    for weeks in (1, 2):
        day = sunday + timedelta(weeks=weeks)
        days.setdefault(
            day, ngettext("%(count)s week more", "%(count)s weeks more", weeks) % {"count": weeks}
        )
    return [(day.isoformat(), f"{days[day]}, {day_in_words(day)}") for day in sorted(days)]
