"""What a return says: its sections, the questions that fit an action, what is missing, its seal."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.journal.operations import canonical
from prevenio.programme.models import Action, Timing
from prevenio.returns.counts import Count as Count
from prevenio.returns.counts import count_in, number_in, origins_of
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
    if origins := list(origins_of(counts)):
        said["origins"] = origins
    if parts:
        said["parts"] = dict(parts)
    return said


def seal_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over a return's content in canonical JSON, as hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
