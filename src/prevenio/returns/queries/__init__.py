"""Reads about periods, returns and the board."""

from prevenio.returns.queries.periods import (
    UNSENT,
    WaitingBody,
    actions_due,
    answering_roles,
    bodies_to_certify,
    ladder_of,
    members_of,
    open_periods,
    periods_of,
    settled_bodies,
    waiting_bodies,
)

__all__ = [
    "UNSENT",
    "WaitingBody",
    "actions_due",
    "answering_roles",
    "bodies_to_certify",
    "ladder_of",
    "members_of",
    "open_periods",
    "periods_of",
    "settled_bodies",
    "waiting_bodies",
]
