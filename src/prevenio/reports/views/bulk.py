"""One step for many reports: asked once with what will happen, then told what did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, today
from prevenio.reports.forms import bulk as forms
from prevenio.reports.forms.bulk import BulkForm, BulkJoinForm
from prevenio.reports.models import EventKind, ProblemPlace, Report, ReportState
from prevenio.reports.operations import problem_places, working
from prevenio.reports.operations.bulk import MOST, Bulk, assign_each, for_each, give_each
from prevenio.reports.states import can_follow
from prevenio.reports.views.doors import keys_in, reports_page, seen_by
from prevenio.reports.views.stepping import sent_in, templates_for
from prevenio.web.keys import KEY, key_in
from prevenio.web.refusals import sentence


@dataclass(frozen=True, slots=True)
class Words:
    """The title of a page and its button."""

    title: object
    button: object


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done with many: its event, its form, its operation; words for the page.

    `one` are the words where only one was chosen; `begins` where an answer may begin with a
    template.
    """

    kind: EventKind
    form: type[BulkForm]
    operation: Callable[..., Report] | None
    title: object
    button: object
    one: Words
    begins: bool = False

    def words_for(self, number: int) -> Words:
        return self.one if number == 1 else Words(self.title, self.button)


def _inform(*, seen: int, **given: Any) -> Report:
    """Words disturb nobody who writes at the same time: whatever was seen."""
    return working.inform(**given)


_STEPS: Mapping[str, Step] = {
    "read": Step(
        EventKind.READ,
        BulkForm,
        working.read,
        _("Say of several reports that they were read"),
        pgettext_lazy("step with reports", "They have been read"),
        Words(_("It has been read"), pgettext_lazy("step with a report", "I have read it")),
    ),
    "confirm": Step(
        EventKind.CONFIRMED,
        forms.BulkConfirmForm,
        working.confirm,
        _("Confirm several reports"),
        pgettext_lazy("step with reports", "Confirm them"),
        Words(_("Verified: it is so"), _("Confirm it")),
    ),
    "inform": Step(
        EventKind.INFORMED,
        forms.BulkInformForm,
        _inform,
        _("Tell how several reports stand"),
        pgettext_lazy("step with reports", "Tell all of them"),
        Words(_("Tell how it stands"), _("Send it")),
        begins=True,
    ),
    "sort": Step(
        EventKind.SORTED,
        forms.BulkSortForm,
        working.sort,
        _("Change the category of several reports"),
        pgettext_lazy("step with reports", "Change their category"),
        Words(_("Change the category"), _("Change the category")),
    ),
    "assign": Step(
        EventKind.ASSIGNED,
        forms.BulkAssignForm,
        working.assign,
        _("Assign several reports"),
        pgettext_lazy("step with reports", "Assign them"),
        Words(_("Assign the report"), _("Assign it")),
    ),
    "hand-over": Step(
        EventKind.HANDED_OVER,
        forms.BulkHandOverForm,
        working.hand_over,
        _("Hand several reports over"),
        pgettext_lazy("step with reports", "Hand them over"),
        Words(_("Hand the report over"), _("Hand it over")),
    ),
    "pass": Step(
        EventKind.PASSED,
        forms.BulkPassForm,
        working.pass_to_partner,
        _("Pass several reports to a partner"),
        pgettext_lazy("step with reports", "Pass them on"),
        Words(_("Pass the report to a partner"), _("Pass it on")),
    ),
    "join": Step(
        EventKind.JOINED,
        forms.BulkJoinForm,
        None,
        _("Join reports into one problem place"),
        pgettext_lazy("step with reports", "Join them"),
        Words(
            _("Join the report to a problem place"), pgettext_lazy("step with a report", "Join it")
        ),
    ),
    "close": Step(
        EventKind.CLOSED,
        forms.BulkCloseForm,
        working.close,
        _("Close several reports"),
        pgettext_lazy("step with reports", "Close them"),
        Words(_("Close the report"), _("Close it")),
        begins=True,
    ),
}
# With these a body or a person gets the reports, and is told of all by one letter.
_GIVEN = (EventKind.HANDED_OVER, EventKind.PASSED, EventKind.ASSIGNED)


@reports_page
def bulk(request: DeskRequest, act: str) -> HttpResponse:
    step = _STEPS.get(act)
    if step is None:
        raise Http404
    reports, gone = _chosen(request)
    if not reports:
        return redirect("reports:reports")
    form = step.form(sent_in(request), authority=request.authority, today=today(request))
    apart = _places_in(request, form, reports) if isinstance(form, BulkJoinForm) else ()
    context = {
        "menu": "reports",
        "words": step.words_for(len(reports) + gone),
        "report": reports[0] if len(reports) + gone == 1 else None,
        "form": form,
        "gone": gone,
        "is_joining": step.kind == EventKind.JOINED,
        "apart": apart,
        "is_bureau": people.is_bureau(request.memberships),
    }
    if not apart and form.is_valid():
        try:
            done = _done(request, step, form, reports)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            _without_empty(form)
            # Who gave the only one away may not see it any more.
            still = seen_by(request).filter(pk=reports[0].pk).exists()
            context |= {"report": context["report"] if still else None}
            return render(request, "reports/bulk_done.html", context | _told(request, step, done))
    context |= {
        "rows": [(one, _hindrance(one, step.kind)) for one in reports],
        "templates": templates_for(request, reports, form, step.kind) if step.begins else None,
    }
    return render(request, "reports/bulk.html", context)


def _places_in(
    request: DeskRequest, form: BulkJoinForm, reports: Sequence[Report]
) -> Sequence[ProblemPlace]:
    """Places that keep the reports from being joined at all; else the form offers what can be."""
    held = list({one.place_id: one.place for one in reports if one.place is not None}.values())
    if len(held) > 1 or any(not one.is_open for one in held):
        return held
    if held:
        form.stay_with(held[0])
    form.initial["place"] = key_in(request, "place")
    return ()


def _told(request: DeskRequest, step: Step, done: Bulk) -> dict[str, object]:
    """What was done and what was not; with what was written, to be sent again for the rest."""
    left = [one.pk for one, _refusal in done.refused]
    rows = list(seen_by(request).filter(pk__in=left).only("state", "revision"))
    hindered = {one.pk: _hindrance(one, step.kind) for one in rows}
    revisions = {one.pk: one.revision for one in rows if not hindered[one.pk]}
    return {
        "done": done,
        "reasons": [
            (report, hindered.get(report.pk) or sentence(refusal), revisions.get(report.pk))
            for report, refusal in done.refused
        ],
        "again": len(revisions),
    }


def _hindrance(report: Report, kind: EventKind) -> str:
    """Why the step cannot be taken as the report stands; empty where it can."""
    if can_follow(report.state, kind) and (report.is_open or kind not in working.WHILE_OPEN):
        return ""
    if report.state == ReportState.HELD and can_follow(ReportState.RECEIVED, kind):
        return gettext("It must be let through first.")
    return gettext("Its state does not allow it: %(state)s.") % {
        "state": report.get_state_display()
    }


def _without_empty(form: BulkForm) -> None:
    """What was left empty need not be sent again."""
    for name, said in form.cleaned_data.items():
        if name in form.fields and said in ("", None):
            del form.fields[name]


def _chosen(request: DeskRequest) -> tuple[Sequence[Report], int]:
    """The reports that were ticked, each as it was shown; and how many one sees no longer."""
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
    found = list(
        rows.select_related("authority", "version", "category", "place").order_by("due_on", "pk")
    )
    for one in found:
        one.revision = seen.get(one.pk, one.revision)
    return found, len(keys) - len(found)


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

    if "body" in given:
        return give_each(reports, act, body=given["body"], at=now)
    if "person" in given:
        return assign_each(reports, act, person=given["person"], by=request.user, at=now)
    return for_each(reports, act)


def _joined(request: DeskRequest, given: Mapping[str, Any], reports: Sequence[Report]) -> Bulk:
    """All or none of them: a place that was opened for half would be another place."""
    now, place = timezone.now(), given["place"]
    if place is None:
        place = problem_places.open_place(
            authority=request.authority,
            name=given["name"],
            reports=reports,
            by=request.user,
            at=now,
        )
    else:
        problem_places.join_reports(place=place, reports=reports, by=request.user, at=now)
    return Bulk(done=list(reports), place=place)
