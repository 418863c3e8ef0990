"""Erasing in time, and on a resident's word.

The words of a question lie in `QuestionText` alone: its events and the entries of the journal hold
steps, days and states. What stays: that there was a question, its topic and municipality, its
steps with their moments, who of the staff took them, and what is published with consent.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from prevenio.advice.letters import about
from prevenio.advice.models import EventKind, Question, QuestionState
from prevenio.advice.operations.steps import Step, locked, take_step
from prevenio.journal.operations import record
from prevenio.notices.operations import drop_letters
from prevenio.people.access import today_in
from prevenio.people.models import Authority


def erase_words(question: Question, at: datetime) -> None:
    """Erase the words and the address of a locked question. Does not save the question."""
    for text in question.texts.filter(erased_at=None):
        text.erase(at)
    _drop_letters(question)
    question.email, question.text_erased_at = "", at
    question.contact_erased_at = question.contact_erased_at or at


def erase_in_time(*, authority: Authority, at: datetime) -> tuple[int, int]:
    """Erase the contacts and the words whose days have passed; how many of each it were."""
    today = today_in(authority, at)
    done = Question.objects.filter(authority=authority, closed_at__isnull=False)
    contacts = 0
    for question in done.exclude(email="").select_related("topic"):
        if _passed(question, question.topic.contact_days, today):
            contacts += _erase_contact(question, at)
    rest = done.filter(text_erased_at=None).filter(
        Q(state__in=(QuestionState.CLOSED, QuestionState.SPAM))
    )
    words = 0
    for question in rest.select_related("topic").order_by(F("closed_at")):
        # Spam is nobody's question: it goes with the contacts.
        days = question.topic.text_days
        if question.state == QuestionState.SPAM:
            days = min(days, question.topic.contact_days)
        if _passed(question, days, today):
            words += _erase_all(question, at)
    return contacts, words


def _passed(question: Question, days: int, today: date) -> bool:
    closed = question.closed_at
    return closed is not None and closed.date() + timedelta(days=days) < today


def _drop_letters(question: Question) -> None:
    """Letters on their way name the address and may hold words of the staff."""
    if question.email:
        drop_letters(to=question.email, authority=question.authority, about=about(question))


@transaction.atomic
def _erase_contact(question: Question, at: datetime) -> int:
    question = locked(question)
    if question.closed_at is None or not question.email:
        return 0
    _drop_letters(question)
    question.email, question.contact_erased_at = "", at
    question.save(update_fields=["email", "contact_erased_at"])
    record(
        "advice.question.contact_erased",
        about=question,
        by=None,
        at=at,
        authority_id=question.authority_id,
    )
    return 1


@transaction.atomic
def _erase_all(question: Question, at: datetime) -> int:
    question = locked(question)
    if question.closed_at is None or question.text_erased_at is not None:
        return 0
    erase_words(question, at)
    take_step(question, EventKind.ERASED, Step(), by=None, at=at)
    return 1
