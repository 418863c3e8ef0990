"""Reports on a map: what lies in a tile, gathered by the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, F, Min, Q
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.reports.models import (
    OPEN_STATES,
    UNSEEN_OUTCOMES,
    UNSEEN_STATES,
    CategoryVersion,
    Report,
    ReportClass,
)
from prevenio.reports.queries.public import Chosen, Shown, narrowed, shown_state
from prevenio.reports.tiles import Tile


@dataclass(frozen=True, slots=True)
class Single:
    """A report that lies alone in its square of a tile, as residents may see it."""

    key: UUID
    reference: str
    category: str
    state: Shown
    received_on: date


@dataclass(frozen=True, slots=True)
class Cluster:
    """The reports in one square of a tile and the middle of their public points.

    `single` is set where there is but one. Several can lie at the very same point: it is the middle
    of a square that all reports of it are shown at.
    """

    latitude: float
    longitude: float
    count: int
    open: int
    single: Single | None = None


def clusters_in(
    authority: Authority, tile: Tile, chosen: Chosen, at: datetime
) -> Sequence[Cluster]:
    """What lies in a tile, in at most 64 clusters. Three statements, two where it is empty.

    The database reads the rows of the tile, which follow on each other in its index, and no others.
    """
    first, behind = tile.cells
    rows = Report.objects.filter(
        authority=authority,
        public_cell__gte=first,
        public_cell__lt=behind,
        public_at__lte=at,
        version__in=_public_versions(authority),
    )
    seen = rows.exclude(state__in=UNSEEN_STATES).exclude(outcome__in=UNSEEN_OUTCOMES)
    asked = narrowed(seen, chosen, ZoneInfo(authority.time_zone))
    counted = (
        asked.order_by()
        .annotate(square=F("public_cell").bitrightshift(tile.bits_in_square))
        .values("square")
        .annotate(
            count=Count("pk"),
            open=Count("pk", filter=Q(state__in=OPEN_STATES)),
            latitude=Avg("public_latitude"),
            longitude=Avg("public_longitude"),
            first=Min("pk"),
        )
        .order_by("square")
    )
    found = list(counted)
    singles = _singles([row["first"] for row in found if row["count"] == 1])
    return [
        Cluster(
            latitude=round(row["latitude"], 6),
            longitude=round(row["longitude"], 6),
            count=row["count"],
            open=row["open"],
            single=singles.get(row["first"]) if row["count"] == 1 else None,
        )
        for row in found
    ]


def _public_versions(authority: Authority) -> Sequence[int]:
    """Read first, so that the rows of a tile need no second table."""
    rows = CategoryVersion.objects.filter(
        category__authority=authority, data_class=ReportClass.PUBLIC
    )
    return list(rows.values_list("pk", flat=True))


def _singles(ids: Collection[int]) -> Mapping[int, Single]:
    if not ids:
        return {}
    rows = Report.objects.filter(pk__in=ids).select_related("version", "category")
    return {
        one.pk: Single(
            key=one.key,
            reference=one.reference,
            category=one.category.code,
            state=shown_state(one.state, one.outcome),
            received_on=timezone.localdate(one.received_at),
        )
        for one in rows
    }
