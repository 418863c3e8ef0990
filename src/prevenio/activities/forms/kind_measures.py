"""The numbers of a kind, each in a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from prevenio.activities.forms.kind_rows import LONGEST_LABEL, Row
from prevenio.activities.models import MeasureRole
from prevenio.activities.operations.kind_choices import MeasureChoice
from prevenio.activities.packs.reading import PackMeasure

MOST_MEASURES = 40


class MeasureRow(Row):
    """A number: of one that is known only the words can change."""

    role = forms.ChoiceField(
        label=gettext_lazy("What it counts"),
        choices=[("", "–"), *MeasureRole.choices],
        error_messages={"required": gettext_lazy("Say what it counts, so that it adds up.")},
    )
    is_fractional = forms.BooleanField(
        label=gettext_lazy("It may have decimal places"), required=False
    )

    def __init__(self, *arguments: Any, known: Mapping[str, PackMeasure], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.known = known
        errors = {"required": _("Say in a word or two what is counted, for example “Dogs”.")}
        self.add_words(
            "label",
            pgettext("measure", "Number"),
            is_needed=True,
            max_length=LONGEST_LABEL,
            error_messages=errors,
        )
        self.add_words("unit", pgettext("measure", "Unit"), is_needed=False, max_length=20)
        self.order_fields(["key", *(one for one in self.fields if one.startswith("label_"))])
        if self.said is not None:
            del self.fields["role"], self.fields["is_fractional"]

    @property
    def said(self) -> PackMeasure | None:
        """The number as it is known already."""
        return self.known.get(self.known_key)

    @property
    def role_label(self) -> str:
        return str(MeasureRole(self.said.role).label) if self.said else ""

    @property
    def unit_fields(self) -> Sequence[forms.BoundField]:
        return self.fields_of("unit")

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if key and key not in self.known:
            raise forms.ValidationError(
                _("This number is not known here. Remove the row and add the number again.")
            )
        return key

    def choice(self) -> MeasureChoice:
        labels, units = self.words("label"), self.words("unit")
        if (said := self.said) is None:
            role, is_whole = self.cleaned_data["role"], not self.cleaned_data["is_fractional"]
            return MeasureChoice("", labels, units, role, is_whole=is_whole)
        return MeasureChoice(
            said.key,
            {**said.labels, **labels},
            {**said.units, **units},
            said.role,
            said.group,
            said.is_whole,
        )
