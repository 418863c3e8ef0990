"""What in a reading needs a person's eye before it is saved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import Lines, ProgrammeDocument, ReadAction, ReadBody
from prevenio.programme.importing.known_bodies import KNOWN_BODIES

DoubtKind = Literal[
    "act_incomplete",
    "unknown_body",
    "merged_spelling",
    "no_responsible_body",
    "torn_row",
    "unread_term",
    "number_missing",
]
ABBREVIATION = re.compile(
    r"^[^\W\d_]*[A-ZĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽ]{2}[^\W\d_]*( [A-ZŁŚŻČŘŠŽ]{2,})?$"
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question about a reading.

    `key` identifies it among the draft's decisions; `subject` is the word or code in question;
    `proposal` is the answer that is taken when the doubt is accepted; `places` are the codes of
    the actions concerned.
    """

    kind: DoubtKind
    key: str
    subject: str
    proposal: str = ""
    places: tuple[str, ...] = ()
    lines: Lines = ()


def doubts_of(document: ProgrammeDocument) -> list[Doubt]:
    """Every doubt of a reading, the heaviest first."""
    return [
        *_act(document),
        *_unknown_bodies(document),
        *_merged_spellings(document),
        *_actions_without_responsible(document),
        *_missing_numbers(document),
        *_torn_rows(document),
        *_unread_terms(document),
    ]


def _act(document: ProgrammeDocument) -> Iterator[Doubt]:
    act = document.act
    if document.areas and not (act.number and act.date):
        yield Doubt("act_incomplete", "act", act.number or "", lines=act.lines)


def _unknown_bodies(document: ProgrammeDocument) -> Iterator[Doubt]:
    for body in document.bodies:
        if body.name is None and not body.is_group and ABBREVIATION.match(body.short):
            places = places_of(document, body)
            yield Doubt(
                "unknown_body",
                f"body:{body.short}",
                body.short,
                proposal=KNOWN_BODIES.get(document.language, {}).get(body.short, ""),
                places=tuple(action.code for action in places),
                lines=_lines_of(places) or body.lines,
            )


def _merged_spellings(document: ProgrammeDocument) -> Iterator[Doubt]:
    for body in document.bodies:
        for alias in body.aliases:
            if fold(alias) == fold(body.short) or not ABBREVIATION.match(alias):
                continue
            places = [
                action
                for action in document.actions
                if alias in (*action.responsible, *action.partners)
            ]
            yield Doubt(
                "merged_spelling",
                f"alias:{alias}",
                alias,
                proposal=body.short,
                places=tuple(action.code for action in places),
                lines=_lines_of(places),
            )


def _actions_without_responsible(document: ProgrammeDocument) -> Iterator[Doubt]:
    for action in document.actions:
        if not action.responsible:
            yield Doubt(
                "no_responsible_body",
                f"lead:{action.code}",
                action.code,
                places=(action.code,),
                lines=action.lines,
            )


def _missing_numbers(document: ProgrammeDocument) -> Iterator[Doubt]:
    for area in document.areas:
        tails = [int(tail) for a in area.actions if (tail := a.code.rpartition(".")[2]).isdigit()]
        for number in sorted(set(range(1, max(tails, default=0))) - set(tails)):
            yield Doubt(
                "number_missing",
                f"number:{area.code}.{number}",
                f"{area.code}.{number}",
                lines=area.lines,
            )


def _torn_rows(document: ProgrammeDocument) -> Iterator[Doubt]:
    owners = [(action.code, action.lines) for action in document.actions] + [
        (f"({initiative.number})", initiative.lines) for initiative in document.initiatives
    ]
    for torn in document.torn_rows:
        owner = next((code for code, lines in owners if set(torn) <= set(lines)), None)
        if owner is not None:
            yield Doubt("torn_row", f"torn:{owner}", owner, places=(owner,), lines=torn)


def _unread_terms(document: ProgrammeDocument) -> Iterator[Doubt]:
    for initiative in document.initiatives:
        term = initiative.term
        if term.text and term.first_year is None and not term.open_ended:
            yield Doubt(
                "unread_term",
                f"term:{initiative.number or initiative.name}",
                initiative.name,
                proposal=term.text,
                lines=initiative.lines,
            )


def places_of(document: ProgrammeDocument, body: ReadBody) -> list[ReadAction]:
    """The actions in which a body stands under any of its spellings."""
    spellings = {body.short, *body.aliases}
    return [
        action for action in document.actions if spellings & {*action.responsible, *action.partners}
    ]


def _lines_of(actions: Sequence[ReadAction]) -> Lines:
    return tuple(number for action in actions for number in action.lines)
