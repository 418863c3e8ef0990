"""An e-mail read for a report: who wrote, what, with which pictures.

It was saved by somebody, or came into a mailbox (`operations/mailbox.py`). Of the file nothing
stays but what the staff then send with the form.
"""

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr
from html import unescape
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.danger import sounds_like_danger
from prevenio.kernel.errors import Refused

LARGEST = 40_000_000
# More than a form takes: what is too long is said there, where it can be shortened.
_MOST_WORDS = 20_000
# Far more than a person writes; beyond them reading takes long.
_LONGEST, _MOST_PARTS, _DEEPEST, _MOST_PICTURES = 200_000, 300, 20, 20
_MOST_LINES, _LONGEST_HEADER, _LONGEST_OF_PART = 800_000, 3_000, 500
# What Python's reader of e-mails and the one of tags raise for what is none.
_STUMBLES = (
    *(AttributeError, LookupError, RecursionError, SuspiciousOperation),
    *(TypeError, ValueError),
)
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|tr|li|h\d)\s*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(style|script|head)\b.*?(</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")
# How much of one that cannot be read is shown: enough to see who wrote.
_BEGINNING = 2_000
# What machines write of themselves (RFC 3834, and what was usual before it).
_MACHINES = frozenset({"bulk", "junk", "list", "auto_reply"})


class _Short(EmailPolicy):
    """Headers as long as people write them, each read once: of long ones reading takes minutes.

    Anybody may send one, and it is read while nobody looks. What was read is known while its e-mail
    is, and no longer.
    """

    known: MutableMapping[tuple[str, str], Any]

    def __init__(self) -> None:
        super().__init__()  # type: ignore[call-arg]
        # A policy cannot be changed, which holds for what stands in it.
        object.__setattr__(self, "known", {})

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines[:_LONGEST_HEADER])
        of_part = name.lower().startswith("content-")
        return name, value[: _LONGEST_OF_PART if of_part else _LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        if (name, value) not in self.known:
            self.known[name, value] = super().header_fetch_parse(name, value)
        return self.known[name, value]


class NoEmail(Refused):
    message = _("%(name)s is no saved e-mail. Save it in the mail program as a file .eml.")


class EmailTooLarge(Refused):
    message = _("%(name)s is larger than %(most)s MB.")


@dataclass(frozen=True, slots=True)
class ReadEmail:
    """What an e-mail says; empty where it says nothing. Pictures are not looked into yet.

    `words` begin with the subject. `others` is how many files it holds that are no pictures.
    """

    name: str
    email: str
    words: str
    pictures: "Sequence[UploadedFile[Any]]"
    subject: str = ""
    others: int = 0

    @property
    def sender(self) -> str:
        return f"{self.name}, {self.email}" if self.name else self.email


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of an e-mail from outside; empty where it cannot be read."""

    is_readable: bool
    is_automatic: bool
    sender: str = ""
    subject: str = ""
    pictures: int = 0
    sounds_like_danger: bool = False


def email_in(file: "UploadedFile[Any]") -> ReadEmail:
    """The e-mail of a form. Raises EmailTooLarge, which is not even read, or NoEmail."""
    if (file.size or 0) > LARGEST:
        raise EmailTooLarge(name=file.name, most=LARGEST // 1_000_000)
    return email_of(file.read(), name=file.name or "")


def email_of(content: bytes, *, name: str = "") -> ReadEmail:
    """What an e-mail says. Raises NoEmail."""
    try:
        return _read(content)
    except _STUMBLES as error:
        # What the parser stumbles over is not said better than by this.
        raise NoEmail(name=name) from error


def glance_at(content: bytes) -> Glance:
    """Who wrote, about what, with how many pictures, and whether it can wait; whatever it is."""
    by_machine = is_automatic(content)
    try:
        read = email_of(content)
    except NoEmail:
        danger = sounds_like_danger(beginning_of(content))
        return Glance(False, by_machine, sounds_like_danger=danger)
    return Glance(
        is_readable=True,
        is_automatic=by_machine,
        sender=read.sender[:400],
        subject=read.subject[:200],
        pictures=len(read.pictures),
        sounds_like_danger=sounds_like_danger(read.words),
    )


def is_automatic(content: bytes) -> bool:
    """Whether a machine wrote it: an answer while somebody is away, a letter that came back."""
    try:
        head = BytesHeaderParser().parsebytes(content[:_LONGEST])
        said = {
            name: str(head.get(name, "")).strip().lower()
            for name in ("Auto-Submitted", "Precedence", "Return-Path")
        }
    except _STUMBLES:
        return False
    auto = said["Auto-Submitted"].partition(";")[0].strip()
    return auto not in {"", "no"} or said["Precedence"] in _MACHINES or said["Return-Path"] == "<>"


def is_an_email(content: bytes) -> bool:
    """Whether it begins as every e-mail does, with a header of some kind."""
    try:
        return bool(BytesHeaderParser().parsebytes(content[:_LONGEST]).keys())
    except _STUMBLES:
        return False


def beginning_of(content: bytes) -> str:
    """How an e-mail begins that cannot be read, as plain letters."""
    said = _writable(_decoded(content[:_BEGINNING], "utf-8"))
    return "".join(one for one in said if one.isprintable() or one in "\n\t")


def _read(content: bytes) -> ReadEmail:
    if content.count(b"\n--") > _MOST_PARTS or content.count(b"\n") > _MOST_LINES:
        raise ValueError("made of very many parts")
    message: Any = BytesParser(policy=_Short()).parsebytes(content)
    name, address = parseaddr(_header(message, "From"))
    if "@" not in address:
        raise ValueError("nobody wrote it")
    parts = list(_parts(message, _DEEPEST))
    subject = _line(_header(message, "Subject"))
    words = _writable(f"{subject}\n\n{_body(parts)}").strip()
    images = [one for one in parts if one.get_content_maintype() == "image"]
    pictures = [
        SimpleUploadedFile(one.get_filename() or "image", one.get_payload(decode=True) or b"")
        for one in images[:_MOST_PICTURES]
    ]
    return ReadEmail(
        name=_line(name)[:120],
        email=_line(address)[:254],
        words=words[:_MOST_WORDS],
        pictures=pictures,
        subject=subject,
        others=sum(one.is_attachment() and one not in images for one in parts),
    )


def _writable(said: str) -> str:
    """Without what no database and no page takes: zeros, and halves of letters."""
    return said.replace("\x00", "").encode("utf-8", "replace").decode()


def _line(said: str) -> str:
    """One line of letters that can be seen."""
    return "".join(one for one in " ".join(said.split()) if one.isprintable())


def _header(message: EmailMessage, name: str) -> str:
    """What a header says; some programs write letters there as no standard allows."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            written = _decoded(value.encode("ascii", "surrogateescape"), "utf-8")
            return str(message.policy.header_fetch_parse(key, written))
    return ""


def _parts(message: Any, deepest: int) -> Sequence[Any]:
    """The parts that hold something, in their order. Raises ValueError for too many levels."""
    if not message.is_multipart():
        return [message]
    if not deepest:
        raise ValueError("parts within parts within parts")
    return [one for part in message.iter_parts() for one in _parts(part, deepest - 1)]


def _body(parts: Sequence[EmailMessage]) -> str:
    """The plain words, else those of the formatted ones; attached files are no words.

    Some programs send a plain part in which nothing stands.
    """
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not part.is_attachment():
                said = _text_of(part)[:_LONGEST]
                words = said if kind == "text/plain" else _plain(said)
                if words.strip():
                    return _EMPTY_LINES.sub("\n\n", words)
    return ""


def _text_of(part: EmailMessage) -> str:
    written = part.get_payload(decode=True)
    charset = part.get_content_charset("utf-8")
    return _decoded(written, charset) if isinstance(written, bytes) else ""


def _decoded(written: bytes, charset: str) -> str:
    """Words: as they say of themselves, else in UTF-8, else as Windows writes in both countries."""
    for one in (charset, "utf-8"):
        try:
            return written.decode(one)
        except (LookupError, UnicodeDecodeError):
            continue
    return written.decode("cp1250", "replace")


def _plain(said: str) -> str:
    lines = strip_tags(_BREAKS.sub("\n", _UNSEEN.sub("", said))).splitlines()
    return "\n".join(" ".join(unescape(line).split()) for line in lines)
