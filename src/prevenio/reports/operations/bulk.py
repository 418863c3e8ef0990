"""One step for many reports: each by itself, so that one that cannot be done stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from prevenio.kernel.errors import Refused
from prevenio.reports.models import Report

MOST = 100


@dataclass(slots=True)
class Bulk:
    """What was done, and what was not with the reason."""

    done: list[Report] = field(default_factory=list)
    refused: list[tuple[Report, Refused]] = field(default_factory=list)


def for_each(reports: Sequence[Report], operation: Callable[[Report], object]) -> Bulk:
    """Do it to each of at most `MOST` reports, each in a transaction of its own."""
    bulk = Bulk()
    for report in reports[:MOST]:
        try:
            operation(report)
        except Refused as refusal:
            bulk.refused.append((report, refusal))
        else:
            bulk.done.append(report)
    return bulk
