"""What residents may learn from returns: accepted, released, as sealed, newest first."""

from datetime import date

import pytest

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations
from prevenio.returns.content import Content
from prevenio.returns.counts import Count
from prevenio.returns.models import ActionReturn, Outcome, ReportingPeriod
from prevenio.returns.queries.public import progress_of, public_states
from prevenio.returns.states import projection_of
from prevenio.returns.tests.factories import (
    MORNING,
    make_action,
    make_period,
    make_version,
    open_year,
    submit,
)

TOLD = Content(Outcome.DONE, "Rozdano czujniki.", counts=(Count("Czujniki", "240", "szt."),))


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    return make_period(authority, coordinator)


def accept(one: ActionReturn, by: User) -> None:
    operations.accept_return(action_return=one, by=by, at=MORNING)


def test_nothing_is_public_before_it_is_accepted_and_released(
    period: ReportingPeriod, coordinator: User
) -> None:
    one = period.returns.get()

    assert public_states(period.programme) == {}
    submit(one, content=TOLD)
    assert public_states(period.programme) == {}
    accept(one, coordinator)
    assert public_states(period.programme) == {}
    operations.release_states(period=period, by=coordinator, at=MORNING)

    state = public_states(period.programme)[one.action.lineage]
    assert (state.outcome, state.as_of) == (Outcome.DONE, date(2022, 12, 31))
    assert state.narrative == "Rozdano czujniki."
    assert state.counts == [("Czujniki", "240", "szt.")]


def test_what_is_shown_is_what_was_sealed(period: ReportingPeriod, coordinator: User) -> None:
    one = period.returns.get()
    submit(one, content=TOLD)
    accept(one, coordinator)
    operations.release_states(period=period, by=coordinator, at=MORNING)
    ActionReturn.objects.filter(pk=one.pk).update(narrative="Zmienione", outcome="NOT_STARTED")

    state = public_states(period.programme)[one.action.lineage]

    assert (state.outcome, state.narrative) == (Outcome.DONE, "Rozdano czujniki.")


def test_the_newest_period_counts(authority: Authority, coordinator: User) -> None:
    version = make_version(authority)
    body = make_body(authority=authority, email="psp@example.org")
    action = make_action(version, body)
    for year, outcome in ((2021, Outcome.IN_COURSE), (2022, Outcome.DONE)):
        period = open_year(version, coordinator, year=year, needs_certifier=False)
        one = period.returns.get()
        submit(one, content=Content(outcome, "Opis."))
        accept(one, coordinator)
        operations.release_states(period=period, by=coordinator, at=MORNING)

    state = public_states(version.programme, lineages=[action.lineage])[action.lineage]

    assert (state.outcome, state.as_of.year) == (Outcome.DONE, 2022)


def test_parts_of_other_bodies_are_not_the_state_of_the_action(
    authority: Authority, coordinator: User
) -> None:
    version = make_version(authority)
    lead = make_body(authority=authority, email="a@example.org")
    other = make_body(authority=authority, email="b@example.org")
    make_action(version, lead, with_bodies=[other])
    period = open_year(version, coordinator, needs_certifier=False)
    part = period.returns.get(body=other)
    submit(part)
    accept(part, coordinator)
    operations.release_states(period=period, by=coordinator, at=MORNING)

    assert public_states(version.programme) == {}


def test_progress_counts_what_is_known_and_what_is_not(
    authority: Authority, coordinator: User
) -> None:
    version = make_version(authority)
    body = make_body(authority=authority, email="psp@example.org")
    actions = [make_action(version, body, code=f"1.{number}") for number in (1, 2, 3)]
    period = open_year(version, coordinator, needs_certifier=False)
    for one in period.returns.filter(action__in=actions[:2]):
        submit(one)
        accept(one, coordinator)
    operations.release_states(period=period, by=coordinator, at=MORNING)

    lineages = [action.lineage for action in actions]
    progress = progress_of(public_states(version.programme), lineages)

    assert dict(progress.counts) == {Outcome.DONE: 2}
    assert (progress.unknown, progress.as_of) == (1, date(2022, 12, 31))


def test_many_states_are_released_at_once(
    authority: Authority, coordinator: User, django_assert_max_num_queries: object
) -> None:
    version = make_version(authority)
    body = make_body(authority=authority, email="psp@example.org")
    for number in range(1, 13):
        make_action(version, body, code=f"1.{number}")
    period = open_year(version, coordinator, needs_certifier=False)
    for one in period.returns.all():
        submit(one)
        accept(one, coordinator)

    with django_assert_max_num_queries(18):  # type: ignore[operator]
        released = operations.release_states(period=period, by=coordinator, at=MORNING)

    assert released == 12
    for one in period.returns.all():
        reached = projection_of(one.events.order_by("number"))
        assert (reached.state, reached.released_at) == (one.state, one.released_at)


def test_states_take_one_statement(
    period: ReportingPeriod, coordinator: User, django_assert_num_queries: object
) -> None:
    one = period.returns.get()
    submit(one)
    accept(one, coordinator)
    operations.release_states(period=period, by=coordinator, at=MORNING)

    with django_assert_num_queries(1):  # type: ignore[operator]
        public_states(period.programme)
