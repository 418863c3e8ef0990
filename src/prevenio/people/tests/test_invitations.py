from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people import links, operations
from prevenio.people.models import Authority, Body, Invitation, Membership, Role, User
from prevenio.people.tests.factories import (
    NOON,
    PASSWORD,
    make_authority,
    make_body,
    make_member,
    make_user,
)


def invite(authority: Authority, by: User, **changes: object) -> Invitation:
    given: dict[str, object] = {"email": "new@example.org", "role": Role.READER, "body": None}
    return operations.invite_person(
        authority=authority,
        by=by,
        at=NOON,
        **(given | changes),  # type: ignore[arg-type]
    )


def test_coordinator_invites(authority: Authority, coordinator: User) -> None:
    invitation = invite(authority, coordinator, email=" New@Example.org ")

    assert invitation.email == "new@example.org"
    assert invitation.expires_at == NOON + timedelta(days=14)
    assert Entry.objects.get().fact == "people.person.invited"


def test_others_may_not_invite(
    authority: Authority, reader: User, stranger: User, programme_officer: User
) -> None:
    for person in (reader, stranger, programme_officer):
        with pytest.raises(NotAllowed):
            invite(authority, person)

    assert not Invitation.objects.exists()


def test_who_runs_the_installation_appoints_coordinators_only(authority: Authority) -> None:
    administrator = User.objects.create_superuser("root@example.org", name="Root")

    invite(authority, administrator, role=Role.COORDINATOR)
    with pytest.raises(NotAllowed):
        invite(authority, administrator, role=Role.READER, email="other@example.org")


def test_a_bodys_role_needs_a_body_of_this_authority(
    authority: Authority, coordinator: User, body: Body
) -> None:
    with pytest.raises(operations.BodyNeeded):
        invite(authority, coordinator, role=Role.REPORTER)
    with pytest.raises(operations.BodyNeeded):
        invite(authority, coordinator, role=Role.REPORTER, body=make_body())

    assert invite(authority, coordinator, role=Role.REPORTER, body=body).body == body


def test_nobody_is_invited_twice(authority: Authority, coordinator: User, reader: User) -> None:
    invite(authority, coordinator)

    with pytest.raises(operations.AlreadyInvited):
        invite(authority, coordinator)
    with pytest.raises(operations.AlreadyMember):
        invite(authority, coordinator, email=reader.email)


def test_sending_again_kills_the_earlier_link(authority: Authority, coordinator: User) -> None:
    invitation = invite(authority, coordinator)
    earlier = links.token_of(invitation)

    renewed = operations.renew_invitation(
        invitation=invitation, by=coordinator, at=NOON + timedelta(days=1)
    )

    assert links.invitation_of(earlier) is None
    assert links.invitation_of(links.token_of(renewed)) == invitation


def test_a_revoked_invitation_stays_revoked(authority: Authority, coordinator: User) -> None:
    invitation = operations.revoke_invitation(
        invitation=invite(authority, coordinator), by=coordinator, at=NOON
    )

    with pytest.raises(operations.InvitationClosed):
        operations.renew_invitation(invitation=invitation, by=coordinator, at=NOON)
    with pytest.raises(operations.InvitationClosed):
        accept(invitation)


def accept(invitation: Invitation, at: object = NOON) -> User:
    return operations.accept_as_new_person(
        invitation=invitation,
        name="Nowa Osoba",
        password=PASSWORD,
        language="cs",
        at=at,  # type: ignore[arg-type]
    )


def test_accepting_opens_an_account_once(authority: Authority, coordinator: User) -> None:
    invitation = invite(authority, coordinator)

    person = accept(invitation)

    membership = Membership.objects.get(user=person)
    assert (membership.role, membership.first_day) == (Role.READER, NOON.date())
    assert person.check_password(PASSWORD)
    assert Entry.objects.last().fact == "people.invitation.accepted"  # type: ignore[union-attr]
    with pytest.raises(operations.InvitationClosed):
        accept(invitation)


def test_an_invitation_runs_out(authority: Authority, coordinator: User) -> None:
    invitation = invite(authority, coordinator)

    with pytest.raises(operations.InvitationClosed):
        accept(invitation, at=NOON + timedelta(days=14))


def test_an_account_accepts_only_its_own_invitation(
    authority: Authority, coordinator: User
) -> None:
    owner = make_user(email="new@example.org")
    invitation = invite(authority, coordinator)

    with pytest.raises(operations.NotYourInvitation):
        operations.accept_as_oneself(invitation=invitation, by=make_user(), at=NOON)
    with pytest.raises(operations.InvitationClosed):
        accept(invitation)

    assert operations.accept_as_oneself(invitation=invitation, by=owner, at=NOON).user == owner


def test_a_closed_account_opens_again_without_its_earlier_roles(
    client: Client, authority: Authority, coordinator: User
) -> None:
    closed = make_member(authority=make_authority(), user=make_user(email="new@example.org"))
    closed.is_active = False
    closed.save()
    TOTP.activate(closed, "A" * 32)
    Membership.objects.filter(user=closed).update(last_day=date(2020, 1, 1))
    link = fresh_link(authority, coordinator)

    response = client.post(link, {"name": "N", "language": "pl", "password": PASSWORD})

    closed.refresh_from_db()
    assert closed.is_active
    assert Membership.objects.get(user=closed, last_day=None).authority == authority
    assert response["Location"] == "/testowo/accounts/login/"
    assert client.get("/testowo/desk/").status_code == 302


def test_from_the_form_to_the_desk(
    client: Client,
    coordinator: User,
    django_capture_on_commit_callbacks: object,
) -> None:
    client.force_login(coordinator)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(
            "/testowo/desk/people/invitations/", {"email": "new@example.org", "role": "READER"}
        )
    letter = mail.outbox[0].body
    link = next(line for line in letter.splitlines() if "/invitation/" in line)
    client.logout()

    page = client.get(link)
    assert page.status_code == 200
    response = client.post(link, {"name": "Nowa", "language": "cs", "password": PASSWORD})

    assert response["Location"] == "/testowo/desk/"
    assert client.get("/testowo/desk/").status_code == 200
    assert client.cookies["django_language"].value == "cs"
    client.logout()
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "new@example.org"])
def test_weak_passwords_are_refused(
    client: Client, authority: Authority, coordinator: User, password: str
) -> None:
    link = fresh_link(authority, coordinator)

    response = client.post(link, {"name": "N", "language": "pl", "password": password})

    assert response.status_code == 200
    assert not User.objects.filter(email="new@example.org").exists()


def fresh_link(authority: Authority, coordinator: User) -> str:
    invitation = invite(authority, coordinator)
    Invitation.objects.update(expires_at=NOON + timedelta(days=3650))
    invitation.refresh_from_db()
    return f"/{authority.slug}/accounts/invitation/{links.token_of(invitation)}/"


@pytest.mark.parametrize("token", ["x", "a:b:c", "WzEsMV0:1tIx:forged", "%00", "é" * 50])
def test_forged_links_give_a_page_that_says_so(
    client: Client, authority: Authority, token: str
) -> None:
    response = client.get(f"/testowo/accounts/invitation/{token}/")

    assert response.status_code == 404


def test_a_link_works_only_in_its_own_authority(
    client: Client, authority: Authority, coordinator: User, stranger: User
) -> None:
    link = fresh_link(authority, coordinator)

    assert client.get(link.replace("/testowo/", "/obcowo/")).status_code == 404
    assert client.get(link.replace("/testowo/", "/")).status_code == 404
    assert client.get(link).status_code == 200


def test_somebody_signed_in_is_told_whose_invitation_it_is(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    link = fresh_link(authority, coordinator)

    page = client.get(link).content.decode()

    assert "new@example.org" in page
    assert coordinator.email in page
    assert client.post(link).status_code == 302
    assert not Membership.objects.filter(user__email="new@example.org").exists()


def test_open_invitations_come_in_pages_of_their_own(
    client: Client, authority: Authority, coordinator: User
) -> None:
    for number in range(25):
        invite(authority, coordinator, email=f"person{number:02}@example.org")
    client.force_login(coordinator)

    first = client.get("/testowo/desk/people/").content.decode()
    second = client.get("/testowo/desk/people/?invited=2").content.decode()

    assert first.count("/revocation/") == 20
    assert 'href="?invited=2"' in first
    assert second.count("/revocation/") == 5
