"""Free text that names or reaches one person: addresses of mail, phones, numbers of birth.

Names cannot be told from other words by a machine, so the form asks not to write them; what has a
form of its own is found here. Plain functions, without a database.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum

_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_APART = r"[ \u00a0./-]{0,2}"
_PHONES = (
    # +48 600 100 200, 0048 600100200, +420 377 000 111
    re.compile(rf"(?<!\d)(?:\+|00)\d{{1,3}}{_APART}(?:\d{_APART}){{7,11}}\d(?!\d)"),
    # 600 100 200, 600-100-200, 600100200
    re.compile(r"(?<![\d,.])\d{3}([ -]?)\d{3}\1\d{3}(?![\d,])(?!\.\d)"),
    # 41 367 63 92, (41) 367-63-92
    re.compile(r"(?<!\d)\(?\d{2}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2}(?!\d)"),
    # tel. 3676392
    re.compile(r"\b(?:tel|telefon|phone|kom|mob|mobil)\b[.:]?\s*(?:\d[ -]?){5,}\d", re.IGNORECASE),
)
_AMOUNT = re.compile(r"\s*(?:zł|pln|kč|czk|eur|€|%)", re.IGNORECASE)
_PESEL = re.compile(r"(?<!\d)\d{6}[ -]?\d{5}(?!\d)")
_BIRTH_NUMBER = re.compile(r"(?<!\d)\d{6}\s?(/?)\s?\d{3,4}(?!\d)")
_PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
# The month of a PESEL also says the century.
_PESEL_CENTURIES = {0: 1900, 20: 2000, 40: 2100, 60: 2200, 80: 1800}
_OLD_BIRTH_NUMBER = 9
_FIRST_LONG_YEAR = 54


class Personal(StrEnum):
    """What was found in a text."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    BIRTH = "BIRTH"


def personal_in(text: str) -> Personal | None:
    """What in a text reaches or names one person, or None."""
    plain = _plain(text)
    if _EMAIL.search(plain):
        return Personal.EMAIL
    if any(is_pesel(_digits(one[0])) for one in _PESEL.finditer(plain)):
        return Personal.BIRTH
    if any(_is_birth_number(one) for one in _BIRTH_NUMBER.finditer(plain)):
        return Personal.BIRTH
    found = (one for pattern in _PHONES for one in pattern.finditer(plain))
    if any(not _AMOUNT.match(plain, one.end()) for one in found):
        return Personal.PHONE
    return None


def is_pesel(digits: str) -> bool:
    """Whether eleven digits are a Polish PESEL: a day that exists, and the check digit."""
    total = sum(int(one) * weight for one, weight in zip(digits, _PESEL_WEIGHTS, strict=False))
    month = int(digits[2:4])
    century = _PESEL_CENTURIES[month // 20 * 20]
    is_day = _is_day(century + int(digits[:2]), month % 20, int(digits[4:6]))
    return is_day and (10 - total % 10) % 10 == int(digits[10])


def is_birth_number(digits: str) -> bool:
    """Whether nine or ten digits are a Czech rodné číslo.

    Nine digits, given out until 1953, have no check digit; ten are divisible by eleven, some of the
    years up to 1985 end in 0 where the rest was 10.
    """
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    is_old = len(digits) == _OLD_BIRTH_NUMBER
    century = 1900 if is_old or year >= _FIRST_LONG_YEAR else 2000
    # Women have 50 added to the month; 20 more where the numbers of a day ran out.
    months = {month, month - 50, month - 20, month - 70} & set(range(1, 13))
    if not any(_is_day(century + year, one, day) for one in months):
        return False
    rest = int(digits[:9]) % 11
    return is_old or int(digits) % 11 == 0 or (rest == 10 and digits[9] == "0")


def _is_birth_number(found: re.Match[str]) -> bool:
    digits = _digits(found[0])
    # Nine digits in a row prove nothing; people write this number with its stroke.
    if len(digits) == _OLD_BIRTH_NUMBER and not found[1]:
        return False
    return is_birth_number(digits)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _plain(text: str) -> str:
    """Wide, round and other digits as plain ones, without letters that nobody sees."""
    folded = unicodedata.normalize("NFKC", text)
    seen = (one for one in folded if unicodedata.category(one) != "Cf")
    return "".join(
        str(unicodedata.decimal(one)) if unicodedata.category(one) == "Nd" else one for one in seen
    )
