"""The coordinator brings official figures in; head of bureau and residents read them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page

from prevenio.indicators.models import Indicator, Target
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_member
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
BASE = "/testowo/desk/indicators/"
YEARS = (2019, 2020, 2021, 2022)
CRIMES = (3204, 2597, 3326, 3527)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A small workbook in the form of the statistical office, of one made-up town."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "TABLICA"
    for row in (
        ["Kod", "Nazwa", "o charakterze kryminalnym", None, None, None],
        [None, None, *map(str, YEARS)],
        [None, None, *["[-]"] * 4],
        ["9961000", "Powiat m. Testowo", *CRIMES],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:A3")
    sheet.merge_cells("B1:B3")
    sheet.merge_cells("C1:F1")
    path = tmp_path / "statystyka.xlsx"
    book.save(path)
    return path


def test_coordinator_brings_statistics_in(
    visitor: Visitor,
    authority: Authority,
    coordinator: User,
    workbook: Path,
    picture: Callable[[Page, str], None],
) -> None:
    visitor.sign_in(authority, coordinator)
    visitor.go(f"{BASE}import/")
    page = visitor.page
    page.locator("input[type=file]").set_input_files(workbook)
    visitor.press("Read the file")
    page.locator("select[name=territory]").select_option("9961000")
    visitor.press("Show")
    picture(page, "statistics-preview")
    visitor.press("Keep these numbers")

    indicator = Indicator.objects.get(series_key="o charakterze kryminalnym")
    assert list(indicator.values.order_by("first_day").values_list("number", flat=True)) == [
        Decimal(number) for number in CRIMES
    ]
    visitor.go(f"{BASE}{indicator.pk}/")
    assert "3 527" in visitor.text()
    picture(page, "indicator")

    visitor.go(f"{BASE}{indicator.pk}/targets/")
    page.locator("input[name=first_year]").fill("2023")
    page.locator("input[name=last_year]").fill("2024")
    page.locator("input[name=number]").fill("3000")
    page.locator("[name=reason]").fill("Średnia z trzech lat")
    page.locator("main form button.button").last.click()
    page.wait_for_load_state()
    visitor.look()
    assert Target.objects.get().number == 3000


def test_residents_read_whether_it_is_more_than_chance(
    visitor: Visitor, authority: Authority
) -> None:
    indicator = Indicator.objects.create(
        authority=authority,
        code="W-01",
        name="Przestępstwa kryminalne",
        unit="przestępstwa",
        data_class="PUBLIC",
        group="CRIME",
        created_at=authority.created_at,
        changed_at=authority.created_at,
    )
    for year, number in zip(YEARS, CRIMES, strict=True):
        indicator.values.create(
            first_day=date(year, 1, 1),
            last_day=date(year, 12, 31),
            number=Decimal(number),
            as_of=date(2023, 4, 30),
            source="GUS",
            at=authority.created_at,
        )

    visitor.go("/testowo/indicators/")
    visitor.go("/testowo/indicators/W-01/")

    assert "+6" in visitor.text()


def test_head_of_bureau_reads_the_desk(visitor: Visitor, authority: Authority) -> None:
    head = make_member(authority=authority, role=Role.HEAD_OF_BUREAU, name="Helena Dyrektor")
    visitor.sign_in(authority, head)
    for address in ("", "activities/", "activities/findings/", "indicators/", "returns/"):
        visitor.go(f"/testowo/desk/{address}")
