"""Rules are rehearsed before they change, and what a report was told stays true."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.reports.models import RoutingRule
from prevenio.reports.operations import rules
from prevenio.reports.operations.rules import Written
from prevenio.reports.operations.taking import When
from prevenio.reports.queries.problem_places import Voice, heat_of
from prevenio.reports.queries.rehearsing import Target, rehearse
from prevenio.reports.queries.rule_words import words_of_rules
from prevenio.reports.queries.rules import rows_with_people, rules_in_force
from prevenio.reports.routing import (
    Conditions,
    ConditionsUnclear,
    Facts,
    Rule,
    conditions_of,
    fits,
    hours_in,
    route_of,
)
from prevenio.reports.tests.factories import MORNING, make_category, make_report, make_rule


@pytest.fixture
def authority(db: None) -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def test_what_a_rule_does_not_name_fits_all() -> None:
    assert fits(Conditions(), Facts("alcohol"))


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({"categories": ["alcohol"]}, True),
        ({"categories": ["parking"]}, False),
        ({"precincts": [["police", "12"]]}, True),
        ({"precincts": [["guard", "12"]]}, False),
        ({"municipalities": [7]}, True),
        ({"municipalities": ["8"]}, False),
        ({"weekdays": [4]}, True),
        ({"weekdays": [0, 1]}, False),
        ({"hours": [23, 4]}, True),
        ({"hours": [8, 16]}, False),
        ({"answers": {"dog": ["no"]}}, True),
        ({"answers": {"dog": ["yes"]}}, False),
    ],
)
def test_each_condition_narrows_it(kept: dict[str, Any], expected: bool) -> None:
    facts = Facts(
        "alcohol",
        precincts={"police": "12", "guard": "3"},
        municipality="7",
        weekdays=frozenset({4, 5}),
        hours=(20, 2),
        answers={"dog": "no"},
    )
    assert fits(conditions_of(kept), facts) is expected


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        # Hours after midnight are those of the next day, in a rule as in what residents say.
        (([5], [0, 4]), ([4], (22, 2)), True),
        (([4], [0, 4]), ([4], (22, 2)), False),
        (([4], [22, 2]), ([5], (1, 1)), True),
        (([6], [22, 2]), ([0], (0, 3)), True),
        # Hours without days are those of every day, days without hours the whole day.
        (([5], [22, 23]), ([], (22, 23)), True),
        (([5], [22, 23]), ([5], None), True),
        (([5], [22, 23]), ([], None), False),
        # A rule that names only one of the two asks for it to be told.
        (([5], None), ([], (22, 23)), False),
        (([5], None), ([4], (22, 2)), False),
        (([], [22, 23]), ([5], None), False),
        (([], [22, 23]), ([], (23, 1)), True),
    ],
)
def test_rules_read_days_and_hours_as_problem_places_do(
    asked: tuple[list[int], list[int] | None],
    told: tuple[list[int], tuple[int, int] | None],
    expected: bool,
) -> None:
    conditions = conditions_of({"weekdays": asked[0], "hours": asked[1]})
    facts = Facts("alcohol", weekdays=frozenset(told[0]), hours=told[1])
    assert fits(conditions, facts) is expected


@given(
    st.lists(st.integers(0, 6), unique=True),
    st.none() | st.tuples(st.integers(0, 23), st.integers(0, 23)),
)
def test_what_is_told_meets_a_rule_of_one_hour_where_the_places_count_it(
    days: list[int], hours: tuple[int, int] | None
) -> None:
    first, last = hours or (None, None)
    heat = heat_of([Voice("a", MORNING, sum(1 << day for day in days), first, last)])
    facts = Facts("alcohol", weekdays=frozenset(days), hours=hours)
    for day in range(7):
        for hour in (0, 3, 22):
            rule = Conditions(weekdays=frozenset({day}), hours=(hour, hour))
            assert fits(rule, facts) is bool(heat[day][hour])


def test_a_rule_with_days_says_on_which_day_the_hours_after_midnight_lie(
    authority: Authority, coordinator: User
) -> None:
    body = make_body(authority=authority)
    make_rule(authority, body, by=coordinator, weekdays=[4], hours=[22, 2])
    make_rule(authority, body, by=coordinator, hours=[22, 2])
    rows = rows_with_people(authority, MORNING.date())
    with override("en"):
        told = [dict(one.conditions).get("Hours") for one in words_of_rules(authority, rows, [])]
    assert told == ["22:00–2:59 on the next day", "22:00–2:59"]


@pytest.mark.parametrize(
    "kept",
    [
        {"category": ["alcohol"]},
        {"categories": "alcohol"},
        {"hours": [20]},
        {"hours": [20, 24]},
        {"weekdays": [7]},
        {"weekdays": ["Monday"]},
        {"precincts": ["12"]},
        {"answers": ["dog"]},
        {"answers": {"dog": "yes"}},
    ],
)
def test_conditions_that_cannot_be_read_are_refused(kept: dict[str, Any]) -> None:
    with pytest.raises(ConditionsUnclear):
        conditions_of(kept)


@given(st.integers(0, 23), st.integers(0, 23))
def test_hours_go_over_midnight(first: int, last: int) -> None:
    hours = hours_in((first, last))
    assert {first, last} <= hours
    assert len(hours) == (last - first) % 24 + 1


def test_the_first_that_fits_wins() -> None:
    one = Rule(1, Conditions(categories=frozenset({"parking"})), 10)
    two, three = Rule(2, Conditions(), 20), Rule(3, Conditions(), 30)
    assert route_of([one, two, three], Facts("alcohol")).rule == two
    assert route_of([one], Facts("alcohol")).rule is None


def test_a_changed_rule_keeps_its_number_and_the_old_wording_stays(
    authority: Authority, coordinator: User
) -> None:
    old_body, new_body = (make_body(authority=authority) for _ in range(2))
    rule = make_rule(authority, old_body, by=coordinator)
    later = MORNING + timedelta(days=1)
    changed = rules.change_rule(
        rule=rule, written=Written("New name", {}, new_body), by=coordinator, at=later
    )
    assert (changed.number, changed.body) == (rule.number, new_body)
    rule.refresh_from_db()
    assert (rule.ends_at, rule.body) == (later, old_body)
    with pytest.raises(rules.RuleEnded):
        rules.end_rule(rule=rule, by=coordinator, at=later)
    rules.end_rule(rule=changed, by=coordinator, at=later)
    assert make_rule(authority, old_body, by=coordinator).number == 2


def test_rules_are_asked_in_the_order_that_was_set(authority: Authority, coordinator: User) -> None:
    body = make_body(authority=authority)
    for _ in range(3):
        make_rule(authority, body, by=coordinator)
    rules.order_rules(authority=authority, numbers=[3, 1], by=coordinator, at=MORNING)
    assert [one.number for one in rules_in_force(authority, MORNING.date())] == [3, 1, 2]


def test_a_rehearsal_says_what_would_move(
    authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    guard, roads = (make_body(authority=authority) for _ in range(2))
    make_rule(authority, guard, by=coordinator)
    parking, alcohol = (make_category(authority, code=code) for code in ("parking", "alcohol"))
    night = [make_report(authority, version=parking, when=When(0, 22, 23)) for _ in range(2)]
    for version in (parking, alcohol, alcohol):
        make_report(authority, version=version)
    before = rules_in_force(authority, MORNING.date())
    wanted = conditions_of({"categories": ["parking"], "hours": [21, 5]})
    after = [Rule(9, wanted, roads.pk), *before]

    with django_assert_max_num_queries(4):
        found = rehearse(authority=authority, before=before, after=after, today=MORNING.date())
    assert found.asked == 5
    assert {one.report for one in found.moved} == set(night)
    ways = {(one.before, one.after, one.rule) for one in found.moved}
    assert ways == {(Target(guard.pk), Target(roads.pk), 9)}


def test_a_rehearsal_tells_people_of_one_body_apart(authority: Authority) -> None:
    body = make_body(authority=authority)
    make_report(authority)
    before, after = Rule(1, Conditions(), body.pk), Rule(1, Conditions(), body.pk, 7)

    found = rehearse(authority=authority, before=[before], after=[after], today=MORNING.date())

    assert [(one.before, one.after) for one in found.moved] == [
        (Target(body.pk), Target(body.pk, 7))
    ]


def test_a_rule_names_only_who_works_for_its_body(authority: Authority, coordinator: User) -> None:
    body, other = (make_body(authority=authority) for _ in range(2))
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    reader = make_member(authority=authority, role=Role.READER, body=body)

    for person, of in ((officer, other), (reader, body), (coordinator, body)):
        with pytest.raises(rules.RulePersonElsewhere):
            rules.add_rule(
                authority=authority,
                written=Written("x", {}, of, person),
                by=coordinator,
                at=MORNING,
            )
    written = Written("x", {}, body, officer)
    rules.add_rule(authority=authority, written=written, by=coordinator, at=MORNING)
    assert make_report(authority).person == officer


@pytest.mark.parametrize("leaves", ["the body", "the house"])
def test_who_has_left_is_given_nothing_by_a_rule(
    authority: Authority, coordinator: User, leaves: str
) -> None:
    body = make_body(authority=authority)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    written = Written("x", {}, body, officer)
    rules.add_rule(authority=authority, written=written, by=coordinator, at=MORNING)
    if leaves == "the body":
        officer.memberships.update(last_day=MORNING.date() - timedelta(days=1))
    else:
        officer.is_active = False
        officer.save()

    report = make_report(authority)

    assert (report.body, report.person) == (body, None)


def test_rules_that_changed_since_they_were_rehearsed_are_left_alone(
    authority: Authority, coordinator: User
) -> None:
    body = make_body(authority=authority)
    first, second = (make_rule(authority, body, by=coordinator) for _ in range(2))
    common: dict[str, Any] = {"by": coordinator, "at": MORNING}
    written = Written("x", {}, body)
    rules.order_rules(authority=authority, numbers=[2, 1], **common)

    for seen in ([first.pk, second.pk], [second.pk], []):
        with pytest.raises(rules.RulesChanged):
            rules.add_rule(authority=authority, written=written, seen=seen, **common)
        with pytest.raises(rules.RulesChanged):
            rules.change_rule(rule=first, written=written, seen=seen, **common)
        with pytest.raises(rules.RulesChanged):
            rules.end_rule(rule=first, seen=seen, **common)
        with pytest.raises(rules.RulesChanged):
            rules.order_rules(authority=authority, numbers=[1, 2], seen=seen, **common)
    rules.end_rule(rule=first, seen=[second.pk, first.pk], **common)


def test_only_the_bureau_keeps_rules(authority: Authority, coordinator: User) -> None:
    body = make_body(authority=authority)
    reporter = make_member(authority=authority, role=Role.REPORTER, body=body)
    with pytest.raises(NotAllowed):
        make_rule(authority, body, by=reporter)
    with pytest.raises(rules.RuleBodyElsewhere):
        make_rule(authority, make_body(authority=make_authority()), by=coordinator)
    with pytest.raises(ConditionsUnclear):
        make_rule(authority, body, by=coordinator, hours=[1])
    assert not RoutingRule.objects.exists()
