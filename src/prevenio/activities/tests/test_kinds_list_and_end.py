"""The catalogue on the desk: the list, one kind, its end, its removal; who is let in."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from prevenio.activities.models import ActivityKind, ActivityState
from prevenio.activities.operations import kind_checks as checks
from prevenio.activities.operations import kinds as operations
from prevenio.activities.operations.catalogue import load_pack
from prevenio.activities.tests.factories import NOON, make_activity, make_kind
from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority

LIST = "/testowo/desk/activities/kinds/"


@pytest.fixture
def page(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def kind(authority: Authority) -> ActivityKind:
    return make_kind(authority, name="Walk", measures=("people.seniors",))


def shown(page: Client, address: str) -> str:
    response = page.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_list_names_families_classes_and_use(
    page: Client, authority: Authority, coordinator: User
) -> None:
    load_pack(authority=authority, by=None, at=NOON)
    for _number in range(3):
        make_activity(kind=authority.activity_kinds.get(key="lesson"))

    found = shown(page, LIST)

    assert "<caption>Lessons and training</caption>" in found
    assert "3 times" in found
    assert "totals only" in found


def test_long_catalogue_comes_in_pages(page: Client, authority: Authority) -> None:
    rows = [
        ActivityKind(authority=authority, key=f"own-{number}", family="other", names={"en": "Own"})
        for number in range(301)
    ]
    ActivityKind.objects.bulk_create(rows)

    assert "page=3" in shown(page, LIST)
    assert shown(page, f"{LIST}?page=3").count('data-label="Numbers"') == 1


def test_list_asks_as_much_whatever_it_shows(
    page: Client, authority: Authority, django_assert_max_num_queries: Any
) -> None:
    load_pack(authority=authority, by=None, at=NOON)
    for kind in authority.activity_kinds.all()[:20]:
        make_activity(kind=kind)
    page.get(LIST)

    with django_assert_max_num_queries(8):
        page.get(LIST)


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("q=walk", True),
        ("q=SPACER", True),
        ("q=strazn", True),
        ("q=drive", False),
        ("q=%00", True),
        ("q=" + "x" * 5000, False),
        ("family=meetings", True),
        ("family=help", False),
        ("family=%27%20OR%201=1", True),
        ("page=999999999999999999999", True),
        ("page=x", True),
    ],
)
def test_kinds_are_searched(
    page: Client, authority: Authority, asked: str, *, is_found: bool
) -> None:
    kind = make_kind(authority, names={"en": "Walk", "pl": "Spacer ze strażnikiem"})

    found = shown(page, f"{LIST}?{asked}")

    assert (f"/kinds/{kind.pk}/" in found) is is_found


def test_empty_catalogue_says_so(page: Client) -> None:
    assert "There are no kinds yet" in shown(page, LIST)


def test_every_kind_of_the_pack_is_shown_and_can_be_changed(
    page: Client, authority: Authority
) -> None:
    load_pack(authority=authority, by=None, at=NOON)

    for key in ("lesson", "snow-on-roofs", "therapy", "air-alert"):
        kind = authority.activity_kinds.get(key=key)
        assert kind.names["en"] in shown(page, f"{LIST}{kind.pk}/").replace("&amp;", "&")
        assert 'name="measures-0-label_pl"' in shown(page, f"{LIST}{kind.pk}/change/")


def test_names_are_shown_as_text(page: Client, authority: Authority) -> None:
    kind = make_kind(authority, name="<script>alert(1)</script>")

    for address in (LIST, f"{LIST}{kind.pk}/", f"{LIST}{kind.pk}/change/"):
        assert "<script>alert(1)" not in shown(page, address)


def test_kind_ends_on_a_day_and_goes_on_again(
    page: Client, kind: ActivityKind, coordinator: User
) -> None:
    page.post(f"{LIST}{kind.pk}/ending/", {"last_day": "31.12.2025"})

    kind.refresh_from_db()
    assert kind.last_day == date(2025, 12, 31)
    assert "Ended on" in shown(page, LIST)
    operations.end_kind(kind=kind, last_day=date(2025, 12, 31), by=coordinator, at=NOON)
    page.post(f"{LIST}{kind.pk}/ending/", {"last_day": ""})
    kind.refresh_from_db()
    assert kind.last_day is None
    facts = list(Entry.objects.order_by("number").values_list("fact", flat=True))
    assert facts == ["activities.kind.ended", "activities.kind.continued"]


def test_kind_does_not_end_before_what_was_recorded(page: Client, kind: ActivityKind) -> None:
    make_activity(kind=kind, first_day=date(2026, 3, 1), last_day=date(2026, 3, 9))
    make_activity(kind=kind, first_day=date(2026, 5, 1), state=ActivityState.WITHDRAWN)

    refused = page.post(f"{LIST}{kind.pk}/ending/", {"last_day": "8.3.2026"})
    taken = page.post(f"{LIST}{kind.pk}/ending/", {"last_day": "9.3.2026"})

    assert refused.status_code == 422
    assert "recorded or planned until 9\u00a0March 2026" in refused.content.decode()
    assert taken.status_code == 302


@pytest.mark.parametrize("day", ["31.2.2026", "tomorrow", "99999999999", "0.0.0"])
def test_day_that_is_none_is_refused(page: Client, kind: ActivityKind, day: str) -> None:
    response = page.post(f"{LIST}{kind.pk}/ending/", {"last_day": day})

    assert response.status_code == 422
    assert f'value="{day}"' in response.content.decode()


def test_own_kind_never_used_is_removed(page: Client, kind: ActivityKind) -> None:
    assert "Remove the kind" in shown(page, f"{LIST}{kind.pk}/removal/")

    page.post(f"{LIST}{kind.pk}/removal/")

    assert not ActivityKind.objects.exists()
    assert Entry.objects.get().fact == "activities.kind.removed"


def test_kind_that_was_used_or_came_with_the_pack_stays(
    page: Client, kind: ActivityKind, coordinator: User
) -> None:
    load_pack(authority=kind.authority, by=None, at=NOON)
    lesson = kind.authority.activity_kinds.get(key="lesson")
    make_activity(kind=kind, state=ActivityState.WITHDRAWN)

    with pytest.raises(checks.KindInUse):
        operations.remove_kind(kind=kind, by=coordinator, at=NOON)
    with pytest.raises(checks.KindOfPack):
        operations.remove_kind(kind=lesson, by=coordinator, at=NOON)
    assert "/removal/" not in shown(page, f"{LIST}{lesson.pk}/")
    page.post(f"{LIST}{kind.pk}/removal/")

    assert ActivityKind.objects.filter(pk=kind.pk).exists()


def test_reader_reads_and_changes_nothing(client: Client, kind: ActivityKind, reader: User) -> None:
    client.force_login(reader)

    assert f"/kinds/{kind.pk}/" in shown(client, LIST)
    assert "/change/" not in shown(client, f"{LIST}{kind.pk}/")
    for rest in ("new/", f"{kind.pk}/change/", f"{kind.pk}/ending/", f"{kind.pk}/removal/"):
        assert client.post(LIST + rest).status_code == 403
    for operation in (operations.remove_kind, operations.end_kind):
        options: dict[str, Any] = {"last_day": None} if operation != operations.remove_kind else {}
        with pytest.raises(NotAllowed):
            operation(kind=kind, by=reader, at=NOON, **options)


def test_reader_is_not_told_how_often_the_police_act(
    client: Client, authority: Authority, reader: User, coordinator: User
) -> None:
    managed = make_kind(authority, name="Raid", data_class="POLICE")
    for _number in range(7):
        make_activity(kind=managed)

    client.cookies["django_language"] = "en"
    client.force_login(reader)
    assert "7 times" not in shown(client, LIST)
    assert "7 activities" not in shown(client, f"{LIST}{managed.pk}/")
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"
    assert "7 times" in shown(client, LIST)


def test_body_and_stranger_find_no_catalogue(
    client: Client, kind: ActivityKind, reporter: User, stranger: User
) -> None:
    rests = ("", "new/", f"{kind.pk}/", f"{kind.pk}/change/", f"{kind.pk}/ending/")
    for person in (reporter, stranger):
        client.force_login(person)
        for rest in (*rests, f"{kind.pk}/removal/"):
            assert client.get(LIST + rest).status_code == 404
            assert client.post(LIST + rest).status_code == 404


def test_kind_of_another_authority_is_not_found(page: Client, db: None) -> None:
    theirs = make_kind(make_authority(slug="other"))

    for rest in ("", "change/", "ending/", "removal/"):
        assert page.get(f"{LIST}{theirs.pk}/{rest}").status_code == 404
    assert page.get(f"{LIST}99999999999999999999/").status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client: Client, authority: Authority) -> None:
    assert client.get(LIST).status_code == 302
