"""Forms of the library of good practice."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.region.forms.choosing import (
    BodyChoice,
    FileField,
    FormOfAuthority,
    ProjectChoice,
    bodies,
    line,
    projects,
    words,
)
from prevenio.region.models import Evidence, Practice
from prevenio.region.operations.practices import Told
from prevenio.web.forms import DayField


class TellingForm(FormOfAuthority):
    """A practice in the words of those who did it."""

    offered = {"contact": bodies}
    title = line(_("Title"), 200, required=True)
    problem = words(_("What was the problem?"), required=True)
    done = words(_("What was done about it?"), required=True, rows=5)
    cost = line(_("What did it cost, roughly?"), 200, hint=_("Money, people, time."))
    outcome = words(_("What came of it?"))
    evidence = forms.ChoiceField(
        label=_("How is that known?"), choices=Evidence.choices, widget=forms.RadioSelect
    )
    place = line(_("Where was it?"), 150, hint=_("A municipality, a school, a part of a town."))
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country"),
        required=False,
        max_length=2,
        error_messages={"invalid": _("Two letters, for example CZ, PL or DE.")},
        help_text=_("Two letters, for example CZ, PL or DE."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2"}),
    )
    contact = BodyChoice(
        label=_("Who answers questions about it?"),
        required=False,
        empty_label=pgettext_lazy("body", "not said"),
    )
    topics = line(_("Topics"), 400, hint=_("A few words with commas: seniors, internet, schools."))
    links = words(_("Links"), hint=_("One address on each line, with https:// before it."))

    @property
    def told(self) -> Told:
        said = dict(self.cleaned_data)
        said.pop("municipality", None)
        topics = [one.strip() for one in re.split(r"[,;\n]", said.pop("topics"))]
        return Told(**said, topics=topics)


class NewPracticeForm(TellingForm):
    """A new practice, for a municipality for which the person may write."""

    municipality = forms.ModelChoiceField(
        label=_("For which municipality?"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=pgettext_lazy("municipality", "none: the bureau's own"),
    )
    field_order = ("municipality",)

    def __init__(
        self, *arguments: Any, authority: Authority, own: Any, keeps: bool, **options: Any
    ) -> None:
        super().__init__(*arguments, authority=authority, **options)
        field: Any = self.fields["municipality"]
        field.queryset, field.required = own, not keeps
        if not keeps:
            field.empty_label = None


class ReuseForm(FormOfAuthority):
    """Who took a practice over, since when, and what was changed."""

    offered = {"project": projects}
    project = ProjectChoice(
        label=_("Which project took it over?"),
        required=False,
        empty_label=pgettext_lazy("project", "none"),
    )
    municipality = forms.ModelChoiceField(
        label=_("Which municipality took it over?"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=pgettext_lazy("municipality", "none"),
    )
    on = DayField(label=_("Since when?"))
    changed = words(_("What was changed?"))

    def __init__(
        self, *arguments: Any, authority: Authority, own: Any, keeps: bool, **options: Any
    ) -> None:
        super().__init__(*arguments, authority=authority, **options)
        self.fields["municipality"].queryset = own  # type: ignore[attr-defined]
        if not keeps:
            self.fields["project"].queryset = self.fields["project"].queryset.none()  # type: ignore[attr-defined]
            self.fields["project"].widget = forms.HiddenInput()


class PracticeFileForm(forms.Form):
    """One file of a practice."""

    file = FileField(required=True)


def told_before(practice: Practice) -> dict[str, object]:
    """What a form begins with for a practice that is there."""
    names = ("title", "problem", "done", "cost", "outcome", "evidence", "place", "country")
    said: dict[str, object] = {name: getattr(practice, name) for name in names}
    topics = ", ".join(one.name for one in practice.topics.all())
    return {**said, "contact": practice.contact_id, "links": practice.links, "topics": topics}
