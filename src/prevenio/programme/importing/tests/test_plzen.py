"""The founding deck of a region, and a deck of another one."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from prevenio.programme.importing.document import ProgrammeDocument
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.tests.sources import text_source
from tests.shared_material import PLZEN, document

OTHER_DECK = Path(__file__).parent / "programmes" / "cs-prezentace-kraje.txt"


@cache
def _read(text: str) -> ProgrammeDocument:
    return read_programme(text_source(text))


@pytest.fixture
def deck() -> ProgrammeDocument:
    return _read(document(PLZEN).read_text(encoding="utf-8"))


def test_milestones_carry_dates_as_exact_as_written(deck: ProgrammeDocument) -> None:
    found = [(milestone.date, milestone.precision) for milestone in deck.milestones]

    assert found == [
        (date(2010, 1, 28), "day"),
        (date(2010, 7, 1), "day"),
        (date(2010, 12, 1), "day"),
        (date(2011, 6, 1), "month"),
    ]


def test_waves_name_the_fifteen_municipalities(deck: ProgrammeDocument) -> None:
    assert [(wave.date, len(wave.municipalities)) for wave in deck.waves] == [
        (date(2010, 7, 1), 3),
        (date(2010, 12, 1), 6),
        (date(2011, 6, 1), 6),
    ]
    assert deck.waves[2].municipalities == (
        "Nepomuk",
        "Horažďovice",
        "Horní Bříza",
        "Planá",
        "Stod",
        "Merklín",
    )


def test_projects_are_counted_by_year_and_named_where_named(deck: ProgrammeDocument) -> None:
    counts = {project.year: project.count for project in deck.projects if project.count}
    named = [project.name for project in deck.projects if project.year == 2010 and project.name]
    region = [project for project in deck.projects if project.scope == "region"]

    assert counts == {2010: 4, 2011: 11, 2012: 21}
    assert len(named) == 4
    assert len(region) == 5
    assert all(project.details for project in region)


def test_amounts_keep_currency_and_doubt(deck: ProgrammeDocument) -> None:
    found = [(each.value, each.currency, each.approximate) for each in deck.amounts]

    assert found == [
        (Decimal("20500000"), None, True),
        (Decimal("3500000"), None, False),
        (Decimal("1200000"), "EUR", True),
    ]


def test_the_rest_of_the_deck_is_listed(deck: ProgrammeDocument) -> None:
    unplaced = {line.line for line in deck.unplaced}

    assert {3, 53, 79, 300, 353} <= unplaced
    assert deck.chapters == ()


def test_deck_of_another_region_reads_the_same_way() -> None:
    deck = _read(OTHER_DECK.read_text(encoding="utf-8"))

    assert [milestone.date for milestone in deck.milestones] == [
        date(2017, 3, 14),
        date(2017, 9, 1),
        date(2018, 5, 1),
    ]
    assert [wave.municipalities for wave in deck.waves] == [
        ("Lipnov", "Hradná nad Orlou"),
        ("Borkov", "Sázava u Lesa", "Vrbice"),
    ]
    assert {project.year: project.count for project in deck.projects if project.count} == {
        2017: 2,
        2018: 7,
    }
    assert [(each.value, each.currency) for each in deck.amounts] == [(Decimal(4200000), "CZK")]
