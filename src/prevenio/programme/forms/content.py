"""What people type about the content of a version."""

from typing import Any

from django import forms
from django.utils import dates
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.programme.models import (
    ActionKind,
    InitiativeKind,
    ProgrammeVersion,
    Statement,
    StatementKind,
    Timing,
)
from prevenio.web.forms import DayField


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
                params={"names": ", ".join(_("“%(name)s”") % {"name": name} for name in unknown)},
            )
        return list(dict.fromkeys(self.known[fold(name)] for name in typed))


class AbbreviationForm(forms.Form):
    """A row of the glossary."""

    short = forms.CharField(
        label=_("Abbreviation"),
        max_length=60,
        error_messages={"required": _("Write the abbreviation, for example KMP.")},
    )
    name = forms.CharField(
        label=_("Full name"),
        max_length=300,
        error_messages={"required": _("Write the full name that it stands for.")},
    )


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
    ends_on = DayField(label=_("To be done by"), required=False)
    term_text = forms.CharField(label=_("Term"), max_length=200, required=False)
    first_year = forms.IntegerField(
        label=_("First year"), min_value=1990, max_value=2100, required=False
    )
    last_year = forms.IntegerField(
        label=_("Last year"), min_value=1990, max_value=2100, required=False
    )
    method = forms.CharField(
        label=_("Method"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    indicators_text = forms.CharField(
        label=_("Indicators"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As the document writes them, one on each line."),
    )
    funding_text = forms.CharField(
        label=_("Funding"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As the document writes them, one on each line."),
    )
    goals = forms.ModelMultipleChoiceField(
        Statement.objects.none(),
        label=_("Goals it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    forms_of_work = forms.ModelMultipleChoiceField(
        Statement.objects.none(),
        label=_("Forms of work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, version: ProgrammeVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authority = version.programme.authority
        self._offer("goals", version, StatementKind.GOAL)
        self._offer("forms_of_work", version, StatementKind.FORM)
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
        _years_in_order(self, typed)
        return typed

    def _offer(self, name: str, version: ProgrammeVersion, kind: StatementKind) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = version.statements.filter(kind=kind).order_by("position", "pk")

    @property
    def values(self) -> dict[str, Any]:
        """What the action's own fields become."""
        linked = {"lead", "co_responsible", "partners", "goals", "forms_of_work"}
        return {name: value for name, value in self.cleaned_data.items() if name not in linked}


class AreaForm(forms.Form):
    """An area as a person edits it."""

    title = forms.CharField(
        label=_("Name"),
        max_length=400,
        error_messages={"required": _("Give the area a name.")},
    )
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
    analysed_on = DayField(label=_("Analysis as of"), required=False)
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

    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        error_messages={"required": _("Give the initiative a name.")},
    )
    aim = forms.CharField(
        label=_("Aim"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=InitiativeKind)
    implementers = BodiesField(
        label=_("Implementers"),
        required=False,
        help_text=_("Short names with commas between. The first carries it out, the others help."),
    )
    audience = forms.CharField(
        label=_("Audience"),
        max_length=3_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One group on each line."),
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
        _years_in_order(self, typed)
        return typed


def _years_in_order(form: forms.Form, typed: dict[str, Any]) -> None:
    first, last = typed.get("first_year"), typed.get("last_year")
    if first and last and last < first:
        form.add_error("last_year", _("The last year cannot come before the first."))


class FundingForm(forms.Form):
    """One source of an initiative's money, or a contribution in kind."""

    source = forms.CharField(label=_("Source of funding"), max_length=200, required=False)
    is_in_kind = forms.BooleanField(label=_("In kind"), required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100, required=False)
    planned = forms.DecimalField(
        label=_("Planned"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    spent = forms.DecimalField(
        label=_("Spent"), min_value=0, max_digits=14, decimal_places=2, required=False
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        says_something = any(typed.get(name) for name in ("year", "planned", "spent"))
        if says_something and not typed.get("source"):
            self.add_error("source", _("Say where this money comes from."))
        return typed


FundingForms = forms.formset_factory(FundingForm, extra=2, max_num=40, validate_max=True)


class ChapterForm(forms.Form):
    """A chapter as a person edits it; paragraphs are parted by an empty line."""

    title = forms.CharField(
        label=_("Title"),
        max_length=400,
        error_messages={"required": _("Give the chapter a title.")},
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("An empty line begins a new paragraph."),
    )


class StatementForm(forms.Form):
    """One goal, form of work, participant or duty; a goal may serve a goal of the strategy."""

    text = forms.CharField(
        label=_("Text"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the text of this item, or remove the item.")},
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("The body it is"), required=False, empty_label=_("none")
    )
    serves = forms.ModelChoiceField(
        Statement.objects.none(),
        label=_("Goal of the strategy it serves"),
        required=False,
        empty_label=_("none"),
    )

    def __init__(
        self, *args: Any, version: ProgrammeVersion, kind: StatementKind, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        body, serves = self.fields["body"], self.fields["serves"]
        assert isinstance(body, forms.ModelChoiceField)
        assert isinstance(serves, forms.ModelChoiceField)
        body.queryset = Body.objects.filter(authority=version.programme.authority).order_by(
            "short_name", "pk"
        )
        serves.queryset = version.statements.filter(kind=StatementKind.STRATEGY).order_by(
            "position", "pk"
        )
        if kind != StatementKind.PARTICIPANT:
            del self.fields["body"]
        if kind not in {StatementKind.GOAL, StatementKind.MAIN_GOAL}:
            del self.fields["serves"]


class NameForm(forms.Form):
    """The name of something new."""

    name = forms.CharField(label=_("Name"), max_length=300)


class NewStatementForm(forms.Form):
    """A new item of one of a programme's lists."""

    kind = forms.ChoiceField(label=_("List"), choices=StatementKind)
    text = forms.CharField(
        label=_("Text"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
