from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevenio.activities.models import (
    Activity,
    ActivitySeries,
    ActivityState,
    Announcement,
    DataClass,
    SignUp,
    SignUpState,
)
from prevenio.activities.operations import replanning, series
from prevenio.activities.operations.events import ReasonMissing
from prevenio.activities.operations.recording import ChangedMeanwhile
from prevenio.activities.operations.replanning import Change, Scope
from prevenio.activities.operations.series import Plan
from prevenio.activities.recurring import Every, NoDays, Pattern, TooManyDays, days_of, rule_of
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.activities.tests.test_sign_up import confirmed
from prevenio.activities.written import NamesAnAddress, Written
from prevenio.journal.models import Entry
from prevenio.journal.queries import verify_chain
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOW.date()
FIRST = date(2026, 3, 10)
RULE = "FREQ=WEEKLY;WKST=MO;BYDAY=TU"


def make_plan(authority: Authority, body: Body, **fields: object) -> Plan:
    kind = fields.pop("kind", None) or make_kind(authority, takes_sign_up=True)
    announcement = str(fields.pop("announcement", "Wstęp wolny."))
    return Plan(
        written=Written(
            kind=kind,  # type: ignore[arg-type]
            body=body,
            first_day=FIRST,
            last_day=FIRST,
            is_planned=True,
            **{"title": "Trening", "is_on_calendar": True, "capacity": 20, **fields},  # type: ignore[arg-type]
        ),
        announcement=announcement,
        closes_before=2,
    )


def make_series(
    authority: Authority, body: Body, by: User, *, weeks: int = 4, **fields: object
) -> list[Activity]:
    days = [FIRST + timedelta(weeks=number) for number in range(weeks)]
    made = series.plan_series(
        authority=authority,
        plan=make_plan(authority, body, **fields),
        rule=RULE,
        days=days,
        last=days[-1],
        by=by,
        at=NOW,
        today=TODAY,
    )
    return list(made.activities.order_by("first_day"))


def test_one_activity_is_planned_with_what_residents_are_told(
    authority: Authority, body: Body, reporter: User
) -> None:
    one = series.plan_activity(
        authority=authority, plan=make_plan(authority, body), by=reporter, at=NOW, today=TODAY
    )

    assert one.state == ActivityState.PLANNED
    assert Announcement.objects.get().text == "Wstęp wolny."
    assert one.sign_up_until == datetime(2026, 3, 8, 22, 59, tzinfo=UTC)
    assert Entry.objects.filter(fact="activities.activity.planned").count() == 1


def test_a_series_is_saved_at_once_with_one_entry(
    authority: Authority, body: Body, reporter: User
) -> None:
    partner = make_body(authority=authority)
    made = make_series(authority, body, reporter, partners=(partner,))

    assert [one.first_day.day for one in made] == [10, 17, 24, 31]
    assert {one.state for one in made} == {ActivityState.PLANNED}
    assert len({one.public_key for one in made}) == 4
    assert all(list(one.partners.all()) == [partner] for one in made)
    # Summer time begins on 29 March: the last moment of the day stays the last one.
    assert made[-1].sign_up_until == datetime(2026, 3, 29, 21, 59, tzinfo=UTC)
    assert Announcement.objects.count() == 4
    entry = Entry.objects.get(fact__startswith="activities.")
    assert (entry.fact, entry.details["count"]) == ("activities.series.planned", 4)


def test_statements_do_not_grow_with_the_days(
    authority: Authority, body: Body, reporter: User
) -> None:
    # SQLite takes some thirty rows in one statement, PostgreSQL all of them.
    counts = []
    for weeks in (2, 3, 25):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            make_series(authority, body, reporter, weeks=weeks)
        counts.append(len(asked))

    assert counts[1] == counts[2]


def test_nobody_else_plans_for_a_body(authority: Authority, body: Body, stranger: User) -> None:
    plan = make_plan(authority, body)

    with pytest.raises(NotAllowed):
        make_series(authority, body, stranger)
    with pytest.raises(NotAllowed):
        series.plan_activity(authority=authority, plan=plan, by=stranger, at=NOW, today=TODAY)
    assert not Activity.objects.exists()
    assert not ActivitySeries.objects.exists()


def test_what_residents_must_not_see_is_refused(
    authority: Authority, body: Body, reporter: User
) -> None:
    inner = make_kind(authority, data_class=DataClass.INTERNAL, takes_sign_up=False)

    with pytest.raises(series.NotForResidents):
        make_series(authority, body, reporter, kind=inner, capacity=None)
    with pytest.raises(series.NoSignUp):
        make_series(authority, body, reporter, kind=inner, is_on_calendar=False)
    with pytest.raises(NamesAnAddress):
        make_series(authority, body, reporter, title="Piszcie: jan@example.org")


def test_past_none_and_too_many_days(authority: Authority, body: Body, reporter: User) -> None:
    plan = make_plan(authority, body)

    def planned(days: list[date]) -> None:
        series.plan_series(
            authority=authority,
            plan=plan,
            rule=RULE,
            days=days,
            last=FIRST,
            by=reporter,
            at=NOW,
            today=TODAY,
        )

    with pytest.raises(series.PastDay):
        planned([TODAY - timedelta(days=1)])
    with pytest.raises(NoDays):
        planned([])
    with pytest.raises(TooManyDays):
        planned([FIRST + timedelta(days=number) for number in range(401)])


def test_later_ones_change_too_and_earlier_ones_do_not(
    authority: Authority, body: Body, reporter: User
) -> None:
    made = make_series(authority, body, reporter)
    confirmed(made[2])
    Notice.objects.all().delete()

    count = replanning.change_plan(
        activity=made[1],
        change=Change(
            columns={"place": "Hala", "begins_at": time(18)}, announcement="Z ręcznikiem."
        ),
        scope=Scope.LATER,
        revision=1,
        by=reporter,
        at=NOW,
        today=TODAY,
    )

    rows = list(Activity.objects.order_by("first_day"))
    assert count == 3
    assert [one.place for one in rows] == ["", "Hala", "Hala", "Hala"]
    assert [one.revision for one in rows] == [1, 2, 2, 2]
    assert "hala" in rows[3].search_text
    assert [one.announcement.text for one in rows[:2]] == ["Wstęp wolny.", "Z ręcznikiem."]
    assert [one.to for one in Notice.objects.all()] == ["ewa@example.org"]
    assert Entry.objects.filter(fact="activities.series.changed").count() == 1
    assert verify_chain(authority.pk).is_whole


def test_more_places_go_to_those_who_wait(authority: Authority, body: Body, reporter: User) -> None:
    one = make_series(authority, body, reporter, capacity=1)[0]
    confirmed(one, "a@example.org")
    confirmed(one, "b@example.org")

    replanning.change_plan(
        activity=one,
        change=Change(columns={"capacity": 2}),
        scope=Scope.ONE,
        revision=1,
        by=reporter,
        at=NOW,
        today=TODAY,
    )

    assert SignUp.objects.filter(state=SignUpState.PLACE).count() == 2


def test_somebody_else_was_quicker(authority: Authority, body: Body, reporter: User) -> None:
    one = make_series(authority, body, reporter)[0]

    with pytest.raises(ChangedMeanwhile):
        replanning.change_plan(
            activity=one,
            change=Change(columns={"place": "Hala"}),
            scope=Scope.ONE,
            revision=7,
            by=reporter,
            at=NOW,
            today=TODAY,
        )


def test_a_day_is_moved_and_people_are_told(
    authority: Authority, body: Body, reporter: User
) -> None:
    one = make_series(authority, body, reporter)[0]
    confirmed(one)
    Notice.objects.all().delete()

    moved = replanning.move_activity(
        activity=one,
        first_day=FIRST + timedelta(days=2),
        begins_at=time(9),
        ends_at=None,
        reason="Remont",
        by=reporter,
        at=NOW,
        today=TODAY,
    )

    letter = Notice.objects.get()
    assert moved.sign_up_until == datetime(2026, 3, 10, 22, 59, tzinfo=UTC)
    assert "Remont" in letter.text
    assert "10\u00a0marca" in letter.text
    assert SignUp.objects.get().state == SignUpState.PLACE
    with pytest.raises(series.PastDay):
        replanning.move_activity(
            activity=one,
            first_day=TODAY - timedelta(days=1),
            begins_at=None,
            ends_at=None,
            reason="",
            by=reporter,
            at=NOW,
            today=TODAY,
        )


@pytest.mark.parametrize(("scope", "left"), [(Scope.ONE, 3), (Scope.LATER, 1)])
def test_called_off_with_a_reason_and_people_are_told(
    authority: Authority, body: Body, reporter: User, scope: Scope, left: int
) -> None:
    made = make_series(authority, body, reporter)
    confirmed(made[1])
    Notice.objects.all().delete()

    with pytest.raises(ReasonMissing):
        replanning.call_off(activity=made[1], scope=scope, reason=" ", by=reporter, at=NOW)
    replanning.call_off(activity=made[1], scope=scope, reason="Burza", by=reporter, at=NOW)

    assert Activity.objects.filter(state=ActivityState.PLANNED).count() == left
    assert "Burza" in Notice.objects.get().text
    assert SignUp.objects.get().state == SignUpState.CANCELLED


def test_strangers_change_and_call_off_nothing(
    authority: Authority, body: Body, reporter: User, stranger: User, coordinator: User
) -> None:
    one = make_series(authority, body, reporter)[0]

    for by in (stranger, coordinator):
        with pytest.raises(NotAllowed):
            replanning.call_off(activity=one, scope=Scope.LATER, reason="x", by=by, at=NOW)
    done = make_activity(authority=authority, body=body)
    with pytest.raises(WrongState):
        replanning.call_off(activity=done, scope=Scope.LATER, reason="x", by=reporter, at=NOW)


def test_rule_and_days_of_a_school_year(authority: Authority, body: Body, reporter: User) -> None:
    rule = rule_of(Pattern(Every.WEEK, [1]), first=FIRST)
    days = days_of(rule, first=FIRST, last=date(2026, 8, 31))

    made = series.plan_series(
        authority=authority,
        plan=make_plan(authority, body),
        rule=rule,
        days=days,
        last=date(2026, 8, 31),
        by=reporter,
        at=NOW,
        today=TODAY,
    )

    assert made.activities.count() == len(days) == 25
    assert made.rule == RULE
