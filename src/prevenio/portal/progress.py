"""How far the actions have come, in words and parts: what was accepted and shown, nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import pgettext

from prevenio.programme.models import Action, ProgrammeVersion
from prevenio.returns.models import Outcome
from prevenio.returns.queries.public import PublicState, progress_of, public_states
from prevenio.web.strips import Part

_WAITING = (Outcome.NOT_DUE, Outcome.NOT_TRIGGERED)
_NOT_DONE = (Outcome.NOT_STARTED, Outcome.ABANDONED)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many actions in each state, as of a day."""

    total: int
    done: int
    going: int
    waiting: int
    not_done: int
    unknown: int
    as_of: date | None

    @property
    def is_known(self) -> bool:
        return self.unknown < self.total

    @property
    def parts(self) -> Sequence[Part]:
        """The same as parts of a strip; what waits for its time never counts as a failure."""
        return [
            Part("done", self.done, pgettext("number of actions", "done")),
            Part("going", self.going, pgettext("number of actions", "in course")),
            Part("open", self.waiting, pgettext("number of actions", "waiting for their time")),
            Part("late", self.not_done, pgettext("number of actions", "not started or abandoned")),
            Part("open", self.unknown, pgettext("number of actions", "not reported yet")),
        ]

    @property
    def shown_parts(self) -> Sequence[Part]:
        """The parts that count something, for the words below a strip."""
        return [part for part in self.parts if part.count]


@dataclass(frozen=True, slots=True)
class Progressing:
    """The progress of a programme as a whole and of each of its areas, by the area's code."""

    whole: Progress
    areas: Mapping[str, Progress]


def progressing(version: ProgrammeVersion) -> Progressing | None:
    """The progress of a version's actions; None while no state was shown to residents."""
    states = public_states(version.programme)
    if not states:
        return None
    by_area: dict[str, list[UUID]] = {}
    actions = Action.objects.filter(version=version, parent__isnull=True)
    for code, lineage in actions.order_by("pk").values_list("area__code", "lineage"):
        by_area.setdefault(code, []).append(lineage)
    everything = [lineage for lineages in by_area.values() for lineage in lineages]
    return Progressing(
        whole=progress(states, everything),
        areas={code: progress(states, lineages) for code, lineages in by_area.items()},
    )


def progress(states: Mapping[UUID, PublicState], lineages: Sequence[UUID]) -> Progress:
    """What the states of some actions add up to."""
    found = progress_of(states, lineages)
    return Progress(
        total=len(lineages),
        done=found.counts.get(Outcome.DONE, 0),
        going=found.counts.get(Outcome.IN_COURSE, 0),
        waiting=sum(found.counts.get(one, 0) for one in _WAITING),
        not_done=sum(found.counts.get(one, 0) for one in _NOT_DONE),
        unknown=found.unknown,
        as_of=found.as_of,
    )
