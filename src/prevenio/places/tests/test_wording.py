from datetime import time

import pytest
from django.utils import translation

from prevenio.places.answering import Hours
from prevenio.places.wording import digits_of, hours_in_words, said


def hours(days: object, *spans: tuple[int, int]) -> list[Hours]:
    return [Hours(day, time(a), time(b % 24)) for day in days for a, b in spans]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Mon–Fri 8:00–16:00, Sat 9:00–12:00"),
        ("pl", "pon.–pt. 8:00–16:00, sob. 9:00–12:00"),
        ("cs", "po–pá 8:00–16:00, so 9:00–12:00"),
    ],
)
def test_days_with_the_same_hours_stand_together(language: str, expected: str) -> None:
    with translation.override(language):
        assert hours_in_words(hours(range(5), (8, 16)) + hours([5], (9, 12))) == expected


@pytest.mark.parametrize(
    ("some", "short", "expected"),
    [
        ([], False, ""),
        (hours(range(7), (6, 22)), False, "daily 6:00–22:00"),
        (hours(range(7), (6, 22)), True, "daily 6–22"),
        (hours([0, 2], (8, 12), (13, 17)), False, "Mon, Wed 8:00–12:00, 13:00–17:00"),
        (hours([0, 1], (16, 24)), True, "Mon, Tue 16–24"),
        (hours([4], (22, 6)), False, "Fri 22:00–6:00"),
        ([Hours(0, time(7, 30), time(15))], True, "Mon 7:30–15:00"),
    ],
)
def test_hours_are_said_as_people_say_them(some: list[Hours], short: bool, expected: str) -> None:
    with translation.override("en"):
        assert hours_in_words(some, short=short) == expected


def test_words_fall_back_to_english_and_then_to_any() -> None:
    with translation.override("cs"):
        assert said({"cs": "strážník", "en": "guard"}) == "strážník"
        assert said({"pl": "strażnik", "en": "guard"}) == "guard"
        assert said({"pl": "strażnik"}) == "strażnik"
        assert said({}) == ""


def test_a_phone_number_is_dialled_by_its_digits() -> None:
    assert digits_of("+48 41 000 00 14") == "+48410000014"
    assert digits_of("(41) 000-00-14") == "410000014"
