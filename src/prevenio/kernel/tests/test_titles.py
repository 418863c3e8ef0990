import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.titles import names_in, sentence_case

TEXTS = [
    "Patrole na ulicach miasta Testowo prowadzi Straż Miejska.",
    "Miasto Testowo płaci za zajęcia w sali OGNIK: www.testowo.example.",
    "Radni miasta Testowo, a także Straż Miejska; bezpieczeństwo i Bezpieczeństwo Obywateli.",
]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("BEZPIECZEŃSTWO W MIEŚCIE TESTOWO", "Bezpieczeństwo w mieście Testowo"),
        ("SALA OGNIK", "Sala OGNIK"),
        ("ZE STRAŻ MIEJSKA", "Ze Straż Miejska"),
        ("„DOM”", "„DOM”"),
        ("Bezpieczna Ulica", "Bezpieczna Ulica"),
        ("30 LAT W SŁUŻBIE", "30 lat w służbie"),
        ("2. OCHRONA ŚRODOWISKA", "2. Ochrona środowiska"),
    ],
)
def test_titles_in_capitals_are_lowered_but_for_names(title: str, shown: str) -> None:
    assert sentence_case(title, names_in(TEXTS)) == shown


def test_without_names_everything_but_the_first_letter_is_lowered() -> None:
    assert sentence_case("BEZPIECZNE TESTOWO") == "Bezpieczne testowo"


@given(st.text(), st.lists(st.text(), max_size=4))
def test_a_title_keeps_its_letters(title: str, texts: list[str]) -> None:
    shown = sentence_case(title, names_in(texts))

    assert shown.casefold() == title.casefold() or shown.lower() == title.lower()
