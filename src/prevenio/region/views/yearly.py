"""A year of a project: written by the body, decided on by the bureau."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, today
from prevenio.region import project_access
from prevenio.region.forms.projects import ReasonForm, YearForm
from prevenio.region.models import ProjectYear, YearState
from prevenio.region.operations import yearly as operations
from prevenio.region.queries.numbers import numbers_of
from prevenio.region.views.doors import region_page
from prevenio.region.views.project_pages import Words, asked, bureau_page, crumb, sight
from prevenio.region.views.projects import around, project_of
from prevenio.web.trying import done_by, from_a_button, tried


@region_page
def year(request: DeskRequest, project_id: int, year: int) -> HttpResponse:
    found = project_of(request, project_id)
    if not operations.FIRST_YEAR <= year <= today(request).year:
        raise Http404
    row = found.years.filter(year=year).first() or ProjectYear(project=found, year=year)
    may_write = row.is_open and project_access.can_write_year(request.user, found, timezone.now())
    before = {"done": row.done, "outcome": row.outcome, "next_steps": row.next_steps}
    form = YearForm((request.POST if may_write else None) or None, initial=before)
    said = form.cleaned_data if form.is_valid() else {}
    if may_write and done_by(
        request,
        form,
        lambda: operations.write_year(
            project=found,
            year=year,
            said=operations.Said(**said),
            by=request.user,
            at=timezone.now(),
        ),
        _("What you wrote has been saved."),
    ):
        return redirect("region:project-year", found.pk, year)
    context = {
        "menu": "region",
        "project": found,
        "row": row,
        "form": form if may_write else None,
        "numbers": numbers_of(found, year) if row.is_open else row.numbers,
        "may_decide": sight(request).keeps and row.pk is not None,
    }
    return render(request, "region/projects/year.html", context)


@region_page
@from_a_button("region:project-year", "project_id", "year")
def year_submitted(request: DeskRequest, project_id: int, year: int) -> HttpResponse:
    row = _row_of(request, project_id, year)
    return _moved(
        request,
        row,
        lambda: operations.submit_year(row=row, by=request.user, at=timezone.now()),
        _("The year has been handed in."),
    )


@bureau_page
@from_a_button("region:project-year", "project_id", "year")
def year_released(request: DeskRequest, project_id: int, year: int) -> HttpResponse:
    row = _row_of(request, project_id, year)
    return _moved(
        request,
        row,
        lambda: operations.release_year(row=row, by=request.user, at=timezone.now()),
        _("Residents can now read the year."),
    )


@bureau_page
def year_sent_back(request: DeskRequest, project_id: int, year: int) -> HttpResponse:
    row = _row_of(request, project_id, year)
    if row.state not in {YearState.SUBMITTED, YearState.RELEASED}:
        raise Http404
    form = ReasonForm(request.POST or None)
    place = around(project_of(request, project_id))
    _title, back = crumb("", "region:project-year", project_id=project_id, year=year)
    return asked(
        request,
        form,
        lambda: operations.send_back_year(
            row=row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
        Words(_("Send the year back"), _("Send it back"), _("What is to be mended?")),
        success=_("The year has been sent back."),
        back=back,
        crumbs=place["crumbs"],
    )


def _row_of(request: DeskRequest, project_id: int, year: int) -> ProjectYear:
    project = project_of(request, project_id)
    return get_object_or_404(
        ProjectYear.objects.select_related("project"), project=project, year=year
    )


def _moved(
    request: DeskRequest, row: ProjectYear, operation: Callable[[], object], success: str
) -> HttpResponse:
    tried(request, operation, success)
    return redirect("region:project-year", row.project_id, row.year)
