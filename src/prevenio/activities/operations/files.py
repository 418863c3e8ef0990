"""Files and photos of an activity."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities.models import Activity, ActivityFile
from prevenio.activities.operations.recording import opened
from prevenio.activities.written import OnlyNumbers
from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import User
from prevenio.web.pictures import cleaned, plain_name

MOST_FILES = 10


class TooManyFiles(Refused):
    message = _("There are %(most)s files already. Remove one before you add another.")


class FileTooLarge(Refused):
    message = _("%(name)s is larger than %(most)s MB.")


@transaction.atomic
def add_file(
    *, activity: Activity, name: str, content: bytes, by: User, at: datetime
) -> ActivityFile:
    """Add a file or photo; photos lose their metadata, the same file again changes nothing.

    Raises NotAllowed, OnlyNumbers, TooManyFiles, FileTooLarge, or what `cleaned` raises.
    """
    activity = opened(activity, by, at)
    if activity.kind.is_sensitive:
        raise OnlyNumbers
    name = plain_name(name)
    if len(content) > settings.DOCUMENT_LIMIT:
        raise FileTooLarge(name=name, most=settings.DOCUMENT_LIMIT // 1024 // 1024)
    kept = cleaned(name, content)
    digest = hashlib.sha256(kept.content).hexdigest()
    if (same := activity.files.filter(sha256=digest).first()) is not None:
        return same
    if activity.files.count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    file = ActivityFile.objects.create(
        activity=activity,
        name=name,
        kind=kept.kind,
        size=len(kept.content),
        sha256=digest,
        file=ContentFile(kept.content, name=f"{digest}.{kept.ending}"),
        added_at=at,
    )
    _note(file, "activities.file.added", by, at)
    return file


@transaction.atomic
def remove_file(*, file: ActivityFile, by: User, at: datetime) -> None:
    """Take a file away, its bytes too. Raises NotAllowed."""
    opened(file.activity, by, at)
    stored = file.file
    _note(file, "activities.file.removed", by, at)
    file.delete()
    transaction.on_commit(lambda: stored.delete(save=False))


def _note(file: ActivityFile, fact: str, by: User, at: datetime) -> None:
    record(
        fact,
        about=file,
        by=by,
        at=at,
        authority_id=file.activity.authority_id,
        details={"activity": str(file.activity_id), "sha256": file.sha256},
    )
