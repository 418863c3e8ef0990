"""One problem place on the desk, and the steps with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.activities.queries.suggesting import kinds_for, version_in_force
from prevenio.kernel.errors import NotAllowed
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, today
from prevenio.people.models import Body
from prevenio.programme.models import Action
from prevenio.reports import access
from prevenio.reports.forms import places as forms
from prevenio.reports.models import ProblemPlace
from prevenio.reports.operations import problem_places as operations
from prevenio.reports.queries import place_page
from prevenio.reports.queries import problem_places as queries
from prevenio.reports.views.doors import reports_page, seen_by
from prevenio.web.trying import done_by, from_a_button, tried

_OF_PLACE = ("authority", "category", "municipality", "precinct", "body", "action", "activity")


@reports_page
def place(request: DeskRequest, place_id: int) -> HttpResponse:
    found = _place_of(request, place_id)
    at = timezone.now()
    reports = place_page.reports_of(found, seen_by(request))
    facts, events = queries.facts_of(found, at), list(place_page.events_of(found))
    context = {
        "menu": "reports",
        "place": found,
        "facts": facts,
        "months": place_page.months_of(found, at),
        "rows": place_page.heat_rows(facts.heat),
        "hours": place_page.span_starts(),
        "windows": place_page.week_in_words(facts.windows),
        "events": events,
        "is_planned": place_page.is_planned(events),
        "reports": reports,
        "bounds": place_page.bounds_of(found),
        "category": place_page.names_of([found.category_id]).get(found.category_id, ""),
        "can_work": access.can_work_on_place(request.user, found, at),
        "trigger": operations.trigger_of(request.authority) if found.review_due_on else None,
        "today": today(request),
    }
    return render(request, "reports/place.html", context)


@reports_page
def name(request: DeskRequest, place_id: int) -> HttpResponse:
    found = _place_of(request, place_id)
    return _step(
        request,
        found,
        forms.NameForm(request.POST or None, place=found),
        operations.rename,
        title=_("Name of the place"),
        button=_("Save"),
        success=_("The place has been changed."),
    )


@reports_page
def action(request: DeskRequest, place_id: int) -> HttpResponse:
    """An action of the programme in force takes the place up."""
    found = _place_of(request, place_id)
    version = version_in_force(request.authority, today(request))
    actions = Action.objects.filter(version=version).order_by("area__position", "position", "pk")
    return _step(
        request,
        found,
        forms.ActionForm(request.POST or None, place=found, actions=list(actions)),
        operations.take_up,
        title=_("Let an action take it up"),
        note=_("The place then stands with the action, and the action with the place."),
        otherwise=("reports:place-proposal", _("None fits: propose a new action")),
        button=_("Let it take the place up"),
        success=_("The action has taken the place up."),
    )


@reports_page
def proposal(request: DeskRequest, place_id: int) -> HttpResponse:
    """A new action is proposed for the next version of the programme."""
    found = _place_of(request, place_id)
    version = version_in_force(request.authority, today(request))
    if version is None:
        raise Http404
    facts = queries.facts_of(found, timezone.now())
    begun = _("%(name)s (%(people)s people): ") % {"name": found.name, "people": facts.people}
    return _step(
        request,
        found,
        forms.ProposalForm(request.POST or None, place=found, begun=begun),
        partial(operations.propose_action, programme=version.programme),
        title=_("Propose a new action"),
        button=_("Propose it"),
        success=_("The action has been proposed."),
    )


@reports_page
def activity(request: DeskRequest, place_id: int) -> HttpResponse:
    """An activity is planned at the place, by default at its hours."""
    found = _place_of(request, place_id)
    facts = queries.facts_of(found, timezone.now())
    hours = (facts.windows[0].from_hour, facts.windows[0].to_hour) if facts.windows else None
    kinds = kinds_for(authority=request.authority, body=found.body, today=today(request))
    form = forms.PlanForm(
        request.POST or None,
        place=found,
        kinds=[one for one in (*kinds.favourites, *kinds.others) if not one.is_sensitive],
        bodies=_bodies_for(request),
        hours=hours,
    )
    return _step(
        request,
        found,
        form,
        operations.plan_activity,
        title=_("Plan an activity there"),
        note=_("It stands among the activities, and counts for the programme once it was held."),
        button=_("Plan it"),
        success=_("The activity has been planned."),
        windows=place_page.week_in_words(facts.windows),
    )


@reports_page
def tried_here(request: DeskRequest, place_id: int) -> HttpResponse:
    found = _place_of(request, place_id)
    return _step(
        request,
        found,
        forms.TriedForm(request.POST or None, place=found),
        operations.say_tried,
        title=_("Write down what was tried"),
        button=_("Save"),
        success=_("It has been written down."),
    )


@reports_page
def result(request: DeskRequest, place_id: int) -> HttpResponse:
    found = _place_of(request, place_id)
    return _step(
        request,
        found,
        forms.ResultForm(request.POST or None, place=found),
        operations.tell_result,
        title=_("Tell those who reported it"),
        button=_("Tell them"),
        success=_("Everybody who reported the place can read it now."),
    )


@reports_page
def review(request: DeskRequest, place_id: int) -> HttpResponse:
    found = _place_of(request, place_id)
    # Nobody sits at a table for a whole group: one of its members does.
    bodies = Body.objects.filter(authority=request.authority, is_group=False)
    return _step(
        request,
        found,
        forms.ReviewForm(request.POST or None, place=found, bodies=bodies, today=today(request)),
        operations.review,
        title=_("Record a review"),
        button=_("Record it"),
        success=_("The review has been recorded."),
    )


@reports_page
def record(request: DeskRequest, place_id: int, number: int) -> HttpResponse:
    """One review as it is printed and signed."""
    found = _place_of(request, place_id)
    event = place_page.review_of(found, number)
    if event is None:
        raise Http404
    context = {
        "menu": "reports",
        "place": found,
        "event": event,
        "forced": place_page.forced_by(event),
        "category": place_page.names_of([found.category_id]).get(found.category_id, ""),
    }
    return render(request, "reports/place_review.html", context)


@reports_page
def end(request: DeskRequest, place_id: int) -> HttpResponse:
    found = _place_of(request, place_id)
    return _step(
        request,
        found,
        forms.EndForm(request.POST or None, place=found),
        operations.end,
        title=_("End the place"),
        note=_("It can be opened again. Its reports stay as they are."),
        button=_("End it"),
        success=_("The place has ended."),
    )


@reports_page
def reopening(request: DeskRequest, place_id: int) -> HttpResponse:
    found = _place_of(request, place_id)
    return _step(
        request,
        found,
        forms.AgainForm(request.POST or None, place=found),
        operations.reopen_place,
        title=_("Open the place again"),
        button=_("Open it"),
        success=_("The place is open again."),
    )


@reports_page
def publication(request: DeskRequest, place_id: int) -> HttpResponse:
    """What everybody will read is shown first: until now only those did who reported the place."""
    found = _place_of(request, place_id)
    return _step(
        request,
        found,
        forms.PlaceForm(request.POST or None, place=found),
        partial(operations.show, is_public=True),
        title=_("Show the place to residents"),
        note=_(
            "Everybody sees it then, blurred as its reports are, with what is written below and "
            "with what will be written later for those who reported it."
        ),
        told=queries.public_events(found).select_related("action", "activity__kind"),
        is_publication=True,
        button=_("Show it to residents"),
        success=_("Residents can see the place now."),
    )


@reports_page
@from_a_button("reports:place", "place_id")
def hiding(request: DeskRequest, place_id: int) -> HttpResponse:
    found = _place_of(request, place_id)
    tried(
        request,
        lambda: operations.show(
            place=found,
            seen=found.revision,
            is_public=False,
            by=request.user,
            at=timezone.now(),
        ),
        _("Residents see it no longer."),
    )
    return redirect("reports:place", place_id=found.pk)


@reports_page
@from_a_button("reports:place", "place_id")
def removal(request: DeskRequest, place_id: int, report_id: int) -> HttpResponse:
    """Take a report out: it is not the same."""
    found = _place_of(request, place_id)
    report = get_object_or_404(seen_by(request), pk=report_id, place=found)
    tried(
        request,
        lambda: operations.take_out(place=found, report=report, by=request.user, at=timezone.now()),
        _("The report has been taken out."),
    )
    return redirect("reports:place", place_id=found.pk)


def _place_of(request: DeskRequest, place_id: int) -> ProblemPlace:
    """A place that the person may see. Raises Http404."""
    if place_id >= 2**63:
        raise Http404
    rows = access.places_visible_to(request.memberships, request.authority)
    return get_object_or_404(rows.select_related(*_OF_PLACE), pk=place_id)


def _bodies_for(request: DeskRequest) -> list[Body]:
    """Every body for the bureau, one's own for others."""
    rows = Body.objects.filter(authority=request.authority)
    if not people.is_bureau(request.memberships):
        rows = rows.filter(pk__in=people.body_ids_of(request.memberships))
    return list(rows.order_by("short_name", "pk"))


def _step(
    request: DeskRequest,
    found: ProblemPlace,
    form: forms.PlaceForm,
    operation: Callable[..., object],
    *,
    success: str,
    **parts: Any,
) -> HttpResponse:
    # Refused at the door: nobody fills a form in for nothing.
    if not access.can_work_on_place(request.user, found, timezone.now()):
        raise NotAllowed

    def act() -> object:
        return operation(place=found, by=request.user, at=timezone.now(), **form.values)

    if done_by(request, form, act, success):
        return redirect("reports:place", place_id=found.pk)
    context = {"menu": "reports", "place": found, "form": form, **parts}
    return render(request, "reports/place_step.html", context)
