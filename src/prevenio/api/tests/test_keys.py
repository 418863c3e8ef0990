"""The bureau's page of keys."""

import re
from typing import Any

import pytest
from django.test import Client

from prevenio.api.models import ApiKey
from prevenio.api.operations import found_key
from prevenio.api.tests.factories import make_key
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member, make_user

pytestmark = pytest.mark.django_db

PAGE = "/testowo/desk/systems/"


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def test_a_new_key_is_shown_once(client: Client, authority: Authority, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.post(PAGE, {"name": "Aplikacja miasta", "daily_limit": "20"})
    assert answer["Cache-Control"] == "private, no-store"
    shown = re.search(r"<p><code>([\w-]{40,})</code>", answer.content.decode())
    assert shown
    assert found_key(authority, shown[1]).daily_limit == 20
    again = client.get(PAGE).content.decode()
    assert shown[1] not in again
    assert "Aplikacja miasta" in again


def test_what_is_wrong_stands_in_the_form(
    client: Client, authority: Authority, coordinator: User
) -> None:
    make_key(authority, name="Aplikacja")
    client.force_login(coordinator)
    for sent in (
        {"name": "", "daily_limit": "20"},
        {"name": "Aplikacja", "daily_limit": "20"},
        {"name": "x" * 81, "daily_limit": "20"},
        {"name": "x\x00", "daily_limit": "20"},
        {"name": "Inna", "daily_limit": "0"},
        {"name": "Inna", "daily_limit": "9" * 30},
        {"name": "Inna", "daily_limit": "x"},
    ):
        answer = client.post(PAGE, sent)
        assert answer.context["form"].errors, sent
        assert sent["daily_limit"] in answer.content.decode()
    assert ApiKey.objects.count() == 1


def test_a_key_is_revoked_by_a_button(
    client: Client, authority: Authority, coordinator: User
) -> None:
    key, _secret = make_key(authority)
    client.force_login(coordinator)
    assert client.get(f"{PAGE}{key.pk}/revocation/").status_code == 302
    assert ApiKey.objects.get().is_in_force
    client.post(f"{PAGE}{key.pk}/revocation/")
    assert not ApiKey.objects.get().is_in_force
    # Pressed twice it says so and changes nothing.
    assert client.post(f"{PAGE}{key.pk}/revocation/", follow=True).status_code == 200


def test_strangers_find_nothing_and_others_are_refused(
    client: Client, authority: Authority
) -> None:
    key, _secret = make_key(authority)
    paths = (PAGE, f"{PAGE}{key.pk}/revocation/")
    assert [client.post(path).status_code for path in paths] == [302, 302]
    client.force_login(make_user())
    assert [client.post(path).status_code for path in paths] == [404, 404]
    reporter = make_member(
        authority=authority, role=Role.REPORTER, body=make_body(authority=authority)
    )
    client.force_login(reporter)
    assert [client.post(path).status_code for path in paths] == [403, 403]
    assert ApiKey.objects.get().is_in_force


def test_a_key_of_another_authority_is_not_there(
    client: Client, authority: Authority, coordinator: User
) -> None:
    key, _secret = make_key(make_authority())
    client.force_login(coordinator)
    assert client.post(f"{PAGE}{key.pk}/revocation/").status_code == 404
    assert client.post(f"{PAGE}{'9' * 30}/revocation/").status_code == 404
    assert ApiKey.objects.get().is_in_force


def test_the_page_takes_few_statements_however_many_keys(
    client: Client,
    authority: Authority,
    coordinator: User,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(12):
        make_key(authority, name=f"{number}")
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        assert client.get(PAGE).status_code == 200
