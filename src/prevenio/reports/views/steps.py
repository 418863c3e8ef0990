"""The steps of the way: let through, read, confirmed, sorted, closed, opened again."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.people.doors import DeskRequest, today
from prevenio.reports.forms import staff as forms
from prevenio.reports.models import EventKind, Report
from prevenio.reports.operations import working as operations
from prevenio.reports.queries import report as queries
from prevenio.reports.queries.categories import categories_on
from prevenio.reports.views.doors import report_of, reports_page
from prevenio.reports.views.stepping import sent_in, step_page, templates_for


@reports_page
def release(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.StepForm(request.POST or None, report=report),
        operations.release,
        title=_("Let the report through"),
        note=_("Then it is worked on like the others, and its days go on."),
        button=_("Let it through"),
        success=_("The report has been let through."),
    )


@reports_page
def reading(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.StepForm(request.POST or None, report=report),
        operations.read,
        title=_("It has been read"),
        note=_("Next it is to be verified on the spot."),
        button=_("I have read it"),
        success=_("The report has been read."),
    )


@reports_page
def confirmation(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.ConfirmForm(request.POST or None, report=report),
        operations.confirm,
        title=_("Verified: it is so"),
        note=_("Residents read that it was confirmed. Next it is to be acted on."),
        button=_("Confirm it"),
        success=_("The report has been confirmed."),
    )


@reports_page
def going_on(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.GoOnForm(request.POST or None, report=report),
        operations.go_on,
        title=_("Go on without a reply"),
        note=_("For an answer that came by phone, or is not needed any more. The days go on."),
        button=_("Go on"),
        success=_("The report goes on."),
    )


@reports_page
def sorting(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    versions = categories_on(request.authority, today(request))
    return step_page(
        request,
        report,
        forms.SortForm(request.POST or None, report=report, versions=versions),
        operations.sort,
        title=_("Change the category"),
        note=_(
            "The days that were promised stay. Residents never see it more exactly than before."
        ),
        button=_("Change the category"),
        success=_("The category has been changed."),
    )


@reports_page
def closing(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    form = forms.CloseForm(sent_in(request), report=report)
    return step_page(
        request,
        report,
        form,
        operations.close,
        title=_("Close the report"),
        note=_closing_note(report),
        button=_("Close it"),
        success=_("The report has been closed."),
        templates=templates_for(request, [report], form, EventKind.CLOSED),
    )


def _closing_note(report: Report) -> str:
    note = _("Whoever reported can say whether it is solved; if not, it is open again.")
    others = report.merged.count() + report.confirmations.filter(is_counted=True).count()
    if others:
        more = ngettext(
            "%(number)s more who said the same reads the answer too: name nobody in it.",
            "%(number)s more who said the same read the answer too: name nobody in it.",
            others,
        )
        note = f"{note} {more % {'number': others}}"
    letters = queries.number_by_post(report)
    if letters:
        by_post = ngettext(
            "%(number)s answer goes by post: the address stands on the page of the report.",
            "%(number)s answers go by post: the addresses stand on the page of the report.",
            letters,
        )
        note = f"{note} {by_post % {'number': letters}}"
    return note


@reports_page
def reopening(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.ReopenForm(request.POST or None, report=report),
        operations.reopen,
        title=_("Open the report again"),
        note=_("It is to be verified and acted on anew, with new days."),
        button=_("Open it again"),
        success=_("The report is open again."),
    )
