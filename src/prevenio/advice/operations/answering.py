"""The steps of whoever answers: let through, hand over, ask back, answer, correct, close."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.advice import letters, routing
from prevenio.advice.models import EventKind, Question, TextKind
from prevenio.advice.operations.erasing import erase_words
from prevenio.advice.operations.steps import Step, for_staff, require, say, take_step
from prevenio.kernel.errors import Refused
from prevenio.kernel.working_days import working_days_until
from prevenio.kernel.written import ReasonMissing, words_of
from prevenio.people.access import today_in
from prevenio.people.models import Body, User


class BodyElsewhere(Refused):
    message = _("Choose one of the bodies of this programme.")


class SameBody(Refused):
    message = _("The question is with this body already.")


class DueInThePast(Refused):
    message = _("The new day cannot be before today.")


class SpamHasAnswer(Refused):
    message = _("A question that was answered is no spam. Close it instead.")


@transaction.atomic
def release(*, question: Question, seen: int, by: User, at: datetime) -> Question:
    """Let a question through that was held, or that was taken for spam by mistake.

    Raises NotAllowed, ChangedMeanwhile or WrongState.
    """
    question = for_staff(question, seen, by, at)
    question = take_step(question, EventKind.RELEASED, Step(), by=by, at=at)
    letters.write_to_staff(question, letters.NEW, at=at)
    return question


@transaction.atomic
def mark_as_spam(*, question: Question, seen: int, by: User, at: datetime) -> Question:
    """Put a question aside as spam. Raises NotAllowed, ChangedMeanwhile or SpamHasAnswer."""
    question = for_staff(question, seen, by, at)
    if question.answered_at is not None:
        raise SpamHasAnswer
    question.email = ""
    return take_step(question, EventKind.SPAM, Step(), by=by, at=at)


@transaction.atomic
def hand_over(
    *,
    question: Question,
    seen: int,
    body: Body,
    reason: str,
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> Question:
    """Give a question to another body, saying why; the due day stays unless a new one is given.

    The resident sees to whom it went and when; the reason is for the staff, and so says why there
    is a new day. Raises NotAllowed, ChangedMeanwhile, WrongState, ReasonMissing, BodyElsewhere,
    SameBody or DueInThePast.
    """
    question = for_staff(question, seen, by, at)
    require(question, EventKind.HANDED_OVER)
    reason = words_of(reason, missing=ReasonMissing)
    if body.authority_id != question.authority_id:
        raise BodyElsewhere
    if body.pk == question.body_id:
        raise SameBody
    if due_on is not None and due_on < today_in(question.authority, at):
        raise DueInThePast
    said = say(question, TextKind.REASON, reason, by=by, at=at)
    step = Step(said, body=body, due_on=due_on)
    question = take_step(question, EventKind.HANDED_OVER, step, by=by, at=at)
    letters.write_handed_over(question, body, at=at)
    return question


@transaction.atomic
def ask_back(*, question: Question, seen: int, text: str, by: User, at: datetime) -> Question:
    """Ask the resident something; until they reply the promised time stands still.

    Raises NotAllowed, ChangedMeanwhile, WrongState, WordsMissing or TooLong.
    """
    question = for_staff(question, seen, by, at)
    require(question, EventKind.ASKED_BACK)
    said = say(question, TextKind.ASKING_BACK, words_of(text), by=by, at=at)
    today = today_in(question.authority, at)
    left = routing.days_left(question.due_on, today, question.authority.country)
    step = Step(said, days_left=left)
    question = take_step(question, EventKind.ASKED_BACK, step, by=by, at=at)
    letters.write_to_resident(question, said, at=at)
    return question


@transaction.atomic
def answer(*, question: Question, seen: int, text: str, by: User, at: datetime) -> Question:
    """Answer a question. Of two who answer at once one wins; the other is told.

    Raises NotAllowed, ChangedMeanwhile, WrongState, WordsMissing or TooLong.
    """
    question = for_staff(question, seen, by, at)
    require(question, EventKind.ANSWERED)
    said = say(question, TextKind.ANSWER, words_of(text), by=by, at=at)
    if question.answered_in is None:
        received = today_in(question.authority, question.asked_at)
        country, today = question.authority.country, today_in(question.authority, at)
        question.answered_in = working_days_until(today, today=received, country=country)
    question = take_step(question, EventKind.ANSWERED, Step(said), by=by, at=at)
    letters.write_to_resident(question, said, at=at)
    return question


@transaction.atomic
def correct_answer(*, question: Question, seen: int, text: str, by: User, at: datetime) -> Question:
    """Put a newer answer beside the older one, which stays on record.

    Raises NotAllowed, ChangedMeanwhile, WrongState, WordsMissing or TooLong.
    """
    question = for_staff(question, seen, by, at)
    require(question, EventKind.CORRECTED)
    said = say(question, TextKind.ANSWER, words_of(text), by=by, at=at)
    question = take_step(question, EventKind.CORRECTED, Step(said), by=by, at=at)
    letters.write_to_resident(question, said, at=at)
    return question


@transaction.atomic
def close(*, question: Question, seen: int, reason: str, by: User, at: datetime) -> Question:
    """Close a question; one without an answer only with a reason, which the resident reads.

    Raises NotAllowed, ChangedMeanwhile, WrongState or ReasonMissing.
    """
    question = for_staff(question, seen, by, at)
    require(question, EventKind.CLOSED)
    said = None
    if reason.strip() or not question.has_answer:
        words = words_of(reason, missing=ReasonMissing)
        said = say(question, TextKind.REASON, words, by=by, at=at)
    return take_step(question, EventKind.CLOSED, Step(said), by=by, at=at)


@transaction.atomic
def erase_question(*, question: Question, seen: int, by: User, at: datetime) -> Question:
    """Erase spam, or a closed question, before its time. The steps stay, without words.

    Raises NotAllowed, ChangedMeanwhile or WrongState.
    """
    question = for_staff(question, seen, by, at)
    require(question, EventKind.ERASED)
    erase_words(question, at)
    return take_step(question, EventKind.ERASED, Step(), by=by, at=at)
