"""Taking a file of official statistics in, before it is looked at and kept."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from prevenio.indicators import access
from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.models import StatisticsUpload
from prevenio.indicators.operations.statistics import Kept, keep_statistics
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User


@transaction.atomic
def take_upload(
    *,
    authority: Authority,
    statistics: StatisticsFile,
    name: str,
    content: bytes,
    by: User,
    at: datetime,
) -> StatisticsUpload:
    """Keep the file whole; the same file is there once. Raises NotAllowed."""
    if not access.can_edit_indicators(by, authority, at):
        raise NotAllowed
    digest = hashlib.sha256(content).hexdigest()
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    known = StatisticsUpload.objects.filter(authority=authority, sha256=digest).first()
    if known is not None:
        return known
    upload = StatisticsUpload.objects.create(
        authority=authority,
        name=name[-200:],
        source=statistics.source,
        sha256=digest,
        size=len(content),
        file=ContentFile(content, name=f"{digest[:16]}.bin"),
        by=by,
        at=at,
    )
    _record("indicators.upload.taken", upload, by, at)
    return upload


@transaction.atomic
def keep_upload(*, upload: StatisticsUpload, territory: str, by: User, at: datetime) -> Kept:
    """Keep the numbers of an uploaded file. Raises NotAllowed or TerritoryUnknown."""
    kept = keep_statistics(
        authority=upload.authority,
        statistics=statistics_of(upload),
        territory=territory,
        by=by,
        at=at,
        file_name=upload.name,
    )
    upload.kept_at = at
    upload.save(update_fields=["kept_at"])
    return kept


def statistics_of(upload: StatisticsUpload) -> StatisticsFile:
    """The file read again: it was readable when it was taken in."""
    with upload.file.open("rb") as stream:
        return read_statistics(stream.read(), upload.name)


def _record(fact: str, upload: StatisticsUpload, by: User, at: datetime) -> None:
    record(
        fact,
        about=upload,
        by=by,
        at=at,
        authority_id=upload.authority_id,
        details={"sha256": upload.sha256, "size": upload.size},
    )
