"""Problem places and punctuality as residents see them; who subscribes is told."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import shapely
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prevenio.journal.operations import record
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.places.tests.factories import make_municipality, make_precinct, make_precinct_kind
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_programme,
    make_version,
)
from prevenio.reports.blurring import square_of
from prevenio.reports.models import ProblemPlace, Report, ReportClass
from prevenio.reports.operations import joining, problem_places, working
from prevenio.reports.operations.taking import When
from prevenio.reports.queries.problem_places import facts_of
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)
from prevenio.subscriptions.models import Announcement, NewsKind

pytestmark = pytest.mark.django_db
PLACES = "/testowo/reports/places/"


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def make_place(
    authority: Authority, by: User, *, people: int = 6, is_public: bool = True, **fields: Any
) -> ProblemPlace:
    version = make_category(authority, **fields)
    friday = When(weekdays=1 << 4, from_hour=21, to_hour=23)
    reports = [make_report(authority, version=version, when=friday) for _ in range(people)]
    place = make_problem_place(authority, reports, by=by)
    if is_public:
        place = problem_places.show(
            place=place, seen=place.revision, is_public=True, by=by, at=MORNING
        )
    return place


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_residents_read_what_was_done(
    client: Client, authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator)
    problem_places.say_tried(
        place=place, text="Notatka dla nas.", is_public=False, by=coordinator, at=MORNING
    )
    problem_places.tell_result(place=place, text="Stoi latarnia.", by=coordinator, at=MORNING)

    assert place.name in page_of(client, PLACES)
    page = page_of(client, f"{PLACES}{place.key}/")
    assert "Stoi latarnia." in page
    assert "Friday 21–24" in page
    assert "Notatka dla nas." not in page
    assert str(HERE[0]) not in page


def test_fewer_than_five_people_are_not_counted_and_give_no_hours(
    client: Client, authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator, people=4)
    page = page_of(client, f"{PLACES}{place.key}/")
    assert "fewer than 5" in page
    assert "Most often" not in page


def test_hours_are_told_only_of_which_enough_people_said_so(
    client: Client, authority: Authority, coordinator: User
) -> None:
    version = make_category(authority)
    reports = [make_report(authority, version=version) for _ in range(5)]
    wednesday = When(weekdays=1 << 2, from_hour=6, to_hour=6)
    reports.append(make_report(authority, version=version, when=wednesday))
    # The same person says it once more, and others say it of an hour around it.
    reports.append(
        make_report(authority, version=version, when=wednesday, person_key=reports[-1].person_key)
    )
    place = make_problem_place(authority, reports, by=coordinator)
    step(problem_places.show, place, coordinator, is_public=True)
    page = page_of(client, f"{PLACES}{place.key}/")
    assert "<dd>6 " in page
    assert "Most often" not in page
    assert [one.from_hour for one in facts_of(place, MORNING).windows] == [6]

    around = When(weekdays=1 << 2, from_hour=5, to_hour=7)
    others = [make_report(authority, version=version, when=around) for _ in range(4)]
    problem_places.join_reports(place=place, reports=others, by=coordinator, at=MORNING)
    page = page_of(client, f"{PLACES}{place.key}/")
    assert "Wednesday 6–7" in page


def test_a_place_beside_a_boundary_does_not_tell_the_side(
    client: Client, authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    shown = square_of(*HERE, 100)
    border = shown.south + (shown.north - shown.south) * 0.8
    west, south, east, north = HERE[1] - 0.2, HERE[0] - 0.2, HERE[1] + 0.2, HERE[0] + 0.2
    kind = make_precinct_kind(authority)
    make_municipality(authority, shape=shapely.box(west, south, east, north))
    make_precinct(kind, name="Rejon południe", shape=shapely.box(west, south, east, border))
    make_precinct(kind, name="Rejon północ", shape=shapely.box(west, border, east, north))
    at: dict[str, Any] = {"latitude": border + 0.00001, "longitude": shown.middle[1]}
    report = make_report(authority, version=make_category(authority, blur_metres=100), **at)
    place = make_problem_place(authority, [report], by=coordinator)
    step(problem_places.show, place, coordinator, is_public=True)
    report.refresh_from_db()
    assert str(report.precinct) == "Rejon północ"

    page_of(client, PLACES)
    with django_assert_max_num_queries(8):
        listed = page_of(client, PLACES)
    told = [listed, page_of(client, f"{PLACES}{place.key}/")]
    told += [
        page_of(client, "/testowo/reports/"),
        page_of(client, f"/testowo/reports/{report.key}/"),
    ]
    for page in told:
        assert "Rejon południe" in page
        assert "Rejon północ" not in page


@pytest.mark.parametrize("data_class", [ReportClass.COUNTS, ReportClass.INTERNAL])
def test_what_is_sensitive_or_not_shown_is_not_there(
    client: Client, authority: Authority, coordinator: User, data_class: ReportClass
) -> None:
    hidden = make_place(authority, coordinator, is_public=False)
    sensitive = make_place(authority, coordinator, data_class=data_class)
    for place in (hidden, sensitive):
        assert client.get(f"{PLACES}{place.key}/").status_code == 404
    assert "There is no public problem place yet" in page_of(client, PLACES)


def test_other_authorities_have_their_own(client: Client, coordinator: User) -> None:
    other = make_authority(country="PL")
    place = make_place(other, make_member(authority=other, role=Role.COORDINATOR))
    assert client.get(f"{PLACES}{place.key}/").status_code == 404


def test_subscribers_are_told_of_new_and_solved_places(
    authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator)
    problem_places.end(
        place=place,
        seen=place.revision,
        is_solved=True,
        text="Spokój.",
        by=coordinator,
        at=MORNING,
    )
    told = Announcement.objects.filter(kind=NewsKind.PLACE, withdrawn_at=None).order_by("pk")
    assert [one.titles["en"] for one in told] == [
        f"Problem place: {place.name}",
        f"Solved: {place.name}",
    ]
    assert told[1].summaries["en"] == "Spokój."
    assert (told[0].latitude, told[0].longitude) != (place.latitude, place.longitude)

    place.refresh_from_db()
    problem_places.show(
        place=place, seen=place.revision, is_public=False, by=coordinator, at=MORNING
    )
    assert not told.all().exists()


def test_a_hidden_place_leaves_no_word_in_feeds_and_digests(
    authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator)
    other = make_place(authority, coordinator)
    told = Announcement.objects.filter(kind=NewsKind.PLACE, withdrawn_at=None).order_by("pk")
    for words in ("Pan N. z ul. Długiej.", "Stoi latarnia."):
        problem_places.tell_result(place=place, text=words, by=coordinator, at=MORNING)
    step(problem_places.end, place, coordinator, is_solved=True, text="Spokój.")
    assert told.count() == 5

    step(problem_places.show, place, coordinator, is_public=False)
    assert [one.path.rsplit("/", 2)[1] for one in told.all()] == [str(other.key)]
    gone = Announcement.objects.exclude(withdrawn_at=None)
    assert [(one.titles, one.summaries) for one in gone] == [({}, {})] * 4

    step(problem_places.show, place, coordinator, is_public=True)
    assert [one.key for one in told.all()] == [f"place:{one.key}" for one in (place, other)]


def test_a_place_that_is_open_again_is_not_told_as_solved(
    authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator)
    told = Announcement.objects.filter(kind=NewsKind.PLACE, withdrawn_at=None).order_by("pk")
    step(problem_places.end, place, coordinator, is_solved=True, text="Spokój.")
    step(problem_places.reopen_place, place, coordinator, text="Znów.")
    assert [one.key for one in told.all()] == [f"place:{place.key}"]

    step(problem_places.end, place, coordinator, is_solved=True, text="Naprawdę.")
    assert [one.summaries["en"] for one in told.all() if "solved" in one.key] == ["Naprawdę."]


def told_of(place: ProblemPlace) -> list[str]:
    """What subscribers and feeds are told of a place."""
    told = Announcement.objects.filter(withdrawn_at=None, key__endswith=f":{place.key}")
    return [one.partition(":")[0] for one in told.order_by("pk").values_list("key", flat=True)]


def test_a_report_that_residents_do_not_see_takes_its_place_back(
    authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator)
    other = make_place(authority, coordinator)
    problem_places.tell_result(place=place, text="Stoi latarnia.", by=coordinator, at=MORNING)
    secret = make_report(authority, version=make_category(authority, data_class="COUNTS"))

    problem_places.join_reports(place=place, reports=[secret], by=coordinator, at=MORNING)
    assert told_of(place) == []
    assert told_of(other) == ["place"]

    problem_places.take_out(place=place, report=secret, by=coordinator, at=MORNING)
    assert told_of(place) == ["place"]


def test_a_report_of_another_class_takes_its_place_back(
    authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator)
    report = Report.objects.filter(place=place).order_by("pk")[0]
    secret, public = make_category(authority, data_class="INTERNAL"), report.version
    common: dict[str, Any] = {"by": coordinator, "at": MORNING}

    report = working.sort(report=report, seen=report.revision, version=secret, **common)
    assert told_of(place) == []

    working.sort(report=report, seen=report.revision, version=public, **common)
    assert told_of(place) == ["place"]


def test_a_report_joined_with_one_of_a_place_takes_it_back_until_it_stands_alone(
    authority: Authority, coordinator: User
) -> None:
    place = make_place(authority, coordinator)
    into = Report.objects.filter(place=place).order_by("pk")[0]
    secret = make_report(authority, version=make_category(authority, data_class="COUNTS"))
    common: dict[str, Any] = {"by": coordinator, "at": MORNING}

    secret = joining.merge(report=secret, into=into, seen=secret.revision, **common)
    assert told_of(place) == []

    working.reopen(report=secret, seen=secret.revision, reason="Coś innego.", **common)
    assert told_of(place) == ["place"]


def test_a_place_is_told_of_once_what_hid_it_has_gone(
    authority: Authority, coordinator: User
) -> None:
    version = make_category(authority, data_class="COUNTS")
    reports = [make_report(authority), make_report(authority, version=version)]
    place = make_problem_place(authority, reports, by=coordinator)
    step(problem_places.show, place, coordinator, is_public=True)
    assert told_of(place) == []

    problem_places.take_out(place=place, report=reports[1], by=coordinator, at=MORNING)
    assert told_of(place) == ["place"]


def test_what_changes_no_place_asks_little(
    authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    make_place(authority, coordinator)
    report = make_report(authority)
    fact = partial(record, about=report, by=None, at=MORNING, authority_id=authority.pk)
    fact("reports.report.noted")
    with CaptureQueriesContext(connection) as usual:
        fact("reports.report.noted")
    for name, most in (("closed", 0), ("sorted", 1), ("reopened", 2)):
        with django_assert_max_num_queries(len(usual) + most):
            fact(f"reports.report.{name}")


def step(operation: Callable[..., object], place: ProblemPlace, by: User, **given: object) -> None:
    place.refresh_from_db()
    operation(place=place, seen=place.revision, by=by, at=MORNING, **given)


def test_punctuality_is_a_page_with_few_statements(
    client: Client, authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    make_place(authority, coordinator)
    client.get("/testowo/reports/punctuality/")
    with django_assert_max_num_queries(9):
        page = page_of(client, "/testowo/reports/punctuality/")
    assert "Drinking of alcohol" in page
    assert "0&nbsp;%" in page


def test_the_first_day_says_so(client: Client, authority: Authority) -> None:
    assert "There are too few reports to say." in page_of(client, "/testowo/reports/punctuality/")


def test_the_action_shows_the_places_that_it_takes_up(
    client: Client, authority: Authority, coordinator: User
) -> None:
    version = make_version(make_programme(authority), is_public=True)
    action = make_action(make_area(version))
    place = make_place(authority, coordinator)
    problem_places.take_up(
        place=place, seen=place.revision, action=action, by=coordinator, at=MORNING
    )
    assert f"{PLACES}{place.key}/" in page_of(client, f"/testowo/actions/{action.code}/")
    assert f"/testowo/actions/{action.code}/" in page_of(client, f"{PLACES}{place.key}/")
