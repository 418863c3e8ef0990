"""An e-mail that somebody saved, read for a report: who wrote, what, with which pictures.

Nothing of the file is kept but what the staff then send with the form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from html import unescape
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused

LARGEST = 40_000_000
# More than a form takes: what is too long is said there, where it can be shortened.
_MOST_WORDS = 20_000
# Far more than a person writes; beyond them reading takes long.
_LONGEST, _MOST_PARTS, _DEEPEST, _MOST_PICTURES = 200_000, 1_000, 20, 20
# What Python's reader of e-mails and the one of tags raise for what is none.
_STUMBLES = (
    *(AttributeError, LookupError, RecursionError, SuspiciousOperation),
    *(TypeError, ValueError),
)
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|tr|li|h\d)\s*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(style|script|head)\b.*?(</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")


class NoEmail(Refused):
    message = _("%(name)s is no saved e-mail. Save it in the mail program as a file .eml.")


class EmailTooLarge(Refused):
    message = _("%(name)s is larger than %(most)s MB.")


@dataclass(frozen=True, slots=True)
class ReadEmail:
    """What an e-mail says; empty where it says nothing. Pictures are not looked into yet."""

    name: str
    email: str
    words: str
    pictures: "Sequence[UploadedFile[Any]]"


def email_in(file: "UploadedFile[Any]") -> ReadEmail:
    """The e-mail of a form. Raises EmailTooLarge, which is not even read, or NoEmail."""
    if (file.size or 0) > LARGEST:
        raise EmailTooLarge(name=file.name, most=LARGEST // 1_000_000)
    try:
        return _read(file.read())
    except _STUMBLES as error:
        # What the parser stumbles over is not said better than by this.
        raise NoEmail(name=file.name) from error


def _read(content: bytes) -> ReadEmail:
    if content.count(b"\n--") > _MOST_PARTS:
        raise ValueError("made of very many parts")
    message = BytesParser(policy=policy.default).parsebytes(content)
    name, address = parseaddr(_header(message, "From"))
    if "@" not in address:
        raise ValueError("nobody wrote it")
    parts = list(_parts(message, _DEEPEST))
    subject = " ".join(_header(message, "Subject").split())
    words = f"{subject}\n\n{_body(parts)}".replace("\x00", "").strip()
    images = [one for one in parts if one.get_content_maintype() == "image"]
    pictures = [
        SimpleUploadedFile(one.get_filename() or "image", one.get_payload(decode=True) or b"")
        for one in images[:_MOST_PICTURES]
    ]
    return ReadEmail(name[:120], address[:254], words[:_MOST_WORDS], pictures)


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
