"""The media log and the register of channels: entering, reading, taking out; strangers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prevenio.editorial.models import Channel, Mention, MentionKind
from prevenio.editorial.queries.media import MediaSource
from prevenio.editorial.tests.factories import AT, make_item
from prevenio.journal.models import Entry
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority

pytestmark = pytest.mark.django_db

BASE = "/testowo/desk/editorial/"
FIELDS = {
    "kind": "PRESS",
    "title": "Dobra wiadomość",
    "outlet": "Gazeta",
    "day": "2.3.2026",
    "link": "",
}


def make_mention(authority: Authority, **fields: Any) -> Mention:
    given = {"kind": MentionKind.PRESS, "title": "Wzmianka", "day": date(2026, 3, 2), **fields}
    return Mention.objects.create(authority=authority, recorded_at=AT, **given)


def test_an_entry_is_added_changed_and_removed(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)

    client.post(f"{BASE}media/new/", FIELDS)
    mention = Mention.objects.get()
    client.post(f"{BASE}media/{mention.pk}/", {**FIELDS, "title": "Lepsza wiadomość"})
    listed = client.get(f"{BASE}media/?q=lepsza").content.decode()
    client.post(f"{BASE}media/{mention.pk}/removal/")

    assert "Lepsza wiadomość" in listed
    assert not Mention.objects.exists()
    facts = Entry.objects.filter(fact__startswith="editorial.mention").order_by("number")
    assert [one.fact.rpartition(".")[2] for one in facts] == ["added", "changed", "removed"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "1.1.2199"},
        {"outlet": ""},
        {"link": "javascript:alert(1)"},
        {"title": ""},
        {"day": "x"},
    ],
)
def test_wrong_entries_are_refused_and_stay_in_the_form(
    client: Client, authority: Authority, coordinator: User, wrong: dict[str, str]
) -> None:
    client.force_login(coordinator)

    response = client.post(f"{BASE}media/new/", {**FIELDS, **wrong})

    assert response.status_code == 422
    assert not Mention.objects.exists()


def test_files_hold_the_entries_and_run_no_formulas(
    client: Client, authority: Authority, coordinator: User
) -> None:
    make_mention(authority, title="=1+1")
    client.force_login(coordinator)

    table = client.get(f"{BASE}media/media-log.csv").content.decode("utf-8-sig")

    assert "'=1+1" in table
    assert client.get(f"{BASE}media/media-log.xlsx").status_code == 200
    assert client.get(f"{BASE}publications/pages.xlsx").status_code == 200


def test_lists_cost_as_much_however_long_they_are(
    client: Client, authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make_mention(authority, title=f"Wzmianka {number}")
    for number in range(3):
        make_item(authority, title=f"Strona {number}")
    client.force_login(coordinator)

    for address in ("media/", "publications/", "channels/", ""):
        with django_assert_max_num_queries(9):
            assert client.get(BASE + address).status_code == 200


def test_a_channel_is_added_and_removed(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)

    client.post(
        f"{BASE}channels/new/", {"kind": "SOCIAL", "name": "Profil", "link": "https://x.example/"}
    )
    channel = Channel.objects.get()
    client.post(f"{BASE}channels/{channel.pk}/", {"kind": "SOCIAL", "name": "Nowy profil"})
    listed = client.get(f"{BASE}channels/").content.decode()
    client.post(f"{BASE}channels/{channel.pk}/removal/")

    assert "Nowy profil" in listed
    assert not Channel.objects.exists()


def test_readers_see_the_log_and_change_nothing(
    client: Client, authority: Authority, reader: User
) -> None:
    mention = make_mention(authority)
    client.force_login(reader)

    assert client.get(f"{BASE}media/").status_code == 200
    assert client.post(f"{BASE}media/{mention.pk}/removal/").status_code == 403
    assert client.post(f"{BASE}media/new/", FIELDS).status_code == 403
    assert Mention.objects.get() == mention


def test_strangers_find_nothing(client: Client, authority: Authority, stranger: User) -> None:
    mention = make_mention(authority)
    client.force_login(stranger)

    for address in ("", "media/", f"media/{mention.pk}/", "channels/", "publications/"):
        assert client.get(BASE + address).status_code == 404


def test_counts_are_measures_of_indicators(authority: Authority) -> None:
    make_mention(authority)
    make_mention(authority, day=date(2026, 4, 1))
    make_mention(make_authority())
    march = DateSpan(date(2026, 3, 1), date(2026, 3, 31))

    values = MediaSource().values(authority, ["media.press", "media.radio", "media.no"], [march])

    assert values == {("media.press", march): Decimal(1), ("media.radio", march): Decimal(0)}
    assert timezone.now()
