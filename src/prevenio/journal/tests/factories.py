"""Entries for tests, about a thing of the journal's own."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from prevenio.journal.models import Entry, Sighting
from prevenio.journal.operations import record

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever acts: an id and a name."""

    pk: int = 5
    name: str = "Anna Lis"

    def __str__(self) -> str:
        return self.name


def make_entry(
    *,
    fact: str = "garden.tree.planted",
    authority_id: int = 1,
    about_id: int = 7,
    by: Person | None = None,
    at: datetime = NOON,
    details: dict[str, object] | None = None,
) -> Entry:
    thing = Sighting(pk=about_id, by_name="Jan Żubr", about_kind="garden.tree", about_id="3")
    return record(
        fact, about=thing, by=by or Person(), at=at, authority_id=authority_id, details=details
    )


def make_chain(*, length: int = 4, authority_id: int = 1) -> list[Entry]:
    return [
        make_entry(
            authority_id=authority_id,
            at=NOON + timedelta(minutes=number),
            details={"row": number, "text": "Zażółć gęślą jaźń"},
        )
        for number in range(1, length + 1)
    ]
