"""Which steps of a ladder a late body has come to: plain values, no database."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from prevenio.kernel.working_days import working_day_from
from prevenio.returns.models import Rung


@dataclass(frozen=True, slots=True)
class Step:
    """Who is told, how many working days after the due day."""

    rung: Rung
    days: int


def steps_of(ladder: Iterable[Sequence[str | int]]) -> Sequence[Step]:
    """The steps of a ladder as it is stored, the earliest first; each once."""
    steps = {Step(Rung(str(rung)), int(days)) for rung, days in ladder}
    return sorted(steps, key=lambda step: (step.days, list(Rung).index(step.rung)))


def reporter_days(ladder: Iterable[Sequence[str | int]]) -> Sequence[int]:
    """On which days the ladder wants the one who fills in to be reminded."""
    return [step.days for step in steps_of(ladder) if step.rung == Rung.REPORTER]


def reached_by(
    steps: Sequence[Step], *, late_from: date, today: date, told: Collection[Step], country: str
) -> Sequence[tuple[Step, bool]]:
    """The steps that are due and were not taken, each with whether it is to be written.

    Of several that wait for the same person the latest stands for all. Whoever fills in is
    reminded by the reminders of the period, so that nobody gets the same letter twice.
    """
    waiting = [
        step
        for step in steps
        if step.rung != Rung.REPORTER
        and step not in told
        and working_day_from(late_from, step.days, country=country) <= today
    ]
    latest = {step.rung: step for step in waiting}
    return [(step, latest[step.rung] == step) for step in waiting]
