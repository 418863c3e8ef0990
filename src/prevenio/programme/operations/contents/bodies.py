"""The bodies of a document as rows, those that are known reused."""

from collections.abc import Iterable, Mapping

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body, BodyAlias, LegalKind
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadBody,
)
from prevenio.programme.searching import search_text_of

Bodies = Mapping[str, Body]


def write_bodies(authority: Authority, document: ProgrammeDocument) -> dict[str, Body]:
    """The bodies of a document by each of their spellings; those the authority has are reused."""
    known = _known_spellings(authority)
    wanted = [*document.bodies, *_bodies_only_named(document, known)]
    new = {
        body.short: Body(
            authority=authority,
            short_name=body.short[:80],
            name=(body.name or "")[:250],
            is_group=body.is_group,
            legal_kind=LegalKind.GROUP if body.is_group else LegalKind.OTHER,
            search_text=search_text_of(body.short, body.name or "", *body.aliases),
        )
        for body in wanted
        if not _found(body, known)
    }
    Body.objects.bulk_create(new.values())
    by_spelling = dict(known)
    aliases: list[BodyAlias] = []
    for body in wanted:
        row = _found(body, by_spelling) or new[body.short]
        for spelling in (body.short, *body.aliases):
            if spelling != row.short_name and fold(spelling) not in known:
                aliases.append(BodyAlias(body=row, name=spelling[:250]))
            by_spelling[fold(spelling)] = row
    BodyAlias.objects.bulk_create(aliases, ignore_conflicts=True)
    return by_spelling


def _known_spellings(authority: Authority) -> dict[str, Body]:
    known: dict[str, Body] = {}
    for body in Body.objects.filter(authority=authority).prefetch_related("aliases"):
        names = [body.short_name, body.name, *(alias.name for alias in body.aliases.all())]
        for name in filter(None, names):
            known.setdefault(fold(name), body)
    return known


def _found(body: ReadBody, known: Mapping[str, Body]) -> Body | None:
    names = [body.short, body.name or "", *body.aliases]
    return next((known[fold(name)] for name in names if name and fold(name) in known), None)


def _bodies_only_named(document: ProgrammeDocument, known: Mapping[str, Body]) -> list[ReadBody]:
    """Bodies that a mended action names although the document's list has them not."""
    listed = {fold(s) for body in document.bodies for s in (body.short, *body.aliases)}
    named: dict[str, ReadBody] = {}
    for name in _names(document):
        if fold(name) not in listed and fold(name) not in known:
            named.setdefault(fold(name), ReadBody(name))
    return list(named.values())


def _names(document: ProgrammeDocument) -> Iterable[str]:
    for action in document.actions:
        yield from action.responsible
        yield from action.partners
    for initiative in document.initiatives:
        yield from initiative.implementers
