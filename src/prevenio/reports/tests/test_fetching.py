"""Mailboxes that the clock looks into: what comes from them, and what no server can spoil."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority
from prevenio.reports import imap, tasks
from prevenio.reports.imap import Fault, MailboxFault
from prevenio.reports.mailboxes import Mailbox, mailboxes_in
from prevenio.reports.models import IncomingEmail
from prevenio.reports.operations import fetching
from prevenio.reports.operations.fetching import fetch, fetch_all, looked_into
from prevenio.reports.tests.factories import MORNING
from prevenio.reports.tests.mailbox_server import PASSWORD, MailboxServer

pytestmark = pytest.mark.usefixtures("morning_with_files", "authority")
ONE = b"From: Ewa <ewa@example.org>\nSubject: Dziura\n\nNa Ogrodowej.\n"
TWO = b"From: jan@example.org\nSubject: Lampa\n\nNie swieci.\n"


@pytest.fixture
def server() -> Iterator[MailboxServer]:
    with MailboxServer(ONE, TWO) as server:
        yield server


def test_what_is_new_is_kept_once_and_stays_in_the_mailbox(
    server: MailboxServer, authority: Authority
) -> None:
    server.messages[1].came = "30-Dec-2099 07:00:00 +0000"
    assert fetch(server.mailbox(), at=MORNING) == 2
    assert server.seen == [True, True]
    assert fetch(server.mailbox(), at=MORNING) == 0
    server.messages[0].is_seen = False
    assert fetch(server.mailbox(), at=MORNING) == 0

    rows = IncomingEmail.objects.order_by("pk")
    assert [one.subject for one in rows] == ["Dziura", "Lampa"]
    assert [one.authority for one in rows] == [authority, authority]
    # When it came by the word of the server, but never later than it was fetched.
    assert [one.arrived_at for one in rows] == [MORNING.replace(hour=7), MORNING]
    assert not any("DELETE" in one or "EXPUNGE" in one for one in server.asked)


def test_whoever_dies_before_it_is_marked_finds_it_again_and_knows_it(
    server: MailboxServer,
) -> None:
    server.manners.drops_at = "STORE"
    with pytest.raises(MailboxFault):
        fetch(server.mailbox(), at=MORNING)
    assert (IncomingEmail.objects.count(), server.seen) == (1, [False, False])
    server.manners.drops_at = ""

    assert fetch(server.mailbox(), at=MORNING) == 1
    assert (IncomingEmail.objects.count(), server.seen) == (2, [True, True])


def test_one_that_is_too_large_is_not_fetched_but_somebody_hears_of_it(
    server: MailboxServer,
) -> None:
    server.messages[0].said_size = 3_000_000_000

    assert fetch(server.mailbox(), at=MORNING) == 2

    large = IncomingEmail.objects.get(subject="Dziura")
    assert (large.size, large.is_here, large.is_readable) == (3_000_000_000, False, False)
    assert "UID FETCH 1 (BODY.PEEK[])" not in server.asked


def test_few_at_a_time(server: MailboxServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_IN_A_ROUND", 1)
    assert [fetch(server.mailbox(), at=MORNING) for _round in range(3)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("manners", "fault"),
    [
        ({"refuses": "LOGIN"}, Fault.SHUT),
        ({"refuses": "SELECT"}, Fault.NO_FOLDER),
        ({"refuses": "SEARCH"}, Fault.STRANGE),
        ({"refuses": "FETCH"}, Fault.STRANGE),
        ({"greeting": b"HTTP/1.1 400 Bad Request\r\n\r\n"}, Fault.SILENT),
        ({"greeting": b"* BYE busy\r\n"}, Fault.STRANGE),
        ({"greeting": b""}, Fault.SILENT),
        ({"drops_at": "LOGIN"}, Fault.SILENT),
        ({"drops_at": "SEARCH"}, Fault.SILENT),
        ({"silent_at": "CAPABILITY"}, Fault.SILENT),
        ({"silent_at": "FETCH"}, Fault.SILENT),
        ({"garbles": "SEARCH"}, Fault.SILENT),
        ({"answers": {"FETCH": b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\n"}}, Fault.SILENT),
    ],
)
def test_a_server_that_misbehaves_stops_nothing_and_is_told_without_the_password(
    server: MailboxServer,
    manners: dict[str, Any],
    fault: Fault,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(imap, "ANSWERS_WITHIN", 0.2)
    for name, value in manners.items():
        setattr(server.manners, name, value)
    with MailboxServer(TWO) as other, caplog.at_level(logging.WARNING):
        boxes = [server.mailbox(), other.mailbox()]
        assert fetch_all(boxes, at=MORNING) == 1

    assert [one.fault for one in looked_into(boxes)] == [fault, None]
    assert [one.at for one in looked_into(boxes)] == [MORNING, MORNING]
    assert "could not be read" in caplog.text
    assert PASSWORD not in caplog.text
    assert not any(server.seen)


def test_a_server_that_says_a_letter_now_and_then_is_left(
    server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "LONGEST_VISIT", 0.3)
    server.manners.silent_at = "SEARCH"
    begun = time.monotonic()

    with pytest.raises(MailboxFault):
        fetch(server.mailbox(), at=MORNING)

    assert time.monotonic() - begun < 2


def test_nobody_is_believed_to_be_the_server_without_a_certificate(server: MailboxServer) -> None:
    plain = server.mailbox()
    safe = Mailbox("testowo", plain.host, plain.port, True, plain.user, PASSWORD, "INBOX")

    with pytest.raises(MailboxFault):
        fetch(safe, at=MORNING)

    assert "LOGIN" not in server.asked


def test_mailboxes_of_two_authorities_stay_apart(
    server: MailboxServer, authority: Authority
) -> None:
    other = make_authority(slug="inne")
    fetch(server.mailbox(), at=MORNING)
    for one in server.messages:
        one.is_seen = False
    fetch(server.mailbox("inne"), at=MORNING)

    assert IncomingEmail.objects.filter(authority=authority).count() == 2
    assert IncomingEmail.objects.filter(authority=other).count() == 2
    assert fetch_all([server.mailbox("nobody")], at=MORNING) == 0


def test_the_clock_fetches_and_tells_the_bureau_once_and_no_machine(
    server: MailboxServer, coordinator: User, settings: Any
) -> None:
    settings.MAILBOXES = (server.mailbox(),)
    away = TWO.replace(b"Subject", b"Auto-Submitted: auto-replied\nSubject")
    server.messages[1].content = away

    for _twice in range(2):
        tasks.fetch_emails.call()

    assert IncomingEmail.objects.filter(is_automatic=True).count() == 1
    letter = Notice.objects.get()
    assert letter.to == coordinator.email
    assert "Dziura" not in letter.text
    assert "/testowo/desk/reports/emails/" in letter.text


def test_mailboxes_are_read_from_the_setting() -> None:
    said = "kielce=imaps://ala%40example.org:p%40%3A%20s@imap.example.org/Zg%26AUI-oszenia b=imap://u:p@[::1]:1143"

    first, second = mailboxes_in(said)

    assert (first.authority, first.host, first.port) == ("kielce", "imap.example.org", 993)
    assert (first.user, first.password) == ("ala@example.org", "p@: s")
    assert (first.folder, first.is_encrypted) == ("Zg&AUI-oszenia", True)
    assert (second.host, second.port, second.folder) == ("::1", 1143, "INBOX")
    assert (mailboxes_in(""), second.is_encrypted) == ((), False)
    assert "p@: s" not in f"{first} {first!r}"


@pytest.mark.parametrize(
    "wrong",
    [
        "imaps://u:hunter2@imap.example.org",
        "kielce=u:hunter2@imap.example.org",
        "kielce=pop3://u:hunter2@imap.example.org",
        "kielce=imap://u:hunter2@imap.example.org",
        "kielce=imaps://u:hunter2/x@imap.example.org",
        "kielce=imaps://u:hunter2:x@imap.example.org:port",
        "kielce=imaps://u:hunter2#x@imap.example.org",
        "kielce=imaps://u:hunter2@imap.example.org:99999",
        "kielce=imaps://u:hunter2@[imap.example.org",
        "kielce=imaps://imap.example.org/hunter2",
        "kielce=imaps://u:hunter2%0d%0aA1@imap.example.org",
        "kielce=imaps://u:hunter2%C5%82@imap.example.org",
        "kiel/ce=imaps://u:hunter2@imap.example.org",
    ],
)
def test_a_wrong_setting_is_said_in_one_line_without_the_password(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"must be|in the clear") as said:
        mailboxes_in(f"good=imaps://u:p@imap.example.org {wrong}")

    assert "hunter2" not in str(said.value)
    assert "\n" not in str(said.value)
