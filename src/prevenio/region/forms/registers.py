"""Forms of priorities, networks, documents, equipment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.indicators.models import Indicator
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.region.forms.choosing import (
    BodyChoice,
    FileField,
    FormOfAuthority,
    ProjectChoice,
    bodies,
    line,
    municipalities,
    projects,
    words,
)
from prevenio.region.models import DocumentKind, EquipmentState, GoverningDocument
from prevenio.region.operations.documents import Paper
from prevenio.region.operations.equipment import Piece
from prevenio.region.operations.networks import Belonging
from prevenio.region.operations.priorities import Decision, Proposed
from prevenio.web.forms import DayField


def _indicators(authority: Authority) -> Any:
    return Indicator.objects.filter(authority=authority).order_by("code", "pk")


class PriorityForm(FormOfAuthority):
    """What a year is to be about, and how it will be known."""

    offered = {"project": projects, "indicators": _indicators}
    year = forms.IntegerField(
        label=_("Year"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    name = line(_("Priority"), 200, required=True)
    text = words(_("Why it matters"))
    project = ProjectChoice(
        label=_("Project"),
        required=False,
        empty_label=pgettext_lazy("project", "the whole programme"),
    )
    proposed_on = DayField(label=_("Proposed on"), required=False)
    indicators = forms.ModelMultipleChoiceField(
        label=_("By which indicators will it be known?"),
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def proposed(self) -> Proposed:
        said = {**self.cleaned_data, "indicators": list(self.cleaned_data["indicators"])}
        return Proposed(**said)


class PriorityDecisionForm(FormOfAuthority):
    """Which body approved or refused a priority, on which day."""

    offered = {"decided_by": bodies}
    outcome = forms.ChoiceField(
        label=_("What did it decide?"),
        choices=[
            ("APPROVED", pgettext_lazy("outcome of a decision", "approved")),
            ("REFUSED", pgettext_lazy("outcome of a decision", "refused")),
        ],
        widget=forms.RadioSelect,
    )
    decided_by = BodyChoice(label=_("Which body decided?"))
    decided_on = DayField(label=_("On which day?"))
    act_reference = line(_("Act in words"), 200)
    reason = words(_("Reason"))

    @property
    def decision(self) -> Decision:
        said = dict(self.cleaned_data)
        return Decision(is_approved=said.pop("outcome") == "APPROVED", **said)


class NetworkForm(FormOfAuthority):
    """Which network the authority belongs to, from when to when."""

    offered = {"body": bodies}
    network = line(_("Network"), 200, required=True)
    body = BodyChoice(
        label=_("Body that stands for it in the programme"),
        required=False,
        empty_label=pgettext_lazy("body", "none"),
    )
    first_day = DayField(label=_("Member from"), required=False)
    since_text = line(
        _("Term as the source writes it"), 100, hint=_("Where it names no day: end of 2011.")
    )
    last_day = DayField(label=_("Member until"), required=False)
    note = words(_("Note"))
    file = FileField()

    @property
    def belonging(self) -> Belonging:
        return Belonging(**_without_file(self))


def _kinds_for(document: GoverningDocument | None) -> list[tuple[str, Any]]:
    """Declarations have a register of their own; one that stands here already may stay."""
    is_one = document is not None and document.kind == DocumentKind.DECLARATION
    return [one for one in DocumentKind.choices if is_one or one[0] != DocumentKind.DECLARATION]


class PaperForm(FormOfAuthority):
    """A document of the register."""

    offered = {"issuer": bodies, "parties": bodies}
    kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind.choices)
    title = line(_("Title"), 300, required=True)
    number = line(_("Number of the document"), 80)
    adopted_on = DayField(label=_("Day of the document"))
    valid_from = DayField(label=_("Valid from"))
    valid_until = DayField(label=_("Valid until"), required=False)
    issuer = BodyChoice(
        label=_("Who issued it?"), required=False, empty_label=pgettext_lazy("body", "not said")
    )
    parties = forms.ModelMultipleChoiceField(
        label=_("Parties"),
        queryset=GoverningDocument.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Hold Ctrl to choose several."),
    )
    supersedes = forms.ModelChoiceField(
        label=_("Which document does it supersede?"),
        queryset=GoverningDocument.objects.none(),
        required=False,
        empty_label=pgettext_lazy("document", "none"),
    )
    is_shared = forms.BooleanField(label=_("Every municipality sees it"), required=False)
    is_public = forms.BooleanField(label=_("Residents may read it"), required=False)
    file = FileField()

    def __init__(
        self,
        *arguments: Any,
        authority: Authority,
        document: GoverningDocument | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, authority=authority, **options)
        self.fields["kind"].choices = _kinds_for(document)  # type: ignore[attr-defined]
        others = GoverningDocument.objects.filter(authority=authority)
        if document is not None:
            others = others.exclude(pk=document.pk)
        self.fields["supersedes"].queryset = others.order_by("-adopted_on")  # type: ignore[attr-defined]

    @property
    def paper(self) -> Paper:
        said = _without_file(self)
        return Paper(**{**said, "parties": list(said["parties"])})


class PieceForm(FormOfAuthority):
    """A piece of equipment."""

    offered = {"body": bodies, "municipality": municipalities}
    what = line(_("What is it?"), 200, required=True)
    inventory_number = line(_("Inventory number"), 60)
    body = BodyChoice(
        label=_("Which body has it?"), required=False, empty_label=pgettext_lazy("body", "none")
    )
    municipality = forms.ModelChoiceField(
        label=_("Which municipality has it?"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=pgettext_lazy("municipality", "none"),
    )
    given_on = DayField(label=_("Given on"))
    value = forms.DecimalField(
        label=_("Value"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        help_text=_("In the currency of the programme."),
    )
    source = line(_("From which money?"), 200)
    state = forms.ChoiceField(label=_("State"), choices=EquipmentState.choices)
    note = words(_("Note"))

    @property
    def piece(self) -> Piece:
        return Piece(**self.cleaned_data)


def _without_file(form: forms.Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "file"}
