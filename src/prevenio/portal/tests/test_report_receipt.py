"""What the words of a receipt open, and the public page of one report."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, Imprint, User
from prevenio.people.tests.factories import make_authority
from prevenio.portal.tests.test_report_form import photo
from prevenio.reports import receipts
from prevenio.reports.models import (
    CategoryVersion,
    EventKind,
    Outcome,
    Report,
    ReportClass,
    ReportState,
)
from prevenio.reports.operations import joining, working
from prevenio.reports.operations.confirming import confirm
from prevenio.reports.tests.factories import make_category, make_report
from prevenio.web import guarding

pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RECEIPT = "/testowo/reports/receipt/"
WORDS = "Codziennie piją tu na schodach."


@pytest.fixture
def report(authority: Authority) -> Report:
    return make_report(
        authority,
        key="k",
        version=make_category(authority, code="alcohol"),
        words=WORDS,
        place_name="Schody przy parku",
        at=NOW - timedelta(days=1),
    )


CODE = receipts.words_of("k", "pl")


def closed(report: Report, by: User, outcome: Outcome = Outcome.SOLVED) -> Report:
    return working.close(
        report=report,
        seen=report.revision,
        outcome=outcome,
        text="Lampa świeci.",
        by=by,
        at=NOW,
    )


def open_with(client: Client, code: str = CODE, **fields: Any) -> str:
    response = client.post(RECEIPT, {"code": code, **fields})
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    return response.content.decode()


def test_words_open_the_report_however_they_are_typed(client: Client, report: Report) -> None:
    for typed in (CODE, CODE.upper(), CODE.replace("-", "  "), receipts.plain(CODE)):
        page = open_with(client, typed)
        assert WORDS in page
        assert "Schody przy parku" in page
        assert report.reference in page
    assert CODE not in client.get(RECEIPT).content.decode()


def test_words_that_are_missing_are_counted(client: Client, report: Report) -> None:
    three = " ".join(CODE.split("-")[:3])
    assert "2 words are missing." in client.post(RECEIPT, {"code": three}).content.decode()


def test_an_opened_report_names_the_phone_and_makes_few_statements(
    client: Client, report: Report, django_assert_max_num_queries: Any
) -> None:
    assert "tel:" not in open_with(client)[open_with(client).index("<main") :]
    Imprint.objects.create(
        authority=report.authority, official_name="Urząd Miasta", phone="41 367 60 00"
    )

    with django_assert_max_num_queries(15):
        assert 'href="tel:413676000"' in open_with(client)


def test_slips_are_shown_word_by_word(client: Client, report: Report) -> None:
    words = CODE.split("-")
    page = open_with(client, "-".join([words[0] + "x", *words[1:]]))

    assert "word 1" in page
    assert f"Did you mean <strong>{words[0]}</strong>?" in page
    assert WORDS not in page


@pytest.mark.parametrize("typed", ["", " ", "\x00", "a" * 100_000, "<b>x</b>", "jeden dwa"])
def test_nonsense_opens_nothing(client: Client, report: Report, typed: str) -> None:
    page = open_with(client, typed)

    assert "govuk-error-summary" in page
    assert "<b>x</b>" not in page


def test_whoever_tries_many_words_is_stopped_with_right_ones_too(
    client: Client, report: Report
) -> None:
    for number in range(10):
        open_with(client, receipts.words_of(f"guess-{number}", "pl"))

    page = open_with(client)
    assert "Too many words were tried" in page
    assert WORDS not in page


def test_words_of_another_authority_open_nothing(client: Client, report: Report) -> None:
    make_authority(slug="inne", languages=["en"])
    page = client.post("/inne/reports/receipt/", {"code": CODE}).content.decode()

    assert "There is no report with these words" in page


def test_resident_writes_answers_and_adds_a_photo(
    client: Client, report: Report, coordinator: User
) -> None:
    working.ask_back(report=report, seen=report.revision, text="O której?", by=coordinator, at=NOW)
    page = open_with(client)
    assert "O której?" in page
    assert coordinator.name not in page
    assert "The time stands still" in page

    assert "Your message has arrived" in open_with(client, act="message", text="O 22.")
    report.refresh_from_db()
    assert report.state == ReportState.VERIFYING
    assert "The photo has arrived" in open_with(client, act="photo", photo=photo())
    assert report.photos.count() == 1
    assert "Choose a photo first." in open_with(client, act="photo")


def test_solved_is_asked_once(client: Client, report: Report, coordinator: User) -> None:
    closed(report, coordinator)
    assert "Is it gone?" in open_with(client)
    assert "Thank you for telling us" in open_with(client, act="solved")
    report.refresh_from_db()
    assert report.is_happy
    assert "Is it gone?" not in open_with(client)
    assert "have told us already" in open_with(client, act="solved")


def test_not_solved_opens_it_again_with_words(
    client: Client, report: Report, coordinator: User
) -> None:
    closed(report, coordinator)
    page = open_with(client, act="not-solved", text=" ")
    assert "Say what is still wrong" in page
    assert 'href="#still_text"' in page
    assert "open again" in open_with(client, act="not-solved", text="Dalej ciemno.")
    report.refresh_from_db()
    assert report.state == ReportState.VERIFYING
    assert report.events.filter(kind=EventKind.UNHAPPY).exists()


def test_withdrawing_asks_first_and_erases(client: Client, report: Report) -> None:
    asked = open_with(client, act="ask-withdrawal")
    assert "Erase the report for good?" in asked
    assert Report.objects.get().state == ReportState.RECEIVED

    assert "The report is erased" in open_with(client, act="withdraw")
    assert not report.texts.exclude(text="").exists()
    assert "There is no report" in open_with(client)


@pytest.mark.parametrize("act", ["x", "message\x00", "close", "release"])
def test_unknown_acts_do_nothing(client: Client, report: Report, act: str) -> None:
    open_with(client, act=act, text="x")

    assert report.events.count() == 1


def test_a_receipt_follows_the_report_that_it_was_joined_with(
    client: Client, report: Report, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    other = make_report(report.authority, version=report.version, words="Piją też tutaj.", at=NOW)
    working.inform(report=other, text="Pani Nowak, już idziemy.", by=coordinator, at=NOW)
    joining.merge(report=report, into=other, seen=report.revision, by=coordinator, at=NOW)
    other.refresh_from_db()
    closed(other, coordinator)

    with django_assert_max_num_queries(15):
        page = open_with(client)

    assert "The report that yours was joined with" in page
    assert "Lampa świeci." in page
    assert "confirmed and put right" in page
    for hidden in ("Pani Nowak", "Piją też tutaj", other.reference):
        assert hidden not in page
    assert "Is it gone?" in page
    page = open_with(client, act="not-solved", text="Nadal piją.")
    assert "The report is open again" in page
    assert "Nadal piją." in page
    other.refresh_from_db()
    assert other.state == ReportState.VERIFYING
    assert not other.texts.filter(text="Nadal piją.").exists()


def test_a_receipt_shows_all_parts(client: Client, report: Report, coordinator: User) -> None:
    given = [(report.version, "Piją"), (report.version, "Śmiecą")]
    first, second = joining.split(
        report=report, parts=given, seen=report.revision, by=coordinator, at=NOW
    )
    working.ask_back(report=first, seen=first.revision, text="Kiedy?", by=coordinator, at=NOW)
    closed(second, coordinator)

    page = open_with(client)

    for shown in (first.reference, second.reference, "Kiedy?", "Lampa świeci."):
        assert shown in page
    assert "We have asked you something about it." in page
    page = open_with(client, act="message", text="Wieczorem.")
    assert first.texts.filter(text="Wieczorem.").exists()
    assert "Wieczorem." in page
    assert "We have asked you something about it." not in page


def test_each_part_is_said_to_be_solved_or_not(
    client: Client, report: Report, coordinator: User
) -> None:
    given = [(report.version, "Piją"), (report.version, "Śmiecą")]
    parts = joining.split(report=report, parts=given, seen=report.revision, by=coordinator, at=NOW)
    first, second = (closed(one, coordinator) for one in parts)
    assert open_with(client).count("Is it gone?") == 2

    page = open_with(client, act="not-solved", part=second.reference, text=" ")
    assert f'href="#still{second.reference}_text"' in page
    open_with(client, act="not-solved", part=second.reference, text="Nadal śmiecą.")
    open_with(client, act="solved", part=first.reference)
    open_with(client, act="solved", part="R-NONE-NONE")
    for one in (first, second):
        one.refresh_from_db()
    assert (first.is_happy, second.is_happy) == (True, False)
    assert second.state == ReportState.VERIFYING
    assert "Is it gone?" not in open_with(client)


def test_confirming_receipt_reads_results_since_and_no_minute(
    client: Client, report: Report, coordinator: User
) -> None:
    closed(report, coordinator)
    report.refresh_from_db()
    report = working.reopen(
        report=report, seen=report.revision, reason="Znowu.", by=coordinator, at=NOW
    )
    page = client.post(address_of(report), confirming("there")).text
    (words,) = re.findall(r"data-receipt-words[^>]*>\s*([^<]+?)\s*<", page) or [""]
    confirmed = open_with(client, words)
    assert "Lampa świeci." not in confirmed, "that was told before"
    assert "10:00" not in confirmed[confirmed.index("<main") :]

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        working.close(
            report=Report.objects.get(pk=report.pk),
            seen=Report.objects.get(pk=report.pk).revision,
            outcome=Outcome.SOLVED,
            text="Schody są puste.",
            by=coordinator,
            at=NOW + timedelta(hours=1),
        )
    assert "Schody są puste." in open_with(client, words)


def test_confirming_receipt_reads_steps_but_no_words_and_does_nothing(
    client: Client, report: Report, coordinator: User
) -> None:
    confirm(report=report, is_there=True, person_key="other", form_key="c", language="en", at=NOW)
    page = open_with(client, receipts.words_of("c", "en"), act="withdraw")

    assert "The report that you confirmed" in page
    assert WORDS not in page
    assert "Schody przy parku" not in page
    report.refresh_from_db()
    assert report.state != ReportState.WITHDRAWN


# The public page


def address_of(report: Report, slug: str = "testowo") -> str:
    return f"/{slug}/reports/{report.key}/"


def public(client: Client, report: Report) -> str:
    response = client.get(address_of(report))
    assert response.status_code == 200
    return response.content.decode()


def confirming(act: str, **fields: Any) -> dict[str, Any]:
    token = guarding.new_token("report-confirm", NOW - timedelta(minutes=1))
    return {"act": act, "guard_token": token, "language": "en", **fields}


def test_public_page_says_nothing_private(client: Client, authority: Authority) -> None:
    known = make_report(
        authority,
        words=WORDS,
        place_name="Schody przy parku",
        at=NOW - timedelta(days=1),
    )
    Report.objects.filter(pk=known.pk).update(
        contact_name="Ewa Nowak", email="ewa@example.org", phone="41 555"
    )
    page = public(client, known)

    assert "Drinking of alcohol" in page
    assert "fewer than 5" in page
    assert "square of about 100 m" in page
    for private in (WORDS, "Schody", "Ewa", "example.org", "41 555", known.person_key):
        assert private not in page
    assert f"{known.latitude}" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"public_at": NOW + timedelta(hours=1)},
        {"state": ReportState.HELD},
        {"state": ReportState.WITHDRAWN},
        {"state": ReportState.CLOSED, "outcome": Outcome.SPAM},
        {"state": ReportState.CLOSED, "outcome": Outcome.MISTAKE},
        {"state": ReportState.CLOSED, "outcome": Outcome.MERGED},
    ],
)
def test_what_is_not_public_is_not_found(
    client: Client, report: Report, fields: dict[str, Any]
) -> None:
    Report.objects.filter(pk=report.pk).update(**fields)

    assert client.get(address_of(report)).status_code == 404
    assert client.post(address_of(report), {"act": "there"}).status_code == 404


@pytest.mark.parametrize("data_class", [ReportClass.COUNTS, ReportClass.INTERNAL])
def test_kind_of_which_only_totals_are_public_is_not_found(
    client: Client, report: Report, data_class: str
) -> None:
    CategoryVersion.objects.update(data_class=data_class)

    assert client.get(address_of(report)).status_code == 404


def test_other_authority_shows_none_of_it(client: Client, report: Report) -> None:
    make_authority(slug="inne")

    assert client.get(address_of(report, "inne")).status_code == 404


def test_people_are_counted_from_five_on(client: Client, report: Report) -> None:
    for number in range(4):
        confirm(
            report=report,
            is_there=True,
            person_key=f"p{number}",
            form_key=f"f{number}",
            language="en",
            at=NOW,
        )
    assert "<dd>5</dd>" in public(client, report)


def test_only_public_photos_are_shown(client: Client, report: Report) -> None:
    open_with(client, act="photo", photo=photo())
    kept = report.photos.get()
    address = f"{address_of(report)}photos/{kept.number}/"
    assert client.get(address).status_code == 404
    assert "<img" not in public(client, report)

    report.photos.update(is_public=True)
    shown = client.get(address)
    assert shown["Content-Type"] == "image/jpeg"
    assert re.search(r'<img src="[^"]+/photos/1/"', public(client, report))


def test_public_page_makes_few_statements(
    client: Client, report: Report, django_assert_max_num_queries: Any
) -> None:
    public(client, report)
    with django_assert_max_num_queries(15):
        public(client, report)
