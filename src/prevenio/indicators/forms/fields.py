from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

_LONGEST = 30


class NumberField(forms.CharField):
    """A number as people write it: 3 079, 61,8 or 61.8; never in powers, never endless."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter a number, for example 618 or 61.8.")
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", _LONGEST)
        options.setdefault(
            "widget",
            forms.TextInput(
                attrs={
                    "class": "govuk-input--width-10",
                    "inputmode": "decimal",
                    "autocomplete": "off",
                }
            ),
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        written = "".join(str(value or "").split()).replace("\u2212", "-").replace(",", ".")
        if not written:
            return None
        if not all(sign in "0123456789.-" for sign in written):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return Decimal(written)
        except InvalidOperation as fault:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from fault

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        if value is not None:
            super().run_validators(str(value))
