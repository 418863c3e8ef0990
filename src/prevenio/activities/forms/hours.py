"""Fields for hours, and for days that come back every year."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

_HOURS = ["%H:%M", "%H.%M", "%H"]


class HourField(forms.TimeField):
    """An hour as people type it: 17:00, 17.00 or 17."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter an hour, for example 17:00.")
    }

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "govuk-input--width-10", "autocomplete": "off"}
        options.setdefault("widget", forms.TimeInput(attrs=attrs, format="%H:%M"))
        super().__init__(required=False, input_formats=_HOURS, **options)


class MonthDayField(forms.CharField):
    """A day of every year as `1.11`; kept as `11-01`."""

    def clean(self, value: Any) -> str:
        text = "".join(str(value or "").split()).strip(".")
        if not text:
            return ""
        day, _dot, month = text.partition(".")
        try:
            # A leap year, so that 29 February can be said.
            return date(2024, int(month), int(day)).strftime("%m-%d")
        except ValueError as error:
            said = _("Enter a day and a month, for example 1.11.")
            raise forms.ValidationError(said) from error
