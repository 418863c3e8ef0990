"""What a resident does with the receipt of a question. Residents have no accounts."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.advice import codes, letters, routing
from prevenio.advice.models import EventKind, Question, QuestionState, TextKind
from prevenio.advice.operations.erasing import erase_words
from prevenio.advice.operations.publishing import erase_public, take_off
from prevenio.advice.operations.steps import Step, locked, require, say, take_step
from prevenio.kernel.errors import Refused
from prevenio.kernel.working_days import working_day_from
from prevenio.kernel.written import words_of
from prevenio.people.access import today_in
from prevenio.people.models import Authority

MOST_MESSAGES = 30


class QuestionErased(Refused):
    message = _("The words of this question have been erased. Please ask anew.")


class TooManyMessages(Refused):
    message = _("This question has very many messages already. Please ask anew.")


def found_by(code: str, *, authority: Authority) -> Question | None:
    """The question of a receipt code; None for an unknown one and for one that was withdrawn.

    Looked up by its digest alone, so that the time it takes says nothing about other codes.
    """
    rows = Question.objects.filter(authority=authority, code_digest=codes.digest_of(code))
    found = rows.exclude(state=QuestionState.WITHDRAWN)
    return found.select_related("authority", "topic", "group", "municipality", "body").first()


@transaction.atomic
def add_message(*, question: Question, text: str, at: datetime) -> Question:
    """Add to a question. It runs again: after a reply from where it stood, else anew.

    The same words sent twice are one message. Raises WordsMissing, TooLong, QuestionErased,
    TooManyMessages or WrongState.
    """
    question = locked(question)
    text = words_of(text)
    if question.text_erased_at is not None:
        raise QuestionErased
    require(question, EventKind.REPLIED)
    messages = question.texts.filter(kind=TextKind.MESSAGE).order_by("-pk")
    latest = messages.first()
    if latest is not None and latest.text == text:
        return question
    if messages.count() >= MOST_MESSAGES:
        raise TooManyMessages
    said = say(question, TextKind.MESSAGE, text, by=None, at=at)
    step = Step(said, due_on=_due_after(question, at))
    question = take_step(question, EventKind.REPLIED, step, by=None, at=at)
    letters.write_to_staff(question, letters.REPLY, at=at)
    return question


@transaction.atomic
def close_as_resident(*, question: Question, at: datetime) -> Question:
    """The resident needs nothing more. Raises WrongState."""
    question = locked(question)
    return take_step(question, EventKind.CLOSED, Step(), by=None, at=at)


@transaction.atomic
def change_consent(*, question: Question, allowed: bool, at: datetime) -> Question:
    """Allow publication, or end it: what is published then is taken off at once.

    A second time changes nothing. Raises WrongState.
    """
    question = locked(question)
    if question.may_be_published == allowed:
        return question
    kind = EventKind.CONSENT_GIVEN if allowed else EventKind.CONSENT_ENDED
    question = take_step(question, kind, Step(), by=None, at=at)
    if not allowed:
        take_off(question, by=None, at=at)
    return question


@transaction.atomic
def withdraw(*, question: Question, at: datetime) -> Question:
    """Take a question back: its words and what was published of it are erased at once.

    Raises WrongState.
    """
    question = locked(question)
    require(question, EventKind.WITHDRAWN)
    take_off(question, by=None, at=at)
    erase_public(question, at=at)
    erase_words(question, at)
    return take_step(question, EventKind.WITHDRAWN, Step(), by=None, at=at)


def _due_after(question: Question, at: datetime) -> date | None:
    """The day that holds after a message; None where the one that stands goes on."""
    country, today = question.authority.country, today_in(question.authority, at)
    if question.state == QuestionState.WAITING:
        return working_day_from(today, question.days_left, country=country)
    if question.has_answer:
        return routing.due_day(question.topic, today, country)
    return None
