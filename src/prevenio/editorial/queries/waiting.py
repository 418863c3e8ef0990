"""What waits on the editors' side: pages handed in, and pages that have their time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision, WorkflowState

from prevenio.editorial.models import Item
from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that goes live by itself."""

    page: int
    title: str
    at: datetime


def waiting_for_editors(authority: Authority) -> Sequence[Any]:
    """Pages of authors that an editor has to look at, the oldest first. One statement."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    keys = [int(one) for one in states.values_list("object_id", flat=True)]
    items = Item.objects.filter(authority=authority, pk__in=keys).select_related("owner")
    return list(items.defer("body", "search_text").order_by("latest_revision_created_at", "pk"))


def planned(authority: Authority) -> Sequence[Planned]:
    """Pages that go live at a time, the next one first."""
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        approved_go_live_at__isnull=False,
    ).order_by("approved_go_live_at", "pk")
    times = {int(one.object_id): one.approved_go_live_at for one in revisions.defer("content")}
    items = Item.objects.filter(authority=authority, pk__in=times).values_list("pk", "draft_title")
    titles = dict(items)
    return [Planned(pk, titles[pk], at) for pk, at in times.items() if pk in titles]
