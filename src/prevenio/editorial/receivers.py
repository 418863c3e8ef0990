"""Reactions to facts of rooms below, and to what Wagtail says it has done."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished, task_rejected, workflow_submitted

from prevenio.editorial.models import Item
from prevenio.editorial.operations import publishing, submitting, trees
from prevenio.editorial.tenancy import now_editing
from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority, User


@on("people.authority.created")
@on("people.authority.changed")
def grow_trees(entry: Entry) -> None:
    """Every authority has its pages in each of its languages."""
    trees.ensure_pages(Authority.objects.get(pk=entry.authority_id))


@receiver(page_published)
def tell_published(sender: object, instance: Any, **_details: Any) -> None:
    # A page that waits for its time is "published" to Wagtail too, but nobody sees it yet.
    if isinstance(item := instance.specific, Item) and item.live:
        publishing.page_went_live(item=item, by=_acting(), at=timezone.now())


@receiver(page_unpublished)
def tell_unpublished(sender: object, instance: Any, **_details: Any) -> None:
    if isinstance(item := instance.specific, Item):
        publishing.page_was_taken_back(item=item, by=_acting(), at=timezone.now())


@receiver(pre_delete, sender=Item)
def tell_deleted(sender: object, instance: Item, **_details: Any) -> None:
    publishing.page_is_deleted(item=instance, by=_acting(), at=timezone.now())


@receiver(workflow_submitted)
def tell_submitted(sender: object, instance: Any, user: User, **_details: Any) -> None:
    if isinstance(item := instance.content_object.specific, Item):
        submitting.page_was_handed_in(item=item, by=user, at=timezone.now())


@receiver(task_rejected)
def tell_sent_back(sender: object, instance: Any, user: User, **_details: Any) -> None:
    item = instance.workflow_state.content_object.specific
    if isinstance(item, Item):
        submitting.page_was_sent_back(item=item, by=user, at=timezone.now(), why=instance.comment)


def _acting() -> User | None:
    """Who is at work on the editors' side; nobody where the clock publishes."""
    editing = now_editing()
    return editing.by if editing else None
