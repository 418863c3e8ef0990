"""What would move if the rules were others: rehearsed with the newest reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, OUTSIDE, index_of
from prevenio.places.models import Precinct
from prevenio.reports.models import UNSEEN_STATES, Report
from prevenio.reports.queries.rules import facts_of
from prevenio.reports.routing import Facts, Rule, route_of

NEWEST = 500


@dataclass(frozen=True, slots=True)
class Target:
    """Where a rule sends to: a body, maybe one of its people. Without a body it is the bureau."""

    body_id: int | None = None
    person_id: int | None = None


BUREAU = Target()


@dataclass(frozen=True, slots=True)
class Moved:
    """A report that would go elsewhere, and the number of the rule that would send it."""

    report: Report
    before: Target
    after: Target
    rule: int | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many reports were asked, and which of them would move."""

    asked: int
    moved: Sequence[Moved]


def rehearse(
    *,
    authority: Authority,
    before: Sequence[Rule],
    after: Sequence[Rule],
    today: date,
    newest: int = NEWEST,
) -> Rehearsal:
    """Send the newest reports through both sets of rules, in today's boundaries.

    Four statements, however many reports. What was handed over by hand since does not matter: the
    rules are compared with each other.
    """
    rows = Report.objects.filter(authority=authority).exclude(state__in=UNSEEN_STATES)
    reports = list(rows.select_related("category").order_by("-received_at", "-pk")[:newest])
    moved = []
    for report, facts in zip(reports, _facts(authority, reports, today), strict=True):
        old, new = route_of(before, facts).rule, route_of(after, facts).rule
        was, becomes = _target(old), _target(new)
        if was != becomes:
            moved.append(Moved(report, was, becomes, new.number if new else None))
    return Rehearsal(len(reports), moved)


def _target(rule: Rule | None) -> Target:
    return Target(rule.body_id, rule.person_id) if rule else BUREAU


def _facts(authority: Authority, reports: Sequence[Report], today: date) -> Sequence[Facts]:
    index = index_of(authority.pk, today)
    latitudes = np.array([one.latitude for one in reports], dtype=float)
    longitudes = np.array([one.longitude for one in reports], dtype=float)
    found = index.locate_many(latitudes, longitudes) if reports else {}
    columns = {kind: ids.tolist() for kind, ids in found.items() if kind != MUNICIPALITIES}
    towns = found[MUNICIPALITIES].tolist() if MUNICIPALITIES in found else []
    wanted = {one for ids in columns.values() for one in ids if one != OUTSIDE}
    rows = Precinct.objects.filter(pk__in=wanted).values_list("pk", "kind__code", "code")
    known = {pk: (kind, code) for pk, kind, code in rows}
    return [
        facts_of(
            report,
            precincts=dict(known[ids[row]] for ids in columns.values() if ids[row] in known),
            municipality_id=int(towns[row]) if towns and towns[row] != OUTSIDE else None,
        )
        for row, report in enumerate(reports)
    ]
