"""Channels and groups, lecturers and sessions, steps to a decision, years, priorities."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.indicators.models import Indicator
from prevenio.journal.models import AppendOnly, Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.region.gates import next_kind, standing_steps
from prevenio.region.models import GateKind, GateOutcome, Lecturer, PriorityState, YearState
from prevenio.region.operations import audiences, gates, lecturers, priorities, yearly
from prevenio.region.operations.checking import DayAhead
from prevenio.region.tests.project_factories import HOSTILE, NOW, TODAY, address, make_project

pytestmark = pytest.mark.django_db
YEAR = TODAY.year


@pytest.fixture(autouse=True)
def today(authority: Authority) -> object:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOW, tick=False):
        yield


def test_page_tells_which_group_no_channel_reaches(
    authority: Authority, coordinator: User, client: Client
) -> None:
    project = make_project(authority, audiences=("Dzieci", "Rodzice"))
    client.force_login(coordinator)

    said = {"name": "nauczyciele", "groups": ["Dzieci"]}
    assert client.post(address("channel-new", project.pk), said).status_code == 302
    text = client.get(address("project", project.pk)).text

    assert "No channel reaches this group: Rodzice." in text
    assert "No channel reaches this group: Dzieci." not in text


def test_channels_reach_only_groups_that_the_programme_names(
    authority: Authority, coordinator: User
) -> None:
    project = make_project(authority, audiences=("Dzieci",))
    channel = audiences.add_channel(
        project=project, name="radio", groups=["Dzieci"], by=coordinator, at=NOW
    )

    with pytest.raises(audiences.UnknownGroup):
        audiences.add_channel(project=project, name="x", groups=["Obcy"], by=coordinator, at=NOW)
    with pytest.raises(audiences.ChannelThere):
        audiences.add_channel(project=project, name="radio", groups=[], by=coordinator, at=NOW)
    audiences.change_channel(channel=channel, name="tv", groups=[], by=coordinator, at=NOW)
    assert not channel.reaches.exists()
    audiences.remove_channel(channel=channel, by=coordinator, at=NOW)
    assert not project.channels.exists()


def test_channel_is_removed_with_a_button_beside_its_form(
    authority: Authority, coordinator: User, client: Client
) -> None:
    project = make_project(authority, audiences=("Dzieci",))
    channel = audiences.add_channel(
        project=project, name="radio", groups=["Dzieci"], by=coordinator, at=NOW
    )
    client.force_login(coordinator)
    removal = address("channel-removed", channel.pk)

    assert f'action="{removal}"' in client.get(address("channel", channel.pk)).text
    assert client.post(removal).status_code == 302
    assert not project.channels.exists()


@pytest.fixture
def lecturer(authority: Authority, coordinator: User, body: Body) -> Lecturer:
    training = lecturers.Training("Ola Zmyślona", body, date(2026, 1, 10), "Region")
    return lecturers.add_lecturer(
        project=make_project(authority), training=training, by=coordinator, at=NOW
    )


def test_sessions_are_counted_from_activities(
    lecturer: Lecturer, authority: Authority, coordinator: User, client: Client
) -> None:
    project = lecturer.project
    held = make_activity(
        authority=authority, initiative=project.initiative, first_day=date(2026, 2, 1)
    )
    client.force_login(coordinator)

    for _time in range(2):
        client.post(address("session-added", lecturer.pk), {"activity": held.pk})

    assert lecturer.held.count() == 1
    assert "1 session" in client.get(address("lecturer", lecturer.pk)).text
    session = lecturer.held.get()
    client.post(address("session-removed", lecturer.pk, session.pk))
    assert not lecturer.held.exists()


def test_only_sessions_of_the_project_since_the_training_count(
    lecturer: Lecturer, authority: Authority, coordinator: User
) -> None:
    initiative = lecturer.project.initiative
    other = make_activity(authority=authority, first_day=date(2026, 2, 1))
    early = make_activity(authority=authority, initiative=initiative, first_day=date(2026, 1, 9))
    planned = make_activity(
        authority=authority, initiative=initiative, first_day=date(2026, 2, 1), state="PLANNED"
    )
    for activity, refusal in (
        (other, lecturers.SessionOfAnother),
        (early, lecturers.SessionBeforeTraining),
        (planned, lecturers.SessionNotDone),
    ):
        with pytest.raises(refusal):
            lecturers.link_session(lecturer=lecturer, activity=activity, by=coordinator, at=NOW)


def test_steps_follow_one_another_and_stay(authority: Authority, coordinator: User) -> None:
    project, council = make_project(authority), make_body(authority=authority)
    decision = gates.Step(GateKind.DECISION, TODAY, council, outcome=GateOutcome.APPROVED)

    with pytest.raises(gates.OutOfOrder):
        gates.take_step(project=project, step=decision, by=coordinator, at=NOW)
    mapping = gates.Step(GateKind.MAPPING, TODAY)
    row = gates.take_step(project=project, step=mapping, by=coordinator, at=NOW)
    early = gates.Step(GateKind.WORKING_GROUP, TODAY - timedelta(days=1))
    with pytest.raises(gates.BeforeTheLastStep):
        gates.take_step(project=project, step=early, by=coordinator, at=NOW)
    group = gates.Step(GateKind.WORKING_GROUP)
    gates.take_step(project=project, step=group, by=coordinator, at=NOW)
    with pytest.raises(gates.DecisionIncomplete):
        gates.take_step(project=project, step=gates.Step(GateKind.DECISION), by=coordinator, at=NOW)
    gates.take_step(project=project, step=decision, by=coordinator, at=NOW)
    with pytest.raises(gates.OutOfOrder):
        gates.take_step(project=project, step=mapping, by=coordinator, at=NOW)

    facts = [one.fact for one in Entry.objects.order_by("number")]
    assert facts == [
        "region.project.mapped",
        "region.project.group_set_up",
        "region.project.decided",
    ]
    row.words = "inaczej"
    with pytest.raises(AppendOnly):
        row.save()


def test_a_step_entered_by_mistake_is_taken_back_by_a_row_of_its_own(
    authority: Authority, coordinator: User
) -> None:
    project = make_project(authority)
    gates.take_step(project=project, step=gates.Step(GateKind.MAPPING), by=coordinator, at=NOW)
    with pytest.raises(gates.WhyTakenBackMissing):
        gates.take_back_step(project=project, words=" ", by=coordinator, at=NOW)

    gates.take_back_step(project=project, words="Pomyłka.", by=coordinator, at=NOW)

    assert project.gate_steps.count() == 2
    assert next_kind(standing_steps(project.gate_steps.order_by("number"))) == GateKind.MAPPING
    with pytest.raises(gates.NothingToTakeBack):
        gates.take_back_step(project=project, words="x", by=coordinator, at=NOW)


@pytest.mark.parametrize(
    ("outcome", "following"),
    [("APPROVED", None), ("REFUSED", "MAPPING"), ("RETURNED", "DECISION"), ("", "DECISION")],
)
def test_what_comes_after_a_decision_follows_from_its_outcome(
    outcome: str, following: str | None, authority: Authority, coordinator: User
) -> None:
    project, council = make_project(authority), make_body(authority=authority)
    steps = (
        gates.Step(GateKind.MAPPING),
        gates.Step(GateKind.WORKING_GROUP),
        gates.Step(GateKind.DECISION, TODAY, council, outcome=GateOutcome(outcome)),
    )
    for step in steps:
        gates.take_step(project=project, step=step, by=coordinator, at=NOW)

    assert next_kind(list(project.gate_steps.order_by("number"))) == following


def test_pages_lead_through_the_steps(
    authority: Authority, coordinator: User, client: Client
) -> None:
    project, council = make_project(authority), make_body(authority=authority, short_name="Rada")
    client.force_login(coordinator)
    page = address("step-new", project.pk)

    client.post(page, {"on": "1.2.2026", "words": HOSTILE})
    client.post(page, {"on": ""})
    wrong = client.post(page, {"body": council.pk, "on": "1.1.2026"})
    assert "cannot be earlier" in wrong.text
    client.post(page, {"body": council.pk, "on": "1.3.2026", "outcome": "APPROVED"})

    assert client.get(page).status_code == 404
    text = client.get(address("project", project.pk)).text
    assert "Rada" in text
    assert "<script>alert" not in text
    client.post(address("step-taken-back", project.pk), {"reason": "Pomyłka"})
    assert project.gate_steps.count() == 4


def test_lead_body_writes_hands_in_and_the_bureau_releases(
    authority: Authority, body: Body, reporter: User, coordinator: User, client: Client
) -> None:
    project = make_project(authority, implementers=(body,))
    kind = make_kind(authority, name="Lekcja")
    make_activity(
        kind=kind, initiative=project.initiative, numbers={"people.pupils": 24}, first_day=TODAY
    )
    page = address("project-year", project.pk, YEAR)
    client.force_login(reporter)

    client.post(page, {"done": "Lekcje w szkołach."})
    client.post(address("project-year-submitted", project.pk, YEAR))
    row = project.years.get()
    assert (row.state, row.is_by_bureau) == (YearState.SUBMITTED, False)
    assert {"24", "24.00"} & {one["number"] for one in row.numbers}
    client.force_login(coordinator)
    client.post(address("project-year-released", project.pk, YEAR))

    row.refresh_from_db()
    assert row.state == YearState.RELEASED
    facts = [one.fact for one in Entry.objects.filter(fact__startswith="region.project_year")]
    assert facts == [f"region.project_year.{one}" for one in ("written", "submitted", "released")]


def test_bureau_cannot_write_for_a_body_that_has_people(
    authority: Authority, body: Body, reporter: User, coordinator: User
) -> None:
    project = make_project(authority, implementers=(body,))
    said = yearly.Said("Coś.")

    with pytest.raises(NotAllowed):
        yearly.write_year(project=project, year=YEAR, said=said, by=coordinator, at=NOW)
    alone = make_project(authority, name="Sam", implementers=(make_body(authority=authority),))
    row = yearly.write_year(project=alone, year=YEAR, said=said, by=coordinator, at=NOW)
    assert yearly.submit_year(row=row, by=coordinator, at=NOW).is_by_bureau


def test_years_are_refused_out_of_order(
    authority: Authority, body: Body, reporter: User, coordinator: User
) -> None:
    project = make_project(authority, implementers=(body,))
    with pytest.raises(yearly.YearAhead):
        yearly.write_year(
            project=project, year=YEAR + 1, said=yearly.Said("x"), by=reporter, at=NOW
        )
    row = yearly.write_year(project=project, year=YEAR, said=yearly.Said(""), by=reporter, at=NOW)
    with pytest.raises(yearly.NothingSaid):
        yearly.submit_year(row=row, by=reporter, at=NOW)
    with pytest.raises(WrongState):
        yearly.release_year(row=row, by=coordinator, at=NOW)
    yearly.write_year(project=project, year=YEAR, said=yearly.Said("x"), by=reporter, at=NOW)
    row = yearly.submit_year(row=row, by=reporter, at=NOW)
    with pytest.raises(WrongState):
        yearly.write_year(project=project, year=YEAR, said=yearly.Said("y"), by=reporter, at=NOW)
    row = yearly.send_back_year(row=row, reason="Za krótko.", by=coordinator, at=NOW)
    assert (row.state, row.is_open) == (YearState.SENT_BACK, True)


def test_priority_is_proposed_with_indicators_and_decided_once(
    authority: Authority, coordinator: User, client: Client
) -> None:
    indicator = Indicator.objects.create(
        authority=authority, code="P1", name="Otyłość dzieci", created_at=NOW, changed_at=NOW
    )
    council = make_body(authority=authority, short_name="Rada")
    client.force_login(coordinator)
    client.post(
        address("priority-new"), {"year": "2026", "name": "Ruch", "indicators": [indicator.pk]}
    )
    priority = authority.priorities.get()
    assert "Otyłość dzieci" in client.get(address("priorities") + "?year=2026").text
    page = address("priority-decided", priority.pk)

    wrong = client.post(
        page, {"outcome": "REFUSED", "decided_by": council.pk, "decided_on": "1.3.2026"}
    )
    assert "Write why the priority was refused." in wrong.text
    client.post(page, {"outcome": "APPROVED", "decided_by": council.pk, "decided_on": "1.3.2026"})

    priority.refresh_from_db()
    assert priority.state == PriorityState.APPROVED
    assert client.get(page).status_code == 404
    decision = priorities.Decision(True, council, TODAY)
    with pytest.raises(WrongState):
        priorities.decide_priority(priority=priority, decision=decision, by=coordinator, at=NOW)


def test_decision_is_neither_ahead_nor_before_the_proposal(
    authority: Authority, coordinator: User
) -> None:
    council = make_body(authority=authority)
    proposed = priorities.Proposed(2026, "Ruch", proposed_on=TODAY)
    priority = priorities.propose_priority(
        authority=authority, proposed=proposed, by=coordinator, at=NOW
    )
    for day, refusal in (
        (TODAY + timedelta(days=1), DayAhead),
        (TODAY - timedelta(days=1), priorities.DecidedBeforeProposed),
    ):
        with pytest.raises(refusal):
            priorities.decide_priority(
                priority=priority,
                decision=priorities.Decision(True, council, day),
                by=coordinator,
                at=NOW,
            )


def test_bodies_find_no_registers_of_the_bureau(
    authority: Authority, reporter: User, client: Client
) -> None:
    client.force_login(reporter)
    for page in ("priorities", "lecturers", "networks", "priority-new", "network-new"):
        assert client.get(address(page)).status_code == 404
    client.force_login(make_member(authority=authority, role=Role.READER))
    assert client.get(address("priorities")).status_code == 200
    assert client.get(address("priority-new")).status_code == 403
