"""What a formula is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class SourceMeasure:
    """A number that a room counts: activities.lesson.people."""

    name: str


@dataclass(frozen=True, slots=True)
class OtherIndicator:
    code: str


@dataclass(frozen=True, slots=True)
class Negation:
    inner: "Node"


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Node", ...]


type Node = Number | SourceMeasure | OtherIndicator | Negation | Operation | Call

# Each function with the least and the greatest number of its arguments.
FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "sum": (1, 50),
    "min": (1, 50),
    "max": (1, 50),
    "share": (2, 2),
    "per": (3, 3),
    "previous": (1, 1),
}


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case Negation(inner):
            return (inner,)
        case Operation(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
    return ()
