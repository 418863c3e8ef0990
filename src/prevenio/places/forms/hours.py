"""Office hours as people write them: a line for each weekday, “8-12, 13:00-16:30”."""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from itertools import pairwise
from typing import Any, ClassVar

from babel.dates import get_day_names
from django import forms
from django.utils.translation import get_language, gettext_lazy

from prevenio.places.answering import Hours

WEEKDAYS = range(7)
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d\d))?")
_WIDTH = {"class": "govuk-input--width-20", "autocomplete": "off"}


class HoursField(forms.CharField):
    """The hours of one weekday as pairs of times; empty where there are none."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": gettext_lazy("Write the hours as 8:00-16:00; several with a comma between."),
        "same": gettext_lazy("The hours begin and end at the same time. Change one of the times."),
        "overlap": gettext_lazy("Two of these hours overlap. Join them or change one."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 100)
        options.setdefault("widget", forms.TextInput(attrs=_WIDTH))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value)).strip()
        if not text:
            return []
        spans = sorted(self._span(part) for part in text.split(","))
        # One that runs past midnight closes before it opens: nothing may follow it on its day.
        for (opened, closes), (opens, _closes) in pairwise(spans):
            if not opened < closes <= opens:
                raise forms.ValidationError(self.error_messages["overlap"], code="overlap")
        return spans

    def _span(self, part: str) -> tuple[time, time]:
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        opens, closes = self._time(found[1], found[2]), self._time(found[3], found[4])
        if opens == closes:
            raise forms.ValidationError(self.error_messages["same"], code="same")
        return opens, closes

    def _time(self, hour: str, minute: str | None) -> time:
        """A time of the day; 24:00 is the midnight that ends it."""
        try:
            return time(
                0 if (int(hour), int(minute or 0)) == (24, 0) else int(hour), int(minute or 0)
            )
        except ValueError as fault:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from fault

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return ", ".join(f"{opens:%-H:%M}-{_closing(closes)}" for opens, closes in value)
        return value


def hours_fields() -> dict[str, HoursField]:
    """A field for each weekday, by its name in the form."""
    language = (get_language() or "en").split("-")[0]
    names = get_day_names("wide", "stand-alone", language)
    return {f"hours_{day}": HoursField(label=str(names[day]).capitalize()) for day in WEEKDAYS}


def typed_hours(cleaned: dict[str, Any]) -> Sequence[Hours]:
    """The hours of the whole week."""
    return [
        Hours(day, opens, closes)
        for day in WEEKDAYS
        for opens, closes in cleaned.get(f"hours_{day}") or ()
    ]


def initial_hours(hours: Iterable[Hours]) -> dict[str, list[tuple[time, time]]]:
    """Hours as the fields take them."""
    initial: dict[str, list[tuple[time, time]]] = {}
    for one in hours:
        initial.setdefault(f"hours_{one.weekday}", []).append((one.opens, one.closes))
    return initial


def _closing(closes: time) -> str:
    return "24:00" if closes == time(0) else f"{closes:%-H:%M}"
