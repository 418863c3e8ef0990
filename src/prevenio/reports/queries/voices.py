"""Who says that it is so: the one meaning of a voice, for every number that is told of it.

A voice is a report, or a confirmation that what a report says is there, or that a problem place is
still one. A report that was joined with another one goes on saying it: for that one, and for the
place of that one. What waits to be looked at, was withdrawn, was split, or was a mistake or spam
says nothing, and neither do confirmations of it; a confirmation that is a receipt only
(`Confirmation.is_counted`) is none.
Independent people are told apart by their key, so whoever reports and confirms is one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    DateTimeField,
    F,
    Field,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)

from prevenio.reports.models import (
    UNSEEN_STATES,
    Confirmation,
    Outcome,
    ProblemPlace,
    Report,
)

SILENT_STATES = UNSEEN_STATES
SILENT_OUTCOMES = (Outcome.SPLIT, Outcome.MISTAKE, Outcome.SPAM)


@dataclass(slots=True)
class Said:
    """The keys of those who say the same as a report, besides it, and that it is gone."""

    there: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)


def speaking(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Those reports that say something still."""
    return rows.exclude(state__in=SILENT_STATES).exclude(outcome__in=SILENT_OUTCOMES)


def confirming(rows: QuerySet[Confirmation]) -> QuerySet[Confirmation]:
    """Those confirmations that count, also those that say that it is gone."""
    rows = rows.filter(is_counted=True).exclude(report__state__in=SILENT_STATES)
    return rows.exclude(report__outcome__in=SILENT_OUTCOMES)


def reports_in(place: ProblemPlace) -> QuerySet[Report]:
    """The reports that speak for a place: those in it, and those joined with one in it."""
    own, joined = _inside(Report.objects.all(), place, "")
    # Each part is read by an index of its own; one condition for both would read every report.
    return speaking(Report.objects.filter(pk__in=own.values("pk").union(joined.values("pk"))))


def confirmations_in(place: ProblemPlace) -> QuerySet[Confirmation]:
    """The confirmations of a place, and those of reports that speak for it."""
    own, joined = _inside(Confirmation.objects.all(), place, "report__")
    whole = Confirmation.objects.filter(place=place)
    every = own.values("pk").union(joined.values("pk"), whole.values("pk"))
    return confirming(Confirmation.objects.filter(pk__in=every))


def counted_voices() -> Mapping[str, Subquery]:
    """Columns for rows of places: their reports, their independent people, the newest report."""
    place = OuterRef("pk")
    reports = [speaking(rows) for rows in _inside(Report.objects.all(), place, "")]
    backing = Confirmation.objects.filter(is_there=True)
    confirmed = [confirming(rows) for rows in _inside(backing, place, "report__")]
    confirmed.append(backing.filter(place=place, is_counted=True))
    return {
        "report_count": _over("COUNT(*)", "pk", reports, IntegerField()),
        "people_count": _over("COUNT(*)", "person_key", [*reports, *confirmed], IntegerField()),
        "newest": _over("MAX(received_at)", "received_at", reports, DateTimeField()),
    }


def said_by_others(report_ids: Collection[int]) -> Mapping[int, Said]:
    """What reports joined with these, and confirmations of them all, say; one statement."""
    joined = speaking(Report.objects.filter(merged_into__in=report_ids))
    told = Confirmation.objects.filter(is_counted=True)
    rows = _told(joined, "merged_into_id", Value(True)).union(
        _told(told.filter(report__in=report_ids), "report_id", F("is_there")),
        _told(
            confirming(told.filter(report__merged_into__in=report_ids)),
            "report__merged_into_id",
            F("is_there"),
        ),
    )
    found: defaultdict[int, Said] = defaultdict(Said)
    for about, is_there, who in rows:
        (found[about].there if is_there else found[about].gone).add(who)
    return found


class _Over(Subquery):
    """A number over the rows of a subquery, also of several in one."""

    template = "(SELECT %(what)s FROM (%(subquery)s) AS voice)"


def _over(what: str, column: str, parts: list[Any], output: Field[Any, Any]) -> Subquery:
    first, *others = [rows.order_by().values(column) for rows in parts]
    # The same person, the same report is there once: a union has no row twice.
    return _Over(first.union(*others), what=what, output_field=output)


def _inside(rows: QuerySet[Any], place: object, of: str) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """What belongs to reports in a place, and what to reports joined with one in it."""
    return rows.filter(**{f"{of}place": place}), rows.filter(**{f"{of}merged_into__place": place})


def _told(rows: QuerySet[Any], about: str, is_there: Value | F) -> Any:
    columns = {"about": F(about), "told": is_there, "who": F("person_key")}
    return rows.order_by().annotate(**columns).values_list(*columns)
