import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.programme.importing.ages import Ages, ages_in


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Uczniowie w przedziale wiek. 3-16 lat", (3, 16)),
        ("Osoby po ukończeniu 70. roku życia", (70, None)),
        ("Seniorzy 60+", (60, None)),
        ("osoby powyżej 65 lat", (65, None)),
        ("děti od 6 do 12 let", (6, 12)),
        ("lidé nad 65 let", (65, None)),
        ("młodzież do 18 roku życia", (None, 18)),
        ("Dzieci", (None, None)),
        ("klas I-III, IV-VIII", (None, None)),
        ("rok 2024", (None, None)),
        ("od 2024 roku", (None, None)),
    ],
)
def test_ages_are_read_from_words(text: str, ages: Ages) -> None:
    assert ages_in(text) == ages


@given(st.text())
def test_ages_are_in_order_or_missing(text: str) -> None:
    first, last = ages_in(text)

    assert first is None or last is None or first <= last
