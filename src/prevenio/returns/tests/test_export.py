"""The workbook of a period: its rows, what must not become a formula, the same bytes again."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from prevenio.people.models import Authority, User
from prevenio.returns import operations
from prevenio.returns.content import Content
from prevenio.returns.counts import Count
from prevenio.returns.models import ActionReturn, Outcome
from prevenio.returns.tests.factories import MORNING, make_period, reporter_of, submit
from prevenio.returns.tests.test_board import address, of, period
from prevenio.returns.tests.test_open_period import english

__all__ = ["period"]


@pytest.fixture
def waiting(authority: Authority, coordinator: User) -> ActionReturn:
    return make_period(authority, coordinator).returns.select_related("period", "body").get()


@pytest.fixture
def page(client: Client, coordinator: User) -> Client:
    return english(client, coordinator)


def sheets(page: Client, one: ActionReturn, query: str = "") -> Any:
    answer = page.get(address(one.period, f"returns.xlsx{query}"))
    assert answer["Content-Disposition"].startswith("attachment;")
    return load_workbook(BytesIO(answer.content))


def test_what_was_sent_stands_in_one_row(page: Client, waiting: ActionReturn) -> None:
    counts = (Count("Czujniki", "240", "szt."), Count("Spotkania", "14", ""))
    submit(waiting, content=Content(Outcome.DONE, "Rozdano.", counts=counts))

    book = sheets(page, waiting)

    assert book.sheetnames == ["Returns", "Bodies and areas"]
    returns, sums = book
    heads, row = returns.iter_rows(values_only=True)
    assert dict(zip(heads, row, strict=True)) == {
        "Number": "8.3",
        "Action": "Czujniki czadu",
        "Area": "8 Obszar 8",
        "Body": "PSP",
        "Part": "Return of the lead body",
        "State": "Waits for the bureau",
        "State of the action": "done",
        "Due on": datetime(2023, 1, 31),
        "First sent": datetime(2023, 1, 17),
        "Sent": datetime(2023, 1, 17),
        "Certified": datetime(2023, 1, 17),
        "Accepted": None,
        "On time": "yes",
        "What was done": "Rozdano.",
        "Numbers": "Czujniki: 240 szt.; Spotkania: 14",
    }
    assert returns.freeze_panes == "A2"
    assert list(sums.values) == [
        ("Body", "8", "Total"),
        ("Straż Pożarna", "0/1", "0/1"),
        ("Total", "0/1", "0/1"),
    ]


@pytest.mark.parametrize("sign", ["=1+1", "+48 41", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_text_never_becomes_a_formula(page: Client, waiting: ActionReturn, sign: str) -> None:
    submit(waiting, content=Content(Outcome.DONE, sign, counts=(Count(sign, "1", ""),)))

    row = next(sheets(page, waiting)["Returns"].iter_rows(min_row=2))

    for cell in (row[13], row[14]):
        assert cell.data_type == "s"
        assert str(cell.value).strip().startswith(sign.strip())
        assert cell.quotePrefix


def test_letters_that_no_sheet_can_hold_are_left_out(page: Client, waiting: ActionReturn) -> None:
    submit(waiting, content=Content(Outcome.DONE, "Po\x0bli\x1fcja ️🚓"))

    row = next(sheets(page, waiting)["Returns"].iter_rows(min_row=2, values_only=True))

    assert row[13] == "Policja ️🚓"


def test_what_is_typed_is_not_exported(page: Client, waiting: ActionReturn) -> None:
    operations.save_draft(
        action_return=waiting,
        content=Content(Outcome.DONE, "Jeszcze niegotowe"),
        revision=0,
        by=reporter_of(waiting),
        at=MORNING,
    )

    row = next(sheets(page, waiting)["Returns"].iter_rows(min_row=2, values_only=True))

    assert row[6] in {None, ""}
    assert row[13] in {None, ""}


def test_the_same_rows_make_the_same_bytes(page: Client, waiting: ActionReturn) -> None:
    made = []
    for day in (date(2023, 1, 18), date(2023, 1, 19)):
        with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)):
            page.get("/testowo/desk/")
            made.append(page.get(address(waiting.period, "returns.xlsx")).content)

    assert made[0] == made[1]


def test_the_sheet_speaks_the_language_of_the_page_and_keeps_the_filter(
    page: Client, period: Any
) -> None:
    one = of(period, "1.1", "KMP")

    book = sheets(page, one, f"?body={one.body_id}&q=1.2")

    rows = list(book["Returns"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[3]) for row in rows] == [("1.2", "KMP")]


def test_a_bodys_people_export_its_returns_alone(
    client: Client, reporter: User, waiting: ActionReturn
) -> None:
    client.force_login(reporter)

    assert client.get(address(waiting.period, "returns.xlsx")).status_code == 404
