"""Forms about a project: its course, its team, its channels, its lecturers, its steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, User
from prevenio.programme.forms import FORERUNNER, ForerunnerForm
from prevenio.programme.models import Act
from prevenio.region.forms.choosing import (
    BodyChoice,
    FormOfAuthority,
    ProjectChoice,
    bodies,
    line,
    projects,
    words,
)
from prevenio.region.models import GateKind, GateOutcome, Phase, Project, TeamRole
from prevenio.region.operations.gates import Step
from prevenio.region.operations.lecturers import Training
from prevenio.region.operations.teams import Course, Place, Umbrella
from prevenio.web.forms import DayField


class CourseForm(ForerunnerForm, FormOfAuthority):
    """How far a project is, who started it, what it goes on from."""

    field_order = ("phase", "note", "initiator", "follows", *FORERUNNER)
    offered = {"initiator": bodies, "follows": projects}
    phase = forms.ChoiceField(label=_("How far is it?"), choices=Phase.choices)
    note = line(_("In one sentence"), 300, hint=_("Residents read it in the list of projects."))
    initiator = BodyChoice(
        label=_("Who started it?"),
        required=False,
        empty_label=pgettext_lazy("body", "not said"),
        help_text=_("A union of municipalities is a body with members."),
    )
    follows = ProjectChoice(
        label=_("Which project does it go on from?"),
        required=False,
        empty_label=pgettext_lazy("project", "none"),
    )

    @property
    def course(self) -> Course:
        own = {name: self.cleaned_data[name] for name in ("phase", "note", "initiator", "follows")}
        return Course(**own, carried_on=self.carried_on)


class PlaceForm(FormOfAuthority):
    """A person's place in a project team."""

    offered = {"body": bodies}
    person_name = line(pgettext_lazy("of a person", "Name"), 120, required=True)
    body = BodyChoice(
        label=_("Body"),
        required=False,
        empty_label=pgettext_lazy("body", "another one, written below"),
    )
    body_name = line(_("Body outside the programme"), 150)
    department = line(_("Department"), 150)
    role = forms.ChoiceField(label=_("Role in the team"), choices=TeamRole.choices)
    user = forms.ModelChoiceField(
        label=_("Account"),
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("account", "none"),
        help_text=_("Whoever has an account sees the project on their own list."),
    )
    is_public = forms.BooleanField(
        label=_("Residents may read the name"),
        required=False,
        help_text=_("Only with the person's consent. Without it residents read the body alone."),
    )
    first_day = DayField(label=_("From day"), required=False)
    last_day = DayField(label=_("To day"), required=False)

    def __init__(self, *arguments: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*arguments, authority=authority, **options)
        people = User.objects.filter(memberships__authority=authority, is_active=True)
        self.fields["user"].queryset = people.distinct().order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def place(self) -> Place:
        return Place(**self.cleaned_data)


class UmbrellaForm(FormOfAuthority):
    """Under which umbrella a project stands from a day on."""

    offered = {"umbrella": projects}
    umbrella = ProjectChoice(
        label=_("Project that is the umbrella"),
        required=False,
        empty_label=pgettext_lazy("project", "another one, written below"),
    )
    umbrella_name = line(_("Umbrella in words"), 200)
    on = DayField(label=_("From which day?"))
    day_text = line(
        _("Term as the source writes it"), 100, hint=_("Where it names no day: end of 2011.")
    )
    reason = words(_("Why?"))

    @property
    def umbrella_said(self) -> Umbrella:
        return Umbrella(**self.cleaned_data)


class ChannelForm(forms.Form):
    """A channel and the groups it reaches, by the words of the programme."""

    name = line(
        pgettext_lazy("of a project", "Channel"),
        150,
        required=True,
        hint=_("For example: teachers, local radio."),
    )
    groups = forms.MultipleChoiceField(
        label=_("Which groups does it reach?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, project: Project, **options: Any) -> None:
        super().__init__(*arguments, **options)
        named = list(project.present.audiences.order_by("position").values_list("text", flat=True))
        known = self.initial.get("groups", [])
        offered = dict.fromkeys([*named, *known])
        self.fields["groups"].choices = [(one, one) for one in offered]  # type: ignore[attr-defined]


class LecturerForm(FormOfAuthority):
    """Who was trained, for which body, when and by whom."""

    offered = {"body": bodies}
    person_name = line(
        pgettext_lazy("of a person", "Name"),
        120,
        required=True,
        hint=_("Only people who act for a body; no other details."),
    )
    body = BodyChoice(label=_("Body"))
    trained_on = DayField(label=_("Trained on"))
    trained_by = line(_("Trained by"), 150)
    may_be_named = forms.BooleanField(
        label=_("The person agreed to be named in public"), required=False
    )
    last_day = DayField(label=_("Lectures until"), required=False)

    @property
    def training(self) -> Training:
        return Training(**self.cleaned_data)


class _ActChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} {obj.subject}"[:120]


def _acts(authority: Authority) -> Any:
    return Act.objects.filter(authority=authority).order_by("-adopted_on", "pk")


class StepForm(forms.Form):
    """A step that is no decision: when, and what is to be known of it."""

    on = DayField(label=_("Day"), required=False)
    words = words(_("What is to be known of it?"))

    def step(self, kind: GateKind) -> Step:
        return Step(kind=kind, **self.cleaned_data)


class DecisionForm(FormOfAuthority):
    """Which body decided what, on which day, in which act."""

    offered = {"body": bodies, "act": _acts}
    body = BodyChoice(label=_("Which body decided?"))
    on = DayField(label=_("On which day?"))
    outcome = forms.ChoiceField(
        label=_("What did it decide?"), choices=GateOutcome.choices, required=False
    )
    act = _ActChoice(
        label=_("Act"),
        queryset=Act.objects.none(),
        required=False,
        empty_label=pgettext_lazy("act", "none, or written below"),
    )
    act_reference = line(_("Act in words"), 200)
    words = words(_("What is to be known of it?"))

    def step(self, kind: GateKind) -> Step:
        return Step(kind=kind, **self.cleaned_data)


class ReasonForm(forms.Form):
    """Why something is taken or sent back."""

    reason = words(_("Why?"), required=True)


class YearForm(forms.Form):
    """What was done in a year, what came of it, what comes next."""

    done = words(_("What was done"), rows=6)
    outcome = words(_("What came of it"), rows=4)
    next_steps = words(_("What comes next"), rows=3)
