"""Official statistics become indicators: cell by cell, each cell once, nobody named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.values import MethodNote, StatisticsFile, StatisticValue
from prevenio.indicators.models import (
    BreakState,
    Indicator,
    IndicatorGroup,
    IndicatorValue,
    SeriesBreak,
    StatisticsTerritory,
)
from prevenio.indicators.operations.packs import fill_from_pack
from prevenio.indicators.operations.statistics import TerritoryUnknown, keep_statistics
from prevenio.indicators.tests.factories import KIELCE, MORNING
from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Country, User
from prevenio.people.tests.factories import make_authority
from tests.shared_material import CHECKOUT

STATISTICS = CHECKOUT.parent / "shared" / "data" / "statistics"
CITY = "2661000"
REGION = "Plzeňský"


@cache
def _read(path: Path) -> StatisticsFile:
    return read_statistics(path.read_bytes(), path.name)


def published(name: str) -> StatisticsFile:
    path = STATISTICS / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return _read(path)


def gus() -> StatisticsFile:
    return published("poland-gus/crimes-by-powiat-2013-2024.xlsx")


@pytest.fixture
def region(db: None) -> Authority:
    return make_authority(slug="kraj", name="Kraj", country=Country.CZECHIA)


def keep(authority: Authority, statistics: StatisticsFile, territory: str) -> object:
    return keep_statistics(
        authority=authority,
        statistics=statistics,
        territory=territory,
        by=None,
        at=MORNING,
        file_name="plik.xlsx",
    )


def cell(year: int, value: float, letter: str = "C", **changes: object) -> StatisticValue:
    made = StatisticValue(
        series="o charakterze kryminalnym",
        territory=CITY,
        territory_name="Kielce",
        period=str(year),
        value=value,
        unit="-",
        sheet="TABLICA",
        cell=f"{letter}{year}",
        column="o charakterze kryminalnym",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def small(*values: StatisticValue, **changes: object) -> StatisticsFile:
    made = StatisticsFile(
        source="GUS BDL",
        title="Przestępstwa stwierdzone",
        updated_on=date(2025, 5, 15),
        sha256="a" * 64,
        values=values,
        doubts=(),
        notes=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_first_measure_of_management_control_shows_its_true_series(authority: Authority) -> None:
    fill_from_pack(authority, MORNING)

    keep(authority, gus(), CITY)

    measure = Indicator.objects.get(authority=authority, code="W-01")
    values = measure.values.order_by("first_day")
    assert {row.first_day.year: row.number for row in values} == {
        year: Decimal(number) for year, number in KIELCE.items()
    }
    assert measure.is_management
    assert "ujawnionych" in measure.stand_in


def test_every_stored_value_equals_its_cell(authority: Authority) -> None:
    statistics = gus()

    keep(authority, statistics, CITY)

    cells = {
        (one.sheet, one.cell): Decimal(repr(one.value))
        for one in statistics.values
        if one.territory == CITY
    }
    stored = {
        (row.provenance["sheet"], row.provenance["cell"]): row.number
        for row in IndicatorValue.objects.filter(indicator__authority=authority)
    }
    assert stored == cells
    assert len(stored) == 312
    row = IndicatorValue.objects.get(provenance__cell="C320")
    assert row.provenance["sha256"] == statistics.sha256
    assert (row.first_day, row.last_day) == (date(2013, 1, 1), date(2013, 12, 31))
    assert row.as_of == date(2025, 5, 15)


def test_importing_again_adds_nothing(authority: Authority) -> None:
    keep(authority, gus(), CITY)
    before = IndicatorValue.objects.count(), Indicator.objects.count(), SeriesBreak.objects.count()

    keep(authority, gus(), CITY)

    assert before == (
        IndicatorValue.objects.count(),
        Indicator.objects.count(),
        SeriesBreak.objects.count(),
    )


def test_corrected_file_supersedes_with_the_file_as_its_reason(authority: Authority) -> None:
    keep(authority, small(cell(2022, 3527), cell(2023, 3078)), CITY)

    keep(authority, small(cell(2022, 3527), cell(2023, 3079), sha256="b" * 64), CITY)

    old, new = IndicatorValue.objects.filter(first_day__year=2023).order_by("pk")
    assert (old.number, new.number) == (Decimal(3078), Decimal(3079))
    assert new.supersedes == old
    assert "plik.xlsx" in new.reason
    assert IndicatorValue.objects.filter(first_day__year=2022).count() == 1


def test_older_file_corrects_nothing(authority: Authority) -> None:
    keep(authority, small(cell(2023, 3079)), CITY)

    keep(authority, small(cell(2023, 3000), updated_on=date(2024, 5, 1)), CITY)

    assert IndicatorValue.objects.get().number == Decimal(3079)


def test_known_change_of_law_is_a_break_and_notes_wait_to_be_confirmed(
    authority: Authority,
) -> None:
    fill_from_pack(authority, MORNING)

    keep(authority, gus(), CITY)

    breaks = SeriesBreak.objects.filter(indicator__code="W-01").order_by("day")
    states = {one.day: one.state for one in breaks}
    assert states == {
        date(2013, 1, 1): BreakState.PROPOSED,
        date(2014, 1, 1): BreakState.PROPOSED,
        date(2020, 1, 1): BreakState.PROPOSED,
        date(2023, 10, 1): BreakState.CONFIRMED,
    }
    assert "Dz.U. 2023 poz. 2119" in breaks.get(day=date(2023, 10, 1)).source


def test_note_about_another_territory_concerns_nobody_else(authority: Authority) -> None:
    note = MethodNote("Powiat od 2020", 2020, "TABLICA", "B35", territory="0265000")

    keep(authority, small(cell(2020, 1), cell(2021, 2), notes=(note,)), CITY)

    assert not SeriesBreak.objects.filter(day=date(2020, 1, 1)).exists()


def test_czech_categories_are_kept_over_the_years_without_people(region: Authority) -> None:
    fill_from_pack(region, MORNING)
    for year in (2019, 2020, 2024):
        keep(region, published(f"czech-police/{year}.xlsx"), REGION)

    total = Indicator.objects.get(authority=region, code="I-01")
    assert [row.number for row in total.values.order_by("first_day")] == [10324, 8996, 8996]
    theft = Indicator.objects.get(authority=region, code="TSK-400-499-R")
    assert [row.number for row in theft.values.order_by("first_day")] == [2484, 2332, 1302]
    assert theft.group == IndicatorGroup.CRIME
    texts = " ".join(Indicator.objects.values_list("series_names", flat=True).__str__().split())
    assert "spácháno" not in texts
    cleared = Indicator.objects.get(authority=region, code="I-02").values.get(first_day__year=2020)
    assert cleared.denominator == Decimal(8996)
    assert "I-02" not in Indicator.objects.filter(name__contains="spácháno").values_list("code")


def test_every_czech_value_equals_its_cell(region: Authority) -> None:
    statistics = published("czech-police/2024.xlsx")

    keep(region, statistics, REGION)

    cells = {one.cell: one for one in statistics.values if one.territory == REGION}
    rows = IndicatorValue.objects.filter(indicator__authority=region)
    assert all(row.number == Decimal(repr(cells[row.provenance["cell"]].value)) for row in rows)
    categories = {one.series_code for one in cells.values()}
    assert rows.count() == 3 * len(categories)


def test_renamed_category_keeps_both_names(region: Authority) -> None:
    for year in (2016, 2019):
        keep(region, published(f"czech-police/{year}.xlsx"), REGION)

    names = Indicator.objects.get(series_key="total:registered").series_names

    assert [(one["name"], one["first"]) for one in names] == [("CELKOVÁ KRIMINALITA", "2016")]
    violent = Indicator.objects.get(series_key="100-199:registered").series_names
    assert [one["name"] for one in violent] == ["Násilná kriminalita", "násilná kriminalita"]


def test_series_about_people_are_not_stored_and_said(authority: Authority) -> None:
    people = cell(2023, 12, "D", series="podejrzani nieletni", column="podejrzani nieletni")

    kept = keep_statistics(
        authority=authority,
        statistics=small(cell(2023, 3079), people),
        territory=CITY,
        by=None,
        at=MORNING,
    )

    assert (kept.added, kept.about_people) == (1, 1)
    assert Indicator.objects.get().series_key == "o charakterze kryminalnym"


def test_statements_do_not_grow_with_the_file(
    authority: Authority, region: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = [cell(2023, place, series=f"seria {place}") for place in range(400)]

    with django_assert_max_num_queries(26):
        keep(authority, small(cell(2023, 1)), CITY)
    with django_assert_max_num_queries(26):
        keep(region, small(*many), CITY)

    assert Indicator.objects.filter(authority=region).count() == 400


def test_bureau_keeps_and_the_journal_says_so(authority: Authority, coordinator: User) -> None:
    keep_statistics(
        authority=authority,
        statistics=small(cell(2023, 3079)),
        territory=CITY,
        by=coordinator,
        at=MORNING,
    )

    assert Entry.objects.get().fact == "indicators.statistics.kept"
    assert StatisticsTerritory.objects.get().territory == CITY


def test_others_may_not_and_unknown_territories_are_refused(
    authority: Authority, coordinator: User, reporter: User
) -> None:
    with pytest.raises(NotAllowed):
        keep_statistics(
            authority=authority,
            statistics=small(cell(2023, 1)),
            territory=CITY,
            by=reporter,
            at=MORNING,
        )
    with pytest.raises(TerritoryUnknown):
        keep_statistics(
            authority=authority,
            statistics=small(cell(2023, 1)),
            territory="Kielce",
            by=coordinator,
            at=MORNING,
        )
    assert not IndicatorValue.objects.exists()


def test_cumulated_months_are_no_span_of_an_indicator(authority: Authority) -> None:
    kept = keep_statistics(
        authority=authority,
        statistics=small(cell(2023, 1, period="2023-01/2023-05"), cell(2022, 7)),
        territory=CITY,
        by=None,
        at=MORNING,
    )

    assert kept.added == 1
