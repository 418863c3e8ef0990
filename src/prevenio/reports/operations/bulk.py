"""One step for many reports: each by itself, so that one that cannot be done stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prevenio.kernel.errors import Refused
from prevenio.people.models import Body
from prevenio.reports import letters
from prevenio.reports.letters import Occasion
from prevenio.reports.models import Report

MOST = 100


@dataclass(slots=True)
class Bulk:
    """What was done, and what was not with the reason."""

    done: list[Report] = field(default_factory=list)
    refused: list[tuple[Report, Refused]] = field(default_factory=list)


def for_each(reports: Sequence[Report], operation: Callable[[Report], Report]) -> Bulk:
    """Do it to each of at most `MOST` reports, each in a transaction of its own."""
    bulk = Bulk()
    for report in reports[:MOST]:
        try:
            done = operation(report)
        except Refused as refusal:
            bulk.refused.append((report, refusal))
        else:
            bulk.done.append(done)
    return bulk


def give_each(
    reports: Sequence[Report], operation: Callable[[Report], Report], *, body: Body, at: datetime
) -> Bulk:
    """The same with a step that gives reports to a body: it gets one letter about all of them."""
    bulk = for_each(reports, operation)
    if bulk.done:
        letters.write_about(body.authority, body, bulk.done, Occasion.NEW, at=at)
    return bulk
