"""Computing with a formula, exactly, for one span of days."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import StrEnum
from typing import Protocol

from prevenio.indicators.formulas.nodes import (
    Call,
    Negation,
    Node,
    Number,
    Operation,
    OtherIndicator,
    SourceMeasure,
)

# Sums and products of figures are exact with this; only divisions are rounded.
_EXACT = Context(prec=60, traps=[InvalidOperation, DivisionByZero, Overflow])
_QUOTIENT = Context(prec=28, traps=[InvalidOperation, DivisionByZero, Overflow])


class Missing(StrEnum):
    """Why there is no value."""

    NO_VALUE = "no value"
    DIVIDED_BY_ZERO = "divided by zero"
    TOO_LARGE = "too large"
    TOO_SMALL = "too small to be shown"


@dataclass(frozen=True, slots=True)
class Answer:
    """A number, or why there is none. `events` of `exposure` are known of a share or a rate."""

    number: Decimal | None = None
    missing: Missing | None = None
    events: Decimal | None = None
    exposure: Decimal | None = None


class Facts(Protocol):
    """Where the numbers of a formula come from; `back` counts spans before the one asked for."""

    def measure(self, name: str, back: int) -> Decimal | None: ...
    def indicator(self, code: str, back: int) -> Decimal | None: ...


class _NoValue(Exception):
    def __init__(self, missing: Missing) -> None:
        super().__init__(missing)
        self.missing = missing


def evaluate(node: Node, facts: Facts, *, back: int = 0) -> Answer:
    """The value of a formula; a part without a value leaves the whole without one."""
    try:
        return _answer(node, facts, back)
    except _NoValue as none:
        return Answer(missing=none.missing)
    except (DivisionByZero, InvalidOperation):
        return Answer(missing=Missing.DIVIDED_BY_ZERO)
    except Overflow:
        return Answer(missing=Missing.TOO_LARGE)


def _answer(node: Node, facts: Facts, back: int) -> Answer:
    match node:
        case Call("share" | "per", (events, exposure, *_)):
            return Answer(
                number=_value(node, facts, back),
                events=_value(events, facts, back),
                exposure=_value(exposure, facts, back),
            )
    return Answer(number=_value(node, facts, back))


def _value(node: Node, facts: Facts, back: int) -> Decimal:
    match node:
        case Number(value):
            return value
        case SourceMeasure(name):
            return _known(facts.measure(name, back))
        case OtherIndicator(code):
            return _known(facts.indicator(code, back))
        case Negation(inner):
            return _EXACT.minus(_value(inner, facts, back))
        case Operation(sign, left, right):
            return _SIGNS[sign](_value(left, facts, back), _value(right, facts, back))
        case Call("previous", (inner,)):
            return _value(inner, facts, back + 1)
        case Call(name, arguments):
            return _called(name, [_value(one, facts, back) for one in arguments])


def _called(name: str, values: list[Decimal]) -> Decimal:
    match name, values:
        case "share", [part, whole]:
            return _QUOTIENT.divide(part, whole)
        case "per", [events, exposure, scale]:
            return _QUOTIENT.divide(_EXACT.multiply(events, scale), exposure)
        case "min", _:
            return min(values)
        case "max", _:
            return max(values)
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def _known(number: Decimal | None) -> Decimal:
    if number is None:
        raise _NoValue(Missing.NO_VALUE)
    return number


_SIGNS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
    "/": _QUOTIENT.divide,
}
