"""Messages of the shared work: to a working group or to all of them, replies, taking back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import standing, today_in
from prevenio.people.models import Authority, User
from prevenio.places.models import WorkingGroup
from prevenio.region import access, letters
from prevenio.region.files import Upload, forget, put
from prevenio.region.models import Message


class NothingSaid(Refused):
    message = _("Write what the message is about, and what you want to say.")


@transaction.atomic
def write_message(
    *,
    authority: Authority,
    group: WorkingGroup | None,
    title: str,
    words: str,
    upload: Upload | None,
    by: User,
    at: datetime,
) -> Message:
    """Write to a group, or as the bureau to all; everyone in it gets the words by e-mail.

    Raises NotAllowed, NothingSaid or what `files.kept` raises.
    """
    _allowed(by, authority, group, at)
    made = Message(authority=authority, group=group, title=title.strip(), by=by, at=at)
    if not made.title:
        raise NothingSaid
    return _sent(made, words, upload, "region.message.written")


@transaction.atomic
def reply(
    *, message: Message, words: str, upload: Upload | None, by: User, at: datetime
) -> Message:
    """Answer a message; everyone whom it reached gets the reply.

    Raises NotAllowed, WrongState, NothingSaid or what `files.kept` raises.
    """
    found = _locked(message)
    today = today_in(found.authority, at)
    if not access.may_reply(by, found, standing(by, found.authority, at), today):
        raise NotAllowed
    if found.answers_id is not None or found.taken_back_at is not None:
        raise WrongState
    made = Message(authority=found.authority, group=found.group, answers=found, by=by, at=at)
    return _sent(made, words, upload, "region.message.answered")


@transaction.atomic
def take_back(*, message: Message, by: User, at: datetime) -> Message:
    """Erase words and file: whoever wrote it may, and the bureau. Letters have gone out by then.

    Raises NotAllowed or WrongState.
    """
    found = _locked(message)
    if not access.may_take_back(by, found, standing(by, found.authority, at)):
        raise NotAllowed
    if found.taken_back_at is not None:
        raise WrongState
    forget(found.file)
    found.title = found.words = found.file_name = found.file_kind = found.file_digest = ""
    found.file, found.file_size, found.taken_back_at = "", 0, at
    found.save()
    record("region.message.taken_back", about=found, by=by, at=at, authority_id=found.authority_id)
    return found


def _sent(message: Message, words: str, upload: Upload | None, fact: str) -> Message:
    message.words = words.strip()
    if not message.words:
        raise NothingSaid
    put(message, upload)
    message.save()
    record(
        fact,
        about=message,
        by=message.by,
        at=message.at,
        authority_id=message.authority_id,
        details={"group": message.group_id or 0, "has_file": bool(message.file)},
    )
    letters.write_of_message(message)
    return message


def _allowed(by: User, authority: Authority, group: WorkingGroup | None, at: datetime) -> None:
    roles = standing(by, authority, at)
    if not access.may_write_to(by, group, roles, today_in(authority, at)):
        raise NotAllowed


def _locked(message: Message) -> Message:
    rows = Message.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("authority", "group__municipality", "answers").get(pk=message.pk)
