"""Publishing an answer: prepared by one person, looked at by another, taken off again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from prevenio.advice import access
from prevenio.advice.models import EventKind, PublicState, PublishedAnswer, Question
from prevenio.advice.operations.steps import ChangedMeanwhile, Step, for_staff, locked, take_step
from prevenio.journal.models import Entry
from prevenio.journal.operations import erase_payload, record
from prevenio.kernel import redacting
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.text import fold
from prevenio.kernel.written import words_of
from prevenio.people import addresses
from prevenio.people.models import User

LONGEST_TITLE = 150


class NoConsent(Refused):
    message = _("The resident has not allowed publication.")


class BracketLeftOpen(Refused):
    message = _("Close every passage that is to be blacked out: [[ before it and ]] after it.")


class StillStands(Refused):
    message = _("“%(words)s” is blacked out in the question, but still stands on the page.")


class SecondLookMissing(Refused):
    message = _("Another person has to look at it before it is published.")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be published; passages to be blacked out stand between [[ and ]]."""

    title: str
    question: str
    answer: str


class Nobody:
    """Whoever has no account: the resident, or the clock."""

    pk = None

    def __str__(self) -> str:
        return ""


@transaction.atomic
def prepare(
    *, question: Question, seen: int, prepared: Prepared, by: User, at: datetime
) -> PublishedAnswer:
    """Write what residents are to read. What was public goes off until the second look.

    Raises NotAllowed, ChangedMeanwhile, NoConsent, WrongState, WordsMissing, TooLong,
    BracketLeftOpen or StillStands.
    """
    question = for_staff(question, seen, by, at)
    if not question.may_be_published:
        raise NoConsent
    if not question.has_answer or question.text_erased_at is not None:
        raise WrongState
    title = words_of(" ".join(prepared.title.split()), most=LONGEST_TITLE)
    marked = words_of(prepared.question)
    answer = words_of(prepared.answer)
    if any(map(redacting.is_left_open, (title, marked, answer))):
        raise BracketLeftOpen
    parts = [redacting.redacted(text) for text in (title, marked, answer)]
    passages = [passage for part in parts for passage in part.passages]
    left = redacting.still_stands(passages, *(part.text for part in parts))
    if left:
        raise StillStands(words=left)
    shown = PublishedAnswer.objects.filter(question=question).first() or PublishedAnswer(
        authority=question.authority, question=question
    )
    _fill(shown, question, [part.text for part in parts])
    shown.blocks = len(passages)
    shown.state, shown.prepared_by, shown.prepared_at = PublicState.PREPARED, by, at
    shown.published_by = shown.published_at = None
    shown.save()
    record(
        "advice.answer.prepared",
        about=question,
        by=by,
        at=at,
        authority_id=question.authority_id,
        details={"blocks": shown.blocks},
    )
    return shown


def _fill(shown: PublishedAnswer, question: Question, texts: list[str]) -> None:
    shown.title, shown.question_text, shown.answer_text = texts
    shown.municipality, shown.topic = question.municipality, question.topic
    shown.body, shown.language = question.body, question.language
    shown.group_name = question.group.name if question.group else ""
    names = " ".join(str(name) for name in question.topic.names.values())
    place = question.municipality.name if question.municipality else ""
    shown.search_text = fold(" ".join([*texts, names, place]))


@transaction.atomic
def publish(*, shown: PublishedAnswer, by: User, at: datetime) -> PublishedAnswer:
    """Show an answer to residents, after the look of a second person.

    Raises NotAllowed, WrongState, NoConsent or SecondLookMissing.
    """
    question, shown = _both(shown, by, at)
    if shown.state != PublicState.PREPARED or not question.has_answer:
        raise WrongState
    if not question.may_be_published:
        raise NoConsent
    if shown.prepared_by_id == by.pk:
        raise SecondLookMissing
    shown.state, shown.published_by, shown.published_at = PublicState.PUBLISHED, by, at
    shown.save(update_fields=["state", "published_by", "published_at"])
    authority = question.authority
    details = {
        "address": addresses.address("portal:advice-answer", authority=authority, args=[shown.key]),
        "title": shown.title,
        "municipality": question.municipality_id,
        "area": None,
    }
    take_step(question, EventKind.PUBLISHED, Step(), by=by, at=at, details=details)
    return shown


@transaction.atomic
def unpublish(*, shown: PublishedAnswer, by: User, at: datetime) -> PublishedAnswer:
    """Take an answer off the public pages. Raises NotAllowed or WrongState."""
    question, shown = _both(shown, by, at)
    if shown.state != PublicState.PUBLISHED:
        raise WrongState
    take_off(question, by=by, at=at)
    shown.refresh_from_db()
    return shown


def take_off(question: Question, *, by: User | None, at: datetime) -> None:
    """Take off what is public, or was prepared, of a locked question; nothing if nothing is."""
    shown = PublishedAnswer.objects.filter(question=question).first()
    if shown is None or shown.state == PublicState.TAKEN_OFF:
        return
    was_public = shown.state == PublicState.PUBLISHED
    shown.state, shown.published_by, shown.published_at = PublicState.TAKEN_OFF, None, None
    shown.save(update_fields=["state", "published_by", "published_at"])
    if was_public:
        take_step(question, EventKind.UNPUBLISHED, Step(), by=by, at=at)


def erase_public(question: Question, *, at: datetime) -> None:
    """Erase the words that were published, in the journal too; the row and its counts stay."""
    shown = PublishedAnswer.objects.filter(question=question).first()
    if shown is None:
        return
    shown.title = shown.question_text = shown.answer_text = shown.search_text = ""
    shown.save(update_fields=["title", "question_text", "answer_text", "search_text"])
    entries = Entry.objects.filter(
        authority_id=question.authority_id,
        about_kind=question._meta.label_lower,
        about_id=str(question.pk),
        fact="advice.answer.published",
        erased_at=None,
    )
    for entry in entries:
        erase_payload(entry=entry, by=Nobody(), at=at)


def vote(*, shown: PublishedAnswer, helped: bool) -> None:
    """Count one reader's word. Who it was is not kept, so the caller sees to it that it is one."""
    field = "yes" if helped else "no"
    rows = PublishedAnswer.objects.filter(pk=shown.pk, state=PublicState.PUBLISHED)
    rows.update(**{field: F(field) + 1})


def _both(shown: PublishedAnswer, by: User, at: datetime) -> tuple[Question, PublishedAnswer]:
    question = locked(shown.question)
    if not access.can_answer(by, question, at):
        raise NotAllowed
    fresh = PublishedAnswer.objects.select_for_update(no_key=True).get(pk=shown.pk)
    # The person has looked at one wording; a newer one needs a look of its own.
    if fresh.prepared_at != shown.prepared_at:
        raise ChangedMeanwhile
    return question, fresh
