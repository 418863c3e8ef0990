"""What residents of the sample asked and what was answered; places of help. All of it made up."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from prevenio.advice import codes
from prevenio.advice.models import (
    AdvicePoint,
    AnswerTemplate,
    EventKind,
    PublicState,
    PublishedAnswer,
    Question,
    QuestionEvent,
    QuestionState,
    QuestionText,
    TextKind,
    Topic,
)
from prevenio.advice.operations.keeping import load_topics, search_text_of
from prevenio.advice.routing import due_day, route_of
from prevenio.demo.samples import FOLDER
from prevenio.kernel import redacting
from prevenio.kernel.text import fold
from prevenio.kernel.working_days import working_day_from
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, Membership, Role, User
from prevenio.places.models import Municipality

_BETWEEN = timedelta(days=23)


@dataclass(slots=True)
class _Rows:
    """What is written, table by table."""

    questions: list[Question] = field(default_factory=list)
    texts: list[QuestionText] = field(default_factory=list)
    events: list[QuestionEvent] = field(default_factory=list)
    shown: list[PublishedAnswer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who asks where, and who answers and looks."""

    authority: Authority
    topics: Mapping[str, Topic]
    places: Sequence[Municipality]
    bodies: Mapping[str, Body]
    officer: User
    second: User
    language: str


def ask_sample_questions(authority: Authority, *, at: datetime) -> None:
    """Questions over the last months, most of them answered and published, a few open."""
    path = FOLDER / f"{authority.slug}-asked.json"
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    load_topics(authority=authority, by=None, at=at)
    cast = _cast(authority, said["language"])
    rows = _Rows()
    for number, row in enumerate(said["answers"]):
        _answered(rows, cast, row, number, at - _BETWEEN * (number + 1))
    for number, row in enumerate(said["open"]):
        _open(rows, cast, row, number, at - timedelta(days=9 - 4 * number))
    Question.objects.bulk_create(rows.questions)
    QuestionText.objects.bulk_create(rows.texts)
    QuestionEvent.objects.bulk_create(rows.events)
    PublishedAnswer.objects.bulk_create(rows.shown)
    _add_help(cast, said)


def _cast(authority: Authority, language: str) -> _Cast:
    people = {
        one.role: one.user
        for one in Membership.objects.filter(authority=authority).select_related("user")
    }
    named = Municipality.objects.filter(authority=authority).select_related("authority")
    return _Cast(
        authority=authority,
        topics={one.code: one for one in Topic.objects.filter(authority=authority)},
        places=list(named.order_by("pk")),
        bodies={one.short_name: one for one in Body.objects.filter(authority=authority)},
        officer=people[Role.PROGRAMME_OFFICER],
        second=people[Role.COORDINATOR],
        language=language,
    )


def _answered(
    rows: _Rows, cast: _Cast, row: Mapping[str, Any], number: int, asked_at: datetime
) -> None:
    plain = str(row["question"]).replace("[[", "").replace("]]", "")
    question = _question(rows, cast, row, plain, f"answered-{number}", asked_at, number)
    country = cast.authority.country
    asked_on = today_in(cast.authority, asked_at)
    answered_on = working_day_from(asked_on, row["days"], country=country)
    answered_at = asked_at + (answered_on - asked_on)
    shown_at = answered_at + timedelta(days=2)
    body = cast.bodies.get(row["body"])
    question.may_be_published = True
    question.state, question.answered_at, question.closed_at = (
        *(QuestionState.CLOSED, answered_at, shown_at + timedelta(days=1)),
    )
    question.answered_in, question.body = row["days"], body
    answer = QuestionText(
        question=question,
        kind=TextKind.ANSWER,
        text=row["answer"],
        by=cast.officer,
        at=answered_at,
    )
    rows.texts.append(answer)
    _step(rows, question, EventKind.CONSENT_GIVEN, asked_at)
    if body is not None:
        _step(rows, question, EventKind.HANDED_OVER, asked_at, by=cast.officer, body=body)
    _step(rows, question, EventKind.ANSWERED, answered_at, by=cast.officer, text=answer)
    _step(rows, question, EventKind.PUBLISHED, shown_at, by=cast.second)
    _step(rows, question, EventKind.CLOSED, question.closed_at)
    rows.shown.append(_shown(cast, question, row, shown_at, number))


def _open(
    rows: _Rows, cast: _Cast, row: Mapping[str, Any], number: int, asked_at: datetime
) -> None:
    _question(rows, cast, row, row["question"], f"open-{number}", asked_at, number)


def _question(
    rows: _Rows,
    cast: _Cast,
    row: Mapping[str, Any],
    text: str,
    key: str,
    asked_at: datetime,
    number: int,
) -> Question:
    topic, today = cast.topics[row["topic"]], today_in(cast.authority, asked_at)
    place = cast.places[number % len(cast.places)] if cast.places else None
    route = route_of(cast.authority, place, today)
    question = Question(
        authority=cast.authority,
        municipality=place,
        group=route.group,
        route=route.found_by,
        topic=topic,
        language=cast.language,
        code_digest=codes.digest_of(codes.code_of(f"{cast.authority.slug}-{key}")),
        state=QuestionState.OPEN,
        due_on=due_day(topic, today, cast.authority.country),
        asked_at=asked_at,
        changed_at=asked_at,
    )
    said = QuestionText(question=question, kind=TextKind.QUESTION, text=text, at=asked_at)
    rows.questions.append(question)
    rows.texts.append(said)
    _step(rows, question, EventKind.ASKED, asked_at, text=said, due_on=question.due_on)
    return question


def _step(rows: _Rows, question: Question, kind: EventKind, at: datetime, **said: Any) -> None:
    question.revision += 1
    question.changed_at = at
    rows.events.append(
        QuestionEvent(question=question, number=question.revision, kind=kind, at=at, **said)
    )


def _shown(
    cast: _Cast, question: Question, row: Mapping[str, Any], at: datetime, number: int
) -> PublishedAnswer:
    public = redacting.redacted(row["question"])
    place = question.municipality.name if question.municipality else ""
    names = " ".join(question.topic.names.values())
    return PublishedAnswer(
        authority=cast.authority,
        question=question,
        municipality=question.municipality,
        topic=question.topic,
        body=question.body,
        group_name=question.group.name if question.group else "",
        language=cast.language,
        title=row["title"],
        question_text=public.text,
        answer_text=row["answer"],
        search_text=fold(" ".join([row["title"], public.text, row["answer"], names, place])),
        blocks=len(public.passages),
        state=PublicState.PUBLISHED,
        prepared_by=cast.officer,
        prepared_at=at,
        published_by=cast.second,
        published_at=at,
        yes=(number * 7) % 23,
        no=(number * 3) % 5,
    )


def _add_help(cast: _Cast, said: Mapping[str, Any]) -> None:
    AnswerTemplate.objects.create(
        authority=cast.authority, topic=cast.topics["seniors"], **said["template"]
    )
    points = [
        AdvicePoint(
            authority=cast.authority,
            municipality=cast.places[number % len(cast.places)] if cast.places else None,
            **row,
        )
        for number, row in enumerate(said["points"])
    ]
    for point in points:
        point.search_text = search_text_of(point)
    AdvicePoint.objects.bulk_create(points)
