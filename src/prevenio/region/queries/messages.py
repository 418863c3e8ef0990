"""Messages as lists and threads show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from prevenio.region.models import Message


@dataclass(frozen=True, slots=True)
class Thread:
    """A first message with its replies, the oldest first."""

    first: Message
    replies: Sequence[Message]


def threads(seen: QuerySet[Message]) -> QuerySet[Message]:
    """First messages with `reply_count` and `last_at`, what moved last on top; one statement."""
    there = Q(replies__taken_back_at__isnull=True)
    rows = seen.filter(answers=None).select_related("group", "by")
    return rows.annotate(
        reply_count=Count("replies", filter=there),
        last_at=Coalesce(Max("replies__at", filter=there), "at"),
    ).order_by("-last_at", "-pk")


def thread_of(first: Message) -> Thread:
    """The replies of a message whose `by` is loaded; one statement."""
    replies = Message.objects.filter(answers=first).select_related("by").order_by("at", "pk")
    return Thread(first, list(replies))
