from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from prevenio.portal import wording
from prevenio.programme.models import Action, Amount, Audience, Funding, Initiative, Milestone

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "From November to March"),
        ("pl", "Od listopada do marca"),
        ("cs", "Od listopadu do března"),
    ],
)
def test_season_over_the_turn_of_the_year(language: str, words: str) -> None:
    with translation.override(language):
        assert wording.season(Action(season_first_month=11, season_last_month=3)) == words


def test_season_of_one_month_and_none() -> None:
    with translation.override("pl"):
        assert wording.season(Action(season_first_month=2, season_last_month=2)) == "Co roku: luty"
        assert wording.season(Action()) == ""


@pytest.mark.parametrize(
    ("initiative", "words"),
    [
        (Initiative(first_year=2019, last_year=2022), "2019–2022"),
        (Initiative(first_year=2021, last_year=2021), "2021"),
        (Initiative(first_year=2020, is_open_ended=True), "Od 2020 r., bezterminowo"),
        (Initiative(is_open_ended=True), "Bezterminowo"),
        (Initiative(first_year=2020), "Od 2020 r."),
        (Initiative(last_year=2023), "Do 2023 r."),
        (Initiative(term_text="przez całe wakacje"), "przez całe wakacje"),
    ],
)
def test_term_in_words(initiative: Initiative, words: str) -> None:
    with translation.override("pl"):
        assert wording.term(initiative) == words


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience(age_from=3, age_to=16), "w wieku od 3 do 16 lat"),
        (Audience(age_from=60), "od 60 lat"),
        (Audience(age_from=0, age_to=1), "w wieku od 0 do 1 roku"),
        (Audience(age_to=18), "do 18 lat"),
        (Audience(), ""),
    ],
)
def test_ages_in_words(audience: Audience, words: str) -> None:
    with translation.override("pl"):
        assert wording.ages(audience).replace(NBSP, " ") == words


def test_sums_as_people_write_them() -> None:
    funding = Funding(source="Budżet", year=2021, planned=Decimal("12000.50"), spent=Decimal(9000))
    with translation.override("pl"):
        note = wording.funding_note(funding, "PLN")
        about = wording.amount(Amount(value=Decimal(20500000), currency="", is_approximate=True))

    assert note == f"2021, plan: 12{NBSP}000,50{NBSP}zł, wydano: 9{NBSP}000{NBSP}zł"
    assert about == f"około 20{NBSP}500{NBSP}000"


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "1. července 2010"), ("month", "červenec 2010"), ("year", "2010")],
)
def test_milestone_is_no_finer_than_the_document(precision: str, words: str) -> None:
    milestone = Milestone(on=date(2010, 7, 1), precision=precision)

    with translation.override("cs"):
        assert wording.milestone_day(milestone).replace(NBSP, " ") == words
        assert wording.milestone_day(Milestone(on=None)) == ""
