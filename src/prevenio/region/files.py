"""Files of declarations and minutes: checked when they come, the old one goes with its bytes."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.web.pictures import cleaned, plain_name


class FileTooLarge(Refused):
    message = _("%(name)s is larger than %(most)s MB.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept: by content and not by name."""

    file_name: str
    file_kind: str
    file_size: int
    file_digest: str
    file: ContentFile[bytes]


def kept(upload: Upload) -> Kept:
    """A file as it may be kept. Raises FileTooLarge or what `cleaned` raises."""
    name = plain_name(upload.name)
    if len(upload.content) > settings.DOCUMENT_LIMIT:
        raise FileTooLarge(name=name, most=settings.DOCUMENT_LIMIT // 1024 // 1024)
    found = cleaned(name, upload.content)
    digest = hashlib.sha256(found.content).hexdigest()
    return Kept(
        file_name=name,
        file_kind=found.kind,
        file_size=len(found.content),
        file_digest=digest,
        file=ContentFile(found.content, name=f"{digest}.{found.ending}"),
    )


def put(row: Any, upload: Upload | None) -> None:
    """Set the fields of a row that has a file; does not save. Raises what `kept` raises.

    The bytes of a file that another replaces go with the transaction.
    """
    if upload is None:
        return
    found = kept(upload)
    forget(row.file)
    for name in ("file_name", "file_kind", "file_size", "file_digest", "file"):
        setattr(row, name, getattr(found, name))


def forget(file: FieldFile) -> None:
    """Let the bytes of a file go once the transaction is through."""
    storage, name = file.storage, file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))
