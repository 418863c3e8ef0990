"""Days, hours and numbers as people type them in Polish, Czech and English."""

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation

from prevenio.kernel.text import fold

_MONTHS = (
    ("sty", "led", "jan"),
    ("lut", "uno", "feb"),
    ("mar", "bre", "mar"),
    ("kwi", "dub", "apr"),
    ("maj", "kve", "may"),
    ("cze", "cervn", "jun"),
    ("lip", "cervenc", "jul"),
    ("sie", "srp", "aug"),
    ("wrz", "zar", "sep"),
    ("paz", "rij", "oct"),
    ("lis", "listopad", "nov"),
    ("gru", "pro", "dec"),
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.0+)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})\.?\s*(?:r\.?)?")
_IN_WORDS = re.compile(r"(\d{1,2})\.?\s+([a-z]{3,})\.?\s+(\d{4})\s*(?:r\.?)?")
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?")
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\u2007'’"))
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_LONGEST = 30
_DECIMALS = 2


def day_in(text: str) -> date:
    """A day: 2026-03-18, 18.3.2026, 18. 3. 2026, 18/03/2026, 18 marca 2026. Raises ValueError."""
    said = fold(text.strip())[:40]
    if found := _ISO.fullmatch(said):
        year, month, day = (int(one) for one in found.groups())
        return date(year, month, day)
    if found := _DAY_FIRST.fullmatch(said):
        day, month, year = (int(one) for one in found.groups())
        return date(year, month, day)
    if found := _IN_WORDS.fullmatch(said):
        return date(int(found[3]), _month_in(found[2]), int(found[1]))
    raise ValueError(text)


def hour_in(text: str) -> time:
    """An hour: 17:00, 17.00, 17. Raises ValueError."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2] or 0))


def number_in(text: str) -> Decimal:
    """A number: 1 234,5, 1.234,50, 1,234.5 or 1234.5. Raises ValueError.

    Where point and comma both stand, the later one parts the decimals.
    """
    said = text.translate(_SPACES)
    if len(said) > _LONGEST:
        raise ValueError(text)
    if "," in said and "." in said:
        thousands, decimals = (",", ".") if said.rfind(".") > said.rfind(",") else (".", ",")
        said = said.replace(thousands, "").replace(decimals, ".")
    else:
        said = said.replace(",", ".")
    if not _NUMBER.fullmatch(said):
        raise ValueError(text)
    try:
        return Decimal(said)
    except InvalidOperation as error:
        raise ValueError(text) from error


def _month_in(word: str) -> int:
    """The month of a word in any case of any of the languages; the longest beginning tells."""
    found = [
        (len(start), number)
        for number, starts in enumerate(_MONTHS, start=1)
        for start in starts
        if word.startswith(start)
    ]
    if not found:
        raise ValueError(word)
    return max(found)[1]
