"""The register of documents that govern the project."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, Body, User
from prevenio.region.files import Upload, put
from prevenio.region.models import DocumentKind, GoverningDocument
from prevenio.region.operations.checking import days_in_order, only_bureau, only_of


class SupersedesItself(Refused):
    message = _("A document cannot supersede itself, nor one that supersedes it.")


class KeptAsDeclaration(Refused):
    message = _("Declarations have a register of their own, with their parties. Enter it there.")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the register holds it."""

    kind: DocumentKind
    title: str
    adopted_on: date
    valid_from: date
    number: str = ""
    valid_until: date | None = None
    issuer: Body | None = None
    parties: Sequence[Body] = ()
    supersedes: GoverningDocument | None = None
    is_shared: bool = False
    is_public: bool = False


@transaction.atomic
def keep_document(
    *, authority: Authority, paper: Paper, by: User, at: datetime, sent: Upload | None = None
) -> GoverningDocument:
    """Add a document to the register.

    Raises NotAllowed, KeptAsDeclaration, DaysNotInOrder or what a file raises.
    """
    only_bureau(by, authority, at)
    row = GoverningDocument(authority=authority)
    _fill(row, paper, sent)
    record("region.document.kept", about=row, by=by, at=at, authority_id=authority.pk)
    return row


@transaction.atomic
def change_document(
    *,
    document: GoverningDocument,
    paper: Paper,
    by: User,
    at: datetime,
    sent: Upload | None = None,
) -> GoverningDocument:
    """Change what the register says of a document; a new file takes the place of the old one.

    Raises NotAllowed, KeptAsDeclaration, DaysNotInOrder, SupersedesItself or what a file raises.
    """
    row = GoverningDocument.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)
    only_bureau(by, row.authority, at)
    if paper.supersedes is not None and row.pk in _earlier(paper.supersedes):
        raise SupersedesItself
    _fill(row, paper, sent)
    record("region.document.changed", about=row, by=by, at=at, authority_id=row.authority_id)
    return row


def _earlier(document: GoverningDocument) -> set[int]:
    """A document and all that it supersedes, step by step."""
    found: set[int] = set()
    here: GoverningDocument | None = document
    while here is not None and here.pk not in found:
        found.add(here.pk)
        here = here.supersedes
    return found


def _fill(row: GoverningDocument, paper: Paper, sent: Upload | None) -> None:
    only_of(row.authority, paper.issuer, paper.supersedes, *paper.parties)
    if paper.kind == DocumentKind.DECLARATION and row.kind != DocumentKind.DECLARATION:
        raise KeptAsDeclaration
    days_in_order(paper.valid_from, paper.valid_until)
    row.kind, row.title, row.number = paper.kind, paper.title.strip(), paper.number.strip()
    row.adopted_on, row.valid_from = paper.adopted_on, paper.valid_from
    row.valid_until, row.issuer = paper.valid_until, paper.issuer
    row.supersedes = paper.supersedes
    row.is_shared, row.is_public = paper.is_shared, paper.is_public
    put(row, sent)
    row.save()
    row.parties.set(paper.parties)
