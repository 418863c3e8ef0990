"""A formula as text again, with no more parentheses than it needs."""

from prevenio.indicators.formulas.nodes import (
    Call,
    Negation,
    Node,
    Number,
    Operation,
    OtherIndicator,
    SourceMeasure,
)

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_STRONGEST = 3


def printed(node: Node) -> str:
    """The text that `parse` reads as the same formula."""
    match node:
        case Number(value):
            return format(value, "f")
        case SourceMeasure(name):
            return name
        case OtherIndicator(code):
            return f'indicator("{code}")'
        case Negation(inner):
            return f"-{_within(inner, _STRONGEST)}"
        case Operation(sign, left, right):
            strength = _STRENGTH[sign]
            return f"{_within(left, strength)} {sign} {_within(right, strength + 1)}"
        case Call(name, arguments):
            return f"{name}({', '.join(map(printed, arguments))})"


def _within(node: Node, strength: int) -> str:
    text = printed(node)
    own = _STRENGTH[node.sign] if isinstance(node, Operation) else _STRONGEST
    return text if own >= strength else f"({text})"
