"""E-mails that wait: kept once, written down or set aside by one person, then erased."""

import os
import re
import sys
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.at_once import at_once, refused
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports import emails
from prevenio.reports.emails import EmailTooLarge
from prevenio.reports.management.commands import take_email
from prevenio.reports.models import (
    AsideReason,
    CategoryVersion,
    Channel,
    EmailState,
    IncomingEmail,
    Report,
)
from prevenio.reports.operations import mailbox
from prevenio.reports.operations.mailbox import (
    FOLDER,
    EmailSettled,
    erase_lost,
    keep_email,
    keep_large_email,
    set_aside,
    tell_of_emails,
    write_down,
)
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_ground,
    make_report,
    sent_with,
)
from prevenio.reports.tests.test_emails import letter, picture

pytestmark = pytest.mark.usefixtures("morning_with_files")
PAGE = "/testowo/desk/reports/emails/"
TAKING = "/testowo/desk/reports/taking/"
LETTER = letter(picture()).as_bytes()
FIRE = (
    "From: Ewa <ewa@example.org>\nSubject: Pomocy\n\nPali się dom, w środku są ludzie!\n".encode()
)


def kept(authority: Authority, content: bytes | None = None, *, hours: float = 0) -> IncomingEmail:
    content = content or LETTER
    at = MORNING - timedelta(hours=hours)
    return keep_email(authority=authority, content=content, at=at).email


def files() -> Sequence[str]:
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []


@pytest.fixture
def version(authority: Authority) -> CategoryVersion:
    make_ground(authority)
    return make_category(authority)


def test_the_same_email_is_one_and_each_authority_has_its_own(authority: Authority) -> None:
    other = make_authority(slug="inne")

    first, again = kept(authority), kept(authority)

    assert first == again
    assert kept(other) != first
    assert len(files()) == 2
    assert (first.sender, first.subject) == ("Zofia Ślęzak, zofia@example.org", "Dziura w jezdni")
    assert (first.pictures, first.is_readable, first.sounds_like_danger) == (1, True, False)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff" * 500,
        b"Subject: nobody\n\nhello",
        b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * 3000,
        "From: =?utf-8?q?x=00=0d=0aBcc:?= <a@b.c>\nSubject: \x00\n\nł".encode("utf-16"),
    ],
)
def test_what_cannot_be_read_is_kept_and_shown(
    client: Client, authority: Authority, coordinator: User, content: bytes
) -> None:
    email = kept(authority, content)
    client.force_login(coordinator)

    assert not email.is_readable
    assert client.get(PAGE).status_code == 200
    page = client.get(f"{PAGE}{email.pk}/")
    assert page.context["read"] is None
    assert client.post(TAKING, {"act": "kept", "incoming": email.pk}).status_code == 200


def test_letters_that_no_page_can_hold_are_left_out(authority: Authority) -> None:
    half = b"From: =?utf-8?q?Z=01of=09ia?= <a@b.example>\nContent-Type: text/plain; "
    half += b"charset=unicode_escape\n\n\\ud800\\x00dziura"

    read = emails.email_of(half)

    assert (read.name, read.words) == ("Zof ia", "?dziura")


@pytest.mark.parametrize(
    ("header", "is_automatic"),
    [
        ("Auto-Submitted: auto-replied (away)", True),
        ("Auto-Submitted: No", False),
        ("Precedence: bulk", True),
        ("Precedence: auto_reply", True),
        ("Return-Path: <>", True),
        ("Return-Path: <ewa@example.org>", False),
    ],
)
def test_no_letter_follows_from_what_a_machine_wrote(
    authority: Authority, coordinator: User, header: str, is_automatic: bool
) -> None:
    email = kept(authority, f"{header}\nFrom: a@b.example\n\nDziura".encode())

    assert email.is_automatic == is_automatic
    assert tell_of_emails(authority=authority, at=MORNING) == (not is_automatic)


def test_larger_ones_are_refused_before_they_are_kept(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 20)
    with pytest.raises(EmailTooLarge):
        kept(authority)
    assert not files()


def test_setting_aside_erases_it_and_says_who_and_why(
    authority: Authority, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    email = kept(authority)
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            set_aside(email=email, reason=AsideReason.SAME, by=coordinator, at=MORNING)

    email.refresh_from_db()
    assert (email.state, email.reason) == (EmailState.ASIDE, AsideReason.SAME)
    assert (email.settled_by, email.settled_at) == (coordinator, MORNING)
    assert (email.is_here, email.sender, email.subject, email.pictures) == (False, "", "", 0)
    assert not files()
    facts = Entry.objects.filter(about_kind="reports.incomingemail").order_by("number")
    assert [one.fact for one in facts] == ["reports.email.kept", "reports.email.set_aside"]
    assert not re.search("Zofia|zofia|Dziura|example", str([one.payload for one in facts]))
    with pytest.raises(EmailSettled):
        set_aside(email=email, reason=AsideReason.NO_REPORT, by=coordinator, at=MORNING)


def test_only_the_bureau_settles_an_email(
    authority: Authority, body: Body, stranger: User, version: CategoryVersion
) -> None:
    email = kept(authority)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    for user in (officer, stranger):
        with pytest.raises(NotAllowed):
            set_aside(email=email, reason=AsideReason.SAME, by=user, at=MORNING)
        with pytest.raises(NotAllowed):
            write_down(email=email, sent=sent_with(version), form_key="x", by=user, at=MORNING)
    assert not Report.objects.exists()


def test_what_a_killed_process_left_behind_is_erased_within_the_hour(
    authority: Authority, coordinator: User
) -> None:
    waits = kept(authority)
    default_storage.save(f"{FOLDER}/lost.eml", ContentFile(b"secret"))
    later = timezone.now() + timedelta(days=10_000)

    assert erase_lost(at=timezone.now() - timedelta(days=10_000)) == 0
    assert erase_lost(at=later) == 1
    assert files() == [str(waits.file).rpartition("/")[2]]


def test_the_form_is_filled_and_the_report_ends_the_email(
    client: Client,
    authority: Authority,
    coordinator: User,
    version: CategoryVersion,
    django_capture_on_commit_callbacks: Any,
) -> None:
    email = kept(authority)
    client.force_login(coordinator)
    page = client.get(f"{PAGE}{email.pk}/")
    assert "na Ogrodowej 3 jest dziura" in page.text

    page = client.post(TAKING, {"act": "kept", "incoming": email.pk})
    form, keys = page.context["form"], page.context["photos"].keys
    shown = {one: form[one].value() for one in ("contact_name", "email", "words", "channel")}
    assert shown["contact_name"] == "Zofia Ślęzak"
    assert (shown["channel"], len(keys)) == (Channel.EMAIL, 1)
    assert f'name="incoming" value="{email.pk}"' in page.text

    sent = {
        **shown,
        "form_key": form["form_key"].value(),
        "category": version.pk,
        "language": "pl",
        "held": keys,
        "incoming": email.pk,
        "latitude": HERE[0],
        "longitude": HERE[1],
    }
    found = client.post(TAKING, {**sent, "act": "find"})
    assert f'name="incoming" value="{email.pk}"' in found.text
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(TAKING, {**sent, "act": "take"})
    again = client.post(TAKING, {**sent, "act": "take"})

    report = Report.objects.get()
    email.refresh_from_db()
    assert first.context["words"] == again.context["words"]
    assert (email.state, email.report, email.sender) == (EmailState.WRITTEN, report, "")
    assert (report.email, report.photos.count()) == ("zofia@example.org", 1)
    assert not files()
    assert report.reference in client.get(f"{PAGE}{email.pk}/").text
    assert "Zofia" not in client.get(f"{PAGE}{email.pk}/").text
    opened = client.post(TAKING, {"act": "kept", "incoming": email.pk})
    assert opened.headers["Location"] == f"{PAGE}{email.pk}/"
    # Who still has the form of it open writes down no second report.
    late = client.post(TAKING, {**sent, "act": "take", "form_key": report.key})
    assert late.context["form"].non_field_errors()
    assert Report.objects.count() == 1


def test_what_is_refused_leaves_the_email_waiting(
    client: Client, authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    email = kept(authority)
    client.force_login(coordinator)
    sent = {"act": "take", "incoming": email.pk, "category": version.pk, "words": "x"}

    page = client.post(TAKING, {**sent, "latitude": 12, "longitude": 12})

    email.refresh_from_db()
    assert page.context["form"].errors
    assert email.is_waiting
    assert files()


def test_danger_stands_first_then_what_waits_longest(
    client: Client, authority: Authority, coordinator: User
) -> None:
    new, old = kept(authority, b"From: a@b.c\n\nx"), kept(authority, hours=200)
    fire, large = kept(authority, FIRE), _large(authority, hours=30)
    client.force_login(coordinator)

    page = client.get(PAGE)

    assert [row.email for row in page.context["rows"]] == [fire, old, large, new]
    assert [row.is_late for row in page.context["rows"]] == [False, True, False, False]
    assert "112" in client.get(f"{PAGE}{fire.pk}/").text
    desk = client.get("/testowo/desk/reports/")
    assert (desk.context["narrowing"].emails, desk.context["narrowing"].dangers) == (4, 1)
    assert PAGE in desk.text


def _large(authority: Authority, hours: float) -> IncomingEmail:
    at = MORNING - timedelta(hours=hours)
    head = b"From: b@b.example\nSubject: Film\n\n"
    return keep_large_email(authority=authority, head=head, size=90_000_000, at=at).email


def test_the_bureau_is_told_of_danger_without_the_words(
    authority: Authority, coordinator: User, body: Body
) -> None:
    make_member(authority=authority, role=Role.REPORTER, body=body)
    kept(authority, FIRE)
    kept(authority)

    assert [tell_of_emails(authority=authority, at=MORNING) for _round in range(2)] == [2, 0]

    notice = Notice.objects.get()
    assert notice.to == coordinator.email
    assert "Pomocy" not in notice.subject + notice.text
    assert "ewa@example.org" not in notice.text


@pytest.mark.parametrize("count", [1, 60])
def test_the_pages_make_few_statements(
    client: Client,
    authority: Authority,
    coordinator: User,
    settings: Any,
    count: int,
    django_assert_max_num_queries: Any,
) -> None:
    email = kept(authority)
    IncomingEmail.objects.bulk_create(
        IncomingEmail(authority=authority, arrived_at=MORNING, size=1, digest=f"{number}")
        for number in range(count)
    )
    settings.MAILBOXES = (SimpleNamespace(authority="testowo", user="x@y"),)
    client.force_login(coordinator)
    for address in (
        PAGE,
        f"{PAGE}?page=2",
        f"{PAGE}{email.pk}/",
        f"{PAGE}{email.pk}/setting-aside/",
    ):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_an_empty_list_says_how_to_set_it_up_or_that_all_is_done(
    client: Client, authority: Authority, coordinator: User, settings: Any
) -> None:
    client.force_login(coordinator)
    assert "PREVENIO_MAILBOXES" in client.get(PAGE).text
    email = kept(authority)
    set_aside(email=email, reason=AsideReason.SAME, by=coordinator, at=MORNING)
    assert "PREVENIO_MAILBOXES" not in client.get(PAGE).text
    IncomingEmail.objects.all().delete()
    settings.MAILBOXES = (SimpleNamespace(authority="testowo", user="x@y"),)
    assert "PREVENIO_MAILBOXES" not in client.get(PAGE).text


def test_others_find_nothing(
    client: Client, authority: Authority, body: Body, stranger: User
) -> None:
    email, other = kept(authority), kept(make_authority(slug="inne"))
    reader = make_member(authority=authority, role=Role.READER)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    for user in (stranger, reader, officer):
        client.force_login(user)
        for address in (PAGE, f"{PAGE}{email.pk}/", f"{PAGE}{email.pk}/setting-aside/"):
            assert client.get(address).status_code == 404
            assert client.post(address, {"reason": "SAME"}).status_code == 404
        assert client.post(TAKING, {"act": "kept", "incoming": email.pk}).status_code == 404
    client.force_login(make_member(authority=authority, role=Role.COORDINATOR))
    for wrong in (other.pk, 10**17, "9" * 19, "-1", "x", "\x00"):
        assert client.post(TAKING, {"act": "kept", "incoming": wrong}).status_code == 404
    assert client.get(f"{PAGE}{other.pk}/").status_code == 404
    assert client.get(f"{PAGE}{'9' * 30}/").status_code == 404
    email.refresh_from_db()
    assert email.is_waiting


def test_setting_aside_asks_for_a_reason(
    client: Client, authority: Authority, coordinator: User
) -> None:
    email = kept(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{email.pk}/setting-aside/"
    for wrong in ({}, {"reason": "WRITTEN"}, {"reason": "\x00"}):
        assert "reason" in client.post(here, wrong).context["form"].errors

    assert client.post(here, {"reason": "AUTOMATIC"}).headers["Location"] == PAGE
    assert client.get(here).headers["Location"] == f"{PAGE}{email.pk}/"
    assert client.post(here, {"reason": "SAME"}).headers["Location"] == f"{PAGE}{email.pk}/"


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes, slug: str = "testowo") -> int:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(content)))
    try:
        call_command("take_email", slug)
    except CommandError as error:
        return error.returncode
    return 0


def test_a_mail_server_hands_an_email_over(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert piped(monkeypatch, FIRE) == 0
    assert piped(monkeypatch, FIRE) == 0
    assert IncomingEmail.objects.get().authority == authority
    assert piped(monkeypatch, FIRE, "nobody") == os.EX_NOUSER
    assert piped(monkeypatch, b"") == piped(monkeypatch, b"\x7fELF") == os.EX_DATAERR

    def fail(**_given: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(take_email, "keep_email", fail)
    assert piped(monkeypatch, FIRE) == os.EX_TEMPFAIL
    monkeypatch.setattr(take_email, "LARGEST", 20)
    assert piped(monkeypatch, FIRE) == os.EX_DATAERR


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_settles_it_and_the_same_email_is_one() -> None:
    authority = make_authority()
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(8)]
    make_report(authority)
    version = CategoryVersion.objects.get()
    same = at_once(lambda _which: kept(authority), range(8))
    assert len(set(same)) == len(files()) == 1

    def act(which: int) -> object:
        email = IncomingEmail.objects.get()
        by = people[which]
        if which % 2:
            return set_aside(email=email, reason=AsideReason.SAME, by=by, at=MORNING)
        sent = sent_with(version)
        return write_down(email=email, sent=sent, form_key=f"form {which}", by=by, at=MORNING)

    got = at_once(act, range(8))

    assert refused(got) == ["EmailSettled"] * 7
    email = IncomingEmail.objects.get()
    assert Report.objects.count() == 1 + (email.state == EmailState.WRITTEN)
    assert not files()
