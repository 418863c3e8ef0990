"""The list of problem places as a patrol opens it: at an hour, of a kind, beside its map."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.reports.models import CategoryVersion, ProblemPlace
from prevenio.reports.operations import confirming, joining, problem_places
from prevenio.reports.operations.taking import When
from prevenio.reports.patrolling import AT, NOW, TONIGHT, hours_of
from prevenio.reports.queries.place_page import all_in_words
from prevenio.reports.queries.problem_places import Window
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_problem_place,
    make_report,
    make_row,
)

pytestmark = pytest.mark.django_db
PAGE = "/testowo/desk/reports/places/"
FRIDAY = 4
FRIDAY_NIGHT = When(weekdays=1 << FRIDAY, from_hour=21, to_hour=23)
EVERY_MORNING = When(weekdays=0, from_hour=7, to_hour=8)


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def version(authority: Authority) -> CategoryVersion:
    return make_category(authority)


@pytest.fixture
def staff(client: Client, authority: Authority) -> Client:
    client.force_login(make_member(authority=authority, role=Role.COORDINATOR))
    return client


def placed(authority: Authority, name: str, when: When | None = None, **fields: Any) -> Any:
    told = [make_report(authority, when=when or When(), **fields) for _ in range(2)]
    return make_problem_place(authority, told, name=name)


def names_on(client: Client, query: str = "") -> list[str]:
    """The names of the places in their order; map and list have the same numbers."""
    page = client.get(f"{PAGE}{query}").content.decode()
    numbers = [int(one) for one in re.findall(r'data-number="(\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    return re.findall(r'report-row__title"><a href="[^"]+">([^<]+)<', page)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_places_of_the_hour_stand_first(
    staff: Client, authority: Authority, version: CategoryVersion
) -> None:
    placed(authority, "No hours", version=version)
    placed(authority, "Mornings", EVERY_MORNING, version=version)
    placed(authority, "Friday night", FRIDAY_NIGHT, version=version)

    assert names_on(staff, "?weekday=4&hour=22") == ["Friday night", "No hours", "Mornings"]
    # Seven mornings alike: the hour counts on each of them.
    assert names_on(staff, "?weekday=6&hour=8")[0] == "Mornings"
    page = staff.get(f"{PAGE}?weekday=4&hour=22").content.decode()
    assert page.count("usually then") == 1
    assert "Friday 21–24" in page
    # In Warsaw it is an hour later: nine in the evening.
    with time_machine.travel(at("2026-03-06T20:30"), tick=False):
        assert names_on(staff, "?when=now")[0] == "Friday night"
        assert names_on(staff, "?when=tonight")[0] == "Friday night"
    with time_machine.travel(at("2026-03-06T06:30"), tick=False):
        assert names_on(staff, "?when=now")[0] == "Mornings"


def test_a_weekday_stands_for_all_its_hours(
    staff: Client, authority: Authority, version: CategoryVersion
) -> None:
    placed(authority, "No hours", version=version)
    placed(authority, "Friday night", FRIDAY_NIGHT, version=version)

    # As the form sends it: the hour is “any”. A weekday that is chosen goes before the night.
    assert names_on(staff, "?weekday=4&hour=&when=tonight")[0] == "Friday night"
    page = staff.get(f"{PAGE}?weekday=4&hour=").content.decode()
    assert "<strong>Friday:</strong>" in page
    assert page.count("usually then") == 1
    assert names_on(staff, "?weekday=3&hour=")[0] == "No hours"


@pytest.mark.parametrize(
    ("now", "has", "has_not"),
    [
        ("2026-03-06T15:00", {(4, 20), (4, 23), (5, 0), (5, 4)}, {(4, 19), (5, 5), (4, 3)}),
        # Before the morning the night that began yesterday goes on.
        ("2026-03-07T02:00", {(4, 20), (5, 2)}, {(5, 20)}),
        # The night of a Sunday ends on a Monday.
        ("2026-03-08T21:00", {(6, 20), (0, 4)}, {(0, 20)}),
    ],
)
def test_a_night_goes_on_after_midnight(now: str, has: set[Any], has_not: set[Any]) -> None:
    cells = hours_of(TONIGHT, at(now)).cells
    assert has <= cells
    assert not has_not & cells


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([0, 1, 2, 3, 4, 5, 6], ["every day 7–9"]),
        ([4, 0, 1, 2, 3], ["Monday – Friday 7–9"]),
        ([1, 2, 5], ["Tuesday 7–9", "Wednesday 7–9", "Saturday 7–9"]),
    ],
)
def test_the_same_hours_of_many_days_are_few_words(days: list[int], words: list[str]) -> None:
    with override("en"):
        assert all_in_words([Window(day, 7, 8, 1) for day in days]) == words


def test_an_hour_alone_is_one_of_today() -> None:
    friday = at("2026-03-06T15:00")
    assert hours_of("", friday, hour=3).cells == {(4, 3)}
    assert hours_of(NOW, friday, weekday=1, hour=3).kind == AT
    assert not hours_of("never", friday).cells


def test_the_list_is_narrowed_as_that_of_reports(
    staff: Client, authority: Authority, version: CategoryVersion
) -> None:
    own = placed(authority, "Own", version=version)
    other = placed(authority, "Other")
    body = make_body(authority=authority, short_name="Straż")
    ProblemPlace.objects.filter(pk=own.pk).update(body=body)
    ended = placed(authority, "Ended")
    ProblemPlace.objects.filter(pk=ended.pk).update(state="SOLVED")

    assert set(names_on(staff)) == {"Own", "Other"}
    assert names_on(staff, f"?category={version.category_id}") == ["Own"]
    assert names_on(staff, f"?body={body.pk}") == ["Own"]
    assert set(names_on(staff, f"?precinct={other.precinct_id}")) == {"Own", "Other"}
    assert names_on(staff, "?precinct=999999") == []
    assert names_on(staff, "?state=SOLVED") == ["Ended"]
    ProblemPlace.objects.filter(pk=other.pk).update(review_due_on=MORNING.date())
    assert names_on(staff, "?state=review") == ["Other"]
    page = staff.get(f"{PAGE}?state=review&hour=9").content.decode()
    assert '<option value="9" selected>' in page
    assert f'<option value="{version.category_id}">{version}</option>' in page


@pytest.mark.parametrize(
    "query", ["?hour=24", "?hour=-1", "?weekday=9&hour=x", "?when=x&state=x", "?body=%00&page=x"]
)
def test_what_cannot_be_chosen_is_left_out(staff: Client, authority: Authority, query: str) -> None:
    placed(authority, "Here")
    assert names_on(staff, query) == ["Here"]


def test_the_row_says_what_was_tried_and_how_many_say_so(
    staff: Client, authority: Authority, version: CategoryVersion
) -> None:
    place = placed(authority, "Stairs", FRIDAY_NIGHT, version=version)
    first, second = place.reports.order_by("pk")
    by = make_member(authority=authority, role=Role.COORDINATOR)
    confirming.confirm(
        report=first, is_there=True, person_key="x", form_key="x", language="pl", at=MORNING
    )
    # In the place, and joined with another one in it: a voice all the same, once.
    joining.merge(report=second, into=first, seen=second.revision, by=by, at=MORNING)
    for words in ("Patrol in March.", "Lamp repaired."):
        problem_places.say_tried(place=place, text=words, is_public=False, by=by, at=MORNING)

    page = staff.get(PAGE).content.decode()
    assert "<strong>3 people</strong>, 2 reports" in page
    assert "Lamp repaired." in page
    assert "Patrol in March." not in page


@pytest.mark.parametrize("number", [1, 50, 200])
def test_the_list_makes_few_statements_however_many_places(
    staff: Client,
    authority: Authority,
    version: CategoryVersion,
    number: int,
    django_assert_max_num_queries: Any,
) -> None:
    model = placed(authority, "Model", version=version)
    copies = []
    for count in range(number - 1):
        copy = ProblemPlace.objects.get(pk=model.pk)
        copy.pk, copy.key = None, f"00000000-0000-4000-8000-{count:012d}"
        copies.append(copy)
    for place in ProblemPlace.objects.bulk_create(copies):
        make_row(authority, version=version, place=place, latitude=HERE[0])
    staff.get(PAGE)
    for query in ("", "?when=tonight", f"?category={version.category_id}&weekday=4&hour=22&page=2"):
        with django_assert_max_num_queries(8):
            staff.get(f"{PAGE}{query}")


def test_whoever_works_on_the_street_finds_the_places_of_the_hour_above_the_reports(
    client: Client, authority: Authority, staff: Client
) -> None:
    reports = "/testowo/desk/reports/"
    assert "?when=now" not in client.get(reports).content.decode()
    body = make_body(authority=authority)
    client.force_login(make_member(authority=authority, role=Role.REPORTER, body=body))
    assert f"{PAGE}?when=now" in client.get(reports).content.decode()


def test_others_find_nothing(client: Client, authority: Authority) -> None:
    stranger: User = make_member(role=Role.COORDINATOR)
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 404
