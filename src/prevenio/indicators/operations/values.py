"""Recording, correcting and withdrawing values. What was recorded is never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from prevenio.indicators import access
from prevenio.indicators.models import Indicator, IndicatorValue, Nature, plain
from prevenio.indicators.operations import refusals
from prevenio.indicators.spans import last_of, span_with
from prevenio.journal.operations import record
from prevenio.kernel.dates import DateSpan
from prevenio.kernel.errors import NotAllowed
from prevenio.people import access as people
from prevenio.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value to be recorded; a share as its indicator writes it."""

    span: DateSpan
    number: Decimal
    as_of: date
    source: str
    denominator: Decimal | None = None
    breakdown: str = ""
    provenance: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def record_value(
    *,
    indicator: Indicator,
    figure: Figure,
    reason: str = "",
    instead_of: int | None = None,
    by: User,
    at: datetime,
) -> IndicatorValue:
    """Add a value, or with a reason correct the one that stands there.

    `instead_of` is the value the person saw for these days, so that nobody corrects one that was
    corrected meanwhile. Raises NotAllowed, IsComputed, WrongSpan, NotYetBegun, AsOfTooLate,
    NotACount, NotAShare, ReasonMissing, NothingNew or ChangedMeanwhile.
    """
    indicator = _locked(indicator)
    if not access.can_record_values(by, indicator, at):
        raise NotAllowed
    _refuse_figure(indicator, figure, people.today_in(indicator.authority, at))
    current = current_value(indicator, figure.span, figure.breakdown)
    if (current.pk if current else None) != instead_of:
        raise refusals.ReasonMissing if instead_of is None else refusals.ChangedMeanwhile
    if current is not None:
        _refuse_correction(current, figure, reason)
    value = IndicatorValue.objects.create(
        indicator=indicator,
        first_day=figure.span.first,
        last_day=last_of(figure.span),
        breakdown=figure.breakdown,
        number=figure.number,
        denominator=figure.denominator,
        as_of=figure.as_of,
        source=figure.source,
        provenance=dict(figure.provenance),
        reason=reason if current else "",
        supersedes=current,
        by=by,
        at=at,
    )
    is_new = current is None or current.number is None
    fact = "indicators.value.recorded" if is_new else "indicators.value.corrected"
    _record(fact, value, by, at, before=current)
    return value


@transaction.atomic
def withdraw_value(*, value: IndicatorValue, reason: str, by: User, at: datetime) -> IndicatorValue:
    """Say that a value does not hold and that there is none. Raises as `record_value` does."""
    indicator = _locked(value.indicator)
    if not access.can_record_values(by, indicator, at):
        raise NotAllowed
    if not reason.strip():
        raise refusals.ReasonMissing
    if IndicatorValue.objects.filter(supersedes=value).exists() or value.number is None:
        raise refusals.ChangedMeanwhile
    withdrawn = IndicatorValue.objects.create(
        indicator=indicator,
        first_day=value.first_day,
        last_day=value.last_day,
        breakdown=value.breakdown,
        as_of=value.as_of,
        source=value.source,
        reason=reason.strip(),
        supersedes=value,
        by=by,
        at=at,
    )
    _record("indicators.value.withdrawn", withdrawn, by, at, before=value)
    return withdrawn


def current_value(
    indicator: Indicator, span: DateSpan, breakdown: str = ""
) -> IndicatorValue | None:
    """The last row of these days, which may be a withdrawal."""
    return IndicatorValue.objects.filter(
        indicator=indicator,
        first_day=span.first,
        last_day=last_of(span),
        breakdown=breakdown,
        superseded_by__isnull=True,
    ).first()


def _locked(indicator: Indicator) -> Indicator:
    rows = Indicator.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority"
    )
    return rows.get(pk=indicator.pk)


def _refuse_figure(indicator: Indicator, figure: Figure, today: date) -> None:
    if indicator.is_computed:
        raise refusals.IsComputed
    if span_with(indicator.frequency, figure.span.first) != figure.span:
        raise refusals.WrongSpan(frequency=indicator.get_frequency_display())
    if figure.span.first > today:
        raise refusals.NotYetBegun
    if figure.as_of > today:
        raise refusals.AsOfTooLate
    number = figure.number
    if indicator.nature == Nature.COUNT and (number < 0 or number != number.to_integral_value()):
        raise refusals.NotACount
    if indicator.nature == Nature.SHARE and not 0 <= indicator.fraction(number) <= 1:
        raise refusals.NotAShare


def _refuse_correction(current: IndicatorValue, figure: Figure, reason: str) -> None:
    if not reason.strip():
        raise refusals.ReasonMissing
    before = (current.number, current.denominator, current.as_of, current.source)
    if before == (figure.number, figure.denominator, figure.as_of, figure.source):
        raise refusals.NothingNew


def _record(
    fact: str, value: IndicatorValue, by: User, at: datetime, *, before: IndicatorValue | None
) -> None:
    numbers = {
        "first_day": value.first_day.isoformat(),
        "number": plain(value.number) if value.number is not None else "",
        "before": plain(before.number) if before and before.number is not None else "",
    }
    record(
        fact,
        about=value.indicator,
        by=by,
        at=at,
        authority_id=value.indicator.authority_id,
        details={**numbers, "reason": value.reason},
    )
