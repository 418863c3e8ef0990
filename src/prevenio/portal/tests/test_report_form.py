"""A report in three small pages: without an account, without scripts, without losing anything."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.places.models import Address
from prevenio.places.operations.versions import mark_changed
from prevenio.places.searching import search_text_of
from prevenio.reports import receipts
from prevenio.reports.models import CategoryVersion, Nature, Report, ReportClass, ReportState
from prevenio.reports.tests.factories import HERE, make_category, make_ground
from prevenio.web import guarding

pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BASE = "/testowo/reports/"
NEW, WHERE, SEND = f"{BASE}new/", f"{BASE}new/where/", f"{BASE}new/send/"
MOST_STATEMENTS = 11
AT = {"lat": str(HERE[0]), "lon": str(HERE[1])}


@pytest.fixture
def category(authority: Authority) -> CategoryVersion:
    make_ground(authority)
    return make_category(authority, code="alcohol", is_first=True)


def filled(**fields: Any) -> dict[str, Any]:
    token = guarding.new_token("report", NOW - timedelta(minutes=2))
    place = {"category": "alcohol", **AT, "place": "Schody przy parku"}
    return {"act": "send", "guard_token": token, "language": "en", **place, **fields}


def words_on(page: str) -> str:
    """The words of the receipt that a page shows."""
    found = re.search(r"data-receipt-words>([^<]+)<", page)
    assert found is not None
    return found[1]


def photo(*, at: tuple[float, float] | None = None, colour: str = "red") -> SimpleUploadedFile:
    exif = Image.Exif()
    if at is not None:
        exif[0x8825] = {
            1: "N",
            2: (int(at[0]), 0.0, (at[0] % 1) * 3600 % 60),
            3: "E",
            4: (int(at[1]), 0.0, 30.0),
        }
    written = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, "JPEG", exif=exif)
    return SimpleUploadedFile("secret name.jpg", written.getvalue(), "image/jpeg")


def make_address(authority: Authority, street: str, number: str, lat: float, lon: float) -> None:
    town = authority.municipalities.first()
    Address.objects.create(
        authority=authority,
        street=street,
        number=number,
        municipality=town,
        latitude=lat,
        longitude=lon,
        search_text=search_text_of(street=street, number=number, municipality="Kielce"),
    )
    mark_changed(authority.pk)


@contextmanager
def statements(most: int) -> Iterator[None]:
    """At most so many statements; savepoints belong to the test."""
    with CaptureQueriesContext(
        connection,
    ) as caught:
        yield
    asked = [one["sql"] for one in caught.captured_queries]
    own = [sql for sql in asked if "SAVEPOINT" not in sql]
    assert len(own) <= most, "\n".join(own)


def test_three_presses_send_a_report_without_a_name(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    first = client.get(NEW).content.decode()
    assert 'name="category" value="alcohol"' in first
    assert 'href="tel:112"' in first
    second = client.get(WHERE, {"category": "alcohol", **AT})
    assert "It is here" in second.content.decode()
    third = client.get(SEND, {"category": "alcohol", **AT, "place": "Schody"})
    page = third.content.decode()
    assert "Drinking of alcohol" in page
    assert "We read it within 2 working days" in page
    assert "a square of about" in page

    answer = client.post(SEND, filled())

    report = Report.objects.get()
    assert receipts.digest_of(words_on(answer.content.decode())) == report.code_digest
    # Whoever prints the receipt reads on it where the words are entered.
    assert "Enter the five words at testserver/testowo/reports/receipt/" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert (report.state, report.channel, report.email) == (ReportState.RECEIVED, "WEB", "")
    assert report.place_name == "Schody przy parku"
    assert not report.texts.exists()


def test_the_page_of_the_receipt_cannot_be_left_for_another_language(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    authority.languages = ["en", "pl"]
    authority.save()

    assert "data-languages" in client.get(NEW).content.decode()
    assert "data-languages" not in client.post(SEND, filled()).content.decode()


def test_sending_twice_leads_to_the_same_receipt(client: Client, category: CategoryVersion) -> None:
    form = filled()
    words = words_on(client.post(SEND, form).content.decode())

    assert words_on(client.post(SEND, form).content.decode()) == words
    in_czech = client.post(SEND, {**form, "language": "cs"})
    assert words_on(in_czech.content.decode()) == words
    assert Report.objects.count() == 1


def test_everything_that_was_added_arrives(client: Client, category: CategoryVersion) -> None:
    form = filled(
        words="Codziennie piją na schodach.",
        weekdays=["4", "5"],
        from_hour="21",
        to_hour="2",
        contact_name="Ewa Nowak",
        email="Ewa@Example.org",
        phone="41 000 00 00",
        nature="REQUEST",
        photos=[photo(), photo(colour="blue")],
    )
    client.post(SEND, form)

    report = Report.objects.get()
    assert report.nature == Nature.REQUEST
    assert (report.days, report.from_hour, report.to_hour) == ([4, 5], 21, 2)
    assert (report.contact_name, report.email) == ("Ewa Nowak", "ewa@example.org")
    assert report.texts.get().text == "Codziennie piją na schodach."
    assert report.photos.count() == 2
    assert all("secret" not in str(one.file.name) for one in report.photos.all())


@pytest.mark.parametrize("homes", ["none", "a lone one", "a town far from it"])
def test_creating_a_report_asks_little_of_the_database(
    client: Client, authority: Authority, category: CategoryVersion, homes: str
) -> None:
    if homes != "none":
        make_address(authority, "Leśna", "1", *HERE)
    for number in range(80 if homes == "a town far from it" else 0):
        make_address(authority, "Rynek", str(number), HERE[0] + 0.0045, HERE[1])
    client.post(SEND, filled())
    with statements(MOST_STATEMENTS):
        client.post(SEND, filled(words="Codziennie."))
    assert Report.objects.count() == 2


def test_five_photos_ask_two_statements_more(client: Client, category: CategoryVersion) -> None:
    client.post(SEND, filled())
    colours = ("red", "blue", "green", "black", "white")
    photos = [photo(colour=one) for one in colours]
    with statements(MOST_STATEMENTS + 2):
        client.post(SEND, filled(words="Codziennie.", photos=photos))
    assert Report.objects.latest("pk").photos.count() == len(colours)


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "a" * 100_000},
        {"email": "ewa"},
        {"email": "a@b.pl\nBcc: c@d.pl"},
        {"from_hour": "21"},
        {"phone": "abc"},
        {"from_hour": "99", "to_hour": "1"},
        {"weekdays": ["7"]},
        {"nature": "CRIME"},
        {"nature": "REQUEST"},
        {"contact_name": "a" * 5000},
        {"guard_token": "forged"},
        {"guard_token": ""},
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(
    client: Client, category: CategoryVersion, wrong: dict[str, Any]
) -> None:
    answer = client.post(SEND, {**filled(words="Zostaje", phone="41 123"), **wrong})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "govuk-error-summary" in page
    assert f'value="{wrong.get("phone", "41 123")}"' in page
    assert not Report.objects.exists()


def test_everything_that_is_wrong_is_told_at_once(
    client: Client, category: CategoryVersion
) -> None:
    wrong = {"nature": "REQUEST", "email": "ewa", "phone": "12", "from_hour": "9"}
    page = client.post(SEND, filled(**wrong)).content.decode()

    for field in ("contact_name", "email", "phone", "to_hour"):
        assert f'href="#id_{field}"' in page
    assert "Choose both hours, from and until." in page
    assert "10:59</option>" in page, "an hour is meant to its end"


def test_receipt_speaks_the_language_of_the_page_that_is_sent(
    client: Client, category: CategoryVersion
) -> None:
    draft = filled(act="", words="Zostaje", language="cs")

    for act in ("", "send"):
        page = client.post(SEND, {**draft, "act": act, "email": "wrong"}).content.decode()
        assert page.count('name="language" value="en"') >= 1
        assert 'name="language" value="cs">' not in page


@pytest.mark.parametrize(
    "point", [("", ""), ("x", "y"), ("nan", "inf"), ("91", "20"), ("1e400", "0"), ("50", "\x00")]
)
def test_without_a_true_place_one_is_asked_for_and_nothing_is_lost(
    client: Client, category: CategoryVersion, point: tuple[str, str]
) -> None:
    form = filled(lat=point[0], lon=point[1], words="Zostaje też tutaj")
    page = client.post(SEND, form).content.decode()

    assert "Choose the place first" in page
    assert 'value="Zostaje też tutaj"' in page
    assert not Report.objects.exists()


def test_place_outside_is_refused_on_both_pages(client: Client, category: CategoryVersion) -> None:
    client.get(WHERE, {"category": "alcohol", "lat": "10", "lon": "10"})
    page = client.get(WHERE, {"category": "alcohol", "lat": "10", "lon": "10"}).content.decode()
    assert "lies outside" in page
    page = client.post(SEND, filled(lat="10", lon="10")).content.decode()
    assert "lies outside" in page
    assert not Report.objects.exists()


def test_category_of_another_authority_or_time_is_none(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    make_category(make_authority(slug="inne"), code="theirs")
    make_category(authority, code="over", last_day=NOW.date() - timedelta(days=1))
    for code in ("theirs", "over", "x\x00", "a" * 5000, "'; --"):
        page = client.post(SEND, filled(category=code, words="Zostaje")).content.decode()
        assert "What is happening?" in page
        assert 'value="Zostaje"' in page
    assert not Report.objects.exists()


def test_change_keeps_what_was_typed_without_scripts(
    client: Client, category: CategoryVersion
) -> None:
    form = {**filled(words="Zostaje", email="ewa@example.org"), "act": ""}
    first = client.post(NEW, form).content.decode()
    assert 'method="post"' in first
    assert 'name="words" value="Zostaje"' in first
    second = client.post(WHERE, form).content.decode()
    assert 'name="email" value="ewa@example.org"' in second
    third = client.post(SEND, form).content.decode()
    assert "Zostaje</textarea>" in third
    assert f'value="{form["guard_token"]}"' in third
    assert not Report.objects.exists()


def test_nothing_private_stands_in_an_address(client: Client, category: CategoryVersion) -> None:
    page = client.get(SEND, {**filled(), "words": "Tajne", "email": "e@example.org"})

    assert "Tajne" not in page.content.decode()
    assert "e@example.org" not in page.content.decode()


def test_three_quick_presses_are_no_machine(client: Client, category: CategoryVersion) -> None:
    opened = re.search(r'name="opened" value="([^"]+)"', client.get(NEW).content.decode())
    assert opened is not None
    with time_machine.travel(NOW + timedelta(seconds=4), tick=False):
        asked = {"category": "alcohol", **AT, "opened": opened[1]}
        page = client.get(SEND, asked).content.decode()
        token = re.search(r'name="guard_token" value="([^"]+)"', page)
        assert token is not None
        client.post(SEND, filled(guard_token=token[1]))
    assert Report.objects.get().state == ReportState.RECEIVED


@pytest.mark.parametrize("days", [1, 400])
def test_first_page_that_a_phone_kept_for_long_still_sends_at_once(
    client: Client, category: CategoryVersion, days: int
) -> None:
    with time_machine.travel(NOW - timedelta(days=days), tick=False):
        opened = re.search(r'name="opened" value="([^"]+)"', client.get(NEW).content.decode())
    assert opened is not None
    page = client.get(SEND, {"category": "alcohol", **AT, "opened": opened[1]}).content.decode()
    token = re.search(r'name="guard_token" value="([^"]+)"', page)
    assert token is not None
    client.post(SEND, filled(guard_token=token[1]))
    assert Report.objects.count() == 1


def test_words_of_danger_show_the_number_before_anything_is_sent(
    client: Client, category: CategoryVersion
) -> None:
    form = filled(words="Mąż właśnie mnie BIJE, ratunku")
    page = client.post(SEND, form).content.decode()
    assert page.count('href="tel:112"') == 1
    assert 'href="tel:997"' in page
    assert not Report.objects.exists()

    client.post(SEND, {**form, "danger_seen": "yes"})
    assert Report.objects.exists()


def test_the_number_is_shown_before_a_mistake_is_told(
    client: Client, category: CategoryVersion
) -> None:
    form = filled(words="Mąż właśnie mnie bije, ratunku", email="abc@")
    page = client.post(SEND, form).content.decode()

    assert 'href="tel:997"' in page
    assert "govuk-error-summary" in page


def test_trap_and_many_of_one_place_are_held_never_lost(
    client: Client, category: CategoryVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(SEND, filled(website="https://spam.example"))
    assert Report.objects.get().doubt == "trap"
    monkeypatch.setattr(guarding, "CALM", 100)
    for _time in range(4):
        client.post(SEND, filled())
    doubts = list(Report.objects.order_by("pk").values_list("doubt", flat=True))
    assert doubts == ["trap", "", "", "many", "many"]


def test_a_person_is_known_by_the_address_that_was_left_and_not_named(
    client: Client, category: CategoryVersion
) -> None:
    client.post(SEND, filled(email="ewa@example.org"))
    client.post(SEND, filled(email="EWA@example.org"))
    client.post(SEND, filled())
    keys = list(Report.objects.order_by("pk").values_list("person_key", flat=True))
    assert keys[0] == keys[1] != keys[2]
    assert "ewa" not in keys[0]


def test_category_that_needs_words_asks_for_them(client: Client, authority: Authority) -> None:
    make_ground(authority)
    make_category(
        authority,
        code="alcohol",
        needs_words=True,
        questions=[
            {"key": "seen", "labels": {"en": "Seen by you?"}, "type": "yes_no"},
            {"key": "free", "labels": {"en": "<b>What</b>?"}, "type": "text"},
        ],
    )
    page = client.post(SEND, filled(q_seen="maybe")).content.decode()
    assert "This category needs some words" in page
    assert "&lt;b&gt;What&lt;/b&gt;?" in page
    assert not Report.objects.exists()

    client.post(SEND, filled(words="Tak", q_seen="yes", q_free="", q_unknown="x"))
    assert Report.objects.get().answers == {"seen": "yes"}


def test_kind_that_is_not_public_says_so(client: Client, authority: Authority) -> None:
    make_ground(authority)
    make_category(authority, code="alcohol", data_class=ReportClass.COUNTS)
    page = client.get(SEND, {"category": "alcohol", **AT})

    assert "Nothing of a single report of this kind is shown" in page.content.decode()


def test_lonely_house_warns(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    make_address(authority, "Samotna", "1", *HERE)
    page = client.get(SEND, {"category": "alcohol", **AT})

    assert "Only one house stands here" in page.content.decode()
    # No square hides it, so it will not be shown.
    assert "Nothing of a single report of this kind is shown" in page.content.decode()


def test_authority_without_categories_says_whom_else_to_tell(
    client: Client, authority: Authority
) -> None:
    page = client.get(NEW).content.decode()

    assert "Reports cannot be sent here yet" in page
    assert 'name="category"' not in page


def test_law_is_told_by_country(client: Client, authority: Authority) -> None:
    assert "Complaint (skarga)" in client.get(f"{NEW}kinds/").content.decode()
    make_authority(slug="kraj", country="CZ", languages=["cs", "en"])
    czech = client.get("/kraj/reports/new/kinds/").content.decode()
    assert "Complaint (stížnost)" in czech
    assert "skarga" not in czech


def test_first_page_may_be_kept_only_while_it_is_empty(
    client: Client, category: CategoryVersion
) -> None:
    assert "Cache-Control" not in client.get(NEW).headers
    assert client.get(NEW, {"lat": "1", "lon": "2"})["Cache-Control"] == "private, no-store"


def test_first_page_offers_to_report_only_where_reports_are_taken(
    client: Client, authority: Authority
) -> None:
    assert "takes no reports of dangers itself yet" in client.get("/testowo/").content.decode()
    make_category(authority)

    page = client.get("/testowo/").content.decode()
    assert f'href="{NEW}"' in page
    assert "takes no reports of dangers itself yet" not in page
