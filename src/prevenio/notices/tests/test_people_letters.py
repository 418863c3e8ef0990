from datetime import timedelta

from django.test import Client

from prevenio.notices.models import Notice
from prevenio.people import operations
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import NOON, make_user


def test_an_invitation_speaks_the_authoritys_language_and_names_the_facts(
    authority: Authority, coordinator: User, body: Body
) -> None:
    operations.invite_person(
        authority=authority,
        email="new@example.org",
        role=Role.REPORTER,
        body=body,
        by=coordinator,
        at=NOON,
    )

    notice = Notice.objects.get()
    assert notice.to == "new@example.org"
    assert "Straż Miejska" in notice.text
    assert coordinator.name in notice.text
    assert "/testowo/accounts/invitation/" in notice.text
    assert "16 marca 2026" in notice.subject.replace("\u00a0", " ")


def test_somebody_with_an_account_is_written_to_in_their_language(
    authority: Authority, coordinator: User
) -> None:
    person = make_user(language="cs")

    operations.invite_person(
        authority=authority,
        email=person.email,
        role=Role.READER,
        body=None,
        by=coordinator,
        at=NOON,
    )

    assert "16. března 2026" in Notice.objects.get().subject.replace("\u00a0", " ")


def test_both_are_told_of_a_hand_over(
    authority: Authority, coordinator: User, reader: User
) -> None:
    operations.hand_over(
        giver=coordinator,
        taker=reader,
        authority=authority,
        first_day=NOON.date() + timedelta(days=5),
        by=coordinator,
        at=NOON,
    )

    told = {notice.to: notice.text for notice in Notice.objects.all()}
    assert set(told) == {coordinator.email, reader.email}
    assert reader.name in told[coordinator.email]
    assert coordinator.name in told[reader.email]


def test_a_changed_role_is_told_unless_one_changed_it_oneself(
    authority: Authority, coordinator: User, reader: User
) -> None:
    operations.change_role(
        membership=reader.memberships.get(),
        role=Role.COORDINATOR,
        body=None,
        by=coordinator,
        at=NOON,
    )
    operations.change_role(
        membership=coordinator.memberships.get(),
        role=Role.READER,
        body=None,
        by=coordinator,
        at=NOON,
    )

    assert [notice.to for notice in Notice.objects.all()] == [reader.email]


def test_a_reset_letter_belongs_to_no_authority(client: Client, reader: User) -> None:
    client.post("/testowo/accounts/password/reset/", {"email": reader.email})

    notice = Notice.objects.get()
    assert notice.authority_id == 0
    assert "http://testserver/testowo/accounts/password/reset/key/" in notice.text
