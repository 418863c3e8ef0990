"""Giving a report to a person, to another body, to a partner and back."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, today
from prevenio.reports.forms import staff as forms
from prevenio.reports.letters import staff_of
from prevenio.reports.operations import working as operations
from prevenio.reports.views.doors import report_of, reports_page
from prevenio.reports.views.stepping import step_page


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
        note=_(
            "To one of those who work for the body it is with, or to a coordinator. Who gets it is "
            "told by e-mail."
        ),
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
        forms.PassForm(request.POST or None, report=report, today=today(request)),
        operations.pass_to_partner,
        title=_("Pass the report to a partner"),
        note=_("It stays with you; the partner gets a day of its own and sees the report."),
        button=_("Pass it on"),
        success=_("The report has been passed to the partner."),
        is_bureau=people.is_bureau(request.memberships),
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
