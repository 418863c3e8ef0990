"""Numbers filled in from activities: where they come from, what a change by hand asks for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.indicators.models import Indicator
from prevenio.people.models import Authority, User
from prevenio.returns import operations
from prevenio.returns.content import Content, content_of, seal_of
from prevenio.returns.counts import Count, Origin, counts_sent
from prevenio.returns.models import ActionReturn, Outcome, SealedReturn
from prevenio.returns.prefilling import prefilled_for
from prevenio.returns.queries.board import board_of
from prevenio.returns.sheets import workbook_of
from prevenio.returns.tests.answering import form_of, link_of, open_here
from prevenio.returns.tests.factories import DONE, MORNING, make_period, submit
from prevenio.returns.tests.test_open_period import english, text

KEY = "activities:people.seniors"
TOKEN = re.compile(r'name="origin" value="([^"]+)"')


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def waiting(authority: Authority, coordinator: User) -> ActionReturn:
    """A return about 2022, for whose action its body recorded two lessons of 30 and 12 seniors."""
    one = make_period(authority, coordinator).returns.get()
    for number in (30, 12):
        record(one, number)
    return ActionReturn.objects.select_related("period__authority", "action", "body").get()


def record(one: ActionReturn, number: int, day: date = date(2022, 5, 4)) -> None:
    kinds = one.period.authority.activity_kinds
    kind = kinds.filter(key="lesson").first() or make_kind(one.period.authority, key="lesson")
    make_activity(
        kind=kind,
        body=one.body,
        action=one.action,
        numbers={"people.seniors": number},
        first_day=day,
    )


def typed(one: ActionReturn, page: str, **changes: Any) -> dict[str, Any]:
    """The form as it is drawn, with its two numbers; `number` is what stands in them."""
    tokens = TOKEN.findall(page)
    return form_of(
        one,
        what=["Activities", "Seniors", ""],
        unit=["", "", ""],
        origin=[*tokens, ""],
        **{"number": ["2", "42", ""], "why": ["", "", ""], **changes},
    )


def saved(one: ActionReturn) -> list[Count]:
    one.refresh_from_db()
    return list(content_of(one).counts)


def test_the_sources_say_what_they_know_and_from_where(waiting: ActionReturn) -> None:
    record(waiting, 500, day=date(2023, 1, 1))

    found = {one.key: one for one in prefilled_for(waiting)}

    assert found[KEY].number == "42"
    assert found["activities:activities"].number == "2"
    assert "2" in found[KEY].where_from


def test_a_draft_comes_filled_in_and_is_sent_with_its_origins(
    client: Client, coordinator: User, waiting: ActionReturn
) -> None:
    client.cookies["django_language"] = "en"
    address = f"{open_here(client, link_of(waiting.period))}{waiting.pk}/"
    page = client.get(address).content.decode()
    assert 'value="42" data-given="42"' in page

    client.post(address, typed(waiting, page, act="send"))

    sealed = SealedReturn.objects.get()
    assert [row[1] for row in sealed.content["counts"]] == ["2", "42"]
    assert [one["key"] for one in sealed.content["origins"]] == ["activities:activities", KEY]
    assert seal_of(sealed.content) == sealed.seal
    shown = text(english(client, coordinator).get(f"/testowo/desk/returns/return/{waiting.pk}/"))
    words = sealed.content["origins"][1]["from"].replace("\xa0", " ")
    assert words in shown
    assert words in text(client.get(f"{address}receipt/"))


def test_a_number_changed_by_hand_needs_a_reason_that_everybody_reads(
    client: Client, coordinator: User, waiting: ActionReturn
) -> None:
    client.cookies["django_language"] = "en"
    address = f"{open_here(client, link_of(waiting.period))}{waiting.pk}/"
    page = client.get(address).content.decode()
    changed = {"number": ["2", "45", ""], "act": "send"}

    refused = client.post(address, typed(waiting, page, **changed))
    assert refused.status_code == 422
    assert 'id="why_1_error"' in refused.content.decode()
    waiting.refresh_from_db()
    why = ["", "Trzy osoby doszły później.", ""]
    client.post(address, typed(waiting, page, **changed, why=why))

    sealed = SealedReturn.objects.get()
    assert sealed.content["origins"][1] | {"from": ""} == {
        "row": 1,
        "key": KEY,
        "number": "42",
        "from": "",
        "reason": why[1],
    }
    assert why[1] in text(
        english(client, coordinator).get(f"/testowo/desk/returns/return/{waiting.pk}/")
    )
    assert why[1] in text(client.get(f"{address}receipt/"))


def test_a_reason_is_asked_for_by_the_operation_too(waiting: ActionReturn) -> None:
    counts = (Count("Seniors", "45", "", Origin(KEY, "42", "z 2 działań")),)

    with pytest.raises(operations.Incomplete):
        submit(waiting, content=Content(Outcome.DONE, "Tekst.", counts=counts))


def test_an_origin_cannot_be_made_up_or_carried_over(client: Client, waiting: ActionReturn) -> None:
    address = f"{open_here(client, link_of(waiting.period))}{waiting.pk}/"
    page = client.get(address).content.decode()
    tokens = TOKEN.findall(page)

    forged = typed(waiting, page) | {"origin": [tokens[0], tokens[1] + "x", "<b>"]}
    client.post(address, forged)

    assert [one.origin is None for one in saved(waiting)] == [False, True]


def test_fetching_again_brings_numbers_up_to_date_and_overwrites_nothing_typed(
    client: Client, waiting: ActionReturn
) -> None:
    client.cookies["django_language"] = "en"
    address = f"{open_here(client, link_of(waiting.period))}{waiting.pk}/"
    page = client.get(address).content.decode()
    client.post(address, typed(waiting, page, number=["2", "45", ""]))
    record(waiting, 8)
    waiting.refresh_from_db()

    assert "2 numbers are new or different by now" in text(client.get(address))
    client.post(address, typed(waiting, page, number=["2", "45", ""], act="fetch"))

    first, second = saved(waiting)
    assert (first.number, first.is_changed) == ("3", False)
    assert (second.number, second.is_changed) == ("45", True)
    assert second.origin is not None
    assert second.origin.number == "50"


def test_a_given_number_that_is_emptied_stays_and_asks_to_be_written(
    client: Client, waiting: ActionReturn
) -> None:
    address = f"{open_here(client, link_of(waiting.period))}{waiting.pk}/"
    page = client.get(address).content.decode()

    answer = client.post(address, typed(waiting, page, number=["2", "", ""], act="send"))

    assert answer.status_code == 422
    assert not SealedReturn.objects.exists()


def test_seals_from_before_numbers_had_origins_are_proved_as_ever(waiting: ActionReturn) -> None:
    submit(waiting, content=replace(DONE, counts=(Count("Osoby", "3", "os."),)))

    content = SealedReturn.objects.get().content

    assert "origins" not in content
    assert "parts" not in content
    assert list(counts_sent(content)) == [Count("Osoby", "3", "os.")]


def test_the_workbook_tells_origin_and_reason(waiting: ActionReturn, coordinator: User) -> None:
    counts = (Count("Seniors", "45", "", Origin(KEY, "42", "z 2 działań"), "Doszły trzy."),)
    submit(waiting, content=Content(Outcome.DONE, "Tekst.", counts=counts))
    board = board_of(
        waiting.period,
        ActionReturn.objects.all(),
        time_zone="Europe/Warsaw",
        today=MORNING.date(),
    )
    book = load_workbook(BytesIO(workbook_of(waiting.period, ActionReturn.objects.all(), board)))

    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert any("z 2 działań" in cell and "Doszły trzy." in cell for cell in cells)


def test_the_form_makes_few_statements(
    client: Client, waiting: ActionReturn, django_assert_max_num_queries: Any
) -> None:
    address = f"{open_here(client, link_of(waiting.period))}{waiting.pk}/"
    client.get(address)

    with django_assert_max_num_queries(18):
        client.get(address)


def test_an_indicator_of_the_body_fills_its_value_in(waiting: ActionReturn) -> None:
    for code, number, fields in (
        ("X-1", "31.5", {}),
        ("X-2", "3", {}),
        ("X-3", "70", {"data_class": "POLICE"}),
        ("X-4", "80", {"owner": None}),
    ):
        give_value(waiting, code, number, **fields)

    found = [one for one in prefilled_for(waiting) if one.key.startswith("indicators:")]

    # The second is too small to be shown, the third the police's, the fourth somebody else's.
    assert [(one.key, one.number) for one in found] == [("indicators:X-1", "31.5")]


def test_a_value_of_other_days_fills_nothing_in(waiting: ActionReturn) -> None:
    give_value(waiting, "X-1", "31.5", first_day=date(2021, 1, 1), last_day=date(2021, 12, 31))

    assert not [one for one in prefilled_for(waiting) if one.key.startswith("indicators:")]


def give_value(
    one: ActionReturn,
    code: str,
    number: str,
    *,
    first_day: date = date(2022, 1, 1),
    last_day: date = date(2022, 12, 31),
    **fields: Any,
) -> None:
    indicator = Indicator.objects.create(
        authority=one.period.authority,
        code=code,
        name=f"Wskaźnik {code}",
        created_at=MORNING,
        changed_at=MORNING,
        **{"owner": one.body, **fields},
    )
    indicator.links.create(kind="ACTION", lineage=one.action.lineage)
    indicator.values.create(
        first_day=first_day,
        last_day=last_day,
        number=Decimal(number),
        as_of=last_day,
        source="Rejestr",
        at=MORNING,
    )
