"""Files and photos of a return that is being written."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.returns.actors import Answerer
from prevenio.returns.content import MOST_FILES
from prevenio.returns.models import ActionReturn, ReturnFile
from prevenio.returns.operations.filling import opened_return
from prevenio.web.pictures import cleaned, plain_name


class TooManyFiles(Refused):
    message = _("There are %(most)s files already. Remove one before you add another.")


class FileTooLarge(Refused):
    message = _("%(name)s is larger than %(most)s MB.")


@transaction.atomic
def add_file(
    *, action_return: ActionReturn, name: str, content: bytes, by: Answerer, at: datetime
) -> ReturnFile:
    """Add a file to a return that is being written; the same file again changes nothing.

    Raises what save_draft raises, TooManyFiles, FileTooLarge, or what `cleaned` raises.
    """
    action_return = opened_return(action_return, by, at)
    name = plain_name(name)
    if len(content) > settings.DOCUMENT_LIMIT:
        raise FileTooLarge(name=name, most=settings.DOCUMENT_LIMIT // 1024 // 1024)
    kept = cleaned(name, content)
    digest = hashlib.sha256(kept.content).hexdigest()
    there = action_return.files.filter(removed_at=None)
    if (same := there.filter(sha256=digest).first()) is not None:
        return same
    if there.count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    return ReturnFile.objects.create(
        action_return=action_return,
        name=name,
        kind=kept.kind,
        size=len(kept.content),
        sha256=digest,
        file=ContentFile(kept.content, name=f"{digest}.{kept.ending}"),
        added_at=at,
    )


@transaction.atomic
def remove_file(*, file: ReturnFile, by: Answerer, at: datetime) -> None:
    """Take a file out of a return that is being written. Raises what save_draft raises.

    The bytes go too, unless something that was sent names them.
    """
    opened_return(file.action_return, by, at)
    is_sealed = any(
        file.sha256 in {one["sha256"] for one in sealed.content["files"]}
        for sealed in file.action_return.sealed.all()
    )
    if is_sealed:
        file.removed_at = at
        file.save(update_fields=["removed_at"])
        return
    stored = file.file
    file.delete()
    transaction.on_commit(lambda: stored.delete(save=False))
