"""One step for many reports: each by itself, so that one that cannot be done stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prevenio.kernel.errors import Refused
from prevenio.people.models import Body, User
from prevenio.reports import letters
from prevenio.reports.letters import Occasion
from prevenio.reports.models import ProblemPlace, Report

MOST = 100


@dataclass(slots=True)
class Bulk:
    """What was done, and what was not with the reason; `place` holds what was joined."""

    done: list[Report] = field(default_factory=list)
    refused: list[tuple[Report, Refused]] = field(default_factory=list)
    place: ProblemPlace | None = None


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


def assign_each(
    reports: Sequence[Report],
    operation: Callable[[Report], Report],
    *,
    person: User,
    by: User,
    at: datetime,
) -> Bulk:
    """The same with a step that assigns reports: one letter, unless one takes them oneself."""
    bulk = for_each(reports, operation)
    theirs = {one.pk for one in reports if one.person_id == person.pk}
    new = [one for one in bulk.done if one.pk not in theirs]
    if new and person.pk != by.pk:
        letters.write_of_assigned(new[0].authority, person, new, at=at)
    return bulk
