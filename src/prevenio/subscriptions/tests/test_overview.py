"""The desk sees how many subscribe to what, and nobody's address."""

import pytest
from django.core.cache import cache
from django.test import Client

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.places.models import Municipality
from prevenio.subscriptions.models import TopicKind
from prevenio.subscriptions.queries.counting import overview_of
from prevenio.subscriptions.tests.factories import confirmed, many_readers

PAGE = "/testowo/desk/subscriptions/"


@pytest.fixture(autouse=True)
def forget_limits(db: None) -> None:
    cache.clear()


def test_numbers_are_shown_and_small_ones_are_not(
    client: Client, authority: Authority, coordinator: User
) -> None:
    town = Municipality.objects.create(authority=authority, name="Wólka")
    many_readers(authority, 7, kind=TopicKind.MUNICIPALITY, municipality=town)
    confirmed(authority, email="ewa@example.org")
    client.force_login(coordinator)

    page = client.get(PAGE).content.decode()

    assert "ewa@example.org" not in page
    assert "reader1@example.org" not in page
    numbers = {one.label: one.number for one in overview_of(authority).by_kind}
    assert numbers[str(TopicKind.MUNICIPALITY.label)] == 7
    assert numbers[str(TopicKind.EVERYTHING.label)] is None
    assert numbers[str(TopicKind.BODY.label)] == 0
    assert "Wólka" in page


def test_strangers_and_other_roles_find_nothing(client: Client, authority: Authority) -> None:
    client.force_login(make_member(authority=authority, role=Role.READER))
    assert client.get(PAGE).status_code == 404
    client.force_login(make_member(authority=make_authority(slug="obcowo"), role=Role.COORDINATOR))
    assert client.get(PAGE).status_code == 404


def test_the_page_asks_the_database_few_questions(
    client: Client,
    authority: Authority,
    coordinator: User,
    django_assert_max_num_queries: object,
) -> None:
    many_readers(authority, 20)
    client.force_login(coordinator)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(PAGE)
