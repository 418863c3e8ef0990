"""One step for many reports: asked once with what will happen, then told what did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.kernel.errors import Refused
from prevenio.people.doors import DeskRequest
from prevenio.reports.forms import bulk as forms
from prevenio.reports.forms.bulk import BulkForm
from prevenio.reports.models import EventKind, Report
from prevenio.reports.operations import problem_places, working
from prevenio.reports.operations.bulk import MOST, Bulk, for_each, give_each
from prevenio.reports.states import can_follow
from prevenio.reports.views.doors import keys_in, reports_page, seen_by
from prevenio.web.keys import KEY
from prevenio.web.refusals import sentence


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done with many: its event, its form, its operation; words for the page."""

    kind: EventKind
    form: type[BulkForm]
    operation: Callable[..., Report] | None
    title: object
    button: object


_STEPS: Mapping[str, Step] = {
    "read": Step(
        EventKind.READ,
        BulkForm,
        working.read,
        _("Say of several reports that they were read"),
        pgettext_lazy("step with reports", "They have been read"),
    ),
    "assign": Step(
        EventKind.ASSIGNED,
        forms.BulkAssignForm,
        working.assign,
        _("Assign several reports"),
        pgettext_lazy("step with reports", "Assign them"),
    ),
    "hand-over": Step(
        EventKind.HANDED_OVER,
        forms.BulkHandOverForm,
        working.hand_over,
        _("Hand several reports over"),
        pgettext_lazy("step with reports", "Hand them over"),
    ),
    "pass": Step(
        EventKind.PASSED,
        forms.BulkPassForm,
        working.pass_to_partner,
        _("Pass several reports to a partner"),
        pgettext_lazy("step with reports", "Pass them on"),
    ),
    "join": Step(
        EventKind.JOINED,
        forms.BulkJoinForm,
        None,
        _("Join reports into one problem place"),
        pgettext_lazy("step with reports", "Join them"),
    ),
    "close": Step(
        EventKind.CLOSED,
        forms.BulkCloseForm,
        working.close,
        _("Close several reports"),
        pgettext_lazy("step with reports", "Close them"),
    ),
}
# With these a body gets the reports, and is told.
_GIVEN = (EventKind.HANDED_OVER, EventKind.PASSED)


@reports_page
def bulk(request: DeskRequest, act: str) -> HttpResponse:
    step = _STEPS.get(act)
    if step is None:
        raise Http404
    reports = _chosen(request)
    if not reports:
        return redirect("reports:reports")
    is_sent = request.method == "POST"
    form = step.form(request.POST if is_sent else None, authority=request.authority)
    if is_sent and form.is_valid():
        try:
            done = _done(request, step, form, reports)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _told(request, step, form, done)
    context = {
        "menu": "reports",
        "step": step,
        "form": form,
        "rows": [(one, can_follow(one.state, step.kind)) for one in reports],
        "most": MOST,
    }
    return render(request, "reports/bulk.html", context)


def _told(request: DeskRequest, step: Step, form: BulkForm, done: Bulk) -> HttpResponse:
    """What was done and what was not; with what was written, to be sent again for the rest."""
    left = [one.pk for one, _refusal in done.refused]
    rows = seen_by(request).filter(pk__in=left).values_list("pk", "state", "revision")
    revisions = {pk: revision for pk, state, revision in rows if can_follow(state, step.kind)}
    context = {
        "menu": "reports",
        "step": step,
        "form": form,
        "done": done,
        "reasons": [
            (report, sentence(refusal), revisions.get(report.pk))
            for report, refusal in done.refused
        ],
        "again": len(revisions),
    }
    return render(request, "reports/bulk_done.html", context)


def _chosen(request: DeskRequest) -> Sequence[Report]:
    """The reports that were ticked and that the person sees, each as it was shown."""
    if request.method != "POST":
        keys = keys_in(request.GET.getlist("report"), most=MOST)
        seen: dict[int, int] = {}
    else:
        pairs = [one.partition(":") for one in request.POST.getlist("report")][:MOST]
        seen = {
            int(key): int(revision)
            for key, _colon, revision in pairs
            if KEY.fullmatch(key) and KEY.fullmatch(revision)
        }
        keys = list(seen)
    rows = seen_by(request).filter(pk__in=keys)
    found = list(rows.select_related("authority", "version", "category").order_by("due_on", "pk"))
    for one in found:
        one.revision = seen.get(one.pk, one.revision)
    return found


def _done(request: DeskRequest, step: Step, form: BulkForm, reports: Sequence[Report]) -> Bulk:
    now = timezone.now()
    operation = step.operation
    if operation is None:
        return _joined(request, form.given, reports)

    given: dict[str, Any] = dict(form.given)
    if step.kind in _GIVEN:
        given["tells"] = False

    def act(report: Report) -> Report:
        return operation(report=report, seen=report.revision, by=request.user, at=now, **given)

    if step.kind in _GIVEN:
        return give_each(reports, act, body=given["body"], at=now)
    return for_each(reports, act)


def _joined(request: DeskRequest, given: Mapping[str, Any], reports: Sequence[Report]) -> Bulk:
    """All or none of them: a place that was opened for half would be another place."""
    now, place = timezone.now(), given["place"]
    if place is None:
        problem_places.open_place(
            authority=request.authority,
            name=given["name"],
            reports=reports,
            by=request.user,
            at=now,
        )
    else:
        problem_places.join_reports(place=place, reports=reports, by=request.user, at=now)
    return Bulk(done=list(reports))
