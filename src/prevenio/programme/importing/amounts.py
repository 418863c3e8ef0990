"""Sums of money, as texts write them."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from prevenio.kernel.text import fold_in_place
from prevenio.programme.importing.document import Lines, ReadAmount
from prevenio.programme.importing.vocabulary import Vocabulary

_AMOUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[  .]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?:,-+)?\s*"
    r"(tis\b\.?|tys\b\.?|mil\b\.?|mln\b|milion\w*|mld\b\.?|miliard\w*)?\s*"
    r"(kc\b|czk\b|korun\w*|euro?\b|€|zl\b|zlot\w*|pln\b)?"
)
_FACTORS = {"tis": 10**3, "tys": 10**3, "mil": 10**6, "mln": 10**6, "mld": 10**9}
_CURRENCIES = {
    "kc": "CZK",
    "cz": "CZK",
    "ko": "CZK",
    "eu": "EUR",
    "€": "EUR",
    "zl": "PLN",
    "pl": "PLN",
}
_THOUSANDS = re.compile(r"^\d{1,3}(?:[  .]\d{3})+(?:,\d+)?$")
NEAREST_WORDS = 32


def amounts_in(texts: Iterable[tuple[str, Lines]], words: Vocabulary) -> tuple[ReadAmount, ...]:
    """Every sum that has a currency or is counted in thousands or millions."""
    found: list[ReadAmount] = []
    for text, lines in texts:
        if any(char.isdigit() for char in text):
            found += _amounts(text, lines, words)
    return tuple(found)


def _amounts(text: str, lines: Lines, words: Vocabulary) -> list[ReadAmount]:
    plain = fold_in_place(text)
    found: list[ReadAmount] = []
    last = 0
    for each in _AMOUNT.finditer(plain):
        number, factor, currency = each.groups()
        if not factor and not currency:
            continue
        value = _value(number, factor)
        before = plain[max(last, each.start() - NEAREST_WORDS) : each.start()]
        last = each.end()
        if value is not None:
            approximate = bool(words.approximately.search(before))
            found.append(ReadAmount(value, _currency(currency), approximate, lines))
    return found


def _value(number: str, factor: str | None) -> Decimal | None:
    whole = re.sub(r"[  .]", "", number) if _THOUSANDS.match(number) else number
    try:
        value = Decimal(whole.replace(",", "."))
    except InvalidOperation:
        return None
    return value * _FACTORS.get(
        "mld" if (factor or "").startswith("miliar") else (factor or "")[:3], 1
    )


def _currency(written: str | None) -> str | None:
    return next(
        (code for start, code in _CURRENCIES.items() if (written or "").startswith(start)), None
    )
