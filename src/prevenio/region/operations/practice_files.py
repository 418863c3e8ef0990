"""Photos and documents of a practice that is being written."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import User
from prevenio.region.files import Upload, put
from prevenio.region.models import Practice, PracticeFile
from prevenio.region.operations.practices import writable

MOST_FILES = 10


class TooManyFiles(Refused):
    message = _("There are %(most)s files already. Remove one before you add another.")


@transaction.atomic
def add_practice_file(*, practice: Practice, sent: Upload, by: User, at: datetime) -> PracticeFile:
    """Add a file to a practice; the same file again changes nothing.

    Raises NotAllowed, WrongState, TooManyFiles or what `files.put` raises.
    """
    practice = writable(practice, by, at)
    row = PracticeFile(practice=practice, added_at=at)
    put(row, sent)
    if (same := practice.files.filter(file_digest=row.file_digest).first()) is not None:
        return same
    if practice.files.count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    row.save()
    _record("region.practice_file.added", row, by, at)
    return row


@transaction.atomic
def remove_practice_file(*, file: PracticeFile, by: User, at: datetime) -> None:
    """Take a file out of a practice, its bytes too. Raises NotAllowed or WrongState."""
    writable(file.practice, by, at)
    _record("region.practice_file.removed", file, by, at)
    stored = file.file
    file.delete()
    transaction.on_commit(lambda: stored.delete(save=False))


def _record(fact: str, file: PracticeFile, by: User, at: datetime) -> None:
    practice = file.practice
    record(
        fact,
        about=practice,
        by=by,
        at=at,
        authority_id=practice.authority_id,
        details={"file": file.file_name},
    )
