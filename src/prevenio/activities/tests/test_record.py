from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from prevenio.activities import operations, written
from prevenio.activities.models import Activity, ActivityState, DataClass, MeasureValue
from prevenio.activities.operations import recording
from prevenio.activities.tests.factories import NOON, TODAY, make_activity, make_kind, make_measure
from prevenio.activities.tests.writing import record, write
from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.programme.tests.factories import make_action, make_area, make_programme, make_version

pytestmark = pytest.mark.django_db

SENIORS = "people.seniors"


def test_reporter_records_what_the_body_did(
    authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority, key="meeting", measures=(SENIORS, "people.children"))
    action = make_action(make_area(make_version(make_programme(authority))))

    activity = record(
        reporter,
        write(kind, body, numbers={SENIORS: 24}, place="Klub Seniora, Żytnia 12", action=action),
    )

    assert (activity.state, activity.lineage) == (ActivityState.DONE, action.lineage)
    assert not activity.is_by_bureau
    assert activity.search_text == "klub seniora, zytnia 12"
    (value,) = activity.values.all()
    assert (value.measure.key, value.number) == (SENIORS, Decimal(24))
    entry = Entry.objects.get()
    assert entry.fact == "activities.activity.recorded"
    assert entry.payload is not None
    assert entry.payload["details"]["numbers"] == {SENIORS: "24"}


def test_form_sent_twice_makes_one_activity(
    authority: Authority, reporter: User, body: Body
) -> None:
    kind, key = make_kind(authority, measures=(SENIORS,)), uuid4()

    first = record(reporter, write(kind, body, numbers={SENIORS: 24}), form_key=key)
    again = record(reporter, write(kind, body, numbers={SENIORS: 24}), form_key=key)

    assert first == again
    assert (Activity.objects.count(), MeasureValue.objects.count()) == (1, 1)
    assert Entry.objects.count() == 1


def test_two_requests_with_one_form_at_the_same_moment_make_one_activity(
    authority: Authority, reporter: User, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, key = make_kind(authority), uuid4()
    first = record(reporter, write(kind, body), form_key=key)
    answers = iter([None, first])
    monkeypatch.setattr(recording, "_known", lambda *_args: next(answers))

    assert record(reporter, write(kind, body), form_key=key) == first
    assert Activity.objects.count() == 1


def test_bureau_records_for_a_body_and_is_marked(
    authority: Authority, coordinator: User, body: Body
) -> None:
    activity = record(coordinator, write(make_kind(authority), body))

    assert activity.is_by_bureau


def test_others_may_not_record(
    authority: Authority, reader: User, stranger: User, body: Body
) -> None:
    other = make_member(body=make_body(authority=authority), role=Role.REPORTER)

    for person in (reader, stranger, other):
        with pytest.raises(NotAllowed):
            record(person, write(make_kind(authority), body))

    assert not Activity.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"first_day": TODAY, "last_day": TODAY - timedelta(days=1)}, written.DaysOutOfOrder),
        ({"first_day": TODAY + timedelta(days=1)}, written.DayNotYet),
        ({"first_day": date(1, 1, 1)}, written.DayOutOfReach),
        ({"first_day": date(9999, 1, 1), "is_planned": True}, written.DayOutOfReach),
        ({"numbers": {SENIORS: -1}}, written.NumberWrong),
        ({"numbers": {SENIORS: "NaN"}}, written.NumberWrong),
        ({"numbers": {SENIORS: "Infinity"}}, written.NumberWrong),
        ({"numbers": {SENIORS: "1e15"}}, written.NumberWrong),
        ({"numbers": {SENIORS: "1.5"}}, written.NumberNotWhole),
        ({"numbers": {"cost": "1.555"}}, written.NumberWrong),
        ({"numbers": {"nothing": 1}}, written.UnknownNumber),
        ({"note": "Dzwonić: 600 100 200"}, written.NamesAPhone),
        ({"title": "jan@example.org"}, written.NamesAnAddress),
        ({"place": "PESEL 44051401359"}, written.NamesABirthNumber),
        ({"answers": {"topic": "jan@example.org"}}, written.NamesAnAddress),
        ({"answers": {"nothing": "yes"}}, written.AnswerUnknown),
        ({"answers": {"alarm": "maybe"}}, written.AnswerUnknown),
        ({"note": "x" * 5001}, written.TooLong),
        ({"title": "x" * 201}, written.TooLong),
        ({"latitude": Decimal(50)}, written.PointWrong),
        ({"latitude": Decimal(91), "longitude": Decimal(20)}, written.PointWrong),
        ({"latitude": Decimal("NaN"), "longitude": Decimal(20)}, written.PointWrong),
    ],
)
def test_what_is_unsound_is_refused(
    authority: Authority, reporter: User, body: Body, fields: dict[str, Any], refusal: type[Refused]
) -> None:
    alarm = {"key": "alarm", "labels": {"en": "Alarm tried"}, "type": "yes_no"}
    kind = make_kind(authority, measures=(SENIORS,), questions=[alarm])
    make_measure(kind, "cost", is_whole=False)

    with pytest.raises(refusal):
        record(reporter, write(kind, body, **fields))

    assert not Activity.objects.exists()


def test_kind_that_has_ended_is_refused(authority: Authority, reporter: User, body: Body) -> None:
    kind = make_kind(authority, last_day=TODAY - timedelta(days=1), first_day=date(2020, 1, 1))

    with pytest.raises(written.KindEnded):
        record(reporter, write(kind, body))
    record(reporter, write(kind, body, first_day=TODAY - timedelta(days=1)))


def test_things_of_another_authority_are_refused(
    authority: Authority, reporter: User, body: Body
) -> None:
    kind, foreign = make_kind(authority), make_authority()
    action = make_action(make_area(make_version(make_programme(foreign))))

    for fields in ({"action": action}, {"partners": [make_body(authority=foreign)]}):
        with pytest.raises(written.OfAnotherAuthority):
            record(reporter, write(kind, body, **fields))
    with pytest.raises(written.OfAnotherAuthority):
        record(reporter, write(make_kind(foreign), body))


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "Żytnia 12"},
        {"note": "Rozmowa"},
        {"title": "Terapia"},
        {"precinct": "Centrum"},
        {"audience": "Rodzina"},
        {"latitude": Decimal(50), "longitude": Decimal(20)},
        {"begins_at": time(9)},
        {"answers": {"topic": "a"}},
        {"is_on_calendar": True},
        {"capacity": 3},
    ],
)
def test_sensitive_kind_takes_days_and_numbers_only(
    authority: Authority, reporter: User, body: Body, fields: dict[str, Any]
) -> None:
    questions = [
        {"key": "form", "labels": {"en": "Form"}, "type": "choice", "choices": [{"key": "group"}]},
        {"key": "topic", "labels": {"en": "Topic"}, "type": "text"},
    ]
    kind = make_kind(
        authority, data_class=DataClass.AGGREGATE, measures=(SENIORS,), questions=questions
    )

    with pytest.raises(written.OnlyNumbers):
        record(reporter, write(kind, body, numbers={SENIORS: 3}, **fields))
    with pytest.raises(written.NothingCounted):
        record(reporter, write(kind, body))

    span: dict[str, Any] = {"first_day": TODAY - timedelta(days=30), "last_day": TODAY}
    answers = {"form": "group"}
    assert record(reporter, write(kind, body, numbers={SENIORS: 3}, answers=answers, **span)).pk


def test_body_changes_what_it_recorded(authority: Authority, reporter: User, body: Body) -> None:
    kind = make_kind(authority, measures=(SENIORS, "people.children"))
    activity = record(reporter, write(kind, body, numbers={SENIORS: 24}))

    change(activity, reporter, write(kind, body, numbers={"people.children": 3}, note="Deszcz"))

    activity.refresh_from_db()
    assert (activity.note, activity.revision) == ("Deszcz", 2)
    assert dict(activity.values.values_list("measure__key", "number")) == {"people.children": 3}
    entry = Entry.objects.get(fact="activities.activity.changed")
    assert entry.payload is not None
    assert entry.payload["details"]["changed"] == ["note", "numbers"]


def test_two_people_changing_one_activity_are_told(
    authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority)
    activity = record(reporter, write(kind, body))
    change(activity, reporter, write(kind, body, note="Pierwsza"))

    with pytest.raises(operations.ChangedMeanwhile):
        change(activity, reporter, write(kind, body, note="Druga"))

    activity.refresh_from_db()
    assert activity.note == "Pierwsza"


def test_bureau_does_not_change_what_a_body_recorded(
    authority: Authority, reporter: User, coordinator: User, stranger: User, body: Body
) -> None:
    kind = make_kind(authority)
    own, on_behalf = record(reporter, write(kind, body)), record(coordinator, write(kind, body))

    for person in (coordinator, stranger):
        with pytest.raises(NotAllowed):
            change(own, person, write(kind, body, note="Inaczej"))
    change(on_behalf, coordinator, write(kind, body, note="Poprawka"))
    change(on_behalf, reporter, write(kind, body, note="Nasza"), revision=2)


def test_body_and_kind_stay(authority: Authority, reporter: User, body: Body) -> None:
    kind = make_kind(authority)
    activity = record(reporter, write(kind, body))

    with pytest.raises(operations.BodyFixed):
        change(activity, reporter, write(kind, make_body(authority=authority)))
    with pytest.raises(operations.KindFixed):
        change(activity, reporter, write(make_kind(authority), body))


def test_planned_activity_takes_place(authority: Authority, reporter: User, body: Body) -> None:
    kind = make_kind(authority, measures=(SENIORS,))
    ahead = TODAY + timedelta(days=7)
    activity = record(reporter, write(kind, body, first_day=ahead, is_planned=True))
    assert activity.state == ActivityState.PLANNED

    with pytest.raises(written.DayNotYet):
        hold(activity, reporter, write(kind, body, first_day=ahead, numbers={SENIORS: 8}))
    hold(activity, reporter, write(kind, body, first_day=ahead, numbers={SENIORS: 8}), today=ahead)

    activity.refresh_from_db()
    assert activity.state == ActivityState.DONE
    assert activity.values.get().number == 8
    facts = list(Entry.objects.order_by("number").values_list("fact", flat=True))
    assert facts == ["activities.activity.planned", "activities.activity.held"]
    with pytest.raises(WrongState):
        operations.call_off_activity(activity=activity, reason="Deszcz", by=reporter, at=NOON)


def test_calling_off_and_withdrawing_need_a_reason(
    authority: Authority, reporter: User, body: Body
) -> None:
    planned = make_activity(authority=authority, body=body, state=ActivityState.PLANNED)
    done = make_activity(authority=authority, body=body)

    for operation, activity in (
        (operations.call_off_activity, planned),
        (operations.withdraw_activity, done),
    ):
        with pytest.raises(operations.ReasonMissing):
            operation(activity=activity, reason="  ", by=reporter, at=NOON)
        with pytest.raises(written.NamesAPhone):
            operation(activity=activity, reason="600 100 200", by=reporter, at=NOON)
        operation(activity=activity, reason="Deszcz", by=reporter, at=NOON)
        with pytest.raises(WrongState):
            operation(activity=activity, reason="Deszcz", by=reporter, at=NOON)

    planned.refresh_from_db()
    done.refresh_from_db()
    assert (planned.state, planned.state_reason) == (ActivityState.CANCELLED, "Deszcz")
    assert done.state == ActivityState.WITHDRAWN
    assert Entry.objects.count() == 2


def test_sensitive_kind_is_withdrawn_for_a_chosen_reason_and_never_planned(
    authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority, data_class=DataClass.AGGREGATE, measures=(SENIORS,))
    activity = make_activity(kind=kind, body=body, numbers={SENIORS: 3})

    with pytest.raises(operations.ReasonNotChosen):
        operations.withdraw_activity(activity=activity, reason="Jan Kowalski", by=reporter, at=NOON)
    operations.withdraw_activity(activity=activity, reason="TWICE", by=reporter, at=NOON)
    with pytest.raises(written.NothingToPlan):
        record(reporter, write(kind, body, numbers={SENIORS: 3}, is_planned=True))


def test_withdrawn_activity_is_changed_no_more(
    authority: Authority, reporter: User, body: Body
) -> None:
    activity = make_activity(authority=authority, body=body, state=ActivityState.WITHDRAWN)

    with pytest.raises(WrongState):
        change(activity, reporter, write(activity.kind, body, note="Jednak"))


def change(activity: Activity, by: User, what: written.Written, revision: int = 1) -> Activity:
    return operations.change_activity(
        activity=activity, written=what, revision=revision, by=by, at=NOON, today=TODAY
    )


def hold(activity: Activity, by: User, what: written.Written, today: date = TODAY) -> Activity:
    return operations.hold_activity(
        activity=activity, written=what, revision=1, by=by, at=NOON, today=today
    )
