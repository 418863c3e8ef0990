import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.activities.personal import Personal, is_birth_number, is_pesel, personal_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pytania: jan.kowalski@example.org", Personal.EMAIL),
        ("jan (at) example.org", Personal.EMAIL),
        ("Dzwonić: 600 100 200", Personal.PHONE),
        ("600-100-200", Personal.PHONE),
        ("+48 600 100 200", Personal.PHONE),
        ("00420 377 000 111", Personal.PHONE),
        ("(41) 367-63-92", Personal.PHONE),
        ("tel. 3676392", Personal.PHONE),
        ("６００１００２００", Personal.PHONE),
        ("600\u200b100200", Personal.PHONE),
        ("PESEL 44051401359", Personal.BIRTH),
        ("440514 01359", Personal.BIRTH),
        ("RČ 736028/5163", Personal.BIRTH),
        ("7360285163", Personal.BIRTH),
        ("rč. 530101/123", Personal.BIRTH),
    ],
)
def test_what_reaches_or_names_one_person_is_found(text: str, found: Personal) -> None:
    assert personal_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24 seniorów, ul. Żytnia 12, godz. 14:00",
        "Numer alarmowy 112, policja 997",
        "17.01.2026–21.01.2026, projekt 2021-2023",
        "Koszt 120 000 000 zł",
        "Koszt 120 000 000 Kč",
        "Uchwała XLIV/1234/2021 z 18 marca 2021 r.",
        "44051401358",
        "736028/5164",
        "Klub Seniora przy Warszawskiej 7 @ park",
        "12345678901234567890",
    ],
)
def test_other_text_is_let_through(text: str) -> None:
    assert personal_in(text) is None


@given(st.dates(), st.integers(0, 9999))
def test_pesel_with_its_check_digit_is_known(day: object, serial: int) -> None:
    year, month, number = str(day).split("-")
    centuries = {18: 80, 19: 0, 20: 20, 21: 40, 22: 60}
    shift = centuries.get(int(year[:2]))
    if shift is None:
        return
    digits = f"{year[2:]}{int(month) + shift:02}{number}{serial:04}"
    total = sum(int(one) * weight for one, weight in zip(digits, (1, 3, 7, 9) * 3, strict=False))
    check = (10 - total % 10) % 10

    assert is_pesel(f"{digits}{check}")
    assert not is_pesel(f"{digits}{(check + 1) % 10}")


def test_czech_numbers_of_birth_are_divisible_by_eleven() -> None:
    assert is_birth_number("7360285163")
    assert not is_birth_number("7360285164")
    assert not is_birth_number("7399285163")


@given(st.text())
def test_no_text_breaks_the_search(text: str) -> None:
    assert personal_in(text) in {None, *Personal}
