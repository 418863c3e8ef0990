"""Reads about the schedule of reporting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from prevenio.journal.models import Entry
from prevenio.people.models import Authority
from prevenio.returns.models import PlannedPeriod

_FACTS = "returns.schedule."


def planned_periods(authority: Authority) -> QuerySet[PlannedPeriod]:
    """The schedule of an authority, what is due next first; what was opened is shown with it."""
    rows = PlannedPeriod.objects.filter(authority=authority)
    return rows.select_related("period").order_by("due_on", "pk")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the schedule: what was done to which row, by whom, with its due days."""

    at: datetime
    what: str
    name: str
    by: str
    due_on: date
    before: date | None


def changes_of(authority: Authority, *, most: int = 20) -> Sequence[Change]:
    """What was changed in the schedule lately, the newest first."""
    entries = Entry.objects.filter(authority_id=authority.pk, fact__startswith=_FACTS)
    return [_change(one) for one in entries.order_by("-number")[:most] if one.payload]


def _change(entry: Entry) -> Change:
    payload = entry.payload or {}
    said = payload["details"]
    before = said.get("before")
    return Change(
        entry.at,
        entry.fact.removeprefix(_FACTS),
        payload["about"],
        payload["by"],
        date.fromisoformat(said["due_on"]),
        date.fromisoformat(before) if before else None,
    )
