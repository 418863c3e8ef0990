"""Declarations: written down with their parties, changed, removed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.region import access
from prevenio.region.files import Upload, put
from prevenio.region.models import Declaration, DeclarationParty


class SignedInFuture(Refused):
    message = _("A declaration is entered once it is signed; its day cannot lie ahead.")


class ValidityOutOfOrder(Refused):
    message = _("The last day of validity cannot lie before the first.")


class PartiesMissing(Refused):
    message = _("Name at least two parties: bodies, or others by their name.")


@dataclass(frozen=True, slots=True)
class DeclarationSaid:
    """What a declaration says. `others` are the parties that are no bodies here, by name."""

    name: str
    signed_on: date
    scope: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    bodies: Sequence[Body] = field(default_factory=list)
    others: Sequence[str] = field(default_factory=list)
    is_shared: bool = False
    is_public: bool = False


@transaction.atomic
def add_declaration(
    *,
    authority: Authority,
    municipality: Municipality | None,
    said: DeclarationSaid,
    upload: Upload | None,
    by: User,
    at: datetime,
) -> Declaration:
    """Write a declaration down, the authority's own or one of a municipality.

    Raises NotAllowed, SignedInFuture, ValidityOutOfOrder, PartiesMissing or what `kept` raises.
    """
    _allowed(authority, municipality, by, at)
    made = Declaration(authority=authority, municipality=municipality)
    return _written(made, said, upload, "region.declaration.added", by, at)


@transaction.atomic
def change_declaration(
    *,
    declaration: Declaration,
    said: DeclarationSaid,
    upload: Upload | None,
    by: User,
    at: datetime,
) -> Declaration:
    """Change what is written of it; a new file takes the place of the old one.

    Raises what `add_declaration` raises.
    """
    found = _locked(declaration, by, at)
    return _written(found, said, upload, "region.declaration.changed", by, at)


@transaction.atomic
def remove_declaration(*, declaration: Declaration, by: User, at: datetime) -> None:
    """Remove a declaration that was entered by mistake, its file too. Raises NotAllowed."""
    found = _locked(declaration, by, at)
    _note(found, "region.declaration.removed", by, at)
    stored = found.file
    found.delete()
    if stored:
        transaction.on_commit(lambda: stored.delete(save=False))


def _locked(declaration: Declaration, by: User, at: datetime) -> Declaration:
    rows = Declaration.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("authority", "municipality").get(pk=declaration.pk)
    _allowed(found.authority, found.municipality, by, at)
    return found


def _allowed(
    authority: Authority, municipality: Municipality | None, by: User, at: datetime
) -> None:
    if not access.can_keep(by, authority, municipality, at):
        raise NotAllowed


def _written(
    row: Declaration,
    said: DeclarationSaid,
    upload: Upload | None,
    fact: str,
    by: User,
    at: datetime,
) -> Declaration:
    if said.signed_on > today_in(row.authority, at):
        raise SignedInFuture
    if said.valid_from and said.valid_to and said.valid_to < said.valid_from:
        raise ValidityOutOfOrder
    others = [one.strip() for one in said.others if one.strip()]
    if len(said.bodies) + len(others) < 2:
        raise PartiesMissing
    row.name, row.signed_on, row.scope = said.name.strip(), said.signed_on, said.scope.strip()
    row.valid_from, row.valid_to = said.valid_from, said.valid_to
    row.is_shared, row.is_public = said.is_shared, said.is_public
    put(row, upload)
    row.save()
    _replace_parties(row, said.bodies, others)
    _note(row, fact, by, at)
    return row


def _replace_parties(row: Declaration, bodies: Sequence[Body], others: Sequence[str]) -> None:
    row.parties.all().delete()
    named = [DeclarationParty(declaration=row, body=body) for body in bodies]
    named += [DeclarationParty(declaration=row, name=name[:200]) for name in others]
    for position, party in enumerate(named):
        party.position = position
    DeclarationParty.objects.bulk_create(named)


def _note(row: Declaration, fact: str, by: User, at: datetime) -> None:
    details = {"signed_on": row.signed_on.isoformat(), "file": row.file_digest}
    record(fact, about=row, by=by, at=at, authority_id=row.authority_id, details=details)
