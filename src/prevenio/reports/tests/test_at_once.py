"""Many of the staff at the same moment, each with a connection of their own."""

from collections import Counter
from collections.abc import Sequence

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.journal.operations import hash_of
from prevenio.people.models import Authority, Role
from prevenio.people.tests.at_once import at_once, refused
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import Outcome, Report, ReportState, TextKind
from prevenio.reports.operations import joining, problem_places, working
from prevenio.reports.operations.steps import ChangedMeanwhile
from prevenio.reports.tests.factories import MORNING, make_category, make_report

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
STAFF = 50


def is_whole(authority: Authority) -> bool:
    """Whether every entry of the chain names the one before it and says what it said."""
    entries = list(Entry.objects.filter(authority_id=authority.pk).order_by("number"))
    numbers = [one.number for one in entries]
    before = ["", *(one.hash for one in entries)]
    return numbers == list(range(1, len(entries) + 1)) and all(
        one.previous_hash == known and one.hash == hash_of(one)
        for one, known in zip(entries, before, strict=False)
    )


def test_notes_of_fifty_all_stand() -> None:
    authority = make_authority()
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(STAFF)]
    report = make_report(authority)

    got = at_once(
        lambda which: working.note(
            report=Report.objects.get(pk=report.pk),
            text=f"Note {which}",
            by=people[which],
            at=MORNING,
        ),
        range(STAFF),
    )

    assert all(isinstance(one, Report) for one in got)
    assert report.texts.filter(kind=TextKind.NOTE).count() == STAFF
    assert sorted(report.events.values_list("number", flat=True)) == list(range(1, STAFF + 2))
    assert is_whole(authority)


def test_of_fifty_steps_one_is_taken_and_the_others_are_told() -> None:
    authority = make_authority()
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(STAFF)]
    report = make_report(authority)

    def act(which: int) -> object:
        mine = Report.objects.get(pk=report.pk)
        if which % 2:
            return working.read(report=mine, seen=1, by=people[which], at=MORNING)
        return working.close(
            report=mine,
            seen=1,
            outcome=Outcome.SOLVED,
            text="Dobrze",
            by=people[which],
            at=MORNING,
        )

    got = Counter(type(one) for one in at_once(act, range(STAFF)))

    assert got == {Report: 1, ChangedMeanwhile: STAFF - 1}
    assert report.events.count() == 2
    assert is_whole(authority)


def test_pages_of_fifty_never_break() -> None:
    authority = make_authority(slug="testowo")
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(STAFF)]
    report = make_report(authority)
    clients = [Client() for _ in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)

    def act(which: int) -> object:
        step = ("note", "reading", "asking-back", "closing", "")[which % 5]
        here = f"/testowo/desk/reports/{report.pk}/{step}/".replace("//", "/")
        sent = {"seen": 1, "text": f"Text {which}", "outcome": Outcome.SOLVED}
        answer = clients[which].post(here, sent) if step else clients[which].get(here)
        return answer.status_code

    got = at_once(act, range(STAFF))

    assert set(got) <= {200, 302}
    assert report.texts.filter(kind=TextKind.NOTE).count() == STAFF // 5
    # A note that comes first makes every step wait for a second look.
    assert report.events.count() - STAFF // 5 in (1, 2)
    assert is_whole(authority)


def test_joining_both_ways_at_once_locks_nobody_out() -> None:
    authority = make_authority()
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(2)]
    version = make_category(authority)
    for _round in range(5):
        pair = [make_report(authority, version=version) for _ in range(2)]

        def act(which: int, pair: Sequence[Report] = pair) -> object:
            return joining.merge(
                report=Report.objects.get(pk=pair[which].pk),
                into=Report.objects.get(pk=pair[1 - which].pk),
                seen=1,
                by=people[which],
                at=MORNING,
            )

        got = at_once(act, range(2))

        assert sum(isinstance(one, Report) for one in got) == 1
        assert len(refused(got)) == 1
        states = sorted(Report.objects.get(pk=one.pk).state for one in pair)
        assert states == [ReportState.CLOSED, ReportState.RECEIVED]
    assert is_whole(authority)


def test_joining_into_a_place_while_others_write_locks_nobody_out() -> None:
    authority = make_authority()
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(12)]
    version = make_category(authority)
    reports = [make_report(authority, version=version) for _ in range(6)]

    def act(which: int) -> object:
        if which == 0:
            return problem_places.open_place(
                authority=authority, name="Park", reports=reports, by=people[0], at=MORNING
            )
        return working.note(report=reports[-which % 6], text="Note", by=people[which], at=MORNING)

    got = at_once(act, range(12))

    assert refused(got) == []
    assert Report.objects.filter(place__isnull=False).count() == 6
    assert is_whole(authority)
