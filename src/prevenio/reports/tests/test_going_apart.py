"""What becomes of parts and of those who joined when somebody opens, erases or takes back."""

from collections.abc import Sequence

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from prevenio.journal.models import Entry
from prevenio.kernel.errors import WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.reports.models import EventKind, Outcome, Report, ReportState, ReportText
from prevenio.reports.operations import erasing, problem_places, resident, working
from prevenio.reports.operations.taking import Contact
from prevenio.reports.queries.families import parts_of
from prevenio.reports.tests.factories import MORNING, make_problem_place, make_report
from prevenio.reports.tests.families import LATER, close, merge, split

PAGE = "/testowo/desk/reports/"
JAN = Contact("Jan", "jan@example.org")


def reopen(report: Report, by: User) -> Report:
    report.refresh_from_db()
    return working.reopen(report=report, seen=report.revision, reason="Nadal", by=by, at=LATER)


def withdraw(report: Report) -> None:
    report.refresh_from_db()
    resident.withdraw(report=report, at=LATER)


@pytest.fixture
def first(authority: Authority) -> Report:
    return make_report(authority)


@pytest.fixture
def joined(authority: Authority, coordinator: User, first: Report) -> Sequence[Report]:
    """Two reports of others that were joined with the first."""
    found = [make_report(authority, version=first.version) for _ in range(2)]
    return [merge(one, first, coordinator) for one in found]


def test_what_was_split_is_not_opened_again(
    authority: Authority, coordinator: User, client: Client
) -> None:
    report = make_report(authority)
    part, _other = split(report, coordinator)
    close(part, coordinator)
    with pytest.raises(WrongState):
        reopen(report, coordinator)

    client.force_login(coordinator)
    assert "reopening" not in client.get(f"{PAGE}{report.pk}/").text
    assert "reopening" in client.get(f"{PAGE}{part.pk}/").text
    assert reopen(part, coordinator).is_open


def test_parts_of_what_was_opened_again_before_go_with_it(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, contact=JAN)
    split(report, coordinator)
    # As in rows from before a split report could no longer be opened again.
    Report.objects.filter(pk=report.pk).update(state=ReportState.VERIFYING, outcome=Outcome.OPEN)
    report.refresh_from_db()
    assert len(parts_of(report)) == 2
    withdraw(report)
    assert not Report.objects.exclude(email="").exists()
    assert not ReportText.objects.filter(text__contains="Nowak").exists()


def test_the_bureau_erases_ended_parts_too_and_reads_which_stay(
    authority: Authority, coordinator: User, client: Client
) -> None:
    report = make_report(authority, contact=JAN)
    ended, going = split(report, coordinator)
    close(ended, coordinator)
    report.refresh_from_db()
    client.force_login(coordinator)
    left = client.get(f"{PAGE}{report.pk}/erasure/").context["left"]
    assert ([one.pk for one in left.ended], [one.pk for one in left.going]) == (
        [ended.pk],
        [going.pk],
    )
    # Of the whole the list of its parts, of the part its words and the result.
    assert left.texts == 3

    gone = erasing.erase_report(report=report, seen=report.revision, by=coordinator, at=LATER)

    assert list(gone.open_parts) == [going.reference]
    entries = Entry.objects.filter(fact="reports.report.erased").order_by("pk")
    assert [one.details.get("parts_left") for one in entries] == [None, [going.reference]]
    assert list(Report.objects.exclude(email="")) == [going]
    assert not ReportText.objects.filter(text__contains="Nowak").exists()


def test_what_was_solved_stays_solved_for_the_others(
    coordinator: User, first: Report, joined: Sequence[Report]
) -> None:
    close(first, coordinator)
    second, third = joined
    second.refresh_from_db()
    resident.say_solved(report=second, at=LATER)
    letters = Notice.objects.count()
    withdraw(first)

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, second.outcome) == (ReportState.CLOSED, Outcome.SOLVED)
    assert second.is_happy, "nobody is asked twice of one result"
    said = second.texts.get()
    assert (said.text, said.by) == ("Zrobione.", coordinator)
    assert third.merged_into == second
    assert resident.is_asked(third)
    assert Notice.objects.count() == letters, "they have heard of it already"


def test_others_have_what_came_of_the_parts(
    authority: Authority, coordinator: User, first: Report, joined: Sequence[Report]
) -> None:
    for part, outcome in zip(
        split(first, coordinator), (Outcome.NO_MEANS, Outcome.SOLVED), strict=True
    ):
        close(part, coordinator, outcome)
    withdraw(first)
    joined[0].refresh_from_db()
    assert joined[0].outcome == Outcome.SOLVED
    assert joined[0].texts.get().text == "Zrobione.\n\nZrobione."


def test_what_is_open_in_one_part_is_open_for_the_others(
    coordinator: User, first: Report, joined: Sequence[Report]
) -> None:
    close(split(first, coordinator)[0], coordinator)
    withdraw(first)
    joined[0].refresh_from_db()
    assert joined[0].is_open


def test_others_stay_in_the_place_of_what_was_taken_back(
    authority: Authority,
    coordinator: User,
    first: Report,
    joined: Sequence[Report],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first.refresh_from_db()
    place = make_problem_place(authority, [first], by=coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(first)
    joined[0].refresh_from_db()
    place.refresh_from_db()
    assert joined[0].place == place
    assert joined[0].events.filter(kind=EventKind.JOINED).exists()
    assert (place.latitude, place.longitude) == (joined[0].latitude, joined[0].longitude)


def test_nobody_is_put_back_into_a_place_they_were_taken_out_of(
    authority: Authority, coordinator: User, first: Report, joined: Sequence[Report]
) -> None:
    first.refresh_from_db()
    place = make_problem_place(authority, [first], by=coordinator)
    own = joined[0]
    own.refresh_from_db()
    problem_places.join_reports(place=place, reports=[own], by=coordinator, at=MORNING)
    own.refresh_from_db()
    problem_places.take_out(place=place, report=own, by=coordinator, at=MORNING)
    withdraw(first)
    own.refresh_from_db()
    assert own.place is None


@pytest.mark.parametrize("who", ["reporter", "joined", "staff"])
def test_whoever_was_happy_is_asked_of_the_next_result(
    coordinator: User, first: Report, joined: Sequence[Report], who: str
) -> None:
    close(first, coordinator)
    for one in (first, *joined):
        one.refresh_from_db()
    happy, other = joined
    resident.say_solved(report=happy, at=LATER)
    if who == "staff":
        reopen(first, coordinator)
    else:
        unhappy = first if who == "reporter" else other
        resident.say_not_solved(report=unhappy, text="Nadal", at=LATER)
    close(first, coordinator, Outcome.NO_MEANS)
    happy.refresh_from_db()
    assert resident.is_asked(happy)
    assert resident.say_solved(report=happy, at=LATER).is_happy


def test_a_page_links_to_nothing_that_its_reader_may_not_open(
    authority: Authority, coordinator: User, client: Client
) -> None:
    ours, theirs = make_body(authority=authority), make_body(authority=authority)
    report = make_report(authority)
    part, _other = split(report, coordinator)
    part = working.hand_over(
        report=part, seen=part.revision, body=ours, reason="Wasze", by=coordinator, at=MORNING
    )
    into = make_report(authority, version=report.version)
    into = working.hand_over(
        report=into, seen=into.revision, body=theirs, reason="Ich", by=coordinator, at=MORNING
    )
    merge(part, into, coordinator)
    links = [f'href="{PAGE}{one.pk}/"' for one in (into, report)]

    client.force_login(coordinator)
    page = client.get(f"{PAGE}{part.pk}/").text
    assert all(one in page for one in links)

    client.force_login(make_member(authority=authority, role=Role.REPORTER, body=ours))
    page = client.get(f"{PAGE}{part.pk}/").text
    assert not any(one in page for one in links)
    assert into.reference in page
    assert report.reference in page
