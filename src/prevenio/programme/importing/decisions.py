"""A reading with a person's decisions applied: what will be saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAct,
    ReadAction,
    ReadArea,
    ReadBody,
    ReadInitiative,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer: the key of the doubt or of the field, what was chosen, and what holds instead."""

    key: str
    choice: str
    value: Any = None


def apply_decisions(
    document: ProgrammeDocument, decisions: Sequence[Decision]
) -> ProgrammeDocument:
    """The document as decided.

    Keys: `body:SHORT` and `alias:SPELLING` settle who a body is, everywhere or (`…@3.10`) in one
    action; `area:3:title`, `action:3.10:text`, `initiative:7:aim`, `act:number` mend one field. A
    skipped area, action or initiative (`action:3.10`) is left out. Other keys change nothing.
    """
    mends = {d.key: d for d in decisions}
    document = _bodies_settled(document, mends)
    areas = [
        _area(area, mends) for area in document.areas if not _is_left_out("area", area.code, mends)
    ]
    initiatives = [
        _mended(initiative, "initiative", str(initiative.number or initiative.name), mends)
        for initiative in document.initiatives
        if not _is_left_out("initiative", str(initiative.number or initiative.name), mends)
    ]
    return replace(
        document,
        title=_field("programme:title", document.title, mends),
        act=_mended(document.act, "act", "", mends),
        areas=tuple(areas),
        initiatives=tuple(initiatives),
    )


def _area(area: ReadArea, mends: Mapping[str, Decision]) -> ReadArea:
    actions = [
        _mended(action, "action", action.code, mends)
        for action in area.actions
        if not _is_left_out("action", action.code, mends)
    ]
    return replace(_mended(area, "area", area.code, mends), actions=tuple(actions))


def _is_left_out(kind: str, code: str, mends: Mapping[str, Decision]) -> bool:
    decision = mends.get(f"{kind}:{code}")
    return decision is not None and decision.choice == "SKIP"


Mendable = ReadAct | ReadArea | ReadAction | ReadInitiative


def _mended[T: Mendable](thing: T, kind: str, code: str, mends: Mapping[str, Decision]) -> T:
    """The thing with every field that was mended; lists come as lists of strings."""
    prefix = f"{kind}:{code}:" if code else f"{kind}:"
    changed: dict[str, Any] = {}
    for field in fields(thing):
        decision = mends.get(prefix + field.name)
        if decision is None or decision.choice != "MEND":
            continue
        changed[field.name] = _like(getattr(thing, field.name), decision.value, field.name)
    return replace(thing, **changed) if changed else thing


def _like(old: Any, new: Any, name: str) -> Any:
    if isinstance(old, tuple) or isinstance(new, list):
        return tuple(str(item) for item in new)
    if name == "date":
        return date.fromisoformat(new) if new else None
    return new


def _field(key: str, old: str, mends: Mapping[str, Decision]) -> str:
    decision = mends.get(key)
    return str(decision.value) if decision and decision.choice == "MEND" else old


def _bodies_settled(
    document: ProgrammeDocument, mends: Mapping[str, Decision]
) -> ProgrammeDocument:
    renames: dict[tuple[str, str | None], str | None] = {}
    names: dict[str, str] = {}
    apart: set[str] = set()
    for key, decision in mends.items():
        kind, _colon, rest = key.partition(":")
        if kind not in {"body", "alias"}:
            continue
        short, _at, place = rest.partition("@")
        value = decision.value if isinstance(decision.value, dict) else {}
        if decision.choice == "SKIP" and value.get("leave_out"):
            renames[short, place or None] = None
        elif value.get("same_as"):
            renames[short, place or None] = value["same_as"]
        if value.get("name"):
            names[short] = value["name"]
        if value.get("apart"):
            apart.add(short)
    areas = tuple(
        replace(area, actions=tuple(_renamed(action, renames) for action in area.actions))
        for area in document.areas
    )
    initiatives = tuple(_renamed_implementers(item, renames) for item in document.initiatives)
    bodies = _bodies(document.bodies, renames, names, apart)
    return replace(document, areas=areas, initiatives=initiatives, bodies=bodies)


Renames = Mapping[tuple[str, str | None], str | None]


def _renamed(action: ReadAction, renames: Renames) -> ReadAction:
    return replace(
        action,
        responsible=_new_names(action.responsible, action.code, renames),
        partners=_new_names(action.partners, action.code, renames),
    )


def _renamed_implementers(initiative: ReadInitiative, renames: Renames) -> ReadInitiative:
    code = f"({initiative.number})"
    return replace(initiative, implementers=_new_names(initiative.implementers, code, renames))


def _new_names(names: Sequence[str], code: str, renames: Renames) -> tuple[str, ...]:
    new = [renames.get((name, code), renames.get((name, None), name)) for name in names]
    return tuple(dict.fromkeys(name for name in new if name is not None))


def _bodies(
    bodies: Sequence[ReadBody], renames: Renames, names: Mapping[str, str], apart: set[str]
) -> tuple[ReadBody, ...]:
    gone = {short for (short, place) in renames if place is None}
    kept = []
    for body in bodies:
        aliases = tuple(alias for alias in body.aliases if alias not in apart)
        if body.short not in gone:
            kept.append(replace(body, aliases=aliases, name=names.get(body.short, body.name)))
        kept.extend(
            ReadBody(alias, names.get(alias), lines=body.lines)
            for alias in body.aliases
            if alias in apart
        )
    merged = {short: other for (short, place), other in renames.items() if place is None and other}
    return tuple(
        replace(
            body,
            aliases=(*body.aliases, *(s for s, other in merged.items() if other == body.short)),
        )
        for body in kept
    )
