"""A receipt shows what comes of a report along every link: parts, joined ones, problem places."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.reports import receipts
from prevenio.reports.models import Outcome, Report
from prevenio.reports.operations import problem_places, working
from prevenio.reports.tests.factories import make_problem_place, make_report
from prevenio.reports.tests.families import merge, split

pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def parts(authority: Authority, coordinator: User) -> Sequence[Report]:
    """The parts of a report; that of somebody else was joined with it before."""
    whole = make_report(authority, key="own", at=NOW - timedelta(days=1))
    joined = make_report(authority, key="joined", version=whole.version)
    merge(joined, whole, coordinator)
    return split(whole, coordinator)


def close(report: Report, by: User, text: str, *, hours: int = 1, **fields: Any) -> Report:
    report.refresh_from_db()
    given = {"outcome": Outcome.SOLVED, "at": NOW + timedelta(hours=hours), **fields}
    return working.close(report=report, seen=report.revision, text=text, by=by, **given)


def page_of(client: Client, key: str, **fields: Any) -> str:
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        sent = {"code": receipts.words_of(key, "pl"), **fields}
        return client.post("/testowo/reports/receipt/", sent).text


def test_a_part_stands_as_what_it_was_joined_with(
    client: Client,
    authority: Authority,
    coordinator: User,
    parts: Sequence[Report],
    django_assert_max_num_queries: Any,
) -> None:
    target = make_report(authority, version=parts[0].version, words="Piją też tutaj.")
    close(target, coordinator, "Dawno temu.", hours=-2)
    target.refresh_from_db()
    working.reopen(report=target, seen=target.revision, reason="Nadal", by=coordinator, at=NOW)
    working.inform(report=parts[0], text="Już idziemy.", by=coordinator, at=NOW)
    merge(parts[0], target, coordinator)
    target.refresh_from_db()
    working.inform(report=target, text="Pani Nowak, dzwonimy.", by=coordinator, at=NOW)
    place = make_problem_place(authority, [target], by=coordinator, at=NOW)
    problem_places.tell_result(place=place, text="Latarnie stoją.", by=coordinator, at=NOW)
    close(target, coordinator, "Naprawiono wczoraj.")

    # The first page of a day asks for the salt of its visitors.
    page_of(client, "own")
    with django_assert_max_num_queries(15):
        page = page_of(client, "own")
    assert page.count("Naprawiono wczoraj.") == 1
    assert "Latarnie stoją." in page
    assert "Już idziemy." in page
    assert "confirmed and put right" in page
    assert "Is it gone?" in page
    for hidden in ("Pani Nowak", "Piją też tutaj", "Dawno temu", target.reference):
        assert hidden not in page

    page = page_of(client, "joined")
    assert page.count("Naprawiono wczoraj.") == 1
    assert "Już idziemy." not in page

    page_of(client, "own", act="not-solved", part=parts[0].reference, text="Nadal ciemno.")
    target.refresh_from_db()
    assert target.is_open


def test_a_part_that_was_joined_with_another_part_shows_its_result(
    client: Client, coordinator: User, parts: Sequence[Report]
) -> None:
    working.inform(report=parts[1], text="Już idziemy.", by=coordinator, at=NOW)
    merge(parts[0], parts[1], coordinator)
    close(parts[1], coordinator, "Naprawiono wczoraj.")
    page = page_of(client, "own")
    assert page.count("Naprawiono wczoraj.") == 2
    assert page.count("Już idziemy.") == 1


def test_a_part_shows_the_parts_of_what_it_was_joined_with(
    client: Client, authority: Authority, coordinator: User, parts: Sequence[Report]
) -> None:
    target = make_report(authority, version=parts[0].version)
    merge(parts[0], target, coordinator)
    lamp, _noise = split(target, coordinator)
    close(lamp, coordinator, "Lampa świeci.")
    for key in ("own", "joined"):
        assert page_of(client, key).count("Lampa świeci.") == 1


@pytest.mark.parametrize("key", ["own", "joined"])
def test_what_is_done_about_the_places_of_all_parts_is_read(
    client: Client, authority: Authority, coordinator: User, parts: Sequence[Report], key: str
) -> None:
    for number, part in enumerate(parts):
        place = make_problem_place(authority, [part], by=coordinator, at=NOW)
        problem_places.tell_result(
            place=place, text=f"Schody {number} naprawione.", by=coordinator, at=NOW
        )
    page = page_of(client, key)
    assert "Schody 0 naprawione." in page
    assert "Schody 1 naprawione." in page


def test_what_is_no_report_reads_nothing_of_its_place(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, key="own")
    place = make_problem_place(authority, [report], by=coordinator, at=NOW)
    problem_places.tell_result(place=place, text="Latarnie stoją.", by=coordinator, at=NOW)
    assert "Latarnie stoją." in page_of(client, "own")
    close(report, coordinator, "", outcome=Outcome.SPAM)
    assert "Latarnie stoją." not in page_of(client, "own")
