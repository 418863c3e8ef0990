"""What opening a report again means for those that were joined with it."""

from django.db.models import Q

from prevenio.reports.models import Report


def lock_with_joined(report: Report) -> None:
    """Lock a report with all that were joined with it, before `ask_anew` changes these.

    In the order in which those who join reports, or take one back, lock them.
    """
    rows = Report.objects.filter(Q(pk=report.pk) | Q(merged_into=report.pk)).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


def ask_anew(report: Report) -> None:
    """Whoever was happy with the result of a report is to be asked of its next one too."""
    report.merged.filter(is_happy=True).update(is_happy=None)
