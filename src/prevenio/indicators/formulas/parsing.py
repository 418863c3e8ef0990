"""From the text of a formula to its parts."""

from decimal import Decimal

from prevenio.indicators.formulas import faults
from prevenio.indicators.formulas.nodes import (
    FUNCTIONS,
    Call,
    Negation,
    Node,
    Number,
    Operation,
    OtherIndicator,
    SourceMeasure,
)
from prevenio.indicators.formulas.tokens import Token, tokens_of

LONGEST = 2000
DEEPEST = 40
MOST_PARTS = 200


def parse(formula: str) -> Node:
    """Read a formula. Raises FormulaFault, and nothing else."""
    if len(formula) > LONGEST:
        raise faults.FormulaTooLong(limit=LONGEST)
    if not formula.strip():
        raise faults.FormulaEmpty
    return _Reading(formula).whole()


class _Reading:
    """One walk through the tokens, from the weakest sign to the strongest."""

    def __init__(self, formula: str) -> None:
        self.tokens = list(tokens_of(formula))
        self.place = 0
        self.depth = 0
        self.parts = 0

    def whole(self) -> Node:
        node = self.addition()
        if self.now.kind != "end":
            raise faults.SomethingLeft(position=self.now.position, text=self.now.text)
        return node

    @property
    def now(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.now
        self.place += 1
        return token

    def addition(self) -> Node:
        node = self.product()
        while self.now.kind in {"+", "-"}:
            sign = self.take().kind
            node = self.made(Operation(sign, node, self.product()))
        return node

    def product(self) -> Node:
        node = self.factor()
        while self.now.kind in {"*", "/"}:
            sign = self.take().kind
            node = self.made(Operation(sign, node, self.factor()))
        return node

    def factor(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise faults.FormulaTooDeep(position=self.now.position)
        node = self.signed() if self.now.kind == "-" else self.primary()
        self.depth -= 1
        return node

    def signed(self) -> Node:
        self.take()
        return self.made(Negation(self.factor()))

    def primary(self) -> Node:
        token = self.now
        match token.kind:
            case "number":
                self.take()
                return self.made(Number(Decimal(token.text)))
            case "name":
                return self.named()
            case "(":
                self.take()
                node = self.addition()
                self.close()
                return node
        raise faults.SomethingMissing(position=token.position)

    def named(self) -> Node:
        token = self.take()
        if self.now.kind == "(":
            self.take()
            return self.other() if token.text == "indicator" else self.call(token)
        if "." not in token.text:
            raise faults.MeasureExpected(position=token.position, text=token.text)
        return self.made(SourceMeasure(token.text))

    def other(self) -> Node:
        token = self.now
        if token.kind != "text" or not token.text.strip():
            raise faults.CodeExpected(position=token.position)
        self.take()
        self.close()
        return self.made(OtherIndicator(token.text.strip()))

    def call(self, token: Token) -> Node:
        if token.text not in FUNCTIONS:
            known = ", ".join(["indicator", *FUNCTIONS])
            raise faults.UnknownFunction(position=token.position, text=token.text, known=known)
        arguments = [self.addition()]
        while self.now.kind == ",":
            self.take()
            arguments.append(self.addition())
        self.close()
        least, most = FUNCTIONS[token.text]
        if not least <= len(arguments) <= most:
            raise faults.WrongArguments(position=token.position, text=token.text)
        return self.made(Call(token.text, tuple(arguments)))

    def close(self) -> None:
        if self.now.kind != ")":
            raise faults.ParenthesisMissing(position=self.now.position)
        self.take()

    def made(self, node: Node) -> Node:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise faults.FormulaTooDeep(position=self.now.position)
        return node
