"""What a formula asks for, so that everything can be fetched at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from prevenio.indicators.formulas.nodes import (
    Call,
    Node,
    OtherIndicator,
    SourceMeasure,
    children,
)


@dataclass(frozen=True, slots=True)
class Needs:
    """Measures and codes of indicators, each with how many spans back it is asked for."""

    measures: frozenset[tuple[str, int]]
    indicators: frozenset[tuple[str, int]]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for code, _back in self.indicators)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _back in self.measures)


def needs_of(node: Node) -> Needs:
    measures: set[tuple[str, int]] = set()
    indicators: set[tuple[str, int]] = set()
    waiting = [(node, 0)]
    while waiting:
        one, back = waiting.pop()
        match one:
            case SourceMeasure(name):
                measures.add((name, back))
            case OtherIndicator(code):
                indicators.add((code, back))
        further = back + 1 if isinstance(one, Call) and one.name == "previous" else back
        waiting += [(child, further) for child in children(one)]
    return Needs(frozenset(measures), frozenset(indicators))


def cycle_among(formulas: Mapping[str, Node], start: str) -> list[str]:
    """The codes around which a formula leads back to itself, the first one again last; or none."""
    seen: set[str] = set()
    waiting: list[tuple[str, list[str]]] = [(start, [start])]
    while waiting:
        code, way = waiting.pop()
        if code not in formulas:
            continue
        for other in sorted(needs_of(formulas[code]).codes):
            if other == start:
                return [*way, start]
            if other not in seen:
                seen.add(other)
                waiting.append((other, [*way, other]))
    return []
