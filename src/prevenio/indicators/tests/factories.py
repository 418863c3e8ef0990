"""Indicators and values for tests: say only what the test is about."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from prevenio.indicators.models import (
    BreakState,
    Indicator,
    IndicatorClass,
    IndicatorValue,
    SeriesBreak,
    Target,
)
from prevenio.indicators.spans import last_of, span_with
from prevenio.kernel.text import fold
from prevenio.people.models import Authority

MORNING = datetime(2025, 5, 20, 7, 0, tzinfo=UTC)
TODAY = date(2025, 5, 20)
KIELCE = dict(
    zip(
        range(2013, 2025),
        [4851, 4361, 3250, 3149, 2757, 3135, 3204, 2597, 3326, 3527, 3079, 2290],
        strict=True,
    )
)
_number = count(1)


def make_indicator(authority: Authority, code: str = "", **fields: Any) -> Indicator:
    fields.setdefault("name", "Przestępstwa o charakterze kryminalnym")
    fields.setdefault("data_class", IndicatorClass.PUBLIC)
    code = code or f"X-{next(_number):02}"
    return Indicator.objects.create(
        authority=authority,
        code=code,
        created_at=MORNING,
        changed_at=MORNING,
        search_text=fold(f"{code} {fields['name']}"),
        **fields,
    )


def make_value(indicator: Indicator, year: int, number: object, **fields: Any) -> IndicatorValue:
    """A value of the span in which the first of January lies."""
    span = span_with(indicator.frequency, fields.pop("day", date(year, 1, 1)))
    fields.setdefault("as_of", TODAY)
    fields.setdefault("source", "GUS")
    return IndicatorValue.objects.create(
        indicator=indicator,
        first_day=span.first,
        last_day=last_of(span),
        number=Decimal(str(number)),
        at=MORNING,
        **fields,
    )


def make_series(authority: Authority, code: str = "", **fields: Any) -> Indicator:
    """Kielce's first measure, with its break."""
    indicator = make_indicator(authority, code, **fields)
    for year, number in KIELCE.items():
        make_value(indicator, year, number)
    make_break(indicator, date(2023, 10, 1))
    return indicator


def make_break(indicator: Indicator, day: date, **fields: Any) -> SeriesBreak:
    fields.setdefault("what", "Od 1 października 2023 próg kradzieży wynosi 800 zł.")
    fields.setdefault("state", BreakState.CONFIRMED)
    return SeriesBreak.objects.create(indicator=indicator, day=day, at=MORNING, **fields)


def make_target(
    indicator: Indicator, first_year: int, last_year: int, number: object, **fields: Any
) -> Target:
    fields.setdefault("reason", "Średnia z trzech lat.")
    return Target.objects.create(
        indicator=indicator,
        first_year=first_year,
        last_year=last_year,
        number=None if number is None else Decimal(str(number)),
        at=fields.pop("at", MORNING),
        **fields,
    )
