"""The card "What changed" on the desk's first page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.desk.changes import DAYS, MOST_CHANGES, Change, changes_for
from prevenio.journal.operations import record
from prevenio.people.models import Authority, Body, Membership, Role, User
from prevenio.people.tests.factories import NOON, make_authority, make_body, make_member, make_user
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns import operations
from prevenio.returns.tests.factories import make_action, make_version, open_year, submit
from prevenio.returns.tests.test_board import of
from prevenio.subscriptions.models import Announcement, NewsKind


@pytest.fixture
def police(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="KMP", email="kmp@example.org")


def changes(user: User, authority: Authority) -> list[Change]:
    memberships = list(Membership.objects.filter(user=user, authority=authority))
    return list(changes_for(user, authority=authority, memberships=memberships, at=NOON))


def note(authority: Authority, fact: str, *, by: User | None, days_ago: int = 1) -> None:
    at = NOON - timedelta(days=days_ago)
    record(fact, about=authority, by=by, at=at, authority_id=authority.pk)


def test_the_bureau_reads_what_others_did(authority: Authority, coordinator: User) -> None:
    colleague = make_user(name="Ewa Lis")
    note(authority, "people.authority.changed", by=colleague)
    note(authority, "people.authority.changed", by=coordinator)

    found = changes(coordinator, authority)

    assert [(one.words, one.times) for one in found] == [
        ("The settings of the authority were changed.", 1)
    ]
    assert "Ewa Lis" in found[0].note


def test_keys_are_no_names(authority: Authority, coordinator: User) -> None:
    announcement = Announcement.objects.create(
        authority=authority, key="programme:1", kind=NewsKind.PROGRAMME, at=NOON, changed_at=NOON
    )
    at = NOON - timedelta(hours=1)
    record(
        "subscriptions.announcement.made",
        about=announcement,
        by=None,
        at=at,
        authority_id=authority.pk,
    )
    (found,) = changes(coordinator, authority)
    assert found.note == ""


def test_the_same_thing_on_one_day_is_one_line(authority: Authority, coordinator: User) -> None:
    colleague = make_user()
    for _time in range(3):
        note(authority, "people.authority.changed", by=colleague)

    (found,) = changes(coordinator, authority)

    assert found.times == 3


def test_old_things_and_things_of_others_are_left_out(
    authority: Authority, coordinator: User
) -> None:
    elsewhere = make_authority(slug="gdzie-indziej")
    note(elsewhere, "people.authority.changed", by=make_user())
    note(authority, "people.authority.changed", by=make_user(), days_ago=DAYS + 1)

    assert changes(coordinator, authority) == []


def test_the_card_is_short(authority: Authority, coordinator: User) -> None:
    for days_ago in range(1, 12):
        note(authority, "people.authority.changed", by=make_user(), days_ago=days_ago)

    assert len(changes(coordinator, authority)) == MOST_CHANGES


def test_a_body_hears_what_became_of_its_returns(
    authority: Authority, coordinator: User, police: Body, settings: Any
) -> None:
    # Outside a request the addresses of an authority are not the root ones.
    settings.ROOT_URLCONF = settings.AUTHORITY_URLCONF
    version = make_version(authority)
    make_action(version, police, code="1.1", title="Patrole")
    period = open_year(version, coordinator, needs_certifier=False)
    reporter = make_member(role=Role.REPORTER, body=police)
    sent = submit(of(period, "1.1", "KMP"))
    operations.accept_return(action_return=sent, by=coordinator, at=NOON)

    (found,) = changes(reporter, authority)

    assert found.words == "The bureau accepted a return."
    assert "Patrole" in found.note
    assert found.address.endswith(f"/{sent.pk}/")


def test_several_returns_of_one_day_are_one_line(
    authority: Authority, coordinator: User, police: Body, settings: Any
) -> None:
    settings.ROOT_URLCONF = settings.AUTHORITY_URLCONF
    version = make_version(authority)
    for code in ("1.1", "1.2"):
        make_action(version, police, code=code)
    period = open_year(version, coordinator, needs_certifier=False)
    reporter = make_member(role=Role.REPORTER, body=police)
    for code in ("1.1", "1.2"):
        sent = submit(of(period, code, "KMP"))
        operations.accept_return(action_return=sent, by=coordinator, at=NOON)

    (found,) = changes(reporter, authority)

    assert (found.times, found.note) == (2, "1.1, 1.2")
    assert found.address.endswith(f"/{period.pk}/")


def test_a_reader_without_a_body_has_no_card(authority: Authority) -> None:
    reader = make_member(authority=authority)
    note(authority, "people.authority.changed", by=make_user())

    assert changes(reader, authority) == []


def test_the_card_stands_on_the_desk(
    client: Client, authority: Authority, coordinator: User, police: Body
) -> None:
    version = make_version(authority)
    ProgrammeVersion.objects.filter(pk=version.pk).update(is_public=True)
    note(authority, "people.bodies.confirmed", by=make_user(name="Ewa Lis"))
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"

    with time_machine.travel(NOON, tick=False):
        page = client.get("/testowo/desk/").content.decode()

    assert "What changed" in page
    assert "Ewa Lis" in page
