"""Numbers, percentages and spans as people of each language write them."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal, format_percent
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prevenio.indicators.models import Frequency, Indicator, Nature
from prevenio.indicators.spans import last_of
from prevenio.kernel.dates import DateSpan

_LOCALES = {"pl": "pl_PL", "cs": "cs_CZ", "en": "en_GB"}
_MINUS = "\u2212"


def number_words(indicator: Indicator, number: Decimal | None) -> str:
    """A value as people read it: 3,079; 55.9%; 12.5."""
    if number is None:
        return "–"
    if indicator.nature == Nature.SHARE:
        return percent(float(indicator.fraction(number)), digits=1)
    whole = number == number.to_integral_value()
    return decimal_words(number if whole else number.quantize(Decimal("0.01"), ROUND_HALF_UP))


def decimal_words(number: Decimal) -> str:
    """A number with the language's own marks, thousands apart."""
    return _minus(format_decimal(number, locale=_locale(), decimal_quantization=False))


def percent(fraction: float, *, digits: int = 0, signed: bool = False) -> str:
    """A fraction as a percentage; below one per cent with a decimal, so that it is not nothing."""
    if digits == 0 and 0 < abs(fraction) < 0.0095:
        digits = 1
    pattern = "0." + "0" * digits if digits else "0"
    pattern = f"{pattern}\u00a0%" if _language() == "cs" else f"{pattern}%"
    rounded = Decimal(repr(fraction)).quantize(Decimal(1).scaleb(-digits - 2), ROUND_HALF_UP)
    text = _minus(format_percent(rounded, locale=_locale(), format=pattern))
    return f"+{text}" if signed and rounded > 0 else text


def points(difference: float, *, signed: bool = False) -> str:
    """A difference of shares in percentage points, one decimal."""
    rounded = Decimal(repr(100 * difference)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    text = _minus(format_decimal(rounded, locale=_locale(), format="0.0"))
    return f"+{text}" if signed and rounded > 0 else text


def span_words(frequency: str, span: DateSpan) -> str:
    """A span as a label: 2023; 2nd half of 2023; 3rd quarter of 2023; January 2023; 2022/2023."""
    facts = {"year": last_of(span).year, "number": 0}
    match frequency:
        case Frequency.YEAR:
            return str(span.first.year)
        case Frequency.SCHOOL_YEAR:
            return f"{span.first.year}/{last_of(span).year}"
        case Frequency.HALF_YEAR:
            facts["number"] = 1 if span.first.month < 7 else 2
            return _("half-year %(number)s of %(year)s") % facts
        case Frequency.QUARTER:
            facts["number"] = (span.first.month + 2) // 3
            return _("quarter %(number)s of %(year)s") % facts
    return f"{MONTHS[span.first.month]} {span.first.year}"


def _minus(text: str) -> str:
    return text.replace("-", _MINUS)


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def _locale() -> str:
    return _LOCALES.get(_language(), "en_GB")
