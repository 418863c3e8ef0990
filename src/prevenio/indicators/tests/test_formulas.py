"""The language of formulas: what it computes, what it refuses, that it is safe."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.indicators.formulas import (
    LONGEST,
    Call,
    FormulaFault,
    Missing,
    Negation,
    Node,
    Number,
    Operation,
    OtherIndicator,
    SourceMeasure,
    cycle_among,
    evaluate,
    needs_of,
    parse,
    printed,
)


@dataclass
class Numbers:
    """Measures and indicators by name; one span back each is ten less."""

    known: dict[str, int] = field(default_factory=dict)

    def measure(self, name: str, back: int) -> Decimal | None:
        return Decimal(self.known[name] - 10 * back) if name in self.known else None

    def indicator(self, code: str, back: int) -> Decimal | None:
        return self.measure(code, back)


FACTS = Numbers({"activities.lesson.people": 30, "W-01": 100, "activities.all.hours": 0})


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("-2 * -3", "6"),
        ("0.1 + 0.2", "0.3"),
        ("activities.lesson.people / 4", "7.5"),
        ('indicator("W-01") - previous(indicator("W-01"))', "10"),
        ("previous(previous(activities.lesson.people))", "10"),
        ("sum(1, 2, 3.5)", "6.5"),
        ("min(3, 2) + max(3, 2)", "5"),
        ("share(activities.lesson.people, 40)", "0.75"),
        ("per(activities.lesson.people, 6000, 1000)", "5"),
    ],
)
def test_computes(formula: str, value: str) -> None:
    assert evaluate(parse(formula), FACTS).number == Decimal(value)


def test_share_knows_its_counts() -> None:
    answer = evaluate(parse("share(activities.lesson.people, 40)"), FACTS)

    assert (answer.events, answer.exposure) == (Decimal(30), Decimal(40))


@pytest.mark.parametrize(
    "formula", ["1 / 0", "1 / activities.all.hours", "share(0, 0)", "per(1, 0, 9)"]
)
def test_division_by_nothing_gives_no_value_and_says_why(formula: str) -> None:
    answer = evaluate(parse(formula), FACTS)

    assert (answer.number, answer.missing) == (None, Missing.DIVIDED_BY_ZERO)


def test_missing_part_leaves_the_whole_without_value() -> None:
    answer = evaluate(parse("activities.lesson.people + activities.walk.people"), FACTS)

    assert (answer.number, answer.missing) == (None, Missing.NO_VALUE)


@pytest.mark.parametrize(
    ("formula", "position"),
    [
        ("1 +", 4),
        ("1 2", 3),
        ("(1 + 2", 7),
        ("1 ^ 2", 3),
        ("people", 1),
        ("power(2, 3)", 1),
        ("share(1)", 1),
        ("indicator(W-01)", 11),
        ('indicator("W-01', 11),
        ('indicator("")', 11),
        ("1,5", 2),
        ("__import__('os')", 1),
        ("activities.lesson.people.__class__()", 33),
        ("1" * 31, 1),
        ("\x00", 1),
        ("lambda: 0", 1),
    ],
)
def test_faults_say_where(formula: str, position: int) -> None:
    with pytest.raises(FormulaFault) as fault:
        parse(formula)

    assert fault.value.position >= 1
    assert str(fault.value)
    if not formula.startswith(("__", "activities", "lambda", "indicator(W")):
        assert fault.value.position == position


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "   ",
        "(" * 500 + "1" + ")" * 500,
        "-" * 500 + "1",
        "+".join(["1"] * 900),
        "1" * LONGEST * 2,
    ],
)
def test_empty_deep_and_long_ones_are_refused(formula: str) -> None:
    with pytest.raises(FormulaFault):
        parse(formula)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        node = parse(text)
    except FormulaFault:
        return
    assert parse(printed(node)) == node


@given(st.text(alphabet='0123456789.+-*/(), "abW-_previous', max_size=80))
def test_text_that_looks_like_a_formula_is_read_or_refused(text: str) -> None:
    try:
        evaluate(parse(text), FACTS)
    except FormulaFault:
        return


numbers = st.decimals(0, 10**9, places=2).map(Number)
leaves = st.one_of(
    numbers,
    st.sampled_from(["activities.lesson.people", "activities.a-b.c"]).map(SourceMeasure),
    st.sampled_from(["W-01", "X 2"]).map(OtherIndicator),
)


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        inner.map(Negation),
        st.builds(Operation, st.sampled_from("+-*/"), inner, inner),
        st.builds(Call, st.just("sum"), st.lists(inner, min_size=1, max_size=4).map(tuple)),
        st.builds(Call, st.just("previous"), st.tuples(inner)),
        st.builds(Call, st.just("share"), st.tuples(inner, inner)),
    )


formulas: st.SearchStrategy[Node] = st.recursive(leaves, _larger, max_leaves=20)


@given(formulas)
def test_what_is_printed_is_read_as_the_same(node: Node) -> None:
    try:
        again = parse(printed(node))
    except FormulaFault:
        return
    assert again == node
    evaluate(again, FACTS)


@given(st.lists(st.decimals(0, 10**12, places=4), min_size=1, max_size=20))
def test_sums_do_not_depend_on_the_order(parts: list[Decimal]) -> None:
    there, back = (
        evaluate(Call("sum", tuple(map(Number, order))), FACTS).number
        for order in (parts, parts[::-1])
    )

    assert there == back == sum(parts)


def test_needs_name_everything_and_how_far_back() -> None:
    needs = needs_of(parse('a.b + previous(a.b + previous(indicator("W-02")))'))

    assert needs.measures == {("a.b", 0), ("a.b", 1)}
    assert needs.indicators == {("W-02", 2)}


def test_circles_are_found_at_any_length() -> None:
    formulas = {
        "A": parse('indicator("B") + 1'),
        "B": parse('previous(indicator("C"))'),
        "C": parse('indicator("A")'),
        "D": parse('indicator("A")'),
    }

    assert cycle_among(formulas, "A") == ["A", "B", "C", "A"]
    assert cycle_among({"X": parse('indicator("X")')}, "X") == ["X", "X"]
    assert cycle_among({"D": formulas["D"]}, "D") == []
