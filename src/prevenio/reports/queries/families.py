"""What a report was split into and joined with, what it goes on as, and who follows it."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q, QuerySet

from prevenio.reports.models import Outcome, Report, ReportState

# What ended so goes on as another report.
GOES_ON = (Outcome.MERGED, Outcome.SPLIT)
# Whoever sent these is told nothing of the place that they were in.
NO_REPORT = (Outcome.MISTAKE, Outcome.SPAM)


def parts_of(report: Report, rows: QuerySet[Report] | None = None) -> Sequence[Report]:
    """The parts of a report and their parts, those of one depth after another.

    Whatever became of the report since. One statement for each depth, and one more. `rows` says
    what comes along with each.
    """
    rows = Report.objects.all() if rows is None else rows
    found: list[Report] = []
    level = [report]
    while level:
        level = list(rows.filter(split_from__in=level).order_by("pk"))
        found += level
    return found


def going_with(parts: Sequence[Report]) -> Sequence[Report]:
    """Those parts that are erased together with the whole: they have ended and still say it."""
    ended = [one for one in parts if one.state == ReportState.CLOSED]
    return [one for one in ended if one.text_erased_at is None]


def wholes_of(report: Report) -> Sequence[int]:
    """The ids of what a report is a part of, the nearest first; one statement for each depth."""
    found: list[int] = []
    known = report.split_from_id
    while known is not None:
        found.append(known)
        known = Report.objects.values_list("split_from_id", flat=True).get(pk=known)
    return found


def onward_of(report: Report, rows: QuerySet[Report] | None = None) -> Sequence[Report]:
    """All that a report goes on as: what it was joined with, its parts, and what became of these.

    The nearest first, each once. One statement for each depth, and one more. `rows` says what
    comes along with each.
    """
    rows = Report.objects.all() if rows is None else rows
    known = {report.pk: report}
    level = [report]
    while level:
        keys, into = [one.pk for one in level], {one.merged_into_id for one in level} - {None}
        following = rows.filter(Q(split_from__in=keys) | Q(pk__in=into))
        level = list(following.exclude(pk__in=list(known)).order_by("pk"))
        known |= {one.pk: one for one in level}
    found = [one for key, one in known.items() if key != report.pk]
    for one in found:
        if one.merged_into_id is not None:
            one.merged_into = known[one.merged_into_id]
    return found


def followers_of(report_ids: Iterable[int]) -> Collection[int]:
    """The ids of all reports that go on as these: the other way round than `onward_of`.

    Those that were joined with them, the wholes of which they are parts, those that were joined
    with these, and so on; they themselves are there too. One statement for each link.
    """
    found: set[int] = set()
    new = set(report_ids)
    while new:
        found |= new
        rows = Report.objects.filter(Q(pk__in=new) | Q(merged_into__in=new))
        ids = {key for row in rows.values_list("pk", "split_from_id") for key in row}
        new = {key for key in ids if key is not None} - found
    return found
