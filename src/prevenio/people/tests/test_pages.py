"""Every page of the room opens for its people, with few statements."""

import pytest
from django.test import Client

from prevenio.people.models import Authority, Body, User


@pytest.mark.parametrize(
    "path",
    [
        "desk/",
        "desk/bodies/",
        "desk/bodies/new/",
        "desk/people/",
        "desk/people/invitations/",
        "desk/authority/",
        "desk/mail/",
        "accounts/",
        "accounts/2fa/",
        "accounts/2fa/webauthn/",
        "accounts/password/change/",
    ],
)
def test_page_opens_for_the_coordinator(client: Client, coordinator: User, path: str) -> None:
    client.force_login(coordinator)

    response = client.get(f"/testowo/{path}")

    assert response.status_code == 200, response.headers


def test_public_pages_of_signing_in(client: Client, authority: Authority) -> None:
    for path in ("login/", "password/reset/", "password/reset/done/", "inactive/"):
        assert client.get(f"/testowo/accounts/{path}").status_code == 200
        assert client.get(f"/accounts/{path}").status_code == 200


def test_page_of_a_body_and_a_person(client: Client, coordinator: User, body: Body) -> None:
    client.force_login(coordinator)

    for path in (
        f"bodies/{body.pk}/",
        f"bodies/{body.pk}/change/",
        f"people/{coordinator.pk}/",
        f"people/{coordinator.pk}/hand-over/",
        f"roles/{coordinator.memberships.get().pk}/",
    ):
        assert client.get(f"/testowo/desk/{path}").status_code == 200, path


def test_faults_are_told_by_the_page_and_not_by_the_browser(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)

    for path in ("desk/people/invitations/", "desk/authority/", "accounts/password/change/"):
        assert " novalidate " in client.get(f"/testowo/{path}").content.decode(), path
