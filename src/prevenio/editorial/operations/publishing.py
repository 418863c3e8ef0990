"""What follows when a page goes live or is taken back: its files, the journal, the media log."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ReferenceIndex

from prevenio.editorial.models import (
    File,
    Item,
    Kind,
    Mention,
    MentionKind,
    Picture,
    PublishedUse,
)
from prevenio.journal.operations import record
from prevenio.kernel.text import fold
from prevenio.people.models import User


@transaction.atomic
def page_went_live(*, item: Item, by: User | None, at: datetime) -> None:
    """Let residents have its pictures and files, record it, and enter news into the media log."""
    show_files_of([item])
    if item.kind == Kind.NEWS:
        _enter_own_release(item, by=by, at=at)
    record(
        "editorial.page.published",
        about=item,
        by=by,
        at=at,
        authority_id=item.authority_id,
        details=details_of(item),
    )


@transaction.atomic
def page_was_taken_back(*, item: Item, by: User | None, at: datetime) -> None:
    """Residents have its pictures and files no longer."""
    PublishedUse.objects.filter(item=item).delete()
    record(
        "editorial.page.unpublished",
        about=item,
        by=by,
        at=at,
        authority_id=item.authority_id,
        details={"page": item.pk, "title": item.title},
    )


def page_is_deleted(*, item: Item, by: User | None, at: datetime) -> None:
    """Record that a page is removed with its drafts."""
    record(
        "editorial.page.deleted",
        about=item,
        by=by,
        at=at,
        authority_id=item.authority_id,
        details={"page": item.pk, "title": item.title},
    )


def details_of(item: Item) -> dict[str, object]:
    """What rooms that tell others of a page need to know, with its path inside the authority."""
    area = item.area
    return {
        "page": item.pk,
        "address": path_of(item),
        "title": item.title,
        "language": item.locale.language_code,
        "municipality": item.municipality_id,
        "area": str(area.lineage) if area else None,
    }


def path_of(item: Item) -> str:
    """The path of a page inside its authority, whatever host or prefix it is read at."""
    kind, slug = item.address_args
    return f"/{kind}/{slug}/"


def show_files_of(items: Iterable[Item]) -> None:
    """Remember which pictures and files published pages show now."""
    items = list(items)
    kinds = ContentType.objects.get_for_models(Picture, File)
    found = []
    for item in items:
        targets = set(_references(item))
        for model, column in ((Picture, "picture_id"), (File, "file_id")):
            ids = {int(pk) for kind, pk in targets if kind == kinds[model].pk}
            # A page shows what belongs to its own authority, whatever was sent to its form.
            own = model._base_manager.filter(pk__in=ids, authority=item.authority_id)
            found += [
                PublishedUse(item_id=item.pk, **{column: pk})
                for pk in own.values_list("pk", flat=True)
            ]
    PublishedUse.objects.filter(item__in=[item.pk for item in items]).delete()
    PublishedUse.objects.bulk_create(found)


def _references(item: Item) -> Iterable[tuple[int, str]]:
    """Content types and keys of everything that a page's fields and body point at."""
    for (
        target_kind,
        key,
        _model_path,
        _content_path,
    ) in ReferenceIndex._extract_references_from_object(item):
        yield target_kind, key


def _enter_own_release(item: Item, *, by: User | None, at: datetime) -> None:
    Mention.objects.update_or_create(
        item=item,
        defaults={"title": item.title, "area": item.area, "search_text": fold(item.title)},
        create_defaults={
            "authority_id": item.authority_id,
            "kind": MentionKind.OWN,
            "title": item.title,
            "day": item.day,
            "area": item.area,
            "recorded_by": by,
            "recorded_at": at,
            "search_text": fold(item.title),
        },
    )
