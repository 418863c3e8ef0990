from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, today
from prevenio.region import access
from prevenio.region.forms.meetings import MinutesForm, PlanForm, RhythmForm, WhyForm
from prevenio.region.forms.parts import upload_of
from prevenio.region.models import Meeting, MeetingRhythm
from prevenio.region.operations import meetings as operations
from prevenio.region.queries import visible
from prevenio.region.queries.groups import (
    group_rows,
    meetings_to_show,
    members_on,
    tasks_to_show,
)
from prevenio.region.queries.messages import threads
from prevenio.region.views.doors import MENU, form_page, group_of, keeping, own_group, region_page
from prevenio.region.views.serving import served
from prevenio.region.views.trails import to_group, to_groups, to_meeting, to_overview
from prevenio.web.trying import done_by

NEWEST = 20
PER_PAGE = 50
_PLANNED = ("on", "begins", "place", "agenda", "is_public")


@region_page
def groups(request: DeskRequest) -> HttpResponse:
    seen = visible.groups_visible_to(request.memberships, request.authority, today=today(request))
    rows = group_rows(seen, today(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"menu": MENU, "trail": to_overview(), "page": page}
    return render(request, "region/groups.html", context)


@region_page
def group(request: DeskRequest, group_id: int) -> HttpResponse:
    found, day = group_of(request, group_id), today(request)
    who, authority = request.memberships, request.authority
    seen = visible.groups_visible_to(who, authority, today=day).filter(pk=found.pk)
    meetings = visible.meetings_visible_to(who, authority, today=day).filter(group=found)
    tasks = visible.tasks_visible_to(who, authority, today=day).filter(group=found)
    messages = visible.messages_visible_to(who, authority, today=day).filter(group=found)
    context = {
        "menu": MENU,
        "trail": to_groups(),
        "group": found,
        "row": next(iter(group_rows(seen, day)), None),
        "members": members_on(found, day),
        "meetings": meetings_to_show(meetings)[:NEWEST],
        "tasks": tasks_to_show(tasks)[:NEWEST],
        "threads": threads(messages)[:NEWEST],
        "may_write": access.may_write_to(request.user, found, who, day),
        "today": day,
        "may_keep": access.may_keep(who, found.municipality),
    }
    return render(request, "region/group.html", context)


@region_page
def rhythm(request: DeskRequest, group_id: int) -> HttpResponse:
    found = own_group(request, group_id)
    there = MeetingRhythm.objects.filter(group=found).first()
    form = RhythmForm(request.POST or None, initial={"weeks": there.weeks if there else None})
    if done_by(
        request,
        form,
        lambda: operations.set_rhythm(
            group=found, weeks=form.cleaned_data["weeks"], by=request.user, at=timezone.now()
        ),
        _("The rhythm of meetings has been set."),
    ):
        return redirect("region:group", group_id=found.pk)
    return form_page(
        request,
        form,
        title=_("Rhythm of meetings"),
        note=_("From it follows when the next meeting is due."),
        button=_("Set it"),
        trail=to_group(found),
    )


@region_page
def meeting_new(request: DeskRequest, group_id: int) -> HttpResponse:
    found = own_group(request, group_id)
    form = PlanForm(request.POST or None, initial={"is_public": True})
    if done_by(
        request,
        form,
        lambda: operations.plan_meeting(
            group=found, plan=form.plan, by=request.user, at=timezone.now()
        ),
        _("The meeting has been planned."),
    ):
        return redirect("region:group", group_id=found.pk)
    return form_page(
        request,
        form,
        title=_("Plan a meeting"),
        note=found.name,
        button=_("Plan it"),
        trail=to_group(found),
    )


@region_page
def meeting(request: DeskRequest, meeting_id: int) -> HttpResponse:
    found, day = _meeting_of(request, meeting_id), today(request)
    tasks = visible.tasks_visible_to(request.memberships, request.authority, today=day)
    mine = visible.groups_visible_to(request.memberships, request.authority, today=day)
    context = {
        "menu": MENU,
        "trail": to_groups(),
        "meeting": found,
        "present": found.present.order_by("person_name", "pk"),
        "tasks": tasks_to_show(tasks.filter(meeting=found)),
        "is_unwritten": found.state == "PLANNED" and found.on <= day,
        "today": day,
        "may_keep": access.may_keep(request.memberships, found.group.municipality),
        # Whoever reads shared minutes sees what was said and decided, not who was there.
        "is_own": mine.filter(pk=found.group_id).exists(),
    }
    return render(request, "region/meeting.html", context)


@region_page
def meeting_change(request: DeskRequest, meeting_id: int) -> HttpResponse:
    found = _own_meeting(request, meeting_id)
    form = PlanForm(request.POST or None, initial={name: getattr(found, name) for name in _PLANNED})
    if done_by(
        request,
        form,
        lambda: operations.change_plan(
            meeting=found, plan=form.plan, by=request.user, at=timezone.now()
        ),
        _("The plan of the meeting has been changed."),
    ):
        return redirect("region:meeting", meeting_id=found.pk)
    return form_page(
        request,
        form,
        title=_("Change the plan of a meeting"),
        button=_("Save the change"),
        trail=to_meeting(found),
    )


@region_page
def minutes(request: DeskRequest, meeting_id: int) -> HttpResponse:
    found = _own_meeting(request, meeting_id)
    form = MinutesForm(request.POST or None, request.FILES or None, meeting=found)
    if done_by(
        request,
        form,
        lambda: operations.write_minutes(
            meeting=found,
            minutes=form.held,
            upload=upload_of(form),
            by=request.user,
            at=timezone.now(),
        ),
        _("The minutes have been written."),
    ):
        return redirect("region:meeting", meeting_id=found.pk)
    return form_page(
        request,
        form,
        title=_("Minutes of a meeting"),
        note=found.group.name,
        button=_("Write the minutes"),
        trail=to_meeting(found),
    )


@region_page
def meeting_cancellation(request: DeskRequest, meeting_id: int) -> HttpResponse:
    found = _own_meeting(request, meeting_id)
    form = WhyForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.cancel_meeting(
            meeting=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
        _("The meeting has been cancelled."),
    ):
        return redirect("region:meeting", meeting_id=found.pk)
    return form_page(
        request,
        form,
        title=_("Cancel a meeting"),
        button=_("Cancel the meeting"),
        trail=to_meeting(found),
    )


@region_page
def meeting_file(request: DeskRequest, meeting_id: int) -> HttpResponse:
    found = _meeting_of(request, meeting_id)
    return served(found.file, name=found.file_name, kind=found.file_kind)


def _meeting_of(request: DeskRequest, meeting_id: int) -> Meeting:
    seen = visible.meetings_visible_to(request.memberships, request.authority, today=today(request))
    return get_object_or_404(seen.select_related("authority", "group__municipality"), pk=meeting_id)


def _own_meeting(request: DeskRequest, meeting_id: int) -> Meeting:
    found = _meeting_of(request, meeting_id)
    keeping(request, found.group.municipality)
    return found
