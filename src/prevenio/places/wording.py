"""Words kept by language, phone numbers, and hours as people say them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import time

from babel.dates import get_day_names
from django.utils.translation import get_language, pgettext

from prevenio.places.answering import Hours

_LOCALES = {"en": "en_GB"}
_MIDNIGHT = time(0)
_DAYS_OF_A_WEEK = 7

type _Spans = tuple[tuple[time, time], ...]


def said(words: Mapping[str, str]) -> str:
    """The words in the reader's language, else in English, else in any."""
    language = _language()
    return words.get(language) or words.get("en") or next(filter(None, words.values()), "")


def digits_of(phone: str) -> str:
    """A phone number as a telephone dials it: digits, and a plus before them."""
    return ("+" if phone.strip().startswith("+") else "") + re.sub(r"\D", "", phone)


def hours_in_words(hours: Iterable[Hours], *, short: bool = False) -> str:
    """Office hours, days with the same ones together: Mon–Fri 8:00–16:00, Sat 9:00–12:00.

    `short` leaves the minutes of full hours out: Mon–Fri 8–16. Empty where there are no hours.
    """
    groups = _grouped(hours)
    return ", ".join(
        f"{_days_in_words(days)} {_spans_in_words(spans, short)}" for spans, days in groups.items()
    )


def _grouped(hours: Iterable[Hours]) -> dict[_Spans, list[int]]:
    """The weekdays on which the same hours hold, from Monday on."""
    of_day: dict[int, list[tuple[time, time]]] = {}
    for one in hours:
        of_day.setdefault(one.weekday, []).append((one.opens, one.closes))
    groups: dict[_Spans, list[int]] = {}
    for day in sorted(of_day):
        groups.setdefault(tuple(sorted(of_day[day])), []).append(day)
    return groups


def _days_in_words(days: Sequence[int]) -> str:
    if len(days) == _DAYS_OF_A_WEEK:
        # Translators: before hours: "daily 6:00–22:00"
        return pgettext("before hours", "daily")
    return ", ".join(_run_in_words(run) for run in _runs(days))


def _runs(days: Sequence[int]) -> list[list[int]]:
    """Weekdays that follow each other, together."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _run_in_words(run: Sequence[int]) -> str:
    names = get_day_names("abbreviated", "format", _LOCALES.get(_language(), _language()))
    if len(run) <= 2:
        return ", ".join(names[day] for day in run)
    return f"{names[run[0]]}–{names[run[-1]]}"


def _spans_in_words(spans: _Spans, short: bool) -> str:
    # Hours on the full hour stay short only when all of the day's are.
    is_short = short and all(one.minute == 0 for span in spans for one in span)
    return ", ".join(
        f"{_time(opens, is_short)}–{_closing(closes, is_short)}" for opens, closes in spans
    )


def _closing(closes: time, short: bool) -> str:
    if closes == _MIDNIGHT:
        return "24" if short else "24:00"
    return _time(closes, short)


def _time(moment: time, short: bool) -> str:
    return f"{moment.hour}" if short else f"{moment:%-H:%M}"


def _language() -> str:
    return (get_language() or "en").split("-")[0]
