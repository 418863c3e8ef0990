"""The forms that take a step with one report."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people.doors import DeskRequest
from prevenio.reports.forms import staff as forms
from prevenio.reports.forms.staff import PlainForm, StepForm
from prevenio.reports.letters import staff_of
from prevenio.reports.models import ReplyTemplate, Report
from prevenio.reports.operations import working as operations
from prevenio.reports.queries import report as queries
from prevenio.reports.views.doors import key_in, report_of, reports_page, today
from prevenio.web.trying import done_by


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
def asking_back(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.AskBackForm(request.POST or None, report=report),
        operations.ask_back,
        title=_("Ask the resident back"),
        note=_("Until the resident replies, the days stand still."),
        button=_("Ask back"),
        success=_("The resident has been asked back."),
    )


@reports_page
def news(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    form = forms.InformForm(request.POST or None, report=report)
    return step_page(
        request,
        report,
        form,
        operations.inform,
        title=_("Tell how it stands"),
        note=_("The state does not change. They read it with the receipt, and by e-mail."),
        button=_("Send it"),
        success=_("The resident has been told."),
        templates=_templates(request, report, form),
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


@reports_page
def assignment(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    people = staff_of(report, timezone.now())
    return step_page(
        request,
        report,
        forms.AssignForm(request.POST or None, report=report, people=people),
        operations.assign,
        title=_("Assign the report"),
        note=_("To one of those who work for the body it is with, or to a coordinator."),
        button=_("Assign it"),
        success=_("The report has been assigned."),
    )


@reports_page
def hand_over(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.HandOverForm(request.POST or None, report=report),
        operations.hand_over,
        title=_("Hand the report over"),
        note=_("The body answers for its days from now on, and is told by e-mail."),
        button=_("Hand it over"),
        success=_("The report has been handed over."),
        may_vanish=True,
    )


@reports_page
def passing(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.PassForm(request.POST or None, report=report),
        operations.pass_to_partner,
        title=_("Pass the report to a partner"),
        note=_("It stays with you; the partner gets a day of its own and sees the report."),
        button=_("Pass it on"),
        success=_("The report has been passed to the partner."),
    )


@reports_page
def taking_back(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        forms.TakeBackForm(request.POST or None, report=report),
        operations.take_back,
        title=_("Take the report back from the partner"),
        note=_("The days of its own steps count again."),
        button=pgettext("step with a report", "Take it back"),
        success=_("The report is back."),
        may_vanish=True,
    )


@reports_page
def sorting(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    versions = queries.categories_on(request.authority, today(request))
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
    form = forms.CloseForm(request.POST or None, report=report)
    return step_page(
        request,
        report,
        form,
        operations.close,
        title=_("Close the report"),
        note=_("Whoever reported can say whether it is solved; if not, it is open again."),
        button=_("Close it"),
        success=_("The report has been closed."),
        templates=_templates(request, report, form),
    )


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


def step_page(
    request: DeskRequest,
    report: Report,
    form: PlainForm,
    operation: Callable[..., object],
    *,
    success: str,
    may_vanish: bool = False,
    template: str = "reports/step.html",
    **parts: Any,
) -> HttpResponse:
    """Show a step's form, or take the step. Who gave a report away may not see it any more."""

    def act() -> object:
        return operation(report=report, by=request.user, at=timezone.now(), **form.given)

    if done_by(request, form, act, success):
        if may_vanish:
            return redirect("reports:reports")
        return redirect("reports:report", report_id=report.pk)
    context = {
        "menu": "reports",
        "report": report,
        "form": form,
        "since": _since(report, form),
        "said": queries.description_of(report),
        **parts,
    }
    return render(request, template, context)


def _since(report: Report, form: PlainForm) -> object:
    """What others did while the person wrote; sent once more, the form holds."""
    if not (form.is_bound and isinstance(form, StepForm)):
        return ()
    seen = form.cleaned_data.get("seen")
    if seen is None:
        return ()
    now = Report.objects.values_list("revision", flat=True).get(pk=report.pk)
    if seen >= now:
        return ()
    form.see_anew(now)
    return [one for one in queries.events_of(report) if one.number > seen]


def _templates(request: DeskRequest, report: Report, form: PlainForm) -> list[ReplyTemplate]:
    templates = list(queries.templates_for(report))
    chosen = next((one for one in templates if one.pk == key_in(request, "template")), None)
    if chosen is not None:
        form.initial["text"] = chosen.text
    return templates
