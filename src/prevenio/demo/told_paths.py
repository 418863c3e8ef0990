"""The ways that sample reports go: steps, the days after the receipt, and what is said with them.

A way is cut off at the moment of loading, so that the newest reports stand in the middle of theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prevenio.reports.models import EventKind as E
from prevenio.reports.models import Outcome, TextKind


@dataclass(frozen=True, slots=True)
class Beat:
    """One step: days after the receipt, the words that go with it, who they are for.

    `says` names a list of the data file; `partner_days` are working days of the partner's own.
    """

    kind: E
    days: float
    says: str = ""
    text: TextKind = TextKind.NOTE
    outcome: Outcome = Outcome.OPEN
    partner_days: int = 0

    @property
    def is_of_resident(self) -> bool:
        return self.kind in (E.REPLIED, E.PRAISED, E.UNHAPPY, E.WITHDRAWN)


def _ended(days: float, outcome: Outcome) -> Beat:
    return Beat(E.CLOSED, days, outcome.lower(), TextKind.ANSWER, outcome)


_READ, _CONFIRMED = Beat(E.READ, 1), Beat(E.CONFIRMED, 3)
_ASSIGNED, _NOTED = Beat(E.ASSIGNED, 1.5), Beat(E.NOTED, 6, "notes")
_ASKED = Beat(E.ASKED_BACK, 2, "asked", TextKind.ASKING_BACK)
_INFORMED = Beat(E.INFORMED, 8, "informed", TextKind.ANSWER)
_SOLVED = _ended(9, Outcome.SOLVED)
_UNHAPPY = Beat(E.UNHAPPY, 12, "unhappy", TextKind.MESSAGE)

PATHS: Mapping[str, Sequence[Beat]] = {
    "solved": (_READ, _ASSIGNED, _CONFIRMED, _SOLVED),
    "praised": (_READ, _CONFIRMED, _SOLVED, Beat(E.PRAISED, 10)),
    "slow": (_READ, Beat(E.CONFIRMED, 9), Beat(E.NOTED, 12, "notes"), _ended(37, Outcome.SOLVED)),
    "asked": (
        *(_READ, _ASKED, Beat(E.REPLIED, 5, "replied", TextKind.MESSAGE)),
        *(Beat(E.CONFIRMED, 7), _ended(14, Outcome.SOLVED)),
    ),
    "silent": (_READ, _ASKED, _ended(24, Outcome.NOT_CONFIRMED)),
    "not_confirmed": (_READ, _ended(6, Outcome.NOT_CONFIRMED)),
    "no_means": (_READ, _CONFIRMED, _INFORMED, _ended(15, Outcome.NO_MEANS)),
    "passed_on": (_READ, _ended(3, Outcome.PASSED_ON)),
    "partner": (
        *(_READ, _CONFIRMED, Beat(E.PASSED, 4, "passed", TextKind.REASON, partner_days=15)),
        *(Beat(E.RETURNED, 20, "returned"), _ended(22, Outcome.SOLVED)),
    ),
    "handed_over": (
        *(_READ, Beat(E.HANDED_OVER, 2, "handed", TextKind.REASON)),
        *(Beat(E.CONFIRMED, 4), _ended(12, Outcome.SOLVED)),
    ),
    "unhappy": (
        *(_READ, Beat(E.CONFIRMED, 2), _ended(8, Outcome.SOLVED), _UNHAPPY),
        *(Beat(E.CONFIRMED, 14), _ended(24, Outcome.SOLVED), Beat(E.PRAISED, 25)),
    ),
    "mistake": (_READ, _ended(2, Outcome.MISTAKE)),
    "spam": (Beat(E.CLOSED, 1, outcome=Outcome.SPAM),),
    "released": (Beat(E.RELEASED, 0.6), Beat(E.READ, 1.5), _CONFIRMED, _SOLVED),
    "withdrawn": (_READ, Beat(E.WITHDRAWN, 4)),
    # These stay where they are.
    "untouched": (),
    "held": (),
    "trap": (),
    "read": (_READ, _ASSIGNED, _NOTED),
    "confirmed": (_READ, _CONFIRMED, _NOTED),
    "waiting": (_READ, _ASKED),
    "with_partner": (
        *(_READ, _CONFIRMED, Beat(E.PASSED, 4, "passed", TextKind.REASON, partner_days=20)),
    ),
    "partner_late": (_READ, Beat(E.PASSED, 2, "passed", TextKind.REASON, partner_days=5)),
    "not_solved": (_READ, Beat(E.CONFIRMED, 2), _ended(8, Outcome.SOLVED), _UNHAPPY),
}
# What begins aside, to be looked at first, and why.
HELD: Mapping[str, str] = {"spam": "links", "released": "many", "held": "many", "trap": "trap"}

# How many of a hundred go which way.
_SHARES: Mapping[str, int] = {
    "solved": 26,
    "praised": 10,
    "slow": 6,
    "asked": 8,
    "silent": 4,
    "not_confirmed": 14,
    "no_means": 7,
    "passed_on": 6,
    "partner": 6,
    "handed_over": 4,
    "unhappy": 3,
    "mistake": 3,
    "released": 1,
    "withdrawn": 2,
}
USUAL = tuple(name for name, share in _SHARES.items() for _each in range(share))
# Among the newest: days before the loading, and the way.
NOW: Sequence[tuple[float, str]] = (
    (0.2, "held"),
    (0.4, "untouched"),
    (0.9, "untouched"),
    (1.3, "trap"),
    (1.8, "untouched"),
    (6.2, "untouched"),
    (4.1, "spam"),
    (5.1, "waiting"),
    (7.4, "waiting"),
    (12.2, "waiting"),
    (8.3, "read"),
    (16.4, "read"),
    (11.6, "confirmed"),
    (41.0, "confirmed"),
    (9.5, "with_partner"),
    (13.7, "with_partner"),
    (18.1, "partner_late"),
    (26.2, "partner_late"),
    (14.8, "not_solved"),
    (22.9, "not_solved"),
)
