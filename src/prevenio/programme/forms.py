"""What people type about a programme, turned into values."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import dates
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.programme.importing.readers import TooLarge, UnreadableDocument, read_source
from prevenio.programme.importing.source import Source
from prevenio.programme.models import ActionKind, ActKind, InitiativeKind, ProposalState, Timing


class DocumentForm(forms.Form):
    """A document to read; a refusal of the readers becomes the field's error."""

    document = forms.FileField(
        label=_("Document of the programme"),
        help_text=_("The resolution with its annex, as PDF, DOCX, Markdown or plain text."),
        error_messages={
            "required": _("Choose the file with the programme."),
            "empty": _("This file is empty. Choose the file with the programme."),
        },
    )

    def clean_document(self) -> tuple[Source, bytes]:
        upload: UploadedFile = self.cleaned_data["document"]
        name, language = upload.name or "", get_language() or "en"
        try:
            if upload.size is not None and upload.size > settings.DOCUMENT_LIMIT:
                raise TooLarge(name, upload.size, settings.DOCUMENT_LIMIT)
            content = upload.read()
            return read_source(content, name, limit=settings.DOCUMENT_LIMIT), content
        except UnreadableDocument as refusal:
            raise forms.ValidationError(refusal.message(language)) from refusal


class MendForm(forms.Form):
    """One value of a reading, put right: a text, or one item on each line."""

    value = forms.CharField(label=_("What it should say"), required=False, max_length=20_000)

    def __init__(self, *args: Any, is_list: bool, is_date: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_list = is_list
        self.is_date = is_date
        if is_date:
            self.fields["value"] = forms.DateField(
                label=_("What it should say"), required=False, help_text=_("For example 2021-03-18")
            )
        else:
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 6})
        if is_list:
            self.fields["value"].help_text = _("One on each line.")

    def clean_value(self) -> str | list[str]:
        value = self.cleaned_data["value"]
        if self.is_date:
            return value.isoformat() if value else ""
        if self.is_list:
            return [line.strip() for line in value.splitlines() if line.strip()]
        return " ".join(value.split())


class BodyAnswerForm(forms.Form):
    """Who an unknown spelling is: a body of its own, one that is already there, or nobody."""

    answer = forms.ChoiceField(
        choices=[("new", ""), ("other", ""), ("leave_out", "")],
        error_messages={"required": _("Choose who this is, or skip the question.")},
    )
    name = forms.CharField(required=False, max_length=250)
    other = forms.CharField(required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        answered = super().clean() or {}
        if answered.get("answer") == "other" and not answered.get("other"):
            self.add_error("other", _("Choose the body from the list."))
        return answered

    @property
    def decision(self) -> tuple[str, dict[str, Any]]:
        """The choice and its value, as the decisions of an import keep them."""
        answer = self.cleaned_data["answer"]
        if answer == "other":
            return "MEND", {"same_as": self.cleaned_data["other"]}
        if answer == "leave_out":
            return "SKIP", {"leave_out": True}
        return "ACCEPT", {"name": self.cleaned_data["name"].strip()}


class WaiverForm(forms.Form):
    """Why a finding is let stand."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        help_text=_("It stays in sight beside the finding, with your name and the date."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason why this finding is let stand.")},
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in one or two sentences.")},
    )


class BodiesField(forms.CharField):
    """Bodies of the authority typed by their names, with commas between; order is kept.

    Short names, full names, names for residents and other spellings are understood, in any case
    and without diacritics too.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Short names with commas between, for example KMP, SM"))
        super().__init__(max_length=2_000, **kwargs)
        self.known: dict[str, Body] = {}

    def know(self, authority: Authority) -> None:
        """Learn the spellings of the authority's bodies; two statements.

        The dictionary is made anew: copies of a field share what its class was given.
        """
        known: dict[str, Body] = {}
        for body in Body.objects.filter(authority=authority).prefetch_related("aliases"):
            other = [alias.name for alias in body.aliases.all()]
            for name in (body.short_name, body.name, body.public_name, *other):
                if name:
                    known.setdefault(fold(name), body)
        self.known = known

    def clean(self, value: Any) -> list[Body]:
        typed = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        unknown = [name for name in typed if fold(name) not in self.known]
        if unknown:
            raise forms.ValidationError(
                _("No body is called %(names)s. Correct the name, or add the body first."),
                params={"names": ", ".join(f"“{name}”" for name in unknown)},
            )
        return list(dict.fromkeys(self.known[fold(name)] for name in typed))


MONTHS = [(number, dates.MONTHS[number]) for number in range(1, 13)]


class ActionForm(forms.Form):
    """An action as a person edits it: its words, its time, its bodies."""

    title = forms.CharField(label=_("Name"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Description"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Describe what is to be done.")},
    )
    lead = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Lead body"),
        empty_label=_("Choose"),
        error_messages={"required": _("Say which body leads the action.")},
    )
    co_responsible = BodiesField(label=_("Co-responsible"), required=False)
    partners = BodiesField(label=_("Partners"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ActionKind, required=False)
    timing = forms.ChoiceField(label=_("Timing"), choices=Timing, required=False)
    condition = forms.CharField(
        label=_("Only when"),
        max_length=300,
        required=False,
        help_text=_("The event that makes it active, for example a flood warning."),
    )
    season_first_month = forms.TypedChoiceField(
        label=_("Season from"),
        choices=[("", _("all year")), *MONTHS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    season_last_month = forms.TypedChoiceField(
        label=_("Season to"),
        choices=[("", _("all year")), *MONTHS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    ends_on = forms.DateField(
        label=_("To be done by"), required=False, help_text=_("For example 2023-09-30")
    )

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead, joined = self.fields["lead"], self.fields["co_responsible"]
        assert isinstance(lead, forms.ModelChoiceField)
        assert isinstance(joined, BodiesField)
        lead.queryset = Body.objects.filter(authority=authority).order_by("short_name", "pk")
        joined.know(authority)
        self.fields["partners"].known = joined.known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("season_first_month"), typed.get("season_last_month")
        if (first is None) != (last is None):
            self.add_error(
                "season_last_month", _("Give both months of the season, or neither of them.")
            )
        return typed

    @property
    def values(self) -> dict[str, Any]:
        """What the action's own fields become."""
        bodies = {"lead", "co_responsible", "partners"}
        return {name: value for name, value in self.cleaned_data.items() if name not in bodies}


class AreaForm(forms.Form):
    """An area as a person edits it."""

    title = forms.CharField(label=_("Name"), max_length=400)
    summary = forms.CharField(
        label=_("In one sentence"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What residents get out of it."),
    )
    lead_body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Lead body"), required=False, empty_label=_("nobody yet")
    )
    threat_analysis = forms.CharField(
        label=_("Threat analysis"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Why this area is in the programme."),
    )
    analysed_on = forms.DateField(
        label=_("Analysis as of"), required=False, help_text=_("For example 2020-11-30")
    )
    analysis_sources = forms.CharField(
        label=_("Sources of the analysis"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_body"].queryset = Body.objects.filter(  # type: ignore[attr-defined]
            authority=authority
        ).order_by("short_name", "pk")


class InitiativeForm(forms.Form):
    """An initiative as a person edits it."""

    name = forms.CharField(label=_("Name"), max_length=300)
    aim = forms.CharField(
        label=_("Aim"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=InitiativeKind)
    implementers = BodiesField(
        label=_("Implementers"),
        required=False,
        help_text=_("Short names with commas between. The first carries it out, the others help."),
    )
    term_text = forms.CharField(label=_("Term"), max_length=200, required=False)
    first_year = forms.IntegerField(
        label=_("First year"), min_value=1990, max_value=2100, required=False
    )
    last_year = forms.IntegerField(
        label=_("Last year"), min_value=1990, max_value=2100, required=False
    )
    is_open_ended = forms.BooleanField(label=_("Open-ended"), required=False)
    method = forms.CharField(
        label=_("Method"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["implementers"].know(authority)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("first_year"), typed.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year cannot come before the first."))
        return typed


class ChapterForm(forms.Form):
    """A chapter as a person edits it; paragraphs are parted by an empty line."""

    title = forms.CharField(label=_("Title"), max_length=400)
    text = forms.CharField(
        label=_("Text"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("An empty line begins a new paragraph."),
    )


class StatementForm(forms.Form):
    """One goal, form of work, participant or duty."""

    text = forms.CharField(
        label=_("Text"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AdoptionForm(forms.Form):
    """The act that adopts or amends a programme, and from when it holds."""

    kind = forms.ChoiceField(label=_("Kind of act"), choices=ActKind)
    number = forms.CharField(
        label=_("Number"), max_length=60, help_text=_("For example XLII/829/2021")
    )
    adopted_on = forms.DateField(label=_("Date of the act"), help_text=_("For example 2021-03-18"))
    body_name = forms.CharField(label=_("Deciding body"), max_length=200)
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One citation on each line."),
    )
    publication = forms.CharField(label=_("Published in"), max_length=250, required=False)
    published_on = forms.DateField(
        label=_("Published on"), required=False, help_text=_("For example 2021-03-29")
    )
    days_to_force = forms.IntegerField(
        label=_("In force so many days after publication"),
        min_value=0,
        max_value=365,
        required=False,
    )
    effective_from = forms.DateField(
        label=_("Effective from"),
        required=False,
        help_text=_("Left empty: counted from publication, else the date of the act."),
    )

    def clean_legal_basis(self) -> list[str]:
        lines = self.cleaned_data["legal_basis"].splitlines()
        return [line.strip() for line in lines if line.strip()]

    @property
    def act_values(self) -> dict[str, Any]:
        """The act's own fields."""
        return {k: v for k, v in self.cleaned_data.items() if k != "effective_from"}


class NextPeriodForm(forms.Form):
    """The programme of the next period: its name, its years, and what is carried over."""

    title = forms.CharField(label=_("Title"), max_length=300)
    first_year = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year"), min_value=1990, max_value=2100)
    keep = forms.MultipleChoiceField(
        label=_("Areas to carry over"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, areas: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(str(key), title) for key, title in areas]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("first_year"), typed.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year cannot come before the first."))
        return typed


class ProposalForm(forms.Form):
    """A proposal to change the programme."""

    text = forms.CharField(
        label=_("What should change, and why"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ProposalAnswerForm(forms.Form):
    """What becomes of a proposal."""

    state = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (ProposalState.ACCEPTED, ProposalState.ACCEPTED.label),
            (ProposalState.DECLINED, ProposalState.DECLINED.label),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
