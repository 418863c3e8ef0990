from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.text import fold, fold_in_place


def test_polish_and_czech_marks_go() -> None:
    assert fold("Zażółć GĘŚLĄ jaźń") == "zazolc gesla jazn"
    assert fold("Příliš žluťoučký KŮŇ") == "prilis zlutoucky kun"


def test_the_sign_that_no_database_keeps_parts_words() -> None:
    assert fold("Mała\0ulica") == "mala ulica"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_in_place_keeps_the_length(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)
