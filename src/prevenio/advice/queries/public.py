"""What residents see: published answers, topics, how long answers take, advice points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from prevenio.advice.models import (
    AdvicePoint,
    EventKind,
    PublicState,
    PublishedAnswer,
    Question,
    QuestionEvent,
    Topic,
)
from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.models import Municipality

# A number smaller than this says something about single people, so it is not said.
SMALLEST_SHOWN = 5
_A_YEAR = timedelta(days=365)
_SIMILAR = 3
_STEM = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a resident looks for."""

    words: str = ""
    topic: str = ""
    municipality: int | None = None


def published(authority: Authority) -> QuerySet[PublishedAnswer]:
    rows = PublishedAnswer.objects.filter(authority=authority, state=PublicState.PUBLISHED)
    return rows.select_related("topic", "municipality", "question").order_by("-published_at", "-pk")


def answers_found(authority: Authority, asked: Asked) -> QuerySet[PublishedAnswer]:
    """The published answers with all of the words, by topic and municipality, newest first."""
    rows = published(authority)
    for word in fold(asked.words).split():
        rows = rows.filter(search_text__contains=word)
    if asked.topic:
        rows = rows.filter(topic__code=asked.topic)
    if asked.municipality is not None:
        rows = rows.filter(municipality=asked.municipality)
    return rows


def answer_by(authority: Authority, key: UUID) -> PublishedAnswer | None:
    rows = published(authority).select_related("topic", "municipality", "question", "body")
    return rows.filter(key=key).first()


def similar_to(shown: PublishedAnswer) -> Sequence[PublishedAnswer]:
    """Other answers that share words of the title or the topic, the most alike first."""
    stems = _stems(shown.title)
    others = published(shown.authority).exclude(pk=shown.pk).filter(language=shown.language)
    scored = [
        (len(stems & _stems(one.title)) + (one.topic_id == shown.topic_id), one)
        for one in others[:300]
    ]
    found = sorted((row for row in scored if row[0]), key=lambda row: (-row[0], -row[1].pk))
    return [one for _score, one in found[:_SIMILAR]]


def _stems(text: str) -> frozenset[str]:
    """Beginnings of the longer words: endings change in Polish and Czech."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM)


@dataclass(frozen=True, slots=True)
class Way:
    """One public step of a question."""

    kind: str
    at: datetime
    body: str = ""


_PUBLIC_STEPS = (
    *(EventKind.ASKED, EventKind.HELD, EventKind.HANDED_OVER, EventKind.ANSWERED),
    *(EventKind.CORRECTED, EventKind.PUBLISHED),
)


def way_of(question: Question) -> Sequence[Way]:
    """The steps that residents are shown, oldest first; of publications the newest."""
    events = question.events.filter(kind__in=_PUBLIC_STEPS).select_related("body")
    steps = [
        Way(one.kind, one.at, one.body.shown_name if one.body else "")
        for one in events.order_by("number")
    ]
    shown = [step for step in steps if step.kind == EventKind.PUBLISHED]
    return [step for step in steps if step not in shown[:-1]]


def topics_of(authority: Authority) -> Sequence[Topic]:
    """The topics that residents can choose, in their order."""
    return list(Topic.objects.filter(authority=authority, is_open=True).order_by("position", "pk"))


def topics_with_answers(authority: Authority) -> dict[int, int]:
    """How many published answers each topic has."""
    counted = published(authority).order_by().values_list("topic").annotate(number=Count("pk"))
    return dict(counted)


def places_with_answers(authority: Authority) -> Sequence[Municipality]:
    with_answers = published(authority).order_by().values("municipality")
    return list(Municipality.objects.filter(pk__in=with_answers).order_by("name", "pk"))


def municipalities_of(authority: Authority) -> Sequence[Municipality]:
    return list(Municipality.objects.filter(authority=authority).order_by("name", "pk"))


def promised_days(authority: Authority) -> int | None:
    """The longest promised time in working days; None where there is nothing to ask about."""
    topics = Topic.objects.filter(authority=authority, is_open=True)
    found: int | None = topics.aggregate(most=Max("promised_days"))["most"]
    return found


@dataclass(frozen=True, slots=True)
class Speed:
    """What is promised, and in how many working days half of the last year's answers came.

    `median` is None where there are too few answers to say it of nobody in particular.
    """

    promised: int | None
    median: int | None


def speed_of(authority: Authority, topics: Sequence[Topic], at: datetime) -> Speed:
    promised = max((topic.promised_days for topic in topics), default=None)
    rows = Question.objects.filter(
        authority=authority, answered_at__gt=at - _A_YEAR, answered_in__isnull=False
    )
    days = list(rows.order_by("answered_in").values_list("answered_in", flat=True))
    if len(days) < SMALLEST_SHOWN:
        return Speed(promised, None)
    return Speed(promised, days[len(days) // 2])


def has_shown_votes(shown: PublishedAnswer) -> bool:
    """Whether enough readers have said it for the numbers to speak of nobody in particular."""
    return all(number == 0 or number >= SMALLEST_SHOWN for number in (shown.yes, shown.no)) and (
        shown.yes + shown.no >= SMALLEST_SHOWN
    )


def events_for_resident(question: Question) -> Sequence[QuestionEvent]:
    """Every step with its words, for the one who asked; reasons of hand-overs are the staff's."""
    events = question.events.select_related("text", "body").order_by("number")
    return list(events.exclude(kind__in=(EventKind.SPAM, EventKind.RELEASED)))


@dataclass(frozen=True, slots=True)
class PointsAsked:
    """Which advice points a resident looks for."""

    words: str = ""
    kind: str = ""
    municipality: int | None = None


def points_found(authority: Authority, asked: PointsAsked, today: date) -> QuerySet[AdvicePoint]:
    """The points open on a day; those of the whole authority are found for every municipality."""
    rows = AdvicePoint.objects.on(today).filter(authority=authority)
    for word in fold(asked.words).split():
        rows = rows.filter(search_text__contains=word)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.municipality is not None:
        own = rows.filter(municipality=asked.municipality)
        rows = own | rows.filter(municipality=None)
    return rows.select_related("municipality").order_by("municipality__name", "name", "pk")


def kinds_of_points(authority: Authority, today: date) -> dict[str, int]:
    rows = AdvicePoint.objects.on(today).filter(authority=authority)
    counted = rows.order_by().values_list("kind").annotate(number=Count("pk"))
    return dict(counted)


def places_with_points(authority: Authority, today: date) -> Sequence[Municipality]:
    rows = AdvicePoint.objects.on(today).filter(authority=authority)
    places = Municipality.objects.filter(pk__in=rows.values("municipality"))
    return list(places.order_by("name", "pk"))
