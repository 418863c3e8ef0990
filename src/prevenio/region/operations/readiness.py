"""The check-list of readiness: its items, and the ticks of people."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.access import today_in
from prevenio.people.models import Authority, User
from prevenio.places.models import Municipality
from prevenio.region import access
from prevenio.region.models import Counted, ReadinessItem, ReadinessMark
from prevenio.region.packs import default_items


class SeenByItself(Refused):
    message = _("This is seen by the system; nobody ticks it.")


class TickedInFuture(Refused):
    message = _("The day on which it was done cannot lie ahead.")


class ListThere(Refused):
    message = _("The check-list has items already.")


class ItemWordsMissing(Refused):
    message = _("Write what the municipality should have.")


class ItemsDiffer(Refused):
    message = _("This item is not asked of this municipality.")


@dataclass(frozen=True, slots=True)
class ItemSaid:
    """An item as a person writes it, in one language."""

    text: str
    reason: str = ""
    counted: str = Counted.NOT
    is_required: bool = True
    is_asked: bool = True


@transaction.atomic
def load_default_items(*, authority: Authority, by: User | None, at: datetime) -> int:
    """Begin the check-list with the items of the authority's country; how many they are.

    `by` is None where the installation itself loads them. Raises NotAllowed or ListThere.
    """
    if by is not None and not access.can_run_region(by, authority, at):
        raise NotAllowed
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if authority.readiness_items.exists():
        raise ListThere
    made = ReadinessItem.objects.bulk_create(default_items(authority))
    record(
        "region.readiness.list_begun",
        about=authority,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"items": len(made)},
    )
    return len(made)


@transaction.atomic
def add_item(
    *, authority: Authority, said: ItemSaid, language: str, by: User, at: datetime
) -> ReadinessItem:
    """Ask for one thing more. Raises NotAllowed or ItemWordsMissing."""
    if not access.can_run_region(by, authority, at):
        raise NotAllowed
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    position = authority.readiness_items.count() + 1
    codes = set(authority.readiness_items.values_list("code", flat=True))
    number = next(one for one in range(position, position + 10_000) if f"own-{one}" not in codes)
    row = ReadinessItem(authority=authority, code=f"own-{number}", position=position)
    return _written(row, said, language, "region.readiness.item_added", by, at)


@transaction.atomic
def change_item(
    *, item: ReadinessItem, said: ItemSaid, language: str, by: User, at: datetime
) -> ReadinessItem:
    """Change an item's words in one language, or whether it is asked at all.

    Raises NotAllowed or ItemWordsMissing.
    """
    rows = ReadinessItem.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority"
    )
    found = rows.get(pk=item.pk)
    if not access.can_run_region(by, found.authority, at):
        raise NotAllowed
    return _written(found, said, language, "region.readiness.item_changed", by, at)


@transaction.atomic
def mark_item(
    *,
    municipality: Municipality,
    item: ReadinessItem,
    is_done: bool,
    on: date,
    note: str,
    by: User,
    at: datetime,
) -> ReadinessMark:
    """Tick an item for a municipality, or take the tick back; each stays as a row.

    Raises NotAllowed, ItemsDiffer, SeenByItself or TickedInFuture.
    """
    if not access.can_keep(by, municipality.authority, municipality, at):
        raise NotAllowed
    if item.authority_id != municipality.authority_id or not item.is_asked:
        raise ItemsDiffer
    if item.counted:
        raise SeenByItself
    if on > today_in(municipality.authority, at):
        raise TickedInFuture
    made = ReadinessMark(
        municipality=municipality,
        item=item,
        is_done=is_done,
        on=on,
        note=note.strip(),
        by=by,
        at=at,
    )
    made.save()
    record(
        "region.readiness.ticked" if is_done else "region.readiness.unticked",
        about=made,
        by=by,
        at=at,
        authority_id=municipality.authority_id,
        details={"item": item.code, "municipality": municipality.name},
    )
    return made


def _written(
    row: ReadinessItem, said: ItemSaid, language: str, fact: str, by: User, at: datetime
) -> ReadinessItem:
    if not said.text.strip():
        raise ItemWordsMissing
    row.texts = {**row.texts, language: said.text.strip()}
    row.reasons = {**row.reasons, language: said.reason.strip()}
    row.counted, row.is_required, row.is_asked = said.counted, said.is_required, said.is_asked
    row.save()
    record(fact, about=row, by=by, at=at, authority_id=row.authority_id)
    return row
