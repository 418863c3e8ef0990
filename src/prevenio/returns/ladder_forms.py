"""What the bureau types about the ladder of escalation, turned into steps."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prevenio.returns.escalating import Step
from prevenio.returns.models import Rung

LAST_DAY = 120
MOST_STEPS = 6
_LABELS = {
    Rung.REPORTER: gettext_lazy("Who fills in"),
    Rung.CERTIFIER: gettext_lazy("Who certifies"),
    Rung.HEAD_OF_BODY: gettext_lazy("Head of the body"),
    Rung.HEAD_OF_BUREAU: gettext_lazy("Head of the bureau"),
    Rung.COMMISSION: gettext_lazy("Commission"),
}


class LadderForm(forms.Form):
    """For each rung the working days after the due day on which it is told."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for rung, label in _LABELS.items():
            self.fields[rung.value] = forms.CharField(
                label=label,
                required=False,
                max_length=60,
                widget=forms.TextInput(
                    attrs={"class": "govuk-input--width-10", "autocomplete": "off"}
                ),
            )

    @staticmethod
    def said(steps: Sequence[Step]) -> dict[str, str]:
        """Steps as they are typed."""
        return {
            rung.value: ", ".join(str(step.days) for step in steps if step.rung == rung)
            for rung in Rung
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        for rung in Rung:
            parts = [part.strip() for part in said.get(rung, "").split(",") if part.strip()]
            wrong = [part for part in parts if not _is_day(part)]
            if wrong:
                words = _("“%(text)s” is no whole number from 0 to 120. Write for example 5, 10.")
                self.add_error(rung, words % {"text": wrong[0][:20]})
            elif len(parts) > MOST_STEPS:
                words = _("At most %(most)s days for one rung.")
                self.add_error(rung, words % {"most": MOST_STEPS})
        return said

    @property
    def steps(self) -> Sequence[Step]:
        return [
            Step(rung, days)
            for rung in Rung
            for days in sorted(
                {int(part) for part in self.cleaned_data[rung].split(",") if part.strip()}
            )
        ]


def _is_day(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= LAST_DAY
