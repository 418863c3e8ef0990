"""The mailboxes whose e-mails become reports, as `PREVENIO_MAILBOXES` names them.

Plain Python: the settings read it before Django stands. What is wrong is said without the address
itself, which holds a password.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

_PORTS = {"imaps": 993, "imap": 143}
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,40}", re.ASCII)
# What IMAP takes as it is: no letters beyond ASCII, and no end of a line.
_PLAIN = re.compile(r"[\x20-\x7e]{1,200}", re.ASCII)
_AS = (
    "it must be written as authority=imaps://user:password@host/INBOX, "
    "with @ : / ? # % and spaces in user and password as %40 %3A %2F %3F %23 %25 %20"
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox of an authority, known by the authority's slug. Its words hold no password."""

    authority: str
    host: str
    port: int
    is_encrypted: bool
    user: str
    password: str = field(repr=False)
    folder: str

    def __str__(self) -> str:
        return f"{self.user} ({self.folder}, {self.host}:{self.port})"


def mailboxes_in(said: str) -> Sequence[Mailbox]:
    """The mailboxes of a setting. Raises ValueError with a line for whoever wrote it."""
    return tuple(_mailbox_in(one, place) for place, one in enumerate(said.split(), start=1))


def _mailbox_in(said: str, place: int) -> Mailbox:
    authority, _sign, address = said.partition("=")
    if not _SLUG.fullmatch(authority):
        raise ValueError(f"number {place} names no authority: {_AS}.")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError):
        # What the standard library says may quote a part of the password.
        raise ValueError(f"that of “{authority}” cannot be read: {_AS}.") from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    folder = unquote(parts.path.lstrip("/")) or "INBOX"
    if not (host and user and password) or parts.query or parts.fragment:
        raise ValueError(f"that of “{authority}” cannot be read: {_AS}.")
    if not all(map(_PLAIN.fullmatch, (user, password, folder))):
        raise ValueError(
            f"user, password and folder of “{authority}” must be plain ASCII; "
            "write a folder as the mail server names it, such as Zg&AUI-oszenia."
        )
    if parts.scheme == "imap" and not _is_this_machine(host):
        raise ValueError(
            f"that of “{authority}” would send its password in the clear: use imaps://. "
            "imap:// is for a server on this machine."
        )
    return Mailbox(authority, host, port, parts.scheme == "imaps", user, password, folder)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
