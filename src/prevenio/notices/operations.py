"""Writing notices and getting them delivered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.notices import letters, tasks
from prevenio.notices.letters import Letter
from prevenio.notices.models import Notice, NoticeState
from prevenio.people import access
from prevenio.people.models import Authority, User


class NotFailed(Refused):
    message = _("This letter has been sent in the meantime.")


class BeingSent(Refused):
    message = _("This letter is being sent at this moment. Look again in a few minutes.")


@transaction.atomic
def write_notice(
    *,
    to: str,
    letter: Letter,
    language: str,
    authority: Authority | None,
    at: datetime,
    is_test: bool = False,
    forgets_reader: bool = False,
    about: str = "",
) -> Notice:
    """Write a letter to one person and hand it to the worker once this transaction is through.

    With `forgets_reader` the address is erased as soon as the letter has gone out. By what it is
    `about`, such as "report:12", it can be dropped before: see `drop_letters`.
    """
    notice = _written(ToWrite(to, letter, language, about=about), authority, at)
    notice.is_test, notice.forgets_reader = is_test, forgets_reader
    notice.save(force_insert=True)
    transaction.on_commit(partial(tasks.send_notice.enqueue, notice.pk))
    return notice


@dataclass(frozen=True, slots=True)
class ToWrite:
    """One of many letters: to whom, what, in which language, with which headers of its own.

    `about` is what it can be dropped by, such as "subscription:45".
    """

    to: str
    letter: Letter
    language: str
    headers: Mapping[str, str] = field(default_factory=dict)
    about: str = ""


@transaction.atomic
def write_notices(
    many: Iterable[ToWrite], *, authority: Authority, at: datetime
) -> Sequence[Notice]:
    """Write letters to many readers without accounts in few statements; the clock sends them.

    Each address is erased as soon as its letter has gone out.
    """
    notices = [_written(one, authority, at) for one in many]
    for notice in notices:
        notice.forgets_reader = True
    return Notice.objects.bulk_create(notices, batch_size=200)


@transaction.atomic
def drop_letters(*, to: str, authority: Authority, about: str) -> int:
    """Forget letters to a reader without an account that have not gone out; how many.

    Only those that were written about one thing: an address may be somebody else's, whose other
    letters stay. One that is being handed over at this moment may still arrive; its address and
    its words are forgotten at once, and it is not tried again.
    """
    rows = Notice.objects.select_for_update(no_key=True).filter(
        authority_id=authority.pk, about=about, to=to, forgets_reader=True
    )
    unsent = list(rows.exclude(state=NoticeState.SENT).only("state", "handing_at"))
    leaving = [one.pk for one in unsent if one.is_leaving]
    Notice.objects.filter(pk__in=leaving).update(to="", text="", html="", headers={})
    Notice.objects.filter(pk__in={one.pk for one in unsent}.difference(leaving)).delete()
    return len(unsent)


@transaction.atomic
def change_lines(*, authority: Authority, about: Collection[str], lines: Mapping[str, str]) -> int:
    """Put other lines in place of some in letters that have not gone out; how many these were.

    What was blacked out is no longer sent. A letter that is being handed over at this moment may
    still arrive as it was.
    """
    rows = Notice.objects.select_for_update(no_key=True).filter(
        authority_id=authority.pk, about__in=about
    )
    changed = 0
    for notice in rows.exclude(state=NoticeState.SENT).order_by("pk"):
        text = letters.with_lines(notice.text, lines)
        if text != notice.text:
            notice.text, notice.html = text, letters.page_with_lines(notice.html, lines)
            notice.save(update_fields=["text", "html"])
            changed += 1
    return changed


@transaction.atomic
def erase_readers(*, authority: Authority, before: datetime) -> int:
    """Erase letters to readers without accounts that could not be sent for so long."""
    left = Notice.objects.filter(
        authority_id=authority.pk, forgets_reader=True, written_at__lt=before
    )
    return left.exclude(to="").delete()[0]


def _written(one: ToWrite, authority: Authority | None, at: datetime) -> Notice:
    with translation.override(one.language):
        return Notice(
            authority_id=authority.pk if authority else 0,
            to=one.to,
            subject=" ".join(one.letter.subject.split())[:200],
            text=letters.as_text(one.letter, authority=authority, language=one.language),
            html=letters.as_page(one.letter, authority=authority, language=one.language),
            headers=dict(one.headers),
            about=one.about,
            written_at=at,
            next_try_at=at,
        )


@transaction.atomic
def retry_notice(*, notice: Notice, authority: Authority | None, by: User, at: datetime) -> Notice:
    """Try a letter of an authority, or of the installation, again at once.

    One that may have gone out is sent again only so, because a person has decided it.
    Raises NotAllowed, NotFailed or BeingSent.
    """
    if not _may_send(by, authority, at):
        raise NotAllowed
    authority_id = authority.pk if authority else 0
    notice = Notice.objects.select_for_update(no_key=True).get(
        pk=notice.pk, authority_id=authority_id
    )
    if notice.state == NoticeState.SENT:
        raise NotFailed
    if notice.is_leaving:
        raise BeingSent
    notice.state, notice.tries, notice.next_try_at = NoticeState.WAITING, 0, at
    notice.handing_at = None
    notice.save(update_fields=["state", "tries", "next_try_at", "handing_at"])
    record("notices.notice.retried", about=notice, by=by, at=at, authority_id=authority_id)
    transaction.on_commit(partial(tasks.send_notice.enqueue, notice.pk))
    return notice


def _may_send(by: User, authority: Authority | None, at: datetime) -> bool:
    if authority is None:
        return access.can_look_after_installation(by)
    return access.can_manage_people(access.standing(by, authority, at))


@transaction.atomic
def send_test_notice(*, authority: Authority, by: User, at: datetime) -> Notice:
    """Send a letter to oneself, to see that outgoing mail works. Raises NotAllowed."""
    if not access.can_manage_people(access.standing(by, authority, at)):
        raise NotAllowed
    language = by.language or authority.language
    with translation.override(language):
        letter = Letter(
            subject=str(_("Test letter of the safety programme")),
            heading=str(_("Outgoing mail works")),
            paragraphs=[str(_("This letter was sent to see whether mail goes out. It does."))],
            genuine=str(_("You asked for this letter on the desk. Nothing needs to be done.")),
        )
    notice = write_notice(
        to=by.email, letter=letter, language=language, authority=authority, at=at, is_test=True
    )
    record("notices.test.requested", about=notice, by=by, at=at, authority_id=authority.pk)
    return notice
