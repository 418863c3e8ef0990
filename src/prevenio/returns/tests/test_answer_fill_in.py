"""Filling in a return behind a link: the draft, its numbers, two people at once, sending."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.programme.models import Trigger
from prevenio.returns import operations
from prevenio.returns.content import Section
from prevenio.returns.models import (
    ActionReturn,
    EventKind,
    LockException,
    ReportingPeriod,
    ReturnLink,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.tests.answering import BASE, form_of, link_of, open_here
from prevenio.returns.tests.factories import (
    DUE,
    MORNING,
    make_period,
    open_year,
    submit,
)
from prevenio.returns.tokens import token_of
from prevenio.returns.words import receipt_words

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING + timedelta(minutes=42), tick=False):
        yield


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    return make_period(authority, coordinator)


@pytest.fixture
def one(period: ReportingPeriod) -> ActionReturn:
    return period.returns.get()


@pytest.fixture
def address(client: Client, one: ActionReturn) -> str:
    """The form of the return, on a device where the link was opened."""
    return f"{open_here(client, link_of(one.period))}{one.pk}/"


def test_draft_is_saved_and_shown_again(client: Client, one: ActionReturn, address: str) -> None:
    response = client.post(address, form_of(one), follow=True)

    one.refresh_from_db()
    assert one.state == ReturnState.DRAFT
    assert one.counts == [["Czujniki rozdane", "21600.5", "sztuk"]]
    shown = response.content.decode()
    assert "10:42" in shown
    assert 'value="21\u00a0600,5"' in shown
    assert "Rozdano 240 czujników." in shown
    # The name belongs to the person at this device.
    assert "Ewa Kowalska" in shown


def test_return_saves_itself(client: Client, one: ActionReturn, address: str) -> None:
    response = client.post(address, form_of(one), headers=JSON)

    assert response.json()["revision"] == 1
    assert "10:42" in response.json()["said"]
    assert response.json()["errors"] == {}


def test_same_text_again_is_no_conflict(client: Client, one: ActionReturn, address: str) -> None:
    client.post(address, form_of(one), headers=JSON)

    again = client.post(address, form_of(one), headers=JSON)

    assert again.status_code == 200
    assert again.json()["revision"] == 1


@pytest.mark.parametrize("typed", ["dwieście", "21,600", "-5", "1e9", "12 / 3", "NaN"])
def test_wrong_number_stays_and_is_marked(
    client: Client, one: ActionReturn, address: str, typed: str
) -> None:
    said = client.post(address, form_of(one, number=[typed, ""]), headers=JSON).json()
    assert list(said["errors"]) == ["number_0"]

    page = client.get(address)

    assert 'id="number_0_error"' in page.content.decode()
    assert typed in page.content.decode()
    one.refresh_from_db()
    refused = client.post(address, form_of(one, number=[typed, ""], act="send"))
    assert refused.status_code == 422
    one.refresh_from_db()
    assert one.state == ReturnState.DRAFT


def test_rows_are_suggested_from_the_indicators(
    client: Client, one: ActionReturn, address: str
) -> None:
    one.action.indicators_text = "- liczba czujników\n- liczba spotkań;"
    one.action.save()

    page = client.get(address).content.decode()

    assert 'value="liczba czujników"' in page
    assert 'value="liczba spotkań"' in page
    asked = form_of(
        one,
        what=["liczba czujników", "liczba spotkań"],
        number=["240", ""],
        unit=["", ""],
        act="send",
    )
    client.post(address, asked)
    one.refresh_from_db()
    assert one.counts == [["liczba czujników", "240", ""]]
    assert one.state == ReturnState.CERTIFIED


def test_row_is_added_without_a_script(client: Client, one: ActionReturn, address: str) -> None:
    response = client.post(address, form_of(one, act="row"), follow=True)

    assert response.redirect_chain[-1][0].endswith("?rows=2#what_2")
    assert len(response.context["rows"]) == 3


@pytest.mark.parametrize("rows", ["-1", "99", "9999999", "x", "²"])
def test_wild_numbers_of_rows_are_bounded(
    client: Client, one: ActionReturn, address: str, rows: str
) -> None:
    assert 1 <= len(client.get(address, {"rows": rows}).context["rows"]) <= 20


def test_two_hundred_rows_are_refused(client: Client, one: ActionReturn, address: str) -> None:
    many = {"what": ["x"] * 200, "number": ["1"] * 200, "unit": ["y"] * 200}

    response = client.post(address, form_of(one, **many))

    assert response.status_code == 422
    one.refresh_from_db()
    assert one.revision == 0


def test_huge_text_is_refused_and_stays(client: Client, one: ActionReturn, address: str) -> None:
    response = client.post(address, form_of(one, narrative="a" * 300_000))

    assert response.status_code == 422
    assert response.context["form"].errors["narrative"]
    one.refresh_from_db()
    assert one.narrative == ""


def test_draft_may_be_longer_than_what_can_be_sent(
    client: Client, one: ActionReturn, address: str
) -> None:
    assert client.post(address, form_of(one, narrative="ą" * 2001)).status_code == 302

    one.refresh_from_db()
    refused = client.post(address, form_of(one, narrative="ą" * 2001, act="send"))
    assert refused.context["form"].errors["narrative"]


def test_nul_bytes_and_line_ends_are_taken_out(
    client: Client, one: ActionReturn, address: str
) -> None:
    wild = form_of(one, narrative="a\x00b\r\nc\u00a0d", what=["x\x00\ny"], number=["1\x00"])

    client.post(address, wild)

    one.refresh_from_db()
    assert one.narrative == "ab\nc\u00a0d"
    assert one.counts == [["x y", "1", "sztuk"]]


@pytest.mark.parametrize("changes", [{"outcome": "ACCEPTED"}, {"revision": "-1"}, {"revision": ""}])
def test_values_that_no_form_offers_are_refused(
    client: Client, one: ActionReturn, address: str, changes: dict[str, str]
) -> None:
    assert client.post(address, form_of(one, **changes)).status_code == 422


def test_other_persons_text_is_shown_beside_what_was_typed(
    client: Client, one: ActionReturn, address: str
) -> None:
    client.post(address, form_of(one, narrative="Tekst koleżanki."))

    response = client.post(address, form_of(one, narrative="Mój tekst.", outcome="IN_COURSE"))

    assert response.status_code == 409
    shown = response.content.decode()
    assert "Mój tekst." in shown
    assert "Tekst koleżanki." in shown
    assert 'name="revision" value="1"' in shown
    assert client.post(address, form_of(one, narrative="Mój."), headers=JSON).status_code == 409
    one.refresh_from_db()
    assert one.narrative == "Tekst koleżanki."
    client.post(address, form_of(one, narrative="Mój tekst."))
    one.refresh_from_db()
    assert one.narrative == "Mój tekst."


def test_sending_leads_to_the_receipt(client: Client, one: ActionReturn, address: str) -> None:
    response = client.post(address, form_of(one, act="send"), follow=True)

    assert response.redirect_chain[-1][0] == f"{address}receipt/"
    sealed = SealedReturn.objects.get()
    shown = response.content.decode()
    assert receipt_words(sealed.seal, language="pl") in shown
    assert sealed.seal[:4] in shown
    assert (sealed.by_name, sealed.by_office) == ("Ewa Kowalska", "inspektor")
    assert client.get(address).headers["Location"] == f"{address}receipt/"


def test_receipt_is_a_page_of_pdf(client: Client, one: ActionReturn, address: str) -> None:
    client.post(address, form_of(one, act="send"))

    response = client.get(f"{address}receipt.pdf")

    assert response.content.startswith(b"%PDF-")
    assert response.content.count(b"/Type /Page\n") <= 1
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_missing_answers_are_said_and_the_draft_is_kept(
    client: Client, one: ActionReturn, address: str
) -> None:
    empty = form_of(one, act="send", outcome="", name="", office="")
    del empty["confirmed"]

    response = client.post(address, empty)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"outcome", "name", "office", "confirmed"}
    assert 'href="#id_outcome_0"' in response.content.decode()
    one.refresh_from_db()
    assert one.narrative == "Rozdano 240 czujników."


def test_abandoned_action_asks_for_the_reason(
    client: Client, one: ActionReturn, address: str
) -> None:
    response = client.post(address, form_of(one, outcome="ABANDONED", act="send"))

    assert set(response.context["form"].errors) == {"reason"}


def test_sent_return_is_not_written_again(client: Client, one: ActionReturn, address: str) -> None:
    client.post(address, form_of(one, act="send"))

    late = client.post(address, form_of(one, narrative="Później."), headers=JSON)
    page = client.post(address, form_of(one, narrative="Później."), follow=True)

    assert late.status_code == 403
    assert page.redirect_chain[-1][0] == f"{address}receipt/"
    one.refresh_from_db()
    assert one.narrative == "Rozdano 240 czujników."


def test_return_that_came_back_shows_why_and_marks_its_sections(
    client: Client, one: ActionReturn, address: str, coordinator: User
) -> None:
    submit(one)
    operations.send_back_return(
        action_return=one,
        reason="Podaj liczbę.",
        sections=[Section.COUNTS],
        due_on=DUE,
        by=coordinator,
        at=MORNING,
    )

    page = client.get(address).content.decode()

    assert "Podaj liczbę." in page
    assert page.count("question--back") == 1
    one.refresh_from_db()
    client.post(address, form_of(one, act="send"))
    assert SealedReturn.objects.filter(action_return=one).count() == 2


def test_conditional_action_shows_what_set_it_off(
    client: Client, one: ActionReturn, address: str
) -> None:
    one.action.condition = "po powodzi"
    one.action.save()
    programme = one.period.programme
    for day, note in ((date(2022, 5, 1), "Wylała Silnica"), (date(2021, 5, 1), "Rok wcześniej")):
        Trigger.objects.create(
            programme=programme,
            lineage=one.action.lineage,
            began_on=day,
            ended_on=day,
            note=note,
        )

    page = client.get(address).content.decode()

    assert "po powodzi" in page
    assert "Wylała Silnica" in page
    assert "Rok wcześniej" not in page


def test_seasonal_action_names_its_months(client: Client, one: ActionReturn, address: str) -> None:
    one.action.season_first_month, one.action.season_last_month = 11, 3
    one.action.save()

    assert "listopad" in client.get(address).context["season"]


def test_before_the_window_opens_the_return_can_only_be_read(
    client: Client, one: ActionReturn, address: str
) -> None:
    one.period.window.opens_on = DUE
    one.period.window.save()

    page = client.get(address)

    assert b"<form class" not in page.content.split(b"<footer")[0]
    assert client.post(address, form_of(one)).status_code == 403
    one.refresh_from_db()
    assert one.revision == 0


def test_after_the_lock_only_leave_opens_the_form(
    client: Client, one: ActionReturn, address: str, coordinator: User
) -> None:
    window = one.period.window
    window.due_on = window.locks_on = (MORNING - timedelta(days=1)).date()
    window.opens_on = window.due_on
    window.save()
    assert client.post(address, form_of(one)).status_code == 403

    LockException.objects.create(
        window=window,
        body=one.body,
        until=DUE,
        reason="Choroba",
        granted_by=coordinator,
        granted_at=MORNING,
    )

    assert client.post(address, form_of(one)).status_code == 302


def test_return_of_another_period_is_not_there(
    client: Client, one: ActionReturn, address: str, coordinator: User
) -> None:
    later = open_year(one.period.version, coordinator, year=2023, needs_certifier=False)
    base = address.removesuffix(f"{one.pk}/")

    assert client.get(f"{base}{later.returns.get().pk}/").status_code == 404
    fresh = ReturnLink.objects.get(period=later)
    assert client.get(f"{BASE}{token_of(fresh)}/{later.returns.get().pk}/").status_code == 302


@pytest.mark.parametrize("number", [0, 2**70])
def test_wild_numbers_of_returns_are_not_there(client: Client, address: str, number: int) -> None:
    base = address.rsplit("/", 2)[0]

    assert client.get(f"{base}/{number}/").status_code == 404


def test_device_that_lost_the_code_is_told_so(one: ActionReturn, address: str) -> None:
    response = Client().post(address, form_of(one), headers=JSON)

    assert response.status_code == 401
    assert response.json()["fault"]
    assert one.events.filter(kind=EventKind.SUBMITTED).count() == 0
