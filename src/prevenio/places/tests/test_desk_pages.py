from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, Body, User
from prevenio.places.models import (
    Absence,
    Address,
    Boundary,
    Duty,
    GroupMember,
    Municipality,
    Precinct,
    WorkingGroup,
)
from prevenio.places.operations.versions import mark_changed
from prevenio.places.tests.factories import (
    make_boundary,
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.places.tests.staff import make_absence, make_duty, week
from prevenio.places.urls import urlpatterns

DESK = "/testowo/desk/places/"
LISTS = [
    "",
    "municipalities/",
    "municipalities/?q=ves",
    "precincts/",
    "precincts/?kind=police&q=precinct",
    "kinds/",
    "duties/",
    "absences/",
    "groups/",
    "coverage/",
    "coverage/police/addresses/",
    "coverage/addresses/",
    "coverage/addresses/?lack=precinct",
]
ONLY_BUTTONS = {"kind-up", "kinds-loading", "absence-end"}


@pytest.fixture
def town(authority: Authority, body: Body) -> Municipality:
    return make_municipality(authority, name="Ves", office=body, shape=square(20, 50))


@pytest.fixture
def precinct(town: Municipality) -> Precinct:
    kind = make_precinct_kind(town.authority, position=1)
    return make_precinct(kind, municipality=town, shape=square(20, 50, 0.5))


@pytest.fixture
def arguments(precinct: Precinct, body: Body) -> dict[str, Any]:
    """One row of everything, by the names of the arguments in addresses."""
    duty = make_duty(precinct, hours=week(8, 16))
    away = make_absence(duty, date(2026, 3, 1), date(2099, 3, 5), deputy_name="Ewa")
    group = WorkingGroup.objects.create(
        authority=precinct.authority, municipality=precinct.municipality, name="Skupina"
    )
    member = GroupMember.objects.create(
        group=group, person_name="Eva", email="eva@example.org", body=body, is_public=False
    )
    return {
        "municipality_id": precinct.municipality_id,
        "precinct_id": precinct.pk,
        "kind_id": precinct.kind_id,
        "kind": precinct.kind.code,
        "duty_id": duty.pk,
        "absence_id": away.pk,
        "group_id": group.pk,
        "member_id": member.pk,
    }


def addresses(arguments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every page of the desk's side, filled with arguments."""
    for pattern in urlpatterns:
        if isinstance(pattern, URLPattern) and pattern.name not in ONLY_BUTTONS:
            route = str(pattern.pattern)
            for name, converter in pattern.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower()
                route = route.replace(f"<{kind}:{name}>", str(arguments[name]))
            yield str(pattern.name), DESK + route


def test_every_page_opens_for_the_bureau(
    client: Client, coordinator: User, arguments: dict[str, Any]
) -> None:
    client.force_login(coordinator)
    for _name, address in addresses(arguments):
        assert client.get(address).status_code == 200, address


def test_strangers_find_none_of_the_pages(
    client: Client, stranger: User, arguments: dict[str, Any]
) -> None:
    client.force_login(stranger)
    for _name, address in addresses(arguments):
        assert client.get(address).status_code == 404, address


def test_readers_read_and_are_kept_from_changing(
    client: Client, reader: User, arguments: dict[str, Any]
) -> None:
    client.force_login(reader)
    words = ("new", "change", "end", "hand-over", "boundary", "absence-new")
    for name, address in addresses(arguments):
        expected = 403 if name.endswith(words) else 200
        assert client.get(address).status_code == expected, address


def test_an_office_keeps_what_is_its_own(
    client: Client, reporter: User, arguments: dict[str, Any]
) -> None:
    client.force_login(reporter)
    own = ["precinct-duty-new", "duty-change", "absence-new", "group-change", "member-new"]
    pages = dict(addresses(arguments))
    assert [client.get(pages[name]).status_code for name in own] == [200] * len(own)
    assert client.get(pages["duty-new"]).status_code == 403
    assert client.get(pages["precinct-change"]).status_code == 403


def test_members_who_are_not_public_are_shown_to_their_own_people_only(
    client: Client, reader: User, coordinator: User, arguments: dict[str, Any]
) -> None:
    page = f"{DESK}groups/{arguments['group_id']}/"
    client.force_login(reader)
    assert "Eva" not in client.get(page).content.decode()
    client.force_login(coordinator)
    assert "eva@example.org" in client.get(page).content.decode()


def test_the_first_day_says_what_comes_next(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    page = client.get(DESK).content.decode()
    assert f"{DESK}imports/new/" in page
    assert f"{DESK}municipalities/new/" in page


@pytest.fixture
def region(town: Municipality, body: Body) -> Authority:
    """2,000 precincts, 6,000 duties and 3,000 addresses."""
    authority = town.authority
    kinds = [make_precinct_kind(authority, code=code) for code in ("police", "guard")]
    precincts = Precinct.objects.bulk_create(
        Precinct(
            authority=authority,
            kind=kinds[number % 2],
            municipality=town,
            code=f"{number:04}",
            name=f"Precinct {number}",
        )
        for number in range(2000)
    )
    template = make_boundary(precincts[0], square(20, 50, 0.01))
    Boundary.objects.bulk_create(
        Boundary(
            authority=authority,
            precinct=one,
            shape=template.shape,
            west=20,
            south=50,
            east=20.01,
            north=50.01,
        )
        for one in precincts[1:]
    )
    Duty.objects.bulk_create(
        Duty(
            authority=authority,
            kind=one.kind,
            precinct=one,
            person_name=f"Person {number}",
            span="ALWAYS",
        )
        for number in range(3)
        for one in precincts
    )
    Address.objects.bulk_create(
        Address(
            authority=authority,
            street="Polní",
            number=str(number),
            latitude=50.0 + number / 10_000,
            longitude=20.005,
        )
        for number in range(3000)
    )
    duty = Duty.objects.filter(authority=authority)[0]
    Absence.objects.create(duty=duty, first_day=date(2026, 1, 1), last_day=date(2099, 1, 1))
    mark_changed(authority.pk)
    return authority


def test_lists_take_eight_statements_whatever_their_size(
    client: Client,
    coordinator: User,
    region: Authority,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)
    client.get(DESK + "coverage/")
    cache.clear()
    for address in LISTS:
        with django_assert_max_num_queries(8):
            assert client.get(DESK + address).status_code == 200


def test_a_changed_coverage_takes_nine_statements_and_three_for_the_index(
    client: Client,
    coordinator: User,
    region: Authority,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)
    with django_assert_max_num_queries(12):
        page = client.get(DESK + "coverage/").content.decode()
    assert "2,899" in page or "2 899" in page.replace("\xa0", " ")
    with django_assert_max_num_queries(6):
        client.get(DESK + "coverage/")
