"""Milestones as a timeline: those reached, then those to come."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce

from prevenio.places.models import Municipality
from prevenio.region.models import MilestoneMove, RegionMilestone


def timeline_rows(milestones: QuerySet[RegionMilestone]) -> QuerySet[RegionMilestone]:
    """Milestones with their moves in the order of their days; two statements."""
    moves = MilestoneMove.objects.select_related("by").order_by("pk")
    return (
        milestones.select_related("municipality")
        .prefetch_related(Prefetch("moves", moves))
        .order_by(Coalesce("reached_on", "planned_on"), "pk")
    )


def public_timeline(
    authority_id: int, municipality: Municipality | None
) -> Sequence[RegionMilestone]:
    """The public milestones of the region, or of a municipality, that are not dropped."""
    rows = RegionMilestone.objects.filter(
        authority=authority_id, municipality=municipality, is_public=True, dropped_because=""
    )
    return list(rows.order_by(Coalesce("reached_on", "planned_on"), "pk"))
