"""Which letter about a period is due on a day: plain values, no database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from prevenio.kernel.working_days import working_day_from

INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Schedule:
    """On which day each letter of a period is to go out, the earliest first."""

    letters: Sequence[tuple[date, str]]

    def due(self, *, today: date, sent: Collection[str]) -> tuple[str, Sequence[str]]:
        """The one letter to write today, and the missed ones that it overtakes.

        The invitation goes first, whatever was missed; else the newest reminder stands for all
        that were not sent in time. Empty where nothing is due.
        """
        waiting = [name for day, name in self.letters if day <= today and name not in sent]
        if not waiting:
            return "", ()
        chosen = INVITATION if INVITATION in waiting else waiting[-1]
        return chosen, [name for name in waiting if name != chosen]


def schedule_of(
    *, opens_on: date, due_on: date, reminder_days: Sequence[int], country: str
) -> Schedule:
    """The letters of a submission window; reminders that would come before it opens fall away."""
    reminders = [
        (working_day_from(due_on, days, country=country), f"reminder:{days}")
        for days in sorted(set(reminder_days))
    ]
    later = [(day, name) for day, name in reminders if day > opens_on]
    return Schedule([(opens_on, INVITATION), *later])
