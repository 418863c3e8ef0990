"""A file of activities looked through: what would be taken, what is wrong, what is told twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from prevenio.activities.bulk.checking import Fault, Known, Read, read_row
from prevenio.activities.bulk.reading import Row, Table
from prevenio.activities.models import ActivityBatch
from prevenio.activities.queries.bulk import doubles_among, known_for, recorded_signatures
from prevenio.people import access as people
from prevenio.people.models import Authority, Body, Membership


@dataclass(frozen=True, slots=True)
class Checked:
    """A file looked through: every row as an activity or with its faults, and the doubles."""

    reads: Sequence[Read]
    doubles: dict[int, int | None] = field(default_factory=dict)

    @property
    def right(self) -> Sequence[Read]:
        """The rows that would be taken."""
        return [one for one in self.reads if one.written and one.row.number not in self.doubles]

    @property
    def wrong(self) -> Sequence[Read]:
        return [one for one in self.reads if one.written is None]

    @property
    def faults(self) -> Sequence[Fault]:
        return [fault for one in self.wrong for fault in one.faults]


def check_batch(
    batch: ActivityBatch, *, standing: Sequence[Membership], today: date
) -> tuple[Checked, Known]:
    """Look through every row of a file; the same number of statements however many there are."""
    known = known_for(
        authority=batch.authority,
        bodies=bodies_of(batch.authority, standing),
        kind_key=batch.kind_key,
        body_id=batch.body_id,
        today=today,
    )
    table = table_of(batch)
    reads = [
        read_row(row, head=table.head, columns=batch.columns, known=known) for row in table.rows
    ]
    written = [(one.row.number, one.written) for one in reads if one.written is not None]
    recorded = recorded_signatures(batch.authority, [one for _number, one in written])
    return Checked(reads, doubles_among(written, recorded)), known


def bodies_of(authority: Authority, standing: Sequence[Membership]) -> list[Body]:
    """The bodies that somebody records for."""
    bodies = Body.objects.filter(authority=authority)
    if not people.is_bureau(standing):
        bodies = bodies.filter(pk__in=people.body_ids_of(standing))
    return list(bodies.order_by("short_name", "pk"))


def table_of(batch: ActivityBatch) -> Table:
    """The kept rows as a table again."""
    rows = (Row(number, tuple(cells)) for number, cells in batch.table.get("rows", ()))
    return Table(tuple(batch.table.get("head", ())), tuple(rows))
