"""What a coordinator expects of a programme, told in a few words and held against a reading.

Beside each programme lies a JSON file. An area is told as `code title: codes of its actions`, an
action as the beginning of its text, its responsible bodies and its partners; an action may be
named by its code or by its place (`2/1` is the first action of the second area). What a file does
not mention is not held.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import ProgrammeDocument, ReadAction
from prevenio.programme.importing.ledger import placed_lines

Expected = Mapping[str, Any]
Differences = Iterator[str]


def differences(programme: ProgrammeDocument, expected: Expected) -> list[str]:
    """Everything in which the reading is not what the coordinator expects, one line each."""
    return [said for check in CHECKS for said in check(programme, expected)]


def _act(programme: ProgrammeDocument, expected: Expected) -> Differences:
    act = programme.act
    found = {
        "number": act.number,
        "date": str(act.date) if act.date else None,
        "body": act.body,
        "days_to_force": act.days_to_force,
        "legal_basis": len(act.legal_basis),
        "years": [programme.first_year, programme.last_year],
        "language": programme.language,
    }
    wanted = {**expected.get("act", {}), **expected}
    yield from _unlike({key: wanted[key] for key in found if key in wanted}, found)


def _chapters(programme: ProgrammeDocument, expected: Expected) -> Differences:
    found = [f"{each.number} {each.title}" for each in programme.chapters]
    wanted = expected.get("chapters", found)
    if expected.get("more_chapters"):
        missing = [title for title in wanted if title not in found]
        yield from (f"chapter missing: {title}" for title in missing)
    elif wanted != found:
        yield f"chapters: expected {wanted}, found {found}"


def _areas(programme: ProgrammeDocument, expected: Expected) -> Differences:
    any_code = expected.get("area_codes") == "any" or expected.get("action_codes") == "any"
    for wanted, found in _paired(expected.get("areas"), programme.areas):
        if not wanted or not found:
            yield f"area: expected {wanted}, found {found and found.title}"
            continue
        title, _colon, codes = wanted.rpartition(": ")
        said = f"{found.code} {found.title}"
        named = title.endswith(found.title) if any_code else title == said
        if not named:
            yield f"area: expected {title!r}, found {said!r}"
        actions = [action.code for action in found.actions]
        if actions != codes.split() and not (any_code and len(actions) == len(codes.split())):
            yield f"actions of {title}: expected {codes}, found {' '.join(actions)}"


def _actions(programme: ProgrammeDocument, expected: Expected) -> Differences:
    for name, (text, responsible, partners) in expected.get("actions", {}).items():
        action = _action_called(name, programme)
        if action is None:
            yield f"action {name} missing"
            continue
        if not fold(action.text).startswith(fold(text)):
            yield f"text of {name}: expected {text!r}, found {action.text!r}"
        if _bare(action.responsible) != _bare(responsible):
            yield f"responsible for {name}: expected {responsible}, found {action.responsible}"
        if _bare(action.partners) != _bare(partners):
            yield f"partners of {name}: expected {partners}, found {action.partners}"
    for name, term in expected.get("terms", {}).items():
        action = _action_called(name, programme)
        if action is None or action.term.text != term:
            yield f"term of {name}: expected {term!r}, found {action and action.term.text!r}"


def _action_called(name: str, programme: ProgrammeDocument) -> ReadAction | None:
    area, slash, place = name.partition("/")
    if slash:
        areas = programme.areas[int(area) - 1 : int(area)]
        found = [action for each in areas for action in each.actions[int(place) - 1 : int(place)]]
    else:
        found = [action for action in programme.actions if action.code == name]
    return found[0] if found else None


def _initiatives(programme: ProgrammeDocument, expected: Expected) -> Differences:
    for wanted, found in _paired(expected.get("initiatives"), programme.initiatives):
        if not wanted or not found:
            yield f"initiative: expected {wanted}, found {found and found.name}"
            continue
        said = {
            "name": found.name,
            "implementers": [*found.implementers],
            "audience": [*found.audience],
            "years": [found.term.first_year, found.term.last_year],
            "funding": [*found.funding],
        }
        yield from _unlike({key: wanted[key] for key in said if key in wanted}, said)
        if not fold(found.aim).startswith(fold(wanted.get("aim", ""))):
            yield f"aim of {found.name}: found {found.aim!r}"


def _lists(programme: ProgrammeDocument, expected: Expected) -> Differences:
    for name in ("goals", "forms", "participants", "commission_duties"):
        found = [item.text for item in getattr(programme, name)]
        wanted = expected.get(name, len(found))
        beginnings = wanted if isinstance(wanted, list) else [""] * wanted
        right = len(found) == len(beginnings) and all(
            fold(text).startswith(fold(start))
            for text, start in zip(found, beginnings, strict=True)
        )
        if not right:
            yield f"{name}: expected {wanted}, found {found}"
    goal = programme.main_goal.text if programme.main_goal else ""
    if fold(expected.get("main_goal", "")) not in fold(goal):
        yield f"main goal: expected {expected['main_goal']!r}, found {goal!r}"


def _names(programme: ProgrammeDocument, expected: Expected) -> Differences:
    found = {row.short: row.name for row in programme.abbreviations}
    wanted = expected.get("abbreviations", found)
    if wanted != found:
        missing, more = _not_in(wanted, found), _not_in(found, wanted)
        yield f"abbreviations: missing or other {missing}, more {more}"
    names = {body.short: body.name for body in programme.bodies}
    aliases = {body.short: {*body.aliases} for body in programme.bodies}
    for short, name in expected.get("body_names", {}).items():
        if names.get(short) != name and name not in aliases.get(short, ()):
            yield f"name of {short}: expected {name}, found {names.get(short)}"


def _unplaced(programme: ProgrammeDocument, expected: Expected) -> Differences:
    most = expected.get("unplaced_at_most", len(programme.unplaced))
    if len(programme.unplaced) > most:
        yield f"unplaced: {[line.text for line in programme.unplaced]}"


def unaccounted(programme: ProgrammeDocument, numbers: Sequence[int]) -> list[int]:
    """The lines that stand neither in the lines of anything nor among the unplaced."""
    listed = placed_lines(programme) | {line.line for line in programme.unplaced}
    return [number for number in numbers if number not in listed]


def _paired(wanted: Sequence[Any] | None, found: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """What is expected beside what was found, in order; nothing where one of the two is short."""
    if wanted is None:
        return
    for at in range(max(len(wanted), len(found))):
        yield (
            wanted[at] if at < len(wanted) else None,
            found[at] if at < len(found) else None,
        )


def _unlike(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Differences:
    for key, value in wanted.items():
        if value != found[key]:
            yield f"{key}: expected {value!r}, found {found[key]!r}"


def _bare(names: Sequence[str]) -> list[str]:
    return [name.strip(" .,;") for name in names]


def _not_in(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {short: name for short, name in one.items() if other.get(short) != name}


CHECKS: tuple[Callable[[ProgrammeDocument, Expected], Differences], ...] = (
    _act,
    _chapters,
    _areas,
    _actions,
    _initiatives,
    _lists,
    _names,
    _unplaced,
)
