from datetime import date

import pytest

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User
from prevenio.programme.models import Proposal
from prevenio.returns.models import Outcome
from prevenio.returns.tests.factories import make_action, make_version
from prevenio.reviews import operations
from prevenio.reviews.models import Assessment, Degree, Verdict
from prevenio.reviews.proposing import proposed_degree
from prevenio.reviews.tests.factories import (
    LATER,
    accept,
    action,
    assess,
    assess_all,
    change,
    make_period,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("outcome", "degree"),
    [
        (Outcome.DONE, Degree.FULL),
        (Outcome.IN_COURSE, Degree.PARTLY),
        (Outcome.NOT_STARTED, Degree.NOT_AT_ALL),
        (Outcome.ABANDONED, Degree.NOT_AT_ALL),
        (Outcome.NOT_TRIGGERED, Degree.NOT_TRIGGERED),
        (Outcome.NOT_DUE, Degree.NOT_DUE),
        (Outcome.UNSAID, None),
    ],
)
def test_outcome_speaks_for_a_degree(outcome: str, degree: str | None) -> None:
    assert proposed_degree(outcome) == degree


def test_action_is_judged_and_judged_anew(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator)

    assess(period, coordinator, {"1.1": Degree.PARTLY}, reason_codes=["STAFF", "X", "MONEY"])
    assess(
        period,
        coordinator,
        {"1.1": Degree.LARGELY},
        follow_up="Plan.",
        follow_up_by=date(2023, 6, 1),
    )

    kept = Assessment.objects.get()
    assert (kept.degree, kept.reason_codes) == (Degree.LARGELY, [])
    assert (kept.follow_up, kept.follow_up_by) == ("Plan.", date(2023, 6, 1))
    assert Entry.objects.filter(fact="reviews.action.assessed").count() == 2


def test_only_known_reasons_are_kept_in_their_order(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator)

    assess(period, coordinator, {"1.1": Degree.PARTLY}, reason_codes=["STAFF", "X", "MONEY"])

    assert Assessment.objects.get().reason_codes == ["MONEY", "STAFF"]


def test_verdict_for_a_change_needs_words(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator)

    with pytest.raises(operations.FindingMissing):
        assess(period, coordinator, {"1.1": Degree.PARTLY}, verdict=Verdict.STOP)
    with pytest.raises(operations.FollowUpMissing):
        assess(period, coordinator, {"1.1": Degree.PARTLY}, follow_up_by=date(2023, 6, 1))

    assert not Assessment.objects.exists()


def test_action_of_another_wording_is_refused(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator)
    foreign = make_action(make_version(authority), None, code="9.9")

    with pytest.raises(operations.NotOfThePeriod):
        operations.assess_action(
            period=period,
            action=foreign,
            judgement=operations.Judgement(Degree.FULL),
            by=coordinator,
            at=LATER,
        )


def test_action_that_ended_before_the_year_is_not_asked_about(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator, fields={"1.2": {"last_year": 2021}})

    with pytest.raises(operations.NotOfThePeriod):
        assess(period, coordinator, {"1.2": Degree.FULL})


def test_action_without_lead_body_is_judged_too(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator)
    make_action(period.version, None, code="2.2")

    assess(period, coordinator, {"2.2": Degree.FULL})

    assert Assessment.objects.get().action.code == "2.2"


def test_reader_and_stranger_may_not_judge(
    authority: Authority, coordinator: User, reader: User, stranger: User
) -> None:
    period = make_period(authority, coordinator)

    for person in (reader, stranger):
        with pytest.raises(NotAllowed):
            assess(period, person, {"1.1": Degree.FULL})
        with pytest.raises(NotAllowed):
            operations.take_proposed_degrees(
                period=period, area=action(period, "1.1").area, by=person, at=LATER
            )
        with pytest.raises(NotAllowed):
            operations.carry_into_amendment(period=period, by=person, at=LATER)

    assert not Assessment.objects.exists()


def test_proposed_degrees_are_taken_where_nobody_has_judged(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator, codes=("1.1", "1.2", "1.3", "1.4", "2.1"))
    accept(period, "1.1", coordinator)
    accept(period, "1.2", coordinator, outcome=Outcome.IN_COURSE)
    accept(period, "1.3", coordinator, outcome=Outcome.ABANDONED)
    accept(period, "2.1", coordinator)
    assess(period, coordinator, {"1.2": Degree.LARGELY})

    area = action(period, "1.1").area
    taken = operations.take_proposed_degrees(period=period, area=area, by=coordinator, at=LATER)

    assert taken == 2
    found = dict(Assessment.objects.values_list("action__code", "degree"))
    assert found == {"1.1": "FULL", "1.2": "LARGELY", "1.3": "NOT_AT_ALL"}
    with pytest.raises(operations.NothingProposed):
        operations.take_proposed_degrees(period=period, area=area, by=coordinator, at=LATER)


def test_each_verdict_becomes_one_proposal_once(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator)
    assess_all(period, coordinator)
    change(period, coordinator, "1.2")
    change(period, coordinator, "2.1", verdict=Verdict.STOP)

    made = operations.carry_into_amendment(period=period, by=coordinator, at=LATER)

    assert [one.pk for one in made] == list(Proposal.objects.values_list("pk", flat=True))
    assert made[0].text.startswith("1.2 Działanie 1.2: ")
    assert "Za mało zajęć." in made[0].text
    assert made[1].programme == period.programme
    with pytest.raises(operations.NothingToCarry):
        operations.carry_into_amendment(period=period, by=coordinator, at=LATER)
    assert Proposal.objects.count() == 2
