from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from prevenio.activities import operations
from prevenio.activities.models import Activity, Finding, FindingState, FindingStep
from prevenio.activities.operations import Found, Outcome
from prevenio.activities.operations.findings import project
from prevenio.activities.tests.factories import NOON, TODAY, make_activity, make_finding, make_kind
from prevenio.activities.written import DayNotYet, NamesAPhone, OfAnotherAuthority
from prevenio.journal.models import AppendOnly, Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=20)


@pytest.fixture
def inspection(authority: Authority, body: Body) -> Activity:
    kind = make_kind(authority, key="inspection", has_findings=True, remedy_days=14)
    return make_activity(kind=kind, body=body, place="Szkoła nr 7", first_day=TODAY)


def test_finding_is_due_after_the_kinds_working_days(inspection: Activity, reporter: User) -> None:
    finding = add(inspection, reporter, "Brak gaśnicy")

    # 2 March 2026 is a Monday; fourteen working days later it is Friday, 20 March.
    assert (finding.due_on, finding.state) == (date(2026, 3, 20), FindingState.OPEN)
    assert finding.steps.get().kind == "FOUND"
    assert Entry.objects.get().fact == "activities.finding.found"


def test_steps_are_only_added(inspection: Activity, reporter: User) -> None:
    step = add(inspection, reporter, "Brak gaśnicy").steps.get()

    with pytest.raises(AppendOnly):
        step.save()
    with pytest.raises(AppendOnly):
        FindingStep.objects.filter(pk=step.pk).update(note="Inaczej")
    with pytest.raises(AppendOnly):
        step.delete()


def test_findings_are_refused_where_they_have_no_sense(
    authority: Authority, inspection: Activity, reporter: User, body: Body
) -> None:
    with pytest.raises(operations.KindHasNoFindings):
        add(make_activity(authority=authority, body=body), reporter, "Brak gaśnicy")
    planned = make_activity(kind=inspection.kind, body=body, state="PLANNED")
    with pytest.raises(WrongState):
        add(planned, reporter, "Brak gaśnicy")
    with pytest.raises(operations.NothingFound):
        add(inspection, reporter, "  ")
    with pytest.raises(operations.DueTooEarly):
        add(inspection, reporter, "Brak gaśnicy", due_on=TODAY)
    with pytest.raises(operations.DueTooLate):
        add(inspection, reporter, "Brak gaśnicy", due_on=date(2999, 1, 1))
    with pytest.raises(NamesAPhone):
        add(inspection, reporter, "Brak gaśnicy", answers_text="600 100 200")
    with pytest.raises(OfAnotherAuthority):
        add(inspection, reporter, "Brak gaśnicy", answers_body=make_body())

    assert not Finding.objects.exists()


def test_only_the_own_body_finds(
    inspection: Activity, coordinator: User, reader: User, stranger: User
) -> None:
    for person in (coordinator, reader, stranger):
        with pytest.raises(NotAllowed):
            add(inspection, person, "Brak gaśnicy")


def test_more_time_is_given_with_a_reason(inspection: Activity, reporter: User) -> None:
    finding = make_finding(inspection, due_on=TODAY + timedelta(days=7), reminded_at=NOON)

    with pytest.raises(operations.ReasonMissing):
        extend(finding, reporter, reason="")
    with pytest.raises(operations.DueTooEarly):
        extend(finding, reporter, due_on=finding.due_on)
    extend(finding, reporter)

    finding.refresh_from_db()
    assert (finding.due_on, finding.reminded_at) == (LATER, None)
    assert [one.kind for one in finding.steps.order_by("number")] == ["FOUND", "EXTENDED"]


def test_whoever_has_to_put_it_right_reports_it(
    authority: Authority, inspection: Activity, reader: User
) -> None:
    school = make_body(authority=authority)
    finding = make_finding(inspection, answers_body=school)
    teacher = make_member(body=school, role=Role.REPORTER)

    with pytest.raises(NotAllowed):
        report(finding, reader)
    with pytest.raises(DayNotYet):
        report(finding, teacher, on=TODAY + timedelta(days=1))
    with pytest.raises(operations.BeforeItWasFound):
        report(finding, teacher, on=TODAY - timedelta(days=1))
    report(finding, teacher)

    finding.refresh_from_db()
    assert finding.state == FindingState.REPORTED
    with pytest.raises(NotAllowed):
        extend(finding, teacher)
    with pytest.raises(WrongState):
        report(finding, teacher)


def test_reinspection_settles_some_and_gives_others_a_new_day(
    inspection: Activity, reporter: User
) -> None:
    mended, still = make_finding(inspection, "Gaśnica"), make_finding(inspection, "Wyjście")
    key = uuid4()

    again = look_again(inspection, reporter, [(mended, True), (still, False)], form_key=key)
    same = look_again(inspection, reporter, [(mended, True), (still, False)], form_key=key)

    mended.refresh_from_db()
    still.refresh_from_db()
    assert (again.place, again.kind) == (inspection.place, inspection.kind)
    assert again == same
    assert (mended.state, mended.settled_on) == (FindingState.REMEDIED, TODAY + timedelta(days=1))
    assert (still.state, still.due_on) == (FindingState.OPEN, date(2026, 3, 23))
    assert FindingStep.objects.filter(reinspection=again).count() == 2
    with pytest.raises(WrongState):
        look_again(inspection, reporter, [(mended, False)])


def test_reinspection_that_is_refused_leaves_nothing(
    authority: Authority, inspection: Activity, reporter: User, coordinator: User
) -> None:
    finding = make_finding(inspection)
    foreign = make_finding(make_activity(authority=authority))

    with pytest.raises(operations.NothingChecked):
        look_again(inspection, reporter, [])
    with pytest.raises(NotAllowed):
        look_again(inspection, coordinator, [(finding, True)])
    with pytest.raises(NotAllowed):
        look_again(inspection, reporter, [(finding, True), (foreign, True)])

    finding.refresh_from_db()
    assert finding.state == FindingState.OPEN
    assert Activity.objects.filter(kind=inspection.kind).count() == 1


def test_dropped_finding_stays_dropped(inspection: Activity, reporter: User) -> None:
    finding = make_finding(inspection)

    operations.drop_finding(
        finding=finding, reason="Obiekt rozebrany", by=reporter, at=NOON, today=TODAY
    )

    finding.refresh_from_db()
    assert (finding.state, finding.settled_on) == (FindingState.DROPPED, TODAY)
    with pytest.raises(WrongState):
        extend(finding, reporter)


def test_state_can_be_made_again_from_the_steps(inspection: Activity, reporter: User) -> None:
    finding = add(inspection, reporter, "Brak gaśnicy")
    extend(finding, reporter, due_on=TODAY + timedelta(days=30))
    look_again(inspection, reporter, [(finding, True)])
    finding.refresh_from_db()
    kept = (finding.state, finding.due_on, finding.settled_on)

    finding.state, finding.settled_on = FindingState.OPEN, None
    project(finding)

    assert (finding.state, finding.due_on, finding.settled_on) == kept


def add(activity: Activity, by: User, what: str, **fields: Any) -> Finding:
    return operations.add_finding(
        activity=activity, found=Found(what=what, **fields), by=by, at=NOON
    )


def extend(
    finding: Finding, by: User, due_on: date = LATER, reason: str = "Czeka na części"
) -> Finding:
    return operations.extend_finding(
        finding=finding, due_on=due_on, reason=reason, by=by, at=NOON, today=TODAY
    )


def report(finding: Finding, by: User, on: date = TODAY) -> Finding:
    return operations.report_remedied(
        finding=finding, on=on, reason="", by=by, at=NOON, today=TODAY
    )


def look_again(
    activity: Activity, by: User, outcomes: list[tuple[Finding, bool]], **options: Any
) -> Activity:
    day = TODAY + timedelta(days=1)
    return operations.reinspect(
        activity=activity,
        on=day,
        outcomes=[Outcome(finding=one, is_remedied=mended) for one, mended in outcomes],
        by=by,
        at=NOON,
        today=day,
        **options,
    )
