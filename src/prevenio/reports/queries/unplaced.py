"""What belongs to no problem place yet, and the places that it may belong to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from prevenio.people.models import Authority
from prevenio.reports.clustering import Cluster, Point, cluster_of, clusters_of
from prevenio.reports.models import Confirmation, ProblemPlace, Report
from prevenio.reports.queries.problem_places import OPEN_PLACES
from prevenio.reports.queries.voices import confirming, speaking


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Reports of one category near each other, with those that were joined with them.

    `report_ids` are those that stand for themselves: the joined ones follow them into a place.
    `apart_from` are the places that they were taken out of.
    """

    code: str
    apart_from: frozenset[int]
    cluster: Cluster
    report_ids: Sequence[int]


@dataclass(slots=True)
class KnownPlace:
    """An open place, with the points that it is measured by."""

    place: ProblemPlace
    points: list[Point]


def unplaced_clusters(authority: Authority, *, at: datetime, since: datetime) -> Sequence[Unplaced]:
    """Reports that belong together and to no place yet, the most told first; two statements.

    Only what was said since a moment counts, so that an old report counts by its confirmations.
    """
    rows = _unplaced_rows(authority, at, since)
    families: dict[int, list[Point]] = defaultdict(list)
    for row in rows.values():
        # Where the one that it was joined with says nothing any more, it stands for itself.
        families[row.root if row.root in rows else row.point.pk].append(row.point)
    groups: dict[tuple[str, frozenset[int]], list[Point]] = defaultdict(list)
    for root, family in families.items():
        if any(one.heard for one in family):
            groups[rows[root].group].append(rows[root].point)
    found = [
        _with_joined(group, cluster, families)
        for group, points in groups.items()
        for cluster in clusters_of(points, fewest=1)
    ]
    return sorted(found, key=lambda one: (-one.cluster.voices, one.code, one.report_ids[0]))


def known_places(authority: Authority) -> Mapping[str, Sequence[KnownPlace]]:
    """The open places by the code of their category; two statements."""
    rows = ProblemPlace.objects.filter(authority=authority, state__in=OPEN_PLACES)
    rows = rows.select_related("category", "authority").order_by("pk")
    known = {one.pk: KnownPlace(one, []) for one in rows}
    for place_id, point in _placed_points(authority):
        if place_id in known:
            known[place_id].points.append(point)
    found: dict[str, list[KnownPlace]] = defaultdict(list)
    for one in known.values():
        found[one.place.category.code].append(one)
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    root: int
    group: tuple[str, frozenset[int]]
    point: Point


def _unplaced_rows(authority: Authority, at: datetime, since: datetime) -> Mapping[int, _Row]:
    """By id the reports in no place of which something was said since, and what they follow."""
    told = Confirmation.objects.filter(
        report__authority=authority, is_there=True, at__gt=since, at__lte=at
    )
    told = confirming(told)
    voices: dict[int, list[str]] = defaultdict(list)
    for report_id, key in told.order_by("pk").values_list("report_id", "person_key"):
        voices[report_id].append(key)
    joined = Report.objects.filter(authority=authority, merged_into__isnull=False)
    wanted = Q(received_at__gt=since, received_at__lte=at)
    wanted |= Q(pk__in=told.values("report")) | Q(pk__in=joined.values("merged_into"))
    free = speaking(Report.objects.filter(authority=authority, place=None, merged_into__place=None))
    # Of the parts of one report one of a category speaks, that of a place or the oldest: staff make
    # no voices.
    parts = speaking(
        Report.objects.filter(split_from=OuterRef("split_from"), category=OuterRef("category"))
    )
    comes_first = parts.filter(Q(place__isnull=False) | Q(pk__lt=OuterRef("pk")))
    free = free.filter(~Exists(comes_first))
    columns = ("pk", "latitude", "longitude", "person_key", "received_at")
    more = ("merged_into_id", "category__code", "apart_from_places")
    rows = {}
    for *point, into, code, apart in (
        free.filter(wanted).order_by("pk").values_list(*columns, *more)
    ):
        said = Point(*point)
        if since < said.at <= at:
            voices[said.pk].append(said.person_key)
        said = replace(said, voices=voices[said.pk])
        rows[said.pk] = _Row(into or said.pk, (code, frozenset(apart)), said)
    return rows


def _with_joined(
    group: tuple[str, frozenset[int]], cluster: Cluster, families: Mapping[int, Sequence[Point]]
) -> Unplaced:
    code, apart_from = group
    ids = [one.pk for one in cluster.points]
    every = [point for root in ids for point in families[root]]
    return Unplaced(code, apart_from, cluster_of(every), ids)


def _placed_points(authority: Authority) -> Iterator[tuple[int, Point]]:
    """The points of reports that speak for a place, each with the id of the place; one statement.

    The same reports as those of `voices.reports_in`, for all places at once.
    """
    rows = speaking(Report.objects.filter(authority=authority))
    inside = rows.exclude(place=None, merged_into__place=None)
    columns = ("pk", "latitude", "longitude", "person_key", "received_at")
    found: Any = inside.order_by("pk").values_list("place_id", "merged_into__place_id", *columns)
    for own, followed, *point in found:
        for place_id in {own, followed} - {None}:
            yield place_id, Point(*point)
