"""Equipment given to bodies and municipalities."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.region.models import Equipment, EquipmentState
from prevenio.region.operations.checking import not_ahead, only_bureau, only_of


class HolderMissing(Refused):
    message = _("Choose the body or the municipality that has it.")


class ValueBelowNought(Refused):
    message = _("The value cannot be below 0.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of equipment: what, whose, since when, its value, from which money, its state."""

    what: str
    given_on: date
    inventory_number: str = ""
    body: Body | None = None
    municipality: Municipality | None = None
    value: Decimal | None = None
    source: str = ""
    state: EquipmentState = EquipmentState.IN_USE
    note: str = ""


@transaction.atomic
def give_equipment(*, authority: Authority, piece: Piece, by: User, at: datetime) -> Equipment:
    """Write down what was given to whom.

    Raises NotAllowed, HolderMissing, DayAhead or ValueBelowNought.
    """
    only_bureau(by, authority, at)
    row = Equipment(authority=authority)
    _fill(row, piece, at)
    record("region.equipment.given", about=row, by=by, at=at, authority_id=authority.pk)
    return row


@transaction.atomic
def change_equipment(*, equipment: Equipment, piece: Piece, by: User, at: datetime) -> Equipment:
    """Change what is kept of a piece, its state included. Raises what `give_equipment` raises."""
    row = Equipment.objects.select_for_update(of=("self",), no_key=True).get(pk=equipment.pk)
    only_bureau(by, row.authority, at)
    _fill(row, piece, at)
    record(
        "region.equipment.changed",
        about=row,
        by=by,
        at=at,
        authority_id=row.authority_id,
        details={"state": str(row.state)},
    )
    return row


def _fill(row: Equipment, piece: Piece, at: datetime) -> None:
    only_of(row.authority, piece.body, piece.municipality)
    if piece.body is None and piece.municipality is None:
        raise HolderMissing
    not_ahead(piece.given_on, row.authority, at)
    if piece.value is not None and piece.value < 0:
        raise ValueBelowNought
    row.what, row.inventory_number = piece.what.strip(), piece.inventory_number.strip()
    row.body, row.municipality, row.given_on = piece.body, piece.municipality, piece.given_on
    row.value, row.source = piece.value, piece.source.strip()
    row.state, row.note = piece.state, piece.note.strip()
    row.save()
