"""What people type when a programme is carried over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.reviews.models import NEEDS_REASON, Fate
from prevenio.reviews.operations import Decision, NextProgramme
from prevenio.reviews.queries.carrying import AreaFates, FateRow, suggested_reason

_YEAR = {"min_value": 1990, "max_value": 2100}


class FateForm(forms.Form):
    """What becomes of one action; one row of an area's form."""

    fate = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[("", _("not decided")), *Fate.choices],
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2_000)

    def __init__(self, data: Any, *, row: FateRow) -> None:
        self.row = row
        # Only the reason is filled in: what becomes of an action is not decided by a slip.
        initial = {"reason": suggested_reason(row.assessment)}
        if row.decision:
            initial = {"fate": row.decision.fate, "reason": row.decision.reason}
        super().__init__(data, prefix=str(row.action.pk), initial=initial)
        for name, what in (("fate", _("Fate of action %s")), ("reason", _("Reason for action %s"))):
            self.fields[name].widget.attrs["aria-label"] = what % row.action.code

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("fate") in NEEDS_REASON and not typed.get("reason", "").strip():
            self.add_error("reason", _("Write why."))
        return typed

    @property
    def decision(self) -> Decision | None:
        """What was said of the action, where anything new was said."""
        if not self.is_valid() or not self.cleaned_data["fate"]:
            return None
        kept, said = self.row.decision, self.cleaned_data
        if kept and (kept.fate, kept.reason) == (said["fate"], said["reason"]):
            return None
        return Decision(self.row.action, Fate(said["fate"]), said["reason"])


def forms_of(area: AreaFates, data: Any = None) -> list[FateForm]:
    """A form for each action of an area."""
    return [FateForm(data, row=row) for row in area.rows]


class NextProgrammeForm(forms.Form):
    """The programme of the next period: its name and its years."""

    title = forms.CharField(label=_("Title of the next programme"), max_length=300)
    first_year = forms.IntegerField(label=_("First year"), **_YEAR)  # type: ignore[arg-type]
    last_year = forms.IntegerField(label=_("Last year"), **_YEAR)  # type: ignore[arg-type]

    @property
    def programme(self) -> NextProgramme:
        return NextProgramme(**self.cleaned_data)
