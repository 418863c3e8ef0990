"""The values of indicators with a formula, for many of them at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from prevenio.indicators import sources
from prevenio.indicators.formulas import (
    Answer,
    FormulaFault,
    Missing,
    Needs,
    Node,
    evaluate,
    needs_of,
    parse,
)
from prevenio.indicators.models import Indicator, IndicatorValue
from prevenio.indicators.series import Point
from prevenio.indicators.spans import back as spans_back
from prevenio.indicators.spans import last_of, spans_until
from prevenio.kernel.dates import DateSpan

# How far back a page looks, whatever its formulas ask for.
FURTHEST_BACK = 30


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one formula can see: measures and indicators, seen from one span."""

    book: "_Book"
    frequency: str
    span: DateSpan

    def measure(self, name: str, back: int) -> Decimal | None:
        return self.book.measures.get((name, spans_back(self.frequency, self.span, back)))

    def indicator(self, code: str, back: int) -> Decimal | None:
        span = spans_back(self.frequency, self.span, back)
        return self.book.number(code, span)


@dataclass(slots=True)
class _Book:
    """Everything that was fetched for one authority, and what was computed from it so far."""

    formulas: Mapping[str, tuple[Indicator, Node]]
    stored: Mapping[tuple[str, DateSpan], Decimal]
    measures: sources.Counted
    computed: dict[tuple[str, DateSpan], Answer] = field(default_factory=dict)

    def answer(self, code: str, span: DateSpan) -> Answer:
        """Each value is computed once; one that needs itself has none."""
        if (code, span) not in self.computed:
            self.computed[code, span] = Answer(missing=Missing.NO_VALUE)
            indicator, node = self.formulas[code]
            facts = _Facts(self, indicator.frequency, span)
            self.computed[code, span] = evaluate(node, facts)
        return self.computed[code, span]

    def number(self, code: str, span: DateSpan) -> Decimal | None:
        if code in self.formulas:
            return self.answer(code, span).number
        return self.stored.get((code, span))


def computed_points(
    indicators: Sequence[Indicator],
    *,
    today: date,
    how_many: int,
    known: Mapping[Indicator, Sequence[Point]] | None = None,
) -> Mapping[int, Sequence[Point]]:
    """The newest whole spans of each computed indicator; one that cannot be read has none.

    `known` are the points of indicators that the page has read already: where formulas name no
    others, nothing is read again.
    """
    if not indicators:
        return {}
    asked = {one.pk: list(spans_until(one.frequency, today, how_many)) for one in indicators}
    book = _book_for(indicators, asked, known or {})
    return {
        one.pk: _points(book, one, [span for span in asked[one.pk] if _holds(one, span)])
        for one in indicators
    }


def _points(book: _Book, indicator: Indicator, spans: Sequence[DateSpan]) -> Sequence[Point]:
    if indicator.code not in book.formulas:
        return []
    return [_point(span, book.answer(indicator.code, span)) for span in spans]


def _point(span: DateSpan, answer: Answer) -> Point:
    events, exposure = _whole(answer.events), _whole(answer.exposure)
    if answer.events is None:
        events = _whole(answer.number)
    return Point(span, answer.number, events, exposure, missing=answer.missing)


def _whole(number: Decimal | None) -> int | None:
    if number is None or number < 0 or number != number.to_integral_value():
        return None
    return int(number)


def _holds(indicator: Indicator, span: DateSpan) -> bool:
    """Whether the definition held in the whole span."""
    return indicator.is_valid_on(span.first) and indicator.is_valid_on(last_of(span))


def _book_for(
    indicators: Sequence[Indicator],
    asked: Mapping[int, Sequence[DateSpan]],
    known: Mapping[Indicator, Sequence[Point]],
) -> _Book:
    authority = indicators[0].authority
    formulas = {one.code: (one, node) for one in indicators if (node := _read(one))}
    needs = {code: needs_of(node) for code, (_one, node) in formulas.items()}
    named = {code for need in needs.values() for code in need.codes}
    others = {one.code: one for one in known}
    stored: Mapping[tuple[str, DateSpan], Decimal] = {
        (one.code, point.span): point.number
        for one, points in known.items()
        for point in points
        if point.number is not None
    }
    if not named <= others.keys() | formulas.keys():
        others = {one.code: one for one in Indicator.objects.filter(authority=authority)}
        formulas, needs = _with_named(formulas, needs, others)
        stored = _stored([one for one in others.values() if not one.is_computed], needs.values())
    measures = {name for need in needs.values() for name in need.names}
    spans = _spans(formulas, needs, asked)
    return _Book(
        formulas=formulas,
        stored=stored,
        measures=sources.values_of(authority, measures, spans) if measures else {},
    )


def _with_named(
    formulas: Mapping[str, tuple[Indicator, Node]],
    needs: Mapping[str, Needs],
    others: Mapping[str, Indicator],
) -> tuple[dict[str, tuple[Indicator, Node]], dict[str, Needs]]:
    """The formulas together with those of every indicator that they name, at any depth."""
    whole, wanted = dict(formulas), dict(needs)
    waiting = [code for need in needs.values() for code in need.codes]
    while waiting:
        code = waiting.pop()
        if code in whole or code not in others or not (node := _read(others[code])):
            continue
        whole[code], wanted[code] = (others[code], node), needs_of(node)
        waiting += wanted[code].codes
    return whole, wanted


def _spans(
    formulas: Mapping[str, tuple[Indicator, Node]],
    needs: Mapping[str, Needs],
    asked: Mapping[int, Sequence[DateSpan]],
) -> set[DateSpan]:
    """Every span that is asked for, those before it too where a formula looks back."""
    deepest = sum(
        max((steps for _name, steps in need.measures | need.indicators), default=0)
        for need in needs.values()
    )
    every = {span for spans in asked.values() for span in spans}
    frequencies = {one.frequency for one, _node in formulas.values()}
    return {
        spans_back(frequency, span, steps)
        for span in every
        for frequency in frequencies
        for steps in range(min(deepest, FURTHEST_BACK) + 1)
    } | every


def _stored(
    indicators: Sequence[Indicator], needs: Iterable[Needs]
) -> Mapping[tuple[str, DateSpan], Decimal]:
    named = {code for need in needs for code in need.codes}
    codes = {one.pk: one.code for one in indicators if one.code in named}
    rows = IndicatorValue.objects.filter(
        indicator__in=codes, breakdown="", superseded_by__isnull=True, number__isnull=False
    )
    return {
        (codes[row.indicator_id], DateSpan(row.first_day, row.last_day)): row.number for row in rows
    }


def _read(indicator: Indicator) -> Node | None:
    """The formula, if it can be read: one typed by hand was, but a restored row may be anything."""
    try:
        return parse(indicator.formula) if indicator.is_computed else None
    except FormulaFault:
        return None
