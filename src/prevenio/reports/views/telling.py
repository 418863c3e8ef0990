"""Asking whoever reported, telling them, writing down for colleagues."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest
from prevenio.reports.forms import staff as forms
from prevenio.reports.models import EventKind
from prevenio.reports.operations import working as operations
from prevenio.reports.views.doors import report_of, reports_page
from prevenio.reports.views.stepping import sent_in, step_page, templates_for


@reports_page
def asking_back(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    form = forms.AskBackForm(sent_in(request), report=report)
    return step_page(
        request,
        report,
        form,
        operations.ask_back,
        title=_("Ask the resident back"),
        note=_("Until the resident replies, the days stand still, for two weeks at most."),
        button=_("Ask back"),
        success=_("The resident has been asked back."),
        templates=templates_for(request, [report], form, EventKind.ASKED_BACK),
    )


@reports_page
def news(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    form = forms.InformForm(sent_in(request), report=report)
    return step_page(
        request,
        report,
        form,
        operations.inform,
        title=_("Tell how it stands"),
        note=_("The state does not change. They read it with the receipt, and by e-mail."),
        button=_("Send it"),
        success=_("The resident has been told."),
        templates=templates_for(request, [report], form, EventKind.INFORMED),
    )


@reports_page
def note(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.NoteForm(request.POST or None, report=report),
        operations.note,
        title=_("Write a note"),
        note=_("The state does not change."),
        button=_("Keep the note"),
        success=_("The note has been kept."),
    )
