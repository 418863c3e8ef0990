"""The numbers of a review: how many actions reached which degree, who reported when."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prevenio.returns.models import ReturnState
from prevenio.reviews.contents import ActionLine, BodyLine
from prevenio.reviews.models import Degree, Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """How many actions reached which degree. What was not due or not triggered never counts."""

    full: int = 0
    largely: int = 0
    partly: int = 0
    not_at_all: int = 0
    not_due: int = 0
    not_triggered: int = 0
    unassessed: int = 0

    @property
    def counted(self) -> int:
        """The actions against which the result is measured."""
        return self.full + self.largely + self.partly + self.not_at_all

    @property
    def going(self) -> int:
        return self.largely + self.partly

    @property
    def not_expected(self) -> int:
        return self.not_due + self.not_triggered

    @property
    def all(self) -> int:
        return self.counted + self.not_expected + self.unassessed

    @property
    def steps(self) -> tuple[int, int, int, int]:
        """The four degrees that count, from much to nothing."""
        return self.full, self.largely, self.partly, self.not_at_all

    @property
    def all_steps(self) -> tuple[int, ...]:
        """Every degree in the order of the scale, also the two that never count."""
        return (*self.steps, self.not_due, self.not_triggered)


def tally_of(lines: Iterable[ActionLine]) -> Tally:
    """Count actions by their degree."""
    found = Counter(line.degree for line in lines)
    return Tally(
        full=found[Degree.FULL],
        largely=found[Degree.LARGELY],
        partly=found[Degree.PARTLY],
        not_at_all=found[Degree.NOT_AT_ALL],
        not_due=found[Degree.NOT_DUE],
        not_triggered=found[Degree.NOT_TRIGGERED],
        unassessed=found[""],
    )


@dataclass(frozen=True, slots=True)
class Discipline:
    """How the bodies together kept the day."""

    bodies: int
    expected: int
    on_time: int
    late: int
    missing: int
    longest_late: int

    @property
    def percent_on_time(self) -> int:
        return round(100 * self.on_time / self.expected) if self.expected else 0


def discipline_of(bodies: Sequence[BodyLine]) -> Discipline:
    """Add up the bodies."""
    return Discipline(
        bodies=len(bodies),
        expected=sum(one.expected for one in bodies),
        on_time=sum(one.on_time for one in bodies),
        late=sum(one.late for one in bodies),
        missing=sum(one.missing for one in bodies),
        longest_late=max((one.longest_late for one in bodies), default=0),
    )


def without_return(lines: Iterable[ActionLine]) -> list[ActionLine]:
    """The actions about which no accepted return says anything."""
    return [line for line in lines if line.return_state != ReturnState.ACCEPTED]


def to_change(lines: Iterable[ActionLine]) -> list[ActionLine]:
    """The actions whose verdict asks for a change, or for their end."""
    return [line for line in lines if line.verdict in {Verdict.CHANGE, Verdict.STOP}]


def reasons_of(lines: Iterable[ActionLine]) -> list[tuple[str, int]]:
    """How often each reason was named, the most frequent first."""
    found = Counter(code for line in lines for code in line.reason_codes)
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))
