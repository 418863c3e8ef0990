"""A report never ends for whoever sent it: joined, split, asked back or taken back by somebody."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from prevenio.kernel.errors import WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import EventKind, Outcome, Report, ReportState
from prevenio.reports.operations import clock, joining, resident, working
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import MORNING, make_category, make_report

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def authority(db: None) -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def staff(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def merged(report: Report, into: Report, by: User) -> Report:
    return joining.merge(report=report, into=into, seen=report.revision, by=by, at=LATER)


def closed(report: Report, by: User, **changed: Any) -> Report:
    report.refresh_from_db()
    given = {"outcome": Outcome.SOLVED, "text": "Lampa świeci.", "at": LATER, **changed}
    return working.close(report=report, seen=report.revision, by=by, **given)


def letters() -> dict[str, str]:
    return dict(Notice.objects.values_list("to", "subject"))


def test_who_was_joined_hears_the_result_under_the_own_reference(
    authority: Authority, staff: User
) -> None:
    first = make_report(authority, contact=Contact(email="ala@example.org"))
    second = make_report(authority, contact=Contact(email="ola@example.org"), version=first.version)
    merged(second, first, staff)
    first.refresh_from_db()

    working.inform(report=first, text="Pani Alu, dzwonimy.", by=staff, at=LATER)
    assert set(letters()) == {"ala@example.org"}
    closed(first, staff)

    assert second.reference in letters()["ola@example.org"]
    assert first.reference in letters()["ala@example.org"]
    assert Notice.objects.filter(forgets_reader=False).count() == 0


def test_a_report_taken_back_lets_the_others_go_on(authority: Authority, staff: User) -> None:
    first, second, third = (
        make_report(authority, version=version) for version in [make_category(authority)] * 3
    )
    for one in (second, third):
        merged(one, first, staff)

    resident.withdraw(report=first, at=LATER)

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, second.merged_into, second.outcome) == (ReportState.VERIFYING, None, "")
    assert (third.state, third.merged_into) == (ReportState.CLOSED, second)


def test_parts_go_with_the_whole_when_it_is_taken_back(authority: Authority, staff: User) -> None:
    report = make_report(
        authority, contact=Contact(email="ala@example.org"), words="Jan Nowak śmieci i hałasuje."
    )
    version = report.version
    parts = joining.split(
        report=report,
        parts=[(version, "Śmieci"), (version, "Hałas")],
        seen=report.revision,
        by=staff,
        at=LATER,
    )

    resident.withdraw(report=report, at=LATER)

    for part in parts:
        part.refresh_from_db()
        assert (part.state, part.email) == (ReportState.WITHDRAWN, "")
        assert not part.texts.filter(erased_at=None).exists()


def test_a_reply_reaches_the_part_that_asked(authority: Authority, staff: User) -> None:
    report = make_report(authority)
    given = [(report.version, "Śmieci"), (report.version, "Hałas")]
    _first, second = joining.split(
        report=report, parts=given, seen=report.revision, by=staff, at=LATER
    )
    working.ask_back(report=second, seen=second.revision, text="O której?", by=staff, at=LATER)
    report.refresh_from_db()

    resident.add_message(report=report, text="O dwudziestej.", at=LATER)

    second.refresh_from_db()
    assert second.state == ReportState.VERIFYING
    assert second.texts.filter(text="O dwudziestej.").exists()


def test_opened_again_it_stands_alone(authority: Authority, staff: User) -> None:
    first = make_report(authority)
    second = merged(make_report(authority, version=first.version), first, staff)

    second = working.reopen(
        report=second, seen=second.revision, reason="To co innego.", by=staff, at=LATER
    )

    assert second.merged_into is None
    with pytest.raises(WrongState):
        resident.say_solved(report=second, at=LATER)


def test_the_question_is_asked_after_every_result(authority: Authority, staff: User) -> None:
    report = closed(make_report(authority), staff)
    report = resident.say_not_solved(report=report, text="Nie świeci.", at=LATER)
    assert report.is_happy is False

    report = closed(report, staff)
    assert report.is_happy is None
    assert resident.say_solved(report=report, at=LATER).is_happy is True


def test_no_question_stops_the_days_for_good(authority: Authority, staff: User) -> None:
    report = make_report(authority)
    working.ask_back(report=report, seen=report.revision, text="Gdzie?", by=staff, at=MORNING)

    assert clock.end_waits(authority=authority, at=MORNING + timedelta(days=14)) == 0
    assert clock.end_waits(authority=authority, at=MORNING + timedelta(days=15)) == 1
    assert clock.end_waits(authority=authority, at=MORNING + timedelta(days=16)) == 0

    report.refresh_from_db()
    assert (report.state, report.paused_on) == (ReportState.VERIFYING, None)
    # It was to be verified by the 9th; the clock stood for eleven working days.
    assert report.due_on == report.verify_due_on == date(2026, 3, 24)
    kinds = report.events.order_by("number").values_list("kind", flat=True)
    assert list(kinds)[-1] == EventKind.RESUMED
    assert list(letters()) == [staff.email]


def test_staff_go_on_when_the_answer_came_another_way(
    authority: Authority, staff: User, client: Client
) -> None:
    report = make_report(authority)
    report = working.ask_back(
        report=report, seen=report.revision, text="Gdzie?", by=staff, at=MORNING
    )
    client.force_login(staff)
    page = f"/testowo/desk/reports/{report.pk}/"

    assert f"{page}going-on/" in client.get(page).text
    sent = {"seen": report.revision, "note": "Dzwonił: przy szkole."}
    assert client.post(f"{page}going-on/", sent).status_code == 302

    report.refresh_from_db()
    assert report.state == ReportState.VERIFYING
    again = client.post(f"{page}going-on/", {**sent, "seen": report.revision})
    assert "error-summary" in again.text
