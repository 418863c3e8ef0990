"""What a return says: its sections, the questions that fit an action, what is missing, its seal."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.journal.operations import canonical
from prevenio.programme.models import Action, Timing
from prevenio.returns.models import ActionReturn, Outcome, ReturnFile

LONGEST_NARRATIVE = 2000
# A draft may be longer than what can be sent, so that it can be shortened in peace.
LONGEST_DRAFT = 20_000
LONGEST_CELL = 200
MOST_COUNTS = 20
MOST_FILES = 10


class Section(models.TextChoices):
    """The parts of the form, in their order."""

    OUTCOME = "OUTCOME", _("State of the action")
    NARRATIVE = "NARRATIVE", _("What was done")
    COUNTS = "COUNTS", _("Numbers")
    FILES = "FILES", _("Files and photos")


class Nature(models.TextChoices):
    """What kind of question fits an action."""

    ORDINARY = "ORDINARY", _("ordinary")
    CONDITIONAL = "CONDITIONAL", _("conditional")
    SEASONAL = "SEASONAL", _("seasonal")
    CONTINUOUS = "CONTINUOUS", _("continuous")


def nature_of(action: Action) -> Nature:
    """Conditional before seasonal before continuous: the first says whether it was due at all."""
    if action.is_conditional:
        return Nature.CONDITIONAL
    if action.is_seasonal:
        return Nature.SEASONAL
    return Nature.CONTINUOUS if action.timing == Timing.CONTINUOUS else Nature.ORDINARY


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to the first question: its word and what it means for this action."""

    outcome: Outcome
    label: Any
    hint: Any = ""


_WORDS: Mapping[Nature, Mapping[Outcome, tuple[Any, Any]]] = {
    Nature.ORDINARY: {
        Outcome.DONE: (pgettext_lazy("answer", "Done"), _("Everything planned for this period")),
        Outcome.IN_COURSE: (pgettext_lazy("answer", "In course"), _("Work goes on and ends later")),
    },
    Nature.CONDITIONAL: {
        Outcome.NOT_TRIGGERED: (
            pgettext_lazy("answer", "Not triggered"),
            _("What it waits for did not happen"),
        ),
        Outcome.DONE: (_("It happened, and the action was done"), ""),
        Outcome.IN_COURSE: (_("It happened, and the action goes on"), ""),
        Outcome.NOT_STARTED: (_("It happened, and the action was not started"), ""),
    },
    Nature.SEASONAL: {
        Outcome.DONE: (pgettext_lazy("answer", "Done"), _("In the season of this period")),
        Outcome.IN_COURSE: (pgettext_lazy("answer", "In course"), _("The season still goes on")),
        Outcome.NOT_DUE: (
            pgettext_lazy("answer", "Not in season"),
            _("The season did not fall into this period"),
        ),
    },
    Nature.CONTINUOUS: {
        Outcome.DONE: (_("Carried on all the time"), _("Without a break in this period")),
        Outcome.IN_COURSE: (
            _("Carried on for a part of the time"),
            _("With breaks, or begun late"),
        ),
    },
}
_EVERYWHERE: Mapping[Outcome, tuple[Any, Any]] = {
    Outcome.NOT_STARTED: (pgettext_lazy("answer", "Not started"), ""),
    Outcome.ABANDONED: (pgettext_lazy("answer", "Abandoned"), _("We ask for the reason")),
}


def choices_for(action: Action) -> Sequence[Choice]:
    """The answers that fit an action, the likeliest first."""
    words = {**_WORDS[nature_of(action)]}
    for outcome, said in _EVERYWHERE.items():
        words.setdefault(outcome, said)
    return [Choice(outcome, label, hint) for outcome, (label, hint) in words.items()]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number was filled in from: the key of its source, the number it gave, in words."""

    key: str
    number: str
    words: str

    @property
    def is_given(self) -> bool:
        """Whether it came by itself, from activities; numbers taken from a part can be dropped."""
        return not self.key.startswith(("part:", "total:"))


@dataclass(frozen=True, slots=True)
class Count:
    """One number of a return with its unit; the number is decimal text with a point: `21600.5`.

    One that was filled in says where it comes from; changed by hand, it says why.
    """

    what: str
    number: str
    unit: str
    origin: Origin | None = None
    reason: str = ""

    @property
    def is_changed(self) -> bool:
        return self.origin is not None and not is_same_number(self.number, self.origin.number)

    @property
    def stored(self) -> list[Any]:
        """The row of a draft; `count_in` reads it."""
        row: list[Any] = [self.what, self.number, self.unit]
        if self.origin is None:
            return row
        return [*row, [self.origin.key, self.origin.number, self.origin.words], self.reason]


def count_in(row: Sequence[Any]) -> Count:
    """A row of a draft: three values, or five where the number was filled in."""
    what, number, unit, *rest = row
    if not rest:
        return Count(what, number, unit)
    return Count(what, number, unit, Origin(*rest[0]), rest[1])


def counts_sent(content: Mapping[str, Any]) -> Sequence[Count]:
    """The numbers of what was sealed, with where they come from; older seals know no origins."""
    origins = {one["row"]: one for one in content.get("origins", ())}
    found = []
    for place, (what, number, unit) in enumerate(content.get("counts", ())):
        said = origins.get(place)
        if said is None:
            found.append(Count(what, number, unit))
        else:
            origin = Origin(said["key"], said["number"], said["from"])
            found.append(Count(what, number, unit, origin, said["reason"]))
    return found


def is_same_number(one: str, other: str) -> bool:
    """Whether two numbers are the same, however many zeros they end with."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


@dataclass(frozen=True, slots=True)
class Content:
    """What a person has typed into the form."""

    outcome: str = ""
    narrative: str = ""
    reason: str = ""
    counts: tuple[Count, ...] = ()


def content_of(action_return: ActionReturn) -> Content:
    """What stands in the form of a return."""
    return Content(
        action_return.outcome,
        action_return.narrative,
        action_return.reason,
        tuple(count_in(row) for row in action_return.counts),
    )


def missing_in(content: Content, action: Action) -> Iterator[tuple[Section, Any]]:
    """What has to be written before a return can be sent, section by section."""
    if content.outcome not in [choice.outcome for choice in choices_for(action)]:
        yield Section.OUTCOME, _("Choose the state of the action.")
    if content.outcome == Outcome.ABANDONED and not content.reason.strip():
        yield Section.OUTCOME, _("Write why the action was abandoned.")
    if needs_narrative(content.outcome) and not content.narrative.strip():
        yield Section.NARRATIVE, _("Write in a few sentences what was done.")
    if len(content.narrative) > LONGEST_NARRATIVE:
        yield Section.NARRATIVE, _("Shorten the text to 2,000 characters.")
    if any(not (count.what and count.number) for count in content.counts):
        yield Section.COUNTS, _("Give each number its name and its value.")
    if any(count.number and number_in(count.number) is None for count in content.counts):
        yield Section.COUNTS, _("Write each number in figures, for example 21 600,5.")
    if any(count.is_changed and not count.reason.strip() for count in content.counts):
        yield Section.COUNTS, _("Write why a number differs from the one that was filled in.")


def is_too_long(content: Content) -> bool:
    """Whether this is more than even a draft holds: nobody writes so much by hand."""
    cells = [
        cell for one in content.counts for cell in (one.what, one.number, one.unit, one.reason)
    ]
    return (
        max(len(content.narrative), len(content.reason)) > LONGEST_DRAFT
        or len(content.counts) > MOST_COUNTS
        or max(map(len, cells), default=0) > LONGEST_CELL
    )


def needs_narrative(outcome: str) -> bool:
    """Whether something was done that can be told."""
    return outcome in {Outcome.DONE, Outcome.IN_COURSE}


# In one country this is twenty-one thousand six hundred, in the next one twenty-one and six tenths.
_IN_DOUBT = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def number_in(text: str) -> str | None:
    """A number as people write it (`21 600,5`) as decimal text with a point.

    None if it is none, or if it can be read in two ways (`21,600`).
    """
    bare = "".join(text.split())
    if _IN_DOUBT.fullmatch(bare):
        return None
    bare = bare.replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    is_plain = value.is_finite() and value >= 0 and "e" not in bare.lower() and len(bare) <= 15
    return f"{value:f}" if is_plain else None


def sealable(
    action_return: ActionReturn,
    files: Sequence[ReturnFile],
    *,
    parts: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything a return says, with whose and about what it is, as plain JSON values.

    Origins of numbers, and which parts stood beside it, are there only where there are any: what
    was sealed without them keeps its seal.
    """
    period, action = action_return.period, action_return.action
    counts = content_of(action_return).counts
    said = {
        "action": {
            "code": action.code,
            "lineage": str(action.lineage),
            "title": action.shown_title,
        },
        "body": {"id": action_return.body_id, "name": action_return.body.shown_name},
        "counts": [[one.what, one.number, one.unit] for one in counts],
        "files": [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in files],
        "narrative": action_return.narrative,
        "outcome": action_return.outcome,
        "part": action_return.part,
        "period": [period.first_day.isoformat(), period.last_day.isoformat()],
        "reason": action_return.reason,
    }
    if origins := list(_origins(counts)):
        said["origins"] = origins
    if parts:
        said["parts"] = dict(parts)
    return said


def _origins(counts: Sequence[Count]) -> Iterator[dict[str, Any]]:
    for place, one in enumerate(counts):
        if one.origin is not None:
            yield {
                "row": place,
                "key": one.origin.key,
                "number": one.origin.number,
                "from": one.origin.words,
                "reason": one.reason if one.is_changed else "",
            }


def seal_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over a return's content in canonical JSON, as hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
