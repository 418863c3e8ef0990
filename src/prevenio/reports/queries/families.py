"""What a report was split into, and what it is a part of itself."""

from collections.abc import Sequence

from django.db.models import QuerySet

from prevenio.reports.models import Outcome, Report


def parts_of(report: Report, rows: QuerySet[Report] | None = None) -> Sequence[Report]:
    """The parts of a report and their parts, those of one depth after another.

    One statement for each depth, none for a report that was not split. `rows` says what comes
    along with each.
    """
    rows = Report.objects.all() if rows is None else rows
    found: list[Report] = []
    level = [report]
    while split := [one.pk for one in level if one.outcome == Outcome.SPLIT]:
        level = list(rows.filter(split_from__in=split).order_by("pk"))
        found += level
    return found


def wholes_of(report: Report) -> Sequence[int]:
    """The ids of what a report is a part of, the nearest first; one statement for each depth."""
    found: list[int] = []
    known = report.split_from_id
    while known is not None:
        found.append(known)
        known = Report.objects.values_list("split_from_id", flat=True).get(pk=known)
    return found
