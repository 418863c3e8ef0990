"""What people type about an act in the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.citations import Flaw, citations, flaws
from prevenio.programme.models import ActKind
from prevenio.web.forms import DayField

FLAWS = {
    Flaw.ORDER: _("“%(citation)s” names its units in the wrong order: the wide one comes first."),
    Flaw.MARK: _("“%(citation)s” marks a unit wrongly: write art. 12 ust. 1 pkt 3, with spaces."),
    Flaw.LABEL: _("“%(citation)s” gives a number where a letter stands, or the other way round."),
}


class ActForm(forms.Form):
    """An act: who decided, when, on which legal basis, who carries it out, who signed it."""

    kind = forms.ChoiceField(label=_("Kind of act"), choices=ActKind)
    number = forms.CharField(
        label=_("Number"), max_length=60, help_text=_("For example XLII/829/2021")
    )
    adopted_on = DayField(label=_("Date of the act"))
    body_name = forms.CharField(label=_("Deciding body"), max_length=200)
    subject = forms.CharField(
        label=_("Subject"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One citation on each line."),
    )
    executor = forms.CharField(
        label=_("Entrusted with carrying it out"), max_length=200, required=False
    )
    publication = forms.CharField(label=_("Published in"), max_length=250, required=False)
    published_on = DayField(label=_("Published on"), required=False)
    days_to_force = forms.IntegerField(
        label=_("In force so many days after publication"),
        min_value=0,
        max_value=365,
        required=False,
    )
    in_force_on = DayField(
        label=_("In force from"),
        required=False,
        help_text=_("Left empty: counted from publication. The day of publication does not count."),
    )
    signatories = forms.CharField(
        label=_("Signed by"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line: name, then a comma, then the office held that day."),
    )

    def clean_legal_basis(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["legal_basis"].splitlines()]
        written = [line for line in lines if line]
        wrong = [
            forms.ValidationError(FLAWS[flaw], params={"citation": citation.written})
            for line in written
            for citation in citations(line)
            for flaw in flaws(citation)
        ]
        if wrong:
            raise forms.ValidationError(wrong)
        return written

    def clean_signatories(self) -> list[tuple[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["signatories"].splitlines()]
        return [
            (name.strip()[:150], office.strip()[:200])
            for name, _comma, office in (line.partition(",") for line in lines if line)
        ]

    @property
    def act_values(self) -> dict[str, Any]:
        """The act's own fields; signatories stand apart."""
        return {k: v for k, v in self.cleaned_data.items() if k != "signatories"}
