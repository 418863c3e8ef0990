"""From a document to a reviewed draft version."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.text import fold
from prevenio.kernel.titles import sentence_case
from prevenio.people.models import Authority, User
from prevenio.programme import access
from prevenio.programme.importing.decisions import Decision, apply_decisions
from prevenio.programme.importing.document import ProgrammeDocument, ReadAct, as_json
from prevenio.programme.importing.fitting import fitted, storable
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.source import Source
from prevenio.programme.importing.stored import from_json
from prevenio.programme.models import (
    Act,
    ActKind,
    Choice,
    DraftState,
    ImportDecision,
    ImportDraft,
    Programme,
    ProgrammeVersion,
    Signatory,
    SourceDocument,
)
from prevenio.programme.operations.contents import names_of, write_contents


class NothingRead(Refused):
    message = _(
        "Nothing of a programme was found in this file: no area, no action, no initiative, no "
        "milestone. Check that it is the document that adopted the programme."
    )


class DoubtsOpen(Refused):
    message = _("Settle or skip the remaining doubts first: %(count)s.")


class AlreadySaved(Refused):
    message = _("This document was already saved as a programme. Amend that one instead.")


@transaction.atomic
def store_draft(
    *, authority: Authority, source: Source, content: bytes, by: User | None, at: datetime
) -> ImportDraft:
    """Keep the file and what was read from it, for review; the same file gives the same draft.

    `by` is None where an operator imports from the command line. Raises NotAllowed, NothingRead.
    """
    if by is not None and not access.can_edit_programme(by, authority, at):
        raise NotAllowed
    known = ImportDraft.objects.filter(authority=authority, source__sha256=source.sha256).exclude(
        state=DraftState.DISCARDED
    )
    if (draft := known.select_related("source").first()) is not None:
        return draft
    document = fitted(read_programme(source))
    if not (document.areas or document.initiatives or document.milestones or document.projects):
        raise NothingRead
    draft = ImportDraft.objects.create(
        authority=authority,
        source=_stored_source(authority, source, content, at),
        reading=as_json(document),
        started_at=at,
    )
    record("programme.import.started", about=draft, by=by, at=at, authority_id=authority.pk)
    return draft


def _stored_source(
    authority: Authority, source: Source, content: bytes, at: datetime
) -> SourceDocument:
    row, is_new = SourceDocument.objects.get_or_create(
        authority=authority,
        sha256=source.sha256,
        defaults={
            "name": source.name[:200],
            "form": source.form,
            "lines": lines_as_json(source),
            "stored_at": at,
        },
    )
    if is_new:
        row.file.save(f"{authority.slug}-{source.sha256[:16]}", ContentFile(content))
    return row


def lines_as_json(source: Source) -> list[list[Any]]:
    """The numbered lines in the order that `SourceDocument.lines` promises."""
    return [
        [
            line.number,
            storable(line.text),
            [storable(cell) for cell in line.cells] if line.cells is not None else None,
            line.table,
            line.heading,
            line.page,
            getattr(line, "row", None),
        ]
        for line in source.lines
    ]


@transaction.atomic
def decide(
    *, draft: ImportDraft, keys: Sequence[str], choice: Choice, value: Any, by: User, at: datetime
) -> None:
    """Write down one answer for one or several doubts or fields; a later answer replaces it.

    Raises NotAllowed or WrongState.
    """
    draft = _open_draft(draft, by, at)
    for key in keys:
        ImportDecision.objects.update_or_create(
            draft=draft,
            key=key[:200],
            defaults={"choice": choice, "value": value, "by": by, "at": at},
        )
    record(
        "programme.import.decided",
        about=draft,
        by=by,
        at=at,
        authority_id=draft.authority_id,
        details={"keys": list(keys), "choice": choice},
    )


@transaction.atomic
def take_back_decision(*, draft: ImportDraft, key: str, by: User, at: datetime) -> None:
    """Open a doubt again. Raises NotAllowed or WrongState."""
    draft = _open_draft(draft, by, at)
    ImportDecision.objects.filter(draft=draft, key=key).delete()
    record(
        "programme.import.reopened",
        about=draft,
        by=by,
        at=at,
        authority_id=draft.authority_id,
        details={"key": key},
    )


@transaction.atomic
def discard_draft(*, draft: ImportDraft, by: User, at: datetime) -> None:
    """Give an import up; the file and its reading stay for the record.

    Raises NotAllowed or WrongState.
    """
    draft = _open_draft(draft, by, at)
    draft.state = DraftState.DISCARDED
    draft.save(update_fields=["state"])
    record("programme.import.discarded", about=draft, by=by, at=at, authority_id=draft.authority_id)


@transaction.atomic
def save_programme(
    *, draft: ImportDraft, open_doubts: int, by: User, at: datetime
) -> ProgrammeVersion:
    """Make a programme with its first draft version from the reading as it was decided.

    Raises NotAllowed, WrongState or DoubtsOpen.
    """
    draft = _open_draft(draft, by, at)
    if open_doubts:
        raise DoubtsOpen(count=open_doubts)
    document = decided_document(draft)
    version = _new_programme(draft, document, at)
    write_contents(version, document)
    draft.state, draft.version = DraftState.SAVED, version
    draft.save(update_fields=["state", "version"])
    record("programme.import.saved", about=version, by=by, at=at, authority_id=draft.authority_id)
    return version


def decided_document(draft: ImportDraft) -> ProgrammeDocument:
    """The reading with the decisions of the draft applied."""
    decisions = [
        Decision(row.key, row.choice, row.value) for row in draft.decisions.order_by("at", "pk")
    ]
    return apply_decisions(from_json(draft.reading), decisions)


def _open_draft(draft: ImportDraft, by: User, at: datetime) -> ImportDraft:
    draft = (
        ImportDraft.objects.select_for_update(of=("self",), no_key=True)
        .select_related("source", "authority")
        .get(pk=draft.pk)
    )
    if not access.can_edit_programme(by, draft.authority, at):
        raise NotAllowed
    if draft.state == DraftState.SAVED:
        raise AlreadySaved
    if draft.state != DraftState.OPEN:
        raise WrongState
    return draft


def _new_programme(
    draft: ImportDraft, document: ProgrammeDocument, at: datetime
) -> ProgrammeVersion:
    predecessor = (
        Programme.objects.filter(authority=draft.authority).order_by("-last_year", "-pk").first()
    )
    title = sentence_case(document.title, names_of(document, draft.authority))
    programme = Programme.objects.create(
        authority=draft.authority,
        title=(title or draft.source.name)[:300],
        first_year=document.first_year,
        last_year=document.last_year,
        accountable_office=(document.act.executor or "")[:200],
        predecessor=predecessor,
    )
    return ProgrammeVersion.objects.create(
        programme=programme,
        act=_act(draft.authority, document.act, document.act.date),
        source=draft.source,
        created_at=at,
    )


_ACT_KINDS = {
    "zarzadzenie": ActKind.ORDER,
    "narizeni": ActKind.ORDER,
    "prikaz": ActKind.ORDER,
    "deklarac": ActKind.DECLARATION,
}


def _act_kind(written: str) -> ActKind:
    """The kind of an act from the word that heads it; a resolution unless it says otherwise."""
    folded = fold(written)
    return next(
        (kind for stem, kind in _ACT_KINDS.items() if folded.startswith(stem)),
        ActKind.RESOLUTION,
    )


def _act(authority: Authority, read: ReadAct, adopted_on: date | None) -> Act | None:
    """The act of the reading as a row; an act of that number that is already there is reused."""
    if not (read.number or adopted_on):
        return None
    fields = {
        "adopted_on": adopted_on,
        "body_name": (read.body or "")[:200],
        "subject": read.subject or "",
        "legal_basis": list(read.legal_basis),
        "executor": (read.executor or "")[:200],
        "publication": (read.entry_into_force or "")[:250],
        "days_to_force": read.days_to_force,
    }
    kind = _act_kind(read.kind or "")
    act, is_new = Act.objects.get_or_create(
        authority=authority, kind=kind, number=(read.number or "")[:60], defaults=fields
    )
    if is_new:
        Signatory.objects.bulk_create(
            Signatory(act=act, name=person.name[:150], office=person.office[:200])
            for person in read.signatories
        )
    return act
