from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from prevenio.desk import queries
from prevenio.desk.queries import Step
from prevenio.notices.models import Notice, NoticeState
from prevenio.people import operations
from prevenio.people.models import Authority, Body, Invitation, Role, User
from prevenio.people.tests.factories import NOON, make_authority, make_body
from prevenio.people.tests.test_change_authority import CHOICES
from prevenio.programme.models import (
    ImportDraft,
    Programme,
    ProgrammeVersion,
    SourceDocument,
    VersionState,
)

HOME = "/testowo/desk/"


@pytest.fixture
def programme(authority: Authority) -> Programme:
    return Programme.objects.create(authority=authority, title="Bezpieczne Testowo")


def make_version(programme: Programme, *, major: int = 1, state: str = "DRAFT") -> ProgrammeVersion:
    is_adopted = state == VersionState.ADOPTED
    return ProgrammeVersion.objects.create(
        programme=programme,
        major=major,
        state=state,
        created_at=NOON,
        adopted_at=NOON if is_adopted else None,
        effective_from=NOON.date() if is_adopted else None,
        digest="0" * 64 if is_adopted else "",
        is_public=is_adopted,
    )


def make_draft(authority: Authority) -> ImportDraft:
    source = SourceDocument.objects.create(
        authority=authority, name="uchwala.pdf", form="pdf", sha256="1" * 64, stored_at=NOON
    )
    return ImportDraft.objects.create(authority=authority, source=source, started_at=NOON)


def english(client: Client, person: User) -> Client:
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def state(authority: Authority, user: User) -> queries.State:
    return queries.state_of(authority=authority, user=user, at=NOON)


def test_a_new_authority_starts_at_the_first_step(
    client: Client, authority: Authority, coordinator: User
) -> None:
    page = english(client, coordinator).get(HOME).content.decode()

    assert "0 of 6 steps are ready" in page
    assert "Residents see nothing yet" in page
    assert page.count("step--now") == 1
    assert page.count("after step 3") == 2


def test_each_step_is_done_by_its_fact(
    authority: Authority, coordinator: User, body: Body, programme: Programme
) -> None:
    assert state(authority, coordinator).done == frozenset()

    TOTP.activate(coordinator, "A" * 32)
    assert state(authority, coordinator).next_step == Step.LOOK
    operations.change_authority(authority=authority, choices=CHOICES, by=coordinator, at=NOON)
    assert state(authority, coordinator).next_step == Step.PROGRAMME
    make_version(programme)
    assert state(authority, coordinator).next_step == Step.BODIES
    operations.confirm_bodies(authority=authority, by=coordinator, at=NOON)
    assert state(authority, coordinator).next_step == Step.MAIL
    make_notice(authority, state=NoticeState.SENT, is_test=True)
    assert state(authority, coordinator).next_step == Step.PUBLICATION
    make_version(programme, major=2, state=VersionState.ADOPTED)
    assert state(authority, coordinator).next_step is None


def make_notice(authority: Authority, *, state: str, is_test: bool = False) -> Notice:
    return Notice.objects.create(
        authority_id=authority.pk,
        to="a@example.org",
        subject="s",
        text="t",
        state=state,
        is_test=is_test,
        written_at=NOON,
    )


def test_once_residents_read_it_the_desk_gives_way_to_duties(
    client: Client, coordinator: User, programme: Programme
) -> None:
    make_version(programme, state=VersionState.ADOPTED)

    page = english(client, coordinator).get(HOME).content.decode()

    assert "Residents read version 1.0, in force since" in page
    assert "Getting ready" not in page
    for duty in ("Set up your second step", "Confirm the bodies", "Try outgoing mail"):
        assert duty in page


def test_facts_of_others_do_not_count(
    authority: Authority, coordinator: User, stranger: User
) -> None:
    other = stranger.memberships.get().authority
    make_body(authority=other)
    operations.confirm_bodies(authority=other, by=stranger, at=NOON)
    make_notice(other, state=NoticeState.FAILED)
    make_version(Programme.objects.create(authority=other, title="Obce"))
    TOTP.activate(stranger, "A" * 32)

    found = state(authority, coordinator)

    assert found.done == frozenset()
    assert found.failed_notices == 0


def test_the_show_city_is_offered(client: Client, coordinator: User) -> None:
    make_authority(slug="pokazowe", is_sample=True)

    assert b"/pokazowe/" in english(client, coordinator).get(HOME).content


def test_duties_stand_with_their_links(
    client: Client, authority: Authority, coordinator: User, programme: Programme
) -> None:
    draft = make_draft(authority)
    version = make_version(programme, state=VersionState.HANDED_OVER)
    make_notice(authority, state=NoticeState.FAILED)
    Invitation.objects.create(
        authority=authority,
        email="late@example.org",
        role=Role.READER,
        invited_by=coordinator,
        invited_at=NOON,
        expires_at=timezone.now() - timedelta(days=1),
    )

    page = english(client, coordinator).get(HOME).content.decode()

    assert "Finish reviewing uchwala.pdf" in page
    assert f"/testowo/desk/programme/import/{draft.pk}/" in page
    assert f"Approve version {version.number} or send it back" in page
    assert "Look after 1 letter that could not be sent" in page
    assert "Renew or withdraw 1 invitation" in page


def test_a_reader_has_no_duties_and_no_set_up(
    client: Client, authority: Authority, reader: User, programme: Programme
) -> None:
    make_draft(authority)
    make_version(programme, state=VersionState.HANDED_OVER)
    make_notice(authority, state=NoticeState.FAILED)

    page = english(client, reader).get(HOME).content.decode()

    assert "Nothing waits for you" in page
    assert "Getting ready" not in page


def test_a_programme_officer_finishes_but_does_not_approve(
    client: Client, programme_officer: User, programme: Programme
) -> None:
    make_version(programme, state=VersionState.HANDED_OVER)
    make_version(programme, major=2)

    page = english(client, programme_officer).get(HOME).content.decode()

    assert "Finish version 2.0" in page
    assert "Approve" not in page


@pytest.mark.parametrize("language", ["pl", "cs", "en"])
@pytest.mark.parametrize("is_public", [True, False])
def test_the_desk_needs_few_statements(
    client: Client,
    authority: Authority,
    coordinator: User,
    programme: Programme,
    language: str,
    is_public: bool,
    django_assert_max_num_queries: object,
) -> None:
    make_draft(authority)
    if is_public:
        make_version(programme, major=20, state=VersionState.ADOPTED)
    for major in range(1, 9):
        make_version(programme, major=major)
    client.force_login(coordinator)
    client.cookies["django_language"] = language

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert client.get(HOME).status_code == 200


def test_strangers_find_no_desk(client: Client, authority: Authority, stranger: User) -> None:
    assert client.get(HOME)["Location"] == f"/testowo/accounts/login/?next={HOME}"
    client.force_login(stranger)
    assert client.get(HOME).status_code == 404
    client.force_login(User.objects.create_superuser("root@example.org", name="Root"))

    assert client.get(HOME).status_code == 404


def test_nobody_is_asked_to_set_up_a_show_city(
    client: Client, authority: Authority, coordinator: User, programme: Programme
) -> None:
    Authority.objects.filter(pk=authority.pk).update(is_sample=True)
    make_version(programme, state=VersionState.ADOPTED)

    page = english(client, coordinator).get(HOME).content.decode()

    assert "Nothing waits for you" in page
    assert "Set up your second step" not in page


@pytest.mark.parametrize(("tries", "seen"), [(1, 0), (3, 1)])
def test_letters_that_keep_failing_are_told_before_they_are_given_up(
    authority: Authority, coordinator: User, tries: int, seen: int
) -> None:
    make_notice(authority, state=NoticeState.WAITING)
    Notice.objects.update(tries=tries)

    assert state(authority, coordinator).failed_notices == seen
