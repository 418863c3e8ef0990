"""What the staff see of questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from prevenio.advice import access
from prevenio.advice.models import (
    ANSWERED,
    RUNNING,
    AnswerTemplate,
    PublicState,
    PublishedAnswer,
    Question,
    QuestionEvent,
    QuestionState,
    QuestionText,
    TextKind,
    Topic,
)
from prevenio.people import access as people
from prevenio.people.models import Authority, Membership, User
from prevenio.places.models import GroupMember

OPEN, MINE, LATE, HELD, WAITING, TO_PUBLISH, DONE, ALL = (
    *("open", "mine", "late", "held", "waiting", "publish", "done", "all"),
)
KINDS = (OPEN, MINE, LATE, HELD, WAITING, TO_PUBLISH, DONE, ALL)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions a person asked to see."""

    kind: str = OPEN
    topic: int | None = None
    municipality: int | None = None


def questions_seen(
    user: User, memberships: Sequence[Membership], authority: Authority, today: date
) -> QuerySet[Question]:
    """The questions that somebody may see, without the withdrawn ones."""
    seen = access.questions_visible_to(user, memberships, authority, today)
    return seen.exclude(state=QuestionState.WITHDRAWN)


def narrowed(seen: QuerySet[Question], choice: Choice) -> QuerySet[Question]:
    if choice.topic is not None:
        seen = seen.filter(topic=choice.topic)
    if choice.municipality is not None:
        seen = seen.filter(municipality=choice.municipality)
    return seen


def chosen(
    seen: QuerySet[Question], kind: str, *, user: User, bodies: Sequence[int], today: date
) -> QuerySet[Question]:
    """The questions of one kind, the ones due first on top."""
    rows = seen.filter(_condition(kind, user=user, bodies=bodies, today=today))
    rows = rows.select_related("topic", "municipality", "group", "body", "published")
    newest_first = kind in (DONE, ALL, TO_PUBLISH)
    return rows.order_by(*(["-asked_at", "-pk"] if newest_first else ["due_on", "pk"]))


def counts(
    seen: QuerySet[Question], *, user: User, bodies: Sequence[int], today: date
) -> Mapping[str, int]:
    """How many questions there are of each kind, in one statement."""
    conditions = {
        kind: Count("pk", filter=_condition(kind, user=user, bodies=bodies, today=today))
        for kind in KINDS
    }
    return seen.aggregate(**conditions)


def _condition(kind: str, *, user: User, bodies: Sequence[int], today: date) -> Q:
    running = Q(state__in=RUNNING)
    match kind:
        case "mine":
            groups = GroupMember.objects.on(today).filter(user=user).values("group_id")
            theirs = Q(group__in=groups, body__isnull=True)
            return running & (Q(person=user) | Q(body__in=bodies) | theirs)
        case "late":
            return running & Q(due_on__lt=today)
        case "held":
            return Q(state=QuestionState.HELD)
        case "waiting":
            return Q(state=QuestionState.WAITING)
        case "publish":
            shown = Q(published__isnull=True) | Q(published__state=PublicState.PREPARED)
            return Q(state__in=ANSWERED, may_be_published=True, text_erased_at=None) & shown
        case "done":
            return Q(state__in=[*ANSWERED, QuestionState.SPAM])
        case "all":
            return ~Q(pk=None)
    return running


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody at the advice desk; the late ones with the oldest due day first."""

    open: int
    late: int
    held: int
    to_publish: int
    latest: Sequence[Question]


def questions_for(user: User, authority: Authority, *, at: datetime, most: int = 5) -> Waiting:
    """What waits for a person, for the first page of the desk; in four statements."""
    standing = people.standing(user, authority, at)
    today = people.today_in(authority, at)
    bodies = people.body_ids_of(standing)
    seen = questions_seen(user, standing, authority, today)
    counted = counts(seen, user=user, bodies=bodies, today=today)
    late = chosen(seen, LATE, user=user, bodies=bodies, today=today)
    return Waiting(
        open=counted[OPEN],
        late=counted[LATE],
        held=counted[HELD],
        to_publish=counted[TO_PUBLISH],
        latest=list(late[:most]) if counted[LATE] else [],
    )


def events_of(question: Question) -> Sequence[QuestionEvent]:
    """The steps of a question with their words, oldest first."""
    return list(question.events.select_related("text", "by", "body").order_by("number"))


def question_text(question: Question) -> str:
    """The words of the question itself; empty once they were erased."""
    first = question.texts.filter(kind=TextKind.QUESTION).order_by("pk").first()
    return str(first.text) if first else ""


def answer_of(question: Question) -> QuestionText | None:
    """The newest answer."""
    found: QuestionText | None = question.texts.filter(kind=TextKind.ANSWER).order_by("-pk").first()
    return found


def published_of(question: Question) -> PublishedAnswer | None:
    rows = PublishedAnswer.objects.select_related("prepared_by", "published_by", "question")
    return rows.filter(question=question).first()


def templates_for(topic: Topic) -> QuerySet[AnswerTemplate]:
    """The beginnings of answers for a topic, its own first."""
    rows = AnswerTemplate.objects.filter(authority=topic.authority_id)
    fitting = rows.filter(Q(topic=topic) | Q(topic=None))
    return fitting.order_by(F("topic").asc(nulls_last=True), "name")
