"""A page in another language of its authority: a draft with the words of the first one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from prevenio.editorial.models import Item
from prevenio.editorial.operations.trees import ensure_pages
from prevenio.journal.operations import record
from prevenio.people.models import User


@transaction.atomic
def begin_translation(*, item: Item, language: str, by: User, at: datetime) -> Any:
    """A draft for a page's wording in another language, or the wording that it has already."""
    ensure_pages(item.authority)
    locale = Locale.objects.get(language_code=language)
    present = item.get_translation_or_none(locale)
    if present is not None:
        return present
    copy = item.copy_for_translation(locale, copy_parents=False)
    copy.owner = by
    copy.save(update_fields=["owner"])
    record(
        "editorial.translation.begun",
        about=copy,
        by=by,
        at=at,
        authority_id=item.authority_id,
        details={"page": copy.pk, "from": item.pk, "language": language},
    )
    return copy
