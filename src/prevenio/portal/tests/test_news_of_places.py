"""What was told of a problem place says how it is called now, and lies where it lies now."""

from typing import Any

import pytest
import shapely
from pytest_django import DjangoCaptureOnCommitCallbacks

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.places.models import Precinct
from prevenio.places.tests.factories import make_municipality, make_precinct, make_precinct_kind
from prevenio.reports.models import ProblemPlace, Report, ReportClass
from prevenio.reports.operations import moving, problem_places, resident
from prevenio.reports.queries.public_places import public_places
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)
from prevenio.subscriptions.models import Announcement

pytestmark = pytest.mark.django_db
THERE = (HERE[0] + 0.02, HERE[1])


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


@pytest.fixture
def sides(authority: Authority) -> list[Precinct]:
    """Two precincts in two towns, with a boundary between `HERE` and `THERE`."""
    kind, border = make_precinct_kind(authority), HERE[0] + 0.01
    west, east = HERE[1] - 0.2, HERE[1] + 0.2
    shapes = [
        shapely.box(west, HERE[0] - 0.2, east, border),
        shapely.box(west, border, east, HERE[0] + 0.2),
    ]
    towns = [make_municipality(authority, shape=shape) for shape in shapes]
    return [
        make_precinct(kind, code=str(number), municipality=town, shape=shape)
        for number, (town, shape) in enumerate(zip(towns, shapes, strict=True), 1)
    ]


def shown(report: Report, by: User) -> ProblemPlace:
    place = make_problem_place(report.authority, [report], by=by, name="U Nowaka")
    return problem_places.show(place=place, seen=place.revision, is_public=True, by=by, at=MORNING)


def told_of(place: ProblemPlace) -> list[Announcement]:
    rows = Announcement.objects.filter(withdrawn_at=None, key__endswith=f":{place.key}")
    return list(rows.order_by("pk"))


def test_a_place_that_is_renamed_is_called_so_in_all_that_was_told(
    authority: Authority, coordinator: User
) -> None:
    body = make_body(authority=authority)
    place = shown(make_report(authority), coordinator)
    for words in ("Stoi latarnia.", "Świeci."):
        problem_places.tell_result(place=place, text=words, by=coordinator, at=MORNING)
    place.refresh_from_db()

    problem_places.rename(
        place=place, seen=place.revision, name="Schody", body=body, by=coordinator, at=MORNING
    )

    told = told_of(place)
    assert [one.titles["en"] for one in told] == [
        "Problem place: Schody",
        "News of a problem place: Schody",
        "News of a problem place: Schody",
    ]
    assert [one.summaries.get("en") for one in told] == [None, "Stoi latarnia.", "Świeci."]
    assert {one.body for one in told} == {body}


def test_news_of_a_place_lie_where_its_report_was_moved_to(
    authority: Authority,
    coordinator: User,
    sides: list[Precinct],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    report = make_report(authority)
    place = shown(report, coordinator)
    report.refresh_from_db()
    (before,) = told_of(place)
    assert list(before.precincts.all()) == [sides[0]]

    there: dict[str, Any] = {"latitude": THERE[0], "longitude": THERE[1]}
    with django_capture_on_commit_callbacks(execute=True):
        moving.move(
            report=report,
            seen=report.revision,
            place_name="",
            reason="Po drugiej stronie.",
            by=coordinator,
            at=MORNING,
            **there,
        )

    place.refresh_from_db()
    assert (place.precinct, place.municipality) == (sides[1], sides[1].municipality)
    (after,) = told_of(place)
    assert after.latitude is not None
    assert after.latitude > HERE[0] + 0.015
    assert (after.municipality, list(after.precincts.all())) == (place.municipality, [sides[1]])
    assert after.number == before.number


def test_a_report_that_was_taken_back_hides_its_place_no_longer(
    authority: Authority,
    coordinator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    place = shown(make_report(authority), coordinator)
    secret = make_report(authority, version=make_category(authority, data_class=ReportClass.COUNTS))
    problem_places.join_reports(place=place, reports=[secret], by=coordinator, at=MORNING)
    secret.refresh_from_db()
    assert not public_places(authority).exists()

    with django_capture_on_commit_callbacks(execute=True):
        resident.withdraw(report=secret, at=MORNING)

    assert public_places(authority).get() == place
    assert [one.titles["en"] for one in told_of(place)] == ["Problem place: U Nowaka"]
