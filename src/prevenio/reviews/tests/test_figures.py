from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority, make_body
from prevenio.returns.content import Count
from prevenio.returns.models import ActionReturn, Outcome
from prevenio.returns.tests.factories import make_action, make_version, open_year, submit
from prevenio.reviews import contents, wording
from prevenio.reviews.contents import ActionLine, BodyLine
from prevenio.reviews.figures import discipline_of, reasons_of, tally_of
from prevenio.reviews.models import Degree
from prevenio.reviews.tests.factories import LATER, accept, assess, fresh, make_period

pytestmark = pytest.mark.django_db


def line(degree: str, **said: object) -> ActionLine:
    return ActionLine("1.1", "Patrole", "Policja", "ACCEPTED", degree=degree, **said)  # type: ignore[arg-type]


def test_not_due_and_not_triggered_fall_out_of_the_total() -> None:
    degrees = ["FULL"] * 7 + ["LARGELY"] * 2 + ["PARTLY"] + ["NOT_AT_ALL"] * 2
    degrees += ["NOT_DUE"] * 3 + ["NOT_TRIGGERED"] * 4

    tally = tally_of(map(line, degrees))

    assert (tally.full, tally.counted, tally.going, tally.not_expected) == (7, 12, 3, 7)
    assert tally.all == 19
    with translation.override("pl"):
        assert wording.result(tally).replace("\xa0", " ") == "W pełni zrealizowano 7 z 12 działań."
        assert wording.short_result(tally).replace("\xa0", " ") == "7 z 12, wcale 2"


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (1, "W pełni zrealizowano 1 z 1 działania."),
        (2, "W pełni zrealizowano 2 z 2 działań."),
        (22, "W pełni zrealizowano 22 z 22 działań."),
    ],
)
def test_result_in_polish_has_its_forms(counted: int, words: str) -> None:
    with translation.override("pl"):
        said = wording.result(tally_of([line("FULL")] * counted))

    assert said.replace("\xa0", " ") == words


def test_nothing_expected_is_no_failure() -> None:
    tally = tally_of([line("NOT_DUE"), line("NOT_TRIGGERED")])

    with translation.override("en"):
        assert wording.result(tally) == "No action was expected to be carried out."
        assert [part.kind for part in wording.strip_parts(tally)] == ["open"]
        assert wording.short_result(tally) == "nothing expected"


def test_strip_is_made_of_what_counts() -> None:
    tally = tally_of(map(line, ["FULL", "PARTLY", "LARGELY", "NOT_AT_ALL", "NOT_DUE", ""]))

    parts = [(part.kind, part.count) for part in wording.strip_parts(tally)]

    assert parts == [("done", 1), ("going", 2), ("open", 1), ("late", 1), ("open", 1)]


def test_reasons_are_counted_the_most_frequent_first() -> None:
    lines = [
        line("PARTLY", reason_codes=("STAFF", "MONEY")),
        line("PARTLY", reason_codes=("STAFF",)),
        line("PARTLY", reason_codes=("LAW",)),
    ]

    assert reasons_of(lines) == [("STAFF", 2), ("LAW", 1), ("MONEY", 1)]


def test_discipline_adds_up() -> None:
    found = discipline_of([BodyLine("A", 4, 2, 1, 3, 1), BodyLine("B", 4, 4, 0, 0, 0)])

    assert (found.expected, found.on_time, found.late, found.missing) == (8, 6, 1, 1)
    assert (found.percent_on_time, found.longest_late) == (75, 3)


def test_discipline_counts_working_days_after_the_due_day(
    authority: Authority, coordinator: User
) -> None:
    """Due on Tuesday 31 January 2023; the weekend of 4 and 5 February does not count."""
    period = make_period(authority, coordinator, codes=("1.1", "1.2", "1.3", "1.4"))
    accept(period, "1.1", coordinator, at=datetime(2023, 1, 31, 22, 30, tzinfo=UTC))
    accept(period, "1.2", coordinator, at=datetime(2023, 1, 31, 23, 30, tzinfo=UTC))
    accept(period, "1.3", coordinator, at=datetime(2023, 2, 6, 9, 0, tzinfo=UTC))

    [body] = contents.content_of(fresh(period)).bodies

    assert (body.expected, body.on_time, body.late, body.longest_late, body.missing) == (
        4,
        1,
        2,
        4,
        1,
    )


def test_only_accepted_returns_are_evidence(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator)
    accept(period, "1.1", coordinator, counts=(Count("czujniki", "240", "sztuk"),))
    submit(ActionReturn.objects.get(action__code="1.2"))

    lines = {one.code: one for one in contents.content_of(fresh(period)).actions}

    assert lines["1.1"].outcome == Outcome.DONE
    assert lines["1.1"].counts == (("czujniki", "240", "sztuk"),)
    assert (lines["1.2"].outcome, lines["1.2"].return_state) == ("", "CERTIFIED")
    assert (lines["2.1"].outcome, lines["2.1"].return_state) == ("", "DRAFT")


def test_parts_of_other_bodies_are_no_returns_of_the_action(coordinator: User) -> None:
    authority = coordinator.memberships.get().authority
    lead = make_body(authority=authority, short_name="PSP", email="psp@example.org")
    other = make_body(authority=authority, short_name="SM", email="sm@example.org")
    version = make_version(authority)
    make_action(version, lead, code="1.1", with_bodies=[other])
    period = open_year(version, coordinator, needs_certifier=False)

    content = contents.content_of(fresh(period))

    assert [(one.code, one.lead) for one in content.actions] == [("1.1", "PSP")]
    assert [(one.name, one.expected) for one in content.bodies] == [("PSP", 1), ("SM", 1)]


def test_content_comes_back_from_its_json_and_keeps_its_digest(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator)
    accept(period, "1.1", coordinator, counts=(Count("czujniki", "240.5", "kg"),))
    assess(
        period,
        coordinator,
        {"1.1": Degree.PARTLY},
        reason_codes=["MONEY"],
        follow_up="Plan.",
        follow_up_by=date(2023, 6, 30),
    )

    content = contents.content_of(fresh(period))

    again = contents.from_json(contents.as_json(content))
    assert again == content
    assert contents.digest_of(again) == contents.digest_of(content)
    assert content.as_of_moment == LATER
    assert content.actions[0].follow_up_by == "2023-06-30"


def test_content_speaks_of_one_authority_alone(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator)
    other = make_authority(name="Obcowo")
    foreign = make_version(other)
    make_action(foreign, make_body(authority=other, short_name="X"), code="1.1", title="Obce")

    assert "Obc" not in str(contents.as_json(contents.content_of(fresh(period))))
