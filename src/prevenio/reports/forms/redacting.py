"""What the staff fill in to black out passages of words and parts of photos."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.written import LONGEST
from prevenio.reports.forms.staff import PlainForm
from prevenio.reports.models import Report, ReportText
from prevenio.reports.operations.redacting import Box

BOXES = 6
SIDES = ("left", "top", "right", "bottom")
_LABELS = {
    "left": _("from the left"),
    "top": _("from the top"),
    "right": _("to the right"),
    "bottom": _("to the bottom"),
}


class RedactTextForm(PlainForm):
    """The words with [[ and ]] around what has to go."""

    # Brackets around every second word make the text longer than it may be written.
    marked = forms.CharField(
        label=_("Words"),
        help_text=_(
            "Put [[ before and ]] after everything that has to go: names, addresses, numbers. "
            "The words between them are removed for good. Change nothing else."
        ),
        max_length=3 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, data: Any = None, *, report: Report, text: ReportText) -> None:
        super().__init__(data, report=report)
        self.initial["marked"] = text.text
        self.text = text

    @property
    def given(self) -> Mapping[str, Any]:
        return {"text": self.text, "marked": self.cleaned_data["marked"]}


class RedactPhotoForm(PlainForm):
    """Boxes by their four sides in per cent of the photo; empty rows count for nothing."""

    def __init__(self, data: Any = None, *, report: Report) -> None:
        super().__init__(data, report=report)
        for number in range(1, BOXES + 1):
            for side in SIDES:
                self.fields[f"{side}_{number}"] = forms.DecimalField(
                    label=_LABELS[side],
                    required=False,
                    min_value=0,
                    max_value=100,
                    max_digits=5,
                    decimal_places=1,
                    widget=forms.NumberInput(
                        attrs={"step": "0.1", "class": "govuk-input--width-4"}
                    ),
                )

    @property
    def rows(self) -> Sequence[tuple[int, Sequence[Any]]]:
        """The fields of each box, with its number."""
        return [
            (number, [self[f"{side}_{number}"] for side in SIDES]) for number in range(1, BOXES + 1)
        ]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for number in range(1, BOXES + 1):
            sides = [given.get(f"{side}_{number}") for side in SIDES]
            told = [one is not None for one in sides]
            if any(told) and not all(told):
                self.add_error(f"left_{number}", _("A box needs all four numbers, from 0 to 100."))
            elif all(told) and not _is_sound(sides):
                self.add_error(
                    f"left_{number}",
                    _("A box ends further right and further down than it begins."),
                )
        return given

    @property
    def given(self) -> Mapping[str, Any]:
        rows = [
            [self.cleaned_data[f"{side}_{number}"] for side in SIDES]
            for number in range(1, BOXES + 1)
        ]
        boxes = [Box(*(round(one * 10) for one in row)) for row in rows if row[0] is not None]
        return {"boxes": boxes}


def _is_sound(sides: Sequence[Any]) -> bool:
    left, top, right, bottom = sides
    return bool(left < right and top < bottom)
