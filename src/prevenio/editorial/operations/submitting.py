"""The way of an author's page to an editor and back, as the journal tells it."""

from datetime import datetime

from prevenio.editorial.models import Item
from prevenio.journal.operations import record
from prevenio.people.models import User


def page_was_handed_in(*, item: Item, by: User | None, at: datetime) -> None:
    """Record that a page waits for an editor."""
    record(
        "editorial.page.submitted",
        about=item,
        by=by,
        at=at,
        authority_id=item.authority_id,
        details={"page": item.pk, "title": item.title},
    )


def page_was_sent_back(*, item: Item, by: User | None, at: datetime, why: str) -> None:
    """Record that an editor sent a page back to its author, and why."""
    record(
        "editorial.page.sent_back",
        about=item,
        by=by,
        at=at,
        authority_id=item.authority_id,
        details={"page": item.pk, "title": item.title, "reason": why},
    )
