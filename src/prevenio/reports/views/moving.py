"""Correcting the place of a report: what would change by it, and then the correction."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.kernel.errors import Refused
from prevenio.people.doors import DeskRequest
from prevenio.people.models import Body
from prevenio.places.locating import index_of
from prevenio.reports.forms.moving import MoveForm
from prevenio.reports.models import Report
from prevenio.reports.operations import moving as operations
from prevenio.reports.operations.moving import Elsewhere, Onward
from prevenio.reports.queries.ground import names_at
from prevenio.reports.queries.report import description_of
from prevenio.reports.views.doors import report_of, reports_page, seen_by
from prevenio.reports.views.stepping import since_seen
from prevenio.web.refusals import sentence
from prevenio.web.trying import done_by

# What is typed again where a place is looked up: the point that was there is let go.
_KEPT = ("seen", "address", "place_name", "reason")


@reports_page
def moving(request: DeskRequest, report_id: int) -> HttpResponse:
    report, act = report_of(request, report_id), request.POST.get("act", "")
    is_search = act == "find"
    typed = {name: request.POST[name] for name in _KEPT if name in request.POST}
    form = MoveForm(
        None if is_search else request.POST or None,
        report=report,
        typed=typed if is_search else {},
    )
    if is_search:
        form.find_place()
    there = _looked_at(form, report) if form.is_bound else None
    if form.errors and "offered" in request.POST:
        form.find_place()
    is_told = there is not None and act == "move" and form.is_looked_at
    done = _("The place has been corrected.")
    if is_told and done_by(request, form, lambda: _move(request, form), done):
        return _back(request, report)
    context = {
        "menu": "reports",
        "report": report,
        "form": form,
        "since": since_seen(report, form),
        "said": description_of(report),
        **_map_of(report, form),
        **(_changes(form, report, there) if there is not None else {}),
    }
    return render(request, "reports/moving.html", context)


def _looked_at(form: MoveForm, report: Report) -> Elsewhere | None:
    """What the place would make of the report; none where it is not clear, or is refused."""
    if not form.is_valid() or not form.settle_place():
        return None
    assert form.spot is not None
    try:
        return operations.look_elsewhere(
            report=report,
            latitude=form.spot.latitude,
            longitude=form.spot.longitude,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error("address", sentence(refusal))
        return None


def _move(request: DeskRequest, form: MoveForm) -> Report:
    return operations.move(report=form.report, by=request.user, at=timezone.now(), **form.given)


def _back(request: DeskRequest, report: Report) -> HttpResponse:
    """To the report; who does not see it any more, to the others."""
    if seen_by(request).filter(pk=report.pk).exists():
        return redirect("reports:report", report_id=report.pk)
    return redirect("reports:reports")


def _changes(form: MoveForm, report: Report, there: Elsewhere) -> dict[str, object]:
    """What would change, for the page; the form then holds the point that it is told of."""
    assert form.spot is not None
    points = [(form.spot.latitude, form.spot.longitude)]
    (names,) = names_at(authority=report.authority, points=points, day=report.received_on)
    is_elsewhere = there.body_id != report.body_id
    body = Body.objects.filter(pk=there.body_id).first() if there.body_id else None
    goes_to = body.short_name if body else _("the bureau")
    form.show_looked_at(Onward(there.body_id) if is_elsewhere else None, goes_to)
    return {"there": names, "goes_to": goes_to, "is_elsewhere": is_elsewhere}


def _map_of(report: Report, form: MoveForm) -> dict[str, object]:
    """Where it lies until now, and where it would lie, with some ground around."""
    points = [(report.longitude, report.latitude)]
    if form.spot is not None:
        points.append((form.spot.longitude, form.spot.latitude))
    east, north = zip(*points, strict=True)
    return {
        "bounds": (min(east) - 0.006, min(north) - 0.004, max(east) + 0.006, max(north) + 0.004),
        "kind": index_of(report.authority_id, report.received_on).first_kind,
    }
