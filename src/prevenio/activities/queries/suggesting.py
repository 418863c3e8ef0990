"""What the form of recording offers: kinds, places and actions that a body is likely to mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, F, Q

from prevenio.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    KindMeasure,
    MeasureValue,
)
from prevenio.activities.queries.catalogue import family_names
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.programme.models import (
    Action,
    Initiative,
    ProgrammeVersion,
    VersionState,
)

FAVOURITES = 4
USUAL = 5
LOOK_BACK = timedelta(days=400)
MOST_PLACES = 40
_LAST_ALIKE = 3
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds that can be recorded: those a body uses most, then the others."""

    favourites: Sequence[ActivityKind]
    others: Sequence[ActivityKind]
    family_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def families(self) -> Sequence[tuple[str, Sequence[ActivityKind]]]:
        """The others in their families, in the order of the catalogue."""
        found: dict[str, list[ActivityKind]] = {}
        for kind in self.others:
            found.setdefault(kind.family, []).append(kind)
        order = {key: place for place, key in enumerate(self.family_names)}
        ordered = sorted(found, key=lambda key: order.get(key, len(order)))
        return [(self.family_names.get(key, key), found[key]) for key in ordered]

    def named(self, key: str) -> ActivityKind | None:
        return next((one for one in (*self.favourites, *self.others) if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Subject:
    """An action or an initiative of the programme, under the name it has in a form."""

    value: str
    label: str
    thing: Action | Initiative

    @property
    def action(self) -> Action | None:
        return self.thing if isinstance(self.thing, Action) else None

    @property
    def initiative(self) -> Initiative | None:
        return self.thing if isinstance(self.thing, Initiative) else None


@dataclass(frozen=True)
class Subjects:
    """Everything that an activity can be about: what the body answers for, then the rest."""

    own: Sequence[Subject]
    rest: Sequence[Subject]
    by_lineage: Mapping[object, Subject] = field(default_factory=dict)

    def keeping(self, thing: Action | Initiative | None) -> "Subjects":
        """The same with one that stands already, in the wording under which it was recorded."""
        if thing is None:
            return self
        known, kept = self.by_lineage.get(thing.lineage), subject_of(thing)
        if known is None:
            return Subjects(self.own, [*self.rest, kept], {**self.by_lineage, thing.lineage: kept})
        own, rest = (
            [kept if one == known else one for one in group] for group in (self.own, self.rest)
        )
        return Subjects(own, rest, {**self.by_lineage, thing.lineage: kept})

    @cached_property
    def by_value(self) -> Mapping[str, Subject]:
        return {one.value: one for one in (*self.own, *self.rest)}


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the body was before, and what it did there last."""

    place: str
    precinct: str
    municipality_id: int | None
    subject: str


@dataclass(frozen=True, slots=True)
class Past:
    """What a body recorded before, as far as it helps to record the next."""

    places: Sequence[Place]
    suggested: Sequence[Subject]
    is_sure: bool
    """Whether the last three of the kind, at this place if one is given, were about the same."""


def kinds_for(*, authority: Authority, body: Body | None, today: date) -> Kinds:
    """The kinds in force today, those the body recorded most in the last year first.

    One statement.
    """
    used = Q(activities__body=body, activities__last_day__gte=today - LOOK_BACK)
    kinds = ActivityKind.objects.filter(
        Q(first_day=None) | Q(first_day__lte=today),
        Q(last_day=None) | Q(last_day__gte=today),
        authority=authority,
    ).annotate(used=Count("activities", filter=used))
    listed = list(kinds.order_by("position", "pk"))
    most = sorted(listed, key=lambda kind: -kind.used)[:FAVOURITES]
    others = [kind for kind in listed if kind not in most]
    return Kinds(most, others, family_names(authority))


def version_in_force(authority: Authority, today: date) -> ProgrammeVersion | None:
    """The version that a day's work belongs to: pinned before adopted, of today's years first."""
    versions = ProgrammeVersion.objects.filter(
        programme__authority=authority, state=VersionState.ADOPTED
    ).select_related("programme")
    newest = list(versions.order_by("-is_public", F("effective_from").desc(), "-pk"))
    return next((one for one in newest if _covers(one, today)), newest[0] if newest else None)


def subjects_for(*, authority: Authority, body: Body | None, today: date) -> Subjects:
    """The actions and initiatives of the version in force; the body's own first.

    Three statements, and two more for the body's own.
    """
    version = version_in_force(authority, today)
    if version is None:
        return Subjects([], [])
    actions = list(version.actions.order_by("area__position", "position", "pk"))
    initiatives = list(version.initiatives.order_by("position", "pk"))
    own_actions = set(version.actions.filter(roles__body=body).values_list("pk", flat=True))
    own_initiatives = set(version.initiatives.filter(roles__body=body).values_list("pk", flat=True))
    for action in actions:
        action.version = version
    for initiative in initiatives:
        initiative.version = version
    own = [
        *(subject_of(one) for one in actions if one.pk in own_actions),
        *(subject_of(one) for one in initiatives if one.pk in own_initiatives),
    ]
    mine = {one.value for one in own}
    all_ = [*map(subject_of, actions), *map(subject_of, initiatives)]
    return Subjects(
        own,
        [one for one in all_ if one.value not in mine],
        {one.thing.lineage: one for one in all_},
    )


def subject_of(thing: Action | Initiative) -> Subject:
    """An action or initiative under the name it has in the form: a12, i3."""
    letter = "a" if isinstance(thing, Action) else "i"
    return Subject(f"{letter}{thing.pk}", str(thing), thing)


def past_of(
    *, body: Body, kind: ActivityKind, subjects: Subjects, today: date, place: str = ""
) -> Past:
    """Places and subjects out of what a body recorded lately, the newest first. One statement."""
    rows = (
        Activity.objects.filter(
            body=body,
            state__in=[ActivityState.DONE, ActivityState.PLANNED],
            last_day__gte=today - LOOK_BACK,
        )
        .order_by("-last_day", "-pk")
        .values_list(
            "kind_id", "place", "precinct", "municipality_id", "lineage", "initiative__lineage"
        )[:_LOOKED_AT]
    )
    seen = [
        (kind_id, Place(name, precinct, municipality, _value(subjects, lineage or initiative)))
        for kind_id, name, precinct, municipality, lineage, initiative in rows
    ]
    alike = [
        one.subject
        for kind_id, one in seen
        if kind_id == kind.pk and (not place or fold(one.place) == fold(place))
    ][:_LAST_ALIKE]
    suggested = [subjects.by_value[value] for value in dict.fromkeys(filter(None, alike))]
    is_sure = len(alike) == _LAST_ALIKE and len(set(alike)) == 1 and bool(suggested)
    return Past(_distinct(one for _kind, one in seen if one.place), suggested, is_sure)


def usual_measures(measures: Sequence[KindMeasure], *, body: Body, today: date) -> frozenset[int]:
    """The measures that a body gave numbers of in the last year; else the first of the kind.

    One statement.
    """
    given = MeasureValue.objects.filter(
        measure__in=measures,
        activity__body=body,
        activity__last_day__gte=today - LOOK_BACK,
        number__gt=0,
    )
    used = frozenset(given.order_by().values_list("measure_id", flat=True).distinct())
    return used or frozenset(one.pk for one in measures[:USUAL])


def _value(subjects: Subjects, lineage: object) -> str:
    found = subjects.by_lineage.get(lineage)
    return found.value if found else ""


def _distinct(places: Iterable[Place]) -> Sequence[Place]:
    found: dict[str, Place] = {}
    for one in places:
        found.setdefault(fold(one.place), one)
    return list(found.values())[:MOST_PLACES]


def _covers(version: ProgrammeVersion, today: date) -> bool:
    programme = version.programme
    first, last = programme.first_year, programme.last_year
    return (first is None or first <= today.year) and (last is None or today.year <= last)
