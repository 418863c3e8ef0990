"""Batches of extracts: how far they have come, which a worker has left."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from prevenio.people.models import Authority
from prevenio.reviews.models import Batch, BatchState
from prevenio.reviews.operations.papers import PATIENCE


def batches_of(authority: Authority) -> QuerySet[Batch]:
    """The batches of an authority with the numbers of their extracts, the newest first."""
    rows = Batch.objects.filter(period__authority=authority).select_related(
        "period__authority", "asked_by"
    )
    return rows.annotate(
        total=Count("items"), made=Count("items", filter=Q(items__done_at__isnull=False))
    ).order_by("-pk")


def abandoned_batches(*, at: datetime) -> Sequence[int]:
    """Running batches in which nothing has happened for longer than a worker takes."""
    taken = Coalesce(Max("items__taken_at"), "asked_at")
    done = Coalesce(Max("items__done_at"), "asked_at")
    rows = Batch.objects.filter(state=BatchState.RUNNING).annotate(moved=Greatest(taken, done))
    return list(rows.filter(moved__lt=at - PATIENCE).order_by("pk").values_list("pk", flat=True))
