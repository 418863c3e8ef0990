"""A resident asks."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.advice import codes, letters, routing
from prevenio.advice.models import (
    EventKind,
    Question,
    QuestionEvent,
    QuestionState,
    QuestionText,
    TextKind,
    Topic,
)
from prevenio.advice.operations.steps import FACTS, Step, take_step
from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.kernel.written import words_of
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.places.models import Municipality


class TopicGone(Refused):
    message = _("Choose one of the topics.")


class MunicipalityElsewhere(Refused):
    message = _("Choose one of the municipalities.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a resident sent. `doubt` says why it is to be looked at first; empty if nothing is."""

    text: str
    topic: Topic
    municipality: Municipality | None = None
    email: str = ""
    may_be_published: bool = False
    language: str = "en"
    doubt: str = ""


@transaction.atomic
def ask(*, authority: Authority, asked: Asked, form_key: str, at: datetime) -> Question:
    """Take a question and send it on its way; the same form sent twice is one question.

    The receipt code is `codes.code_of(form_key)`. Nobody in the journal: residents have no
    accounts. Raises WordsMissing, TooLong, TopicGone or MunicipalityElsewhere.
    """
    # Whoever sends the same form at the same moment waits here, and then finds the question.
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    digest = codes.digest_of(codes.code_of(form_key))
    known = Question.objects.filter(authority=authority, code_digest=digest).first()
    if known is not None:
        return known
    text = words_of(asked.text)
    if asked.topic.authority_id != authority.pk or not asked.topic.is_open:
        raise TopicGone
    if asked.municipality is not None and asked.municipality.authority_id != authority.pk:
        raise MunicipalityElsewhere
    question = _made(authority, asked, digest, at)
    said = QuestionText(question=question, kind=TextKind.QUESTION, text=text, at=at)
    said.save()
    _begin(question, said, at)
    if asked.may_be_published:
        take_step(question, EventKind.CONSENT_GIVEN, Step(), by=None, at=at)
    if not asked.doubt:
        letters.write_to_staff(question, letters.NEW, at=at)
    return question


def _made(authority: Authority, asked: Asked, digest: str, at: datetime) -> Question:
    today = today_in(authority, at)
    route = routing.route_of(authority, asked.municipality, today)
    return Question.objects.create(
        authority=authority,
        municipality=asked.municipality,
        topic=asked.topic,
        group=route.group,
        route=route.found_by,
        body=asked.topic.body,
        person=asked.topic.person,
        language=asked.language,
        email=asked.email.strip().lower(),
        code_digest=digest,
        doubt=asked.doubt,
        state=QuestionState.HELD if asked.doubt else QuestionState.OPEN,
        revision=1,
        due_on=routing.due_day(asked.topic, today, authority.country),
        asked_at=at,
        changed_at=at,
    )


def _begin(question: Question, said: QuestionText, at: datetime) -> None:
    kind = EventKind.HELD if question.doubt else EventKind.ASKED
    QuestionEvent(
        question=question,
        number=1,
        kind=kind,
        text=said,
        body=question.body,
        due_on=question.due_on,
        at=at,
    ).save()
    record(
        FACTS[kind],
        about=question,
        by=None,
        at=at,
        authority_id=question.authority_id,
        details={"topic": question.topic.code, "due_on": str(question.due_on)},
    )
