"""A deck of slides about a project: milestones, waves of towns, projects, sums of money."""

from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.programme.importing.document import ReadAmount, ReadMilestone, ReadProject, ReadWave
from prevenio.programme.importing.flow import Item
from prevenio.programme.importing.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Deck:
    """What a deck tells."""

    milestones: tuple[ReadMilestone, ...] = ()
    waves: tuple[ReadWave, ...] = ()
    projects: tuple[ReadProject, ...] = ()
    amounts: tuple[ReadAmount, ...] = ()


def deck_of(items: Sequence[Item], words: Vocabulary) -> Deck | None:
    return None
