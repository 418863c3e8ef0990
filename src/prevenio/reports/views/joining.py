"""Joining reports that are one, splitting one that is several, telling near ones apart."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, today
from prevenio.reports.forms.joining import FEWEST_PARTS, MergeForm, SplitForm
from prevenio.reports.operations import joining as operations
from prevenio.reports.queries import report as queries
from prevenio.reports.queries.categories import categories_on
from prevenio.reports.views.doors import keys_in, report_of, reports_page, seen_by
from prevenio.reports.views.stepping import step_page
from prevenio.web.trying import tried

_MOST_APART = 50


@reports_page
def merging(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    seen = seen_by(request)
    form = MergeForm(
        request.POST or None,
        report=report,
        seen_reports=seen,
        neighbours=queries.neighbours_of(report, seen),
    )
    return step_page(
        request,
        report,
        form,
        operations.merge,
        title=_("Join it with a similar report"),
        note=_("This one ends; whoever sent it follows the other one with the same receipt."),
        button=_("Join them"),
        success=_("The reports have been joined."),
    )


@reports_page
def splitting(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    rows = request.POST.get("rows", "")
    number = int(rows) if rows.isascii() and rows.isdecimal() and len(rows) < 3 else FEWEST_PARTS
    wants_more = request.POST.get("act") == "more"
    form = SplitForm(
        None if wants_more else request.POST or None,
        report=report,
        versions=categories_on(request.authority, today(request)),
        parts=number + wants_more,
    )
    if wants_more:
        form.initial.update(request.POST.items())
    return step_page(
        request,
        report,
        form,
        operations.split,
        title=_("Split the report"),
        note=_("Each part goes its own way. The receipt shows all of them."),
        button=_("Split it"),
        success=_("The report has been split."),
        rows=len(form.parts),
    )


@reports_page
def apart(request: DeskRequest, report_id: int) -> HttpResponse:
    """Near reports that are another matter: asked once, with what they are."""
    report = report_of(request, report_id)
    asked = request.POST if request.method == "POST" else request.GET
    keys = keys_in(asked.getlist("other"), most=_MOST_APART)
    others = list(seen_by(request).filter(pk__in=keys).select_related("version").order_by("pk"))
    if request.method == "POST" and others:
        tried(
            request,
            lambda: operations.tell_apart(
                report=report, others=others, by=request.user, at=timezone.now()
            ),
            _("They will not be offered together again."),
        )
        return redirect("reports:report", report_id=report.pk)
    context = {"menu": "reports", "report": report, "others": others}
    return render(request, "reports/apart.html", context)
