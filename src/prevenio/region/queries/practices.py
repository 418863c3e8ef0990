"""The library of good practice: on the desk and for residents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.region.models import Practice, PracticeReuse, PracticeState, PracticeTopic
from prevenio.region.project_access import Sight
from prevenio.region.queries.projects import projects_in_public, with_present


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list of practices is narrowed to; empty means everything."""

    words: str = ""
    topic: str = ""
    evidence: str = ""
    state: str = ""


def practices_seen(authority: Authority, sight: Sight) -> QuerySet[Practice]:
    """What is shared, and what somebody's own municipality writes; the bureau sees all."""
    practices = Practice.objects.filter(authority=authority)
    if sight.sees_all:
        return practices
    shared = Q(state=PracticeState.SHARED)
    return practices.filter(shared | Q(municipality__office__in=sight.bodies))


def public_practices(authority: Authority) -> QuerySet[Practice]:
    """The practices that were released to residents."""
    return Practice.objects.filter(
        authority=authority, state=PracticeState.SHARED, released_on__isnull=False
    )


def narrowed(practices: QuerySet[Practice], choice: Choice) -> QuerySet[Practice]:
    """What a choice leaves, with topics and how often each was taken over; by title."""
    for word in fold(choice.words).split():
        practices = practices.filter(search_text__contains=word)
    if choice.topic:
        practices = practices.filter(topics__name=choice.topic)
    if choice.evidence:
        practices = practices.filter(evidence=choice.evidence)
    if choice.state:
        practices = practices.filter(state=choice.state)
    rows = practices.select_related("municipality", "contact").prefetch_related("topics")
    return rows.annotate(reused=Count("reuses", distinct=True)).order_by("title", "pk")


def topics_of(practices: QuerySet[Practice]) -> Mapping[str, int]:
    """The topics of some practices, each with how many practices have it; one statement."""
    found = PracticeTopic.objects.filter(practice__in=practices.order_by())
    counted = found.values_list("name").annotate(how_many=Count("pk"))
    return dict(counted.order_by("name"))


def reuses_of(practice: Practice) -> Sequence[PracticeReuse]:
    """Who took a practice over, the first one first."""
    rows = practice.reuses.select_related("project__initiative", "municipality")
    found = list(rows.order_by("on", "pk"))
    with_present([one.project for one in found if one.project], practice.authority)
    return found


def public_reuses_of(practice: Practice) -> Sequence[PracticeReuse]:
    """The same for residents: without projects that they do not read of."""
    public = set(projects_in_public(practice.authority).values_list("pk", flat=True))
    return [one for one in reuses_of(practice) if one.project_id in {None, *public}]


def own_municipalities(authority: Authority, sight: Sight) -> QuerySet[Municipality]:
    """The municipalities for which somebody may write: their office's, for the bureau all."""
    rows = Municipality.objects.filter(authority=authority)
    if not sight.keeps:
        rows = rows.filter(office__in=sight.bodies)
    return rows.order_by("name", "pk")
