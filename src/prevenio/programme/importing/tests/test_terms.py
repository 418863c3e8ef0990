import pytest

from prevenio.programme.importing.terms import term_of
from prevenio.programme.importing.vocabulary import CZECH, POLISH


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019- 2021", 2019, 2021),
        ("Cały rok szkoln. 2019- 2021", 2019, 2021),
        ("Rok szkolny 20/21 21/22 22-23", 2020, 2023),
        ("Od 6.08.2 020 - do 2023", 2020, 2023),
        ("październik 2020 kontynuacja w latach 2021-23", 2020, 2023),
        ("Rok 2021 Rok 2022 Rok 2023", 2021, 2023),
        ("do 30.06.2024", None, 2024),
        ("raz w roku", None, None),
        ("IV-X", None, None),
    ],
)
def test_words_about_time_come_to_years(text: str, first: int | None, last: int | None) -> None:
    term = term_of(text, POLISH)

    assert (term.first_year, term.last_year, term.open_ended) == (first, last, False)


@pytest.mark.parametrize("text", ["2019 – bezterminowo", "od 2019", "zadanie ciągłe od 2019"])
def test_term_without_an_end_has_no_last_year(text: str) -> None:
    term = term_of(text, POLISH)

    assert (term.first_year, term.last_year, term.open_ended) == (2019, None, True)


def test_czech_words_are_known_too() -> None:
    assert term_of("školní rok 2022/23", CZECH).last_year == 2023
    assert term_of("průběžně", CZECH).open_ended
    assert term_of("od 1. 9. 2021, na dobu neurčitou", CZECH).last_year is None
