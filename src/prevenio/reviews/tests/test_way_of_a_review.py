from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Authority, User
from prevenio.programme.models import Act
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import contents, operations
from prevenio.reviews.models import AnnualReview, Degree, ReviewState
from prevenio.reviews.queries import public
from prevenio.reviews.tests.factories import (
    COUNCIL_DAY,
    LATER,
    OPINION,
    assess,
    assess_all,
    fresh,
    make_head,
    make_period,
    make_published,
)

pytestmark = pytest.mark.django_db
Step = Callable[[ReportingPeriod, User], object]

STEPS: dict[str, Step] = {
    "hand over": lambda period, by: operations.hand_to_commission(period=period, by=by, at=LATER),
    "send back": lambda period, by: operations.send_back(
        period=period, reason="Za krótko.", by=by, at=LATER
    ),
    "opinion": lambda period, by: operations.record_opinion(
        period=period, opinion=OPINION, by=by, at=LATER
    ),
    "council": lambda period, by: operations.record_council(
        period=period, on=COUNCIL_DAY, number="LV/1", by=by, at=LATER
    ),
    "publish": lambda period, by: operations.publish_review(period=period, by=by, at=LATER),
}
# Which steps are open after which steps were taken; every other one is refused.
OPEN = {
    (): {"hand over"},
    ("hand over",): {"send back", "opinion"},
    ("hand over", "send back"): {"hand over"},
    ("hand over", "opinion"): {"council"},
    ("hand over", "opinion", "council"): {"publish"},
    ("hand over", "opinion", "council", "publish"): set(),
}


@pytest.fixture
def head(authority: Authority) -> User:
    return make_head(authority)


@pytest.fixture
def period(authority: Authority, head: User) -> ReportingPeriod:
    made = make_period(authority, head)
    assess_all(made, head)
    return made


def take(period: ReportingPeriod, by: User, steps: Sequence[str]) -> None:
    for name in steps:
        STEPS[name](period, by)


def test_review_goes_its_way_and_each_step_is_recorded(period: ReportingPeriod, head: User) -> None:
    take(period, head, ["hand over", "opinion", "council", "publish"])

    review = AnnualReview.objects.get()
    assert review.state == ReviewState.PUBLISHED
    assert (review.commission_on, review.council_on) == (OPINION.on, COUNCIL_DAY)
    assert (review.chair_name, review.chair_office) == (OPINION.chair_name, OPINION.chair_office)
    assert set(Act.objects.values_list("kind", "number")) == {
        ("OPINION", "2/2023"),
        ("RESOLUTION", "LV/1"),
    }
    facts = Entry.objects.filter(fact__startswith="reviews.review").order_by("number")
    assert list(facts.values_list("fact", flat=True)) == [
        "reviews.review.handed_over",
        "reviews.review.opinion_given",
        "reviews.review.council_had",
        "reviews.review.published",
    ]


@pytest.mark.parametrize("taken", list(OPEN), ids=", ".join)
def test_every_step_that_is_not_open_is_refused(
    period: ReportingPeriod, head: User, taken: tuple[str, ...]
) -> None:
    take(period, head, taken)
    before = AnnualReview.objects.values().first()

    for name in STEPS.keys() - OPEN[taken]:
        with pytest.raises(WrongState):
            STEPS[name](period, head)

    if taken:
        assert AnnualReview.objects.values().get() == before


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=9))
def test_no_order_of_steps_publishes_before_commission_and_council(
    period: ReportingPeriod, head: User, steps: list[str]
) -> None:
    with transaction.atomic():
        had: list[str] = []
        for name in steps:
            try:
                with transaction.atomic():
                    STEPS[name](period, head)
            except Refused:
                continue
            had.append(name)
            review = AnnualReview.objects.get()
            if review.published_at or review.council_on:
                assert review.commission_on is not None
                assert had.index("opinion") < had.index("council")
            if review.published_at:
                assert review.council_on is not None
                assert had[-2:] == ["council", "publish"]
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "values",
    [
        {"council_on": COUNCIL_DAY},
        {"state": "PUBLISHED"},
        {"state": "WITH_COUNCIL"},
        {"published_at": LATER},
        {"commission_on": OPINION.on},
        {"content_digest": "0" * 64},
        {"commission_planned_on": COUNCIL_DAY, "council_planned_on": OPINION.on},
    ],
    ids=str,
)
def test_database_keeps_the_order_too(
    period: ReportingPeriod, head: User, values: dict[str, object]
) -> None:
    AnnualReview.objects.create(period=period, changed_at=LATER)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReview.objects.update(**values)


def test_council_before_commission_is_refused_by_day(period: ReportingPeriod, head: User) -> None:
    take(period, head, ["hand over", "opinion"])

    with pytest.raises(operations.CouncilBeforeCommission):
        operations.record_council(
            period=period, on=OPINION.on - timedelta(days=1), number="", by=head, at=LATER
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReview.objects.update(council_on=OPINION.on - timedelta(days=1))


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"on": LATER.date() + timedelta(days=1)}, operations.DayInFuture),
        ({"on": date(2022, 12, 31)}, operations.DayTooEarly),
        ({"chair_name": " "}, operations.ChairMissing),
        ({"chair_office": ""}, operations.ChairMissing),
    ],
)
def test_wrong_opinion_is_refused(
    period: ReportingPeriod,
    head: User,
    changed: dict[str, object],
    refusal: type[Refused],
) -> None:
    take(period, head, ["hand over"])

    with pytest.raises(refusal):
        operations.record_opinion(
            period=period,
            opinion=replace(OPINION, **changed),  # type: ignore[arg-type]
            by=head,
            at=LATER,
        )


def test_review_waits_until_every_action_is_assessed(authority: Authority, head: User) -> None:
    period = make_period(authority, head)
    assess(period, head, {"1.1": Degree.FULL})

    with pytest.raises(operations.NotAllAssessed) as refused:
        operations.hand_to_commission(period=period, by=head, at=LATER)

    assert refused.value.facts == {"codes": "1.2, 2.1"}
    assert not AnnualReview.objects.exists()


def test_handed_over_review_is_frozen_until_it_comes_back(
    period: ReportingPeriod, head: User
) -> None:
    take(period, head, ["hand over"])
    review = AnnualReview.objects.get()
    assert review.content is not None
    assert contents.digest_of(contents.from_json(review.content)) == review.content_digest

    with pytest.raises(operations.AssessmentsFrozen):
        assess(period, head, {"1.1": Degree.PARTLY})

    take(period, head, ["send back"])
    assess(period, head, {"1.1": Degree.PARTLY})
    take(period, head, ["hand over"])
    assert AnnualReview.objects.get().content_digest != review.content_digest


def test_what_changes_later_does_not_change_a_frozen_review(
    period: ReportingPeriod, head: User
) -> None:
    take(period, head, ["hand over"])
    period.version.actions.update(title="Inaczej")

    review = fresh(period).review
    assert "Inaczej" not in str(review.content)


def test_coming_back_needs_a_reason(period: ReportingPeriod, head: User) -> None:
    take(period, head, ["hand over"])

    with pytest.raises(operations.ReasonMissing):
        operations.send_back(period=period, reason=" ", by=head, at=LATER)


def test_officer_may_assess_but_not_hand_over(
    period: ReportingPeriod, programme_officer: User, stranger: User
) -> None:
    assess(period, programme_officer, {"1.1": Degree.LARGELY})

    for person in (programme_officer, stranger):
        for name in STEPS:
            with pytest.raises(NotAllowed):
                STEPS[name](period, person)


def test_sitting_without_a_number_leaves_no_act(period: ReportingPeriod, head: User) -> None:
    take(period, head, ["hand over"])
    operations.record_opinion(period=period, opinion=replace(OPINION, number=""), by=head, at=LATER)

    assert not Act.objects.exists()


def test_days_are_planned_in_order(period: ReportingPeriod, head: User) -> None:
    with pytest.raises(operations.PlanOutOfOrder):
        operations.plan_days(
            period=period, commission_on=COUNCIL_DAY, council_on=OPINION.on, by=head, at=LATER
        )

    operations.plan_days(
        period=period, commission_on=OPINION.on, council_on=COUNCIL_DAY, by=head, at=LATER
    )

    assert AnnualReview.objects.get().council_planned_on == COUNCIL_DAY


def test_published_review_is_public_and_no_other(
    authority: Authority, period: ReportingPeriod, head: User, stranger: User
) -> None:
    take(period, head, ["hand over", "opinion", "council"])
    assert public.published_reviews(authority) == []
    assert public.published_review(authority, period_id=period.pk) is None

    take(period, head, ["publish"])

    [shown] = public.published_reviews(authority)
    assert (shown.year, shown.tally.full, shown.tally.counted) == (2022, 3, 3)
    assert shown.assessments["1.1"].degree == Degree.FULL
    other = stranger.memberships.get().authority
    assert public.published_reviews(other) == []
    assert public.published_review(other, period_id=period.pk) is None


def test_whole_way_in_one_go(authority: Authority, head: User) -> None:
    published = make_published(make_period(authority, head), head)

    assert published.review.state == ReviewState.PUBLISHED
