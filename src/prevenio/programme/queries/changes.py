"""What changed between two versions, followed by lineage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.cache import cache
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import get_language

from prevenio.journal.queries import chain_length
from prevenio.kernel.wording import Piece, item_changes, word_changes
from prevenio.programme.models import (
    Action,
    ActionRoleKind,
    AreaOfAction,
    Initiative,
    ProgrammeVersion,
    Statement,
)

KEPT_FOR = 24 * 3600

Status = Literal["added", "changed", "removed"]
Thing = Literal["area", "action", "initiative", "chapter", "statement", "abbreviation"]
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new words; `name` is the field's name, labelled by the page."""

    name: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a programme that is new, gone or worded otherwise."""

    thing: Thing
    status: Status
    code: str
    title: str
    lineage: UUID
    fields: Sequence[FieldChange] = ()


def changes_between(older: ProgrammeVersion, newer: ProgrammeVersion) -> list[Change]:
    """Every difference of content between two versions, in the order of the newer one.

    The versions may belong to programmes of different periods. The comparison is kept until
    anything changes in the authority: two statements then, some thirty at any size before.
    """
    head = chain_length(newer.programme.authority_id)
    key = f"programme.changes.{older.pk}.{newer.pk}.{head}.{get_language()}"
    changes: list[Change] | None = cache.get(key)
    if changes is None:
        changes = _compared_versions(older, newer)
        cache.set(key, changes, KEPT_FOR)
    return changes


def _compared_versions(older: ProgrammeVersion, newer: ProgrammeVersion) -> list[Change]:
    return [
        *_compared("area", _areas(older), _areas(newer)),
        *_compared("action", _actions(older), _actions(newer)),
        *_compared("initiative", _initiatives(older), _initiatives(newer)),
        *_compared("statement", _statements(older), _statements(newer)),
        *_compared("chapter", _chapters(older), _chapters(newer)),
        *_compared("abbreviation", _abbreviations(older), _abbreviations(newer)),
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    title: str
    values: Mapping[str, Value]


Rows = Mapping[UUID, _Row]


def _compared(thing: Thing, old: Rows, new: Rows) -> list[Change]:
    changes = []
    for lineage, row in new.items():
        if lineage not in old:
            changes.append(Change(thing, "added", row.code, row.title, lineage))
            continue
        fields = [
            FieldChange(name, _pieces(old[lineage].values[name], value))
            for name, value in row.values.items()
            if old[lineage].values[name] != value
        ]
        if fields:
            changes.append(Change(thing, "changed", row.code, row.title, lineage, fields))
    gone = [
        Change(thing, "removed", row.code, row.title, lineage)
        for lineage, row in old.items()
        if lineage not in new
    ]
    return changes + gone


def _pieces(old: Value, new: Value) -> list[Piece]:
    """Sentences are compared word by word, lists item by item."""
    if isinstance(old, str) and isinstance(new, str):
        return word_changes(old, new)
    return item_changes(_as_items(old), _as_items(new))


def _as_items(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _areas(version: ProgrammeVersion) -> Rows:
    rows = version.areas.select_related("lead_body").order_by("position", "pk")
    return {row.lineage: _Row(row.code, row.title, _area_values(row)) for row in rows}


def _area_values(area: AreaOfAction) -> dict[str, Value]:
    return {
        "code": area.code,
        "title": area.title,
        "summary": area.summary,
        "lead_body": _text(area.lead_body),
        "threat_analysis": area.threat_analysis,
    }


def _actions(version: ProgrammeVersion) -> Rows:
    rows = (
        version.actions.select_related("area")
        .prefetch_related("roles__body", "goals", "forms")
        .order_by("area__position", "position", "pk")
    )
    return {row.lineage: _Row(row.code, row.shown_title, _action_values(row)) for row in rows}


def _action_values(action: Action) -> dict[str, Value]:
    roles = sorted(action.roles.all(), key=lambda role: (role.position, role.pk))
    named = {
        kind: tuple(str(role.body) for role in roles if role.role == kind)
        for kind in ActionRoleKind.values
    }
    return {
        "code": action.code,
        "title": action.title,
        "text": action.text,
        "lead_body": named[ActionRoleKind.LEAD],
        "co_responsible": named[ActionRoleKind.CO_RESPONSIBLE],
        "partners": named[ActionRoleKind.PARTNER],
        "kind": str(action.get_kind_display() or ""),
        "timing": str(action.get_timing_display() or ""),
        "condition": action.condition,
        "season": _season(action),
        "ends_on": _text(action.ends_on),
        "term": action.term_text,
        "method": action.method,
        "indicators": action.indicators_text,
        "funding": action.funding_text,
        "goals": _texts(action.goals.all()),
        "forms_of_work": _texts(action.forms.all()),
    }


def _season(action: Action) -> str:
    if action.season_first_month is None:
        return ""
    first, last = action.season_first_month, action.season_last_month
    return f"{MONTHS[first]} – {MONTHS[last or first]}".lower()


def _texts(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(row.text for row in sorted(statements, key=lambda row: row.position))


def _initiatives(version: ProgrammeVersion) -> Rows:
    rows = version.initiatives.prefetch_related("roles__body", "audiences", "fundings").order_by(
        "position", "pk"
    )
    return {
        row.lineage: _Row(str(row.number or ""), row.name, _initiative_values(row)) for row in rows
    }


def _initiative_values(row: Initiative) -> dict[str, Value]:
    return {
        "title": row.name,
        "aim": row.aim,
        "term": row.term_text,
        "method": row.method,
        "implementers": tuple(str(role.body) for role in row.roles.all()),
        "audience": tuple(str(item) for item in row.audiences.all()),
        "funding": tuple(str(item) for item in row.fundings.all()),
    }


def _statements(version: ProgrammeVersion) -> Rows:
    rows = version.statements.select_related("body").order_by("kind", "position", "pk")
    return {
        row.lineage: _Row(
            "",
            f"{capfirst(row.get_kind_display())} {row.position}",
            {"text": row.text, "full_name": _text(row.body)},
        )
        for row in rows
    }


def _chapters(version: ProgrammeVersion) -> Rows:
    """Chapters keep their numbers from version to version, so the number is what joins them."""
    return {
        uuid5(NAMESPACE_OID, f"chapter {row.number}"): _Row(
            row.number, row.title, {"title": row.title, "text": row.text}
        )
        for row in version.chapters.order_by("position", "pk")
    }


def _abbreviations(version: ProgrammeVersion) -> Rows:
    return {
        uuid5(NAMESPACE_OID, f"abbreviation {row.short}"): _Row(
            "", row.short, {"full_name": row.name}
        )
        for row in version.abbreviations.order_by("position", "pk")
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)
