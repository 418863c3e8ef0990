from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.text import fold


def test_polish_and_czech_marks_go() -> None:
    assert fold("Zażółć GĘŚLĄ jaźń") == "zazolc gesla jazn"
    assert fold("Příliš žluťoučký KŮŇ") == "prilis zlutoucky kun"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
