"""A mailbox read over IMAP: what is new in it, one message after the other, and nothing deleted.

Python's own `imaplib` is enough. `imap-tools`, which is well kept, wraps the same module and adds a
reader of messages; ours is `emails.py`, and the five commands that are needed here are no reason
for a dependency. What it leaves open is closed here: a message larger than a server had said, a
server that says a letter every few seconds, a certificate that nobody has checked.
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Timer
from typing import Any

from prevenio.reports.emails import LARGEST
from prevenio.reports.mailboxes import Mailbox

# Seconds: for one answer, and for a whole visit, so that letters of others need not wait long.
ANSWERS_WITHIN, LONGEST_VISIT = 20.0, 120.0
# How much of a message that is too large is read: its head, for who wrote and about what.
HEAD = 60_000
_SLACK = 1_000_000
_MOST_LOOKED_AT = 500
_SIZE, _UID = re.compile(rb"RFC822\.SIZE (\d{1,18})"), re.compile(rb"UID (\d{1,10})")
_MOMENT = "%d-%b-%Y %H:%M:%S %z"
_CAME = re.compile(rb'INTERNALDATE "([^"]{20,30})"')
# What `imaplib` raises for a server that does not answer, and for what no server should say.
_STUMBLES = (OSError, imaplib.IMAP4.error, ValueError, LookupError, TypeError, AttributeError)


class Fault(StrEnum):
    """Why a mailbox could not be read."""

    SILENT = "silent"
    SHUT = "shut"
    NO_FOLDER = "no folder"
    STRANGE = "strange"
    NO_AUTHORITY = "no authority"


class MailboxFault(Exception):
    """A mailbox could not be read. Its words hold no password."""

    def __init__(self, mailbox: Mailbox, fault: Fault, more: object = "") -> None:
        super().__init__(f"{mailbox}: {fault}" + (f" ({more})" if more else ""))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Unseen:
    """A message that nobody has seen yet: its number, and by the server's word size and arrival."""

    uid: int
    size: int
    came_at: datetime | None = None


class Inbox:
    """One folder of a mailbox while it is open. Its methods raise MailboxFault."""

    def __init__(self, mailbox: Mailbox, connection: imaplib.IMAP4) -> None:
        self._mailbox, self._connection = mailbox, connection

    def unseen(self) -> Sequence[Unseen]:
        """What is not marked as seen, the oldest first."""
        found = self._ask("SEARCH", "UNSEEN")
        words = b" ".join(one for one in found if isinstance(one, bytes)).split()
        uids = sorted(int(one) for one in words if one.isdigit())[:_MOST_LOOKED_AT]
        if not uids:
            return ()
        told = self._ask("FETCH", ",".join(map(str, uids)), "(RFC822.SIZE INTERNALDATE)")
        known = {one.uid: one for one in map(_unseen_in, told) if one is not None}
        return [known[uid] for uid in uids if uid in known]

    def content(self, uid: int) -> bytes | None:
        """A whole message, which stays unseen; None where it has gone meanwhile."""
        return self._message(uid, "(BODY.PEEK[])")

    def head(self, uid: int) -> bytes | None:
        """The head of a message, or as much of it as is worth reading."""
        return self._message(uid, f"(BODY.PEEK[HEADER]<0.{HEAD}>)")

    def mark_seen(self, uid: int) -> None:
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _message(self, uid: int, part: str) -> bytes | None:
        """The text of an answer comes as a pair: what it is, and its bytes."""
        pairs = (one for one in self._ask("FETCH", str(uid), part) if isinstance(one, tuple))
        return next((pair[1] for pair in pairs if _uid_in(pair[0]) in (uid, None)), None)

    def _ask(self, *words: str) -> Sequence[Any]:
        with _said_plainly(self._mailbox):
            answer, said = self._connection.uid(*words)
        if answer != "OK":
            raise MailboxFault(self._mailbox, Fault.STRANGE, f"{words[0]}: {answer}")
        return said


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[Inbox]:
    """The folder of a mailbox, closed whatever happens. Raises MailboxFault."""
    with _said_plainly(mailbox):
        connection = _connected(mailbox)
    try:
        _enter(mailbox, connection)
        yield Inbox(mailbox, connection)
    finally:
        with suppress(*_STUMBLES):
            connection.logout()
        with suppress(*_STUMBLES):
            connection.shutdown()


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    if not mailbox.is_encrypted:
        return _Bounded(mailbox.host, mailbox.port, timeout=ANSWERS_WITHIN)
    # Without a context of its own, `imaplib` would believe any certificate.
    return _BoundedAndEncrypted(
        mailbox.host,
        mailbox.port,
        ssl_context=ssl.create_default_context(),
        timeout=ANSWERS_WITHIN,
    )


def _enter(mailbox: Mailbox, connection: imaplib.IMAP4) -> None:
    try:
        connection.login(_quoted(mailbox.user), mailbox.password)
    except imaplib.IMAP4.abort as error:
        raise MailboxFault(mailbox, Fault.SILENT, error) from None
    except imaplib.IMAP4.error:
        # A server may repeat what it was told: nothing of its words goes on.
        raise MailboxFault(mailbox, Fault.SHUT) from None
    except _STUMBLES as error:
        raise MailboxFault(mailbox, Fault.SILENT, type(error).__name__) from None
    with _said_plainly(mailbox):
        try:
            answer, _said = connection.select(_quoted(mailbox.folder))
        except imaplib.IMAP4.readonly:
            answer = "NO"
    if answer != "OK":
        raise MailboxFault(mailbox, Fault.NO_FOLDER)


@contextmanager
def _said_plainly(mailbox: Mailbox) -> Iterator[None]:
    try:
        yield
    except (OSError, imaplib.IMAP4.abort) as error:
        raise MailboxFault(mailbox, Fault.SILENT, error) from error
    except _STUMBLES as error:
        raise MailboxFault(mailbox, Fault.STRANGE, error) from error


class _Bounded(imaplib.IMAP4):
    """A connection that reads no more than a message may hold, and not for ever."""

    _bell: Timer | None = None

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        super().open(host, port, timeout)
        self._bell = Timer(LONGEST_VISIT, _hang_up, [self.sock])
        self._bell.daemon = True
        self._bell.start()

    def read(self, size: int) -> bytes:
        if size > LARGEST + _SLACK:
            raise self.abort("more than a message may hold")
        return super().read(size)

    def shutdown(self) -> None:
        if self._bell is not None:
            self._bell.cancel()
        super().shutdown()


class _BoundedAndEncrypted(_Bounded, imaplib.IMAP4_SSL):  # type: ignore[misc]
    pass


def _hang_up(connection: socket.socket) -> None:
    """Whoever reads from it at this moment gets the end of the conversation."""
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unseen_in(said: object) -> Unseen | None:
    if not isinstance(said, bytes):
        return None
    size, uid = _SIZE.search(said), _uid_in(said)
    return Unseen(uid, int(size[1]), _moment_in(said)) if uid and size else None


def _moment_in(said: bytes) -> datetime | None:
    found = _CAME.search(said)
    try:
        return datetime.strptime(found[1].decode().strip(), _MOMENT) if found else None
    except ValueError:
        return None


def _uid_in(said: object) -> int | None:
    found = _UID.search(said) if isinstance(said, bytes) else None
    return int(found[1]) if found is not None else None
