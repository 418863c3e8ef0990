from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, today
from prevenio.region import access
from prevenio.region.forms.meetings import OutcomeForm, TaskForm
from prevenio.region.models import GroupTask, TaskState
from prevenio.region.operations import tasks as operations
from prevenio.region.queries import visible
from prevenio.region.queries.groups import tasks_to_show
from prevenio.region.views.doors import MENU, form_page, keeping, own_group, region_page
from prevenio.region.views.trails import to_group, to_overview, to_tasks
from prevenio.web.trying import done_by

PER_PAGE = 50
LATE = "LATE"


@region_page
def tasks(request: DeskRequest) -> HttpResponse:
    day = today(request)
    seen = visible.tasks_visible_to(request.memberships, request.authority, today=day)
    state = request.GET.get("state", "")
    found = tasks_to_show(seen)
    if state == LATE:
        found = found.filter(state=TaskState.OPEN, due_on__lt=day)
    elif state in TaskState.values:
        found = found.filter(state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": MENU,
        "trail": to_overview(),
        "page": page,
        "tasks": page,
        "state": state,
        "pills": [(LATE, _("Overdue")), *TaskState.choices],
        "today": day,
    }
    return render(request, "region/tasks.html", context)


@region_page
def task_new(request: DeskRequest, group_id: int) -> HttpResponse:
    group = own_group(request, group_id)
    form = TaskForm(request.POST or None, group=group)
    if done_by(
        request,
        form,
        lambda: operations.set_task(
            group=group, said=form.said, by=request.user, at=timezone.now()
        ),
        _("The task has been given."),
    ):
        return redirect("region:group", group_id=group.pk)
    return form_page(
        request,
        form,
        title=_("New task"),
        note=group.name,
        button=_("Give the task"),
        trail=to_group(group),
    )


@region_page
def task(request: DeskRequest, task_id: int) -> HttpResponse:
    found = _task_of(request, task_id)
    context = {
        "menu": MENU,
        "trail": to_tasks(),
        "task": found,
        "is_late": found.is_overdue_on(today(request)),
        "may_keep": access.may_keep(request.memberships, found.group.municipality),
        "may_close": _may_close(request, found),
    }
    return render(request, "region/task.html", context)


@region_page
def task_change(request: DeskRequest, task_id: int) -> HttpResponse:
    found = _task_of(request, task_id)
    keeping(request, found.group.municipality)
    form = TaskForm(request.POST or None, group=found.group, task=found)
    if done_by(
        request,
        form,
        lambda: operations.change_task(
            task=found, said=form.said, by=request.user, at=timezone.now()
        ),
        _("The task has been changed."),
    ):
        return redirect("region:task", task_id=found.pk)
    return form_page(
        request,
        form,
        title=_("Change a task"),
        note=found.what,
        button=_("Save the change"),
        trail=to_tasks(),
    )


@region_page
def task_done(request: DeskRequest, task_id: int) -> HttpResponse:
    return _closed(request, task_id, is_done=True)


@region_page
def task_dropped(request: DeskRequest, task_id: int) -> HttpResponse:
    return _closed(request, task_id, is_done=False)


def _closed(request: DeskRequest, task_id: int, *, is_done: bool) -> HttpResponse:
    found = _task_of(request, task_id)
    if not _may_close(request, found):
        raise NotAllowed
    form = OutcomeForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.close_task(
            task=found,
            outcome=form.cleaned_data["outcome"],
            is_done=is_done,
            by=request.user,
            at=timezone.now(),
        ),
        _("The task is done.") if is_done else _("The task has been dropped."),
    ):
        return redirect("region:task", task_id=found.pk)
    return form_page(
        request,
        form,
        title=_("The task is done") if is_done else _("Drop a task"),
        note=found.what,
        button=_("Write it down"),
        trail=to_tasks(),
    )


def _may_close(request: DeskRequest, task: GroupTask) -> bool:
    return operations.is_theirs(task, request.user) or access.may_keep(
        request.memberships, task.group.municipality
    )


def _task_of(request: DeskRequest, task_id: int) -> GroupTask:
    seen = visible.tasks_visible_to(request.memberships, request.authority, today=today(request))
    related = tasks_to_show(seen).select_related(
        "group__authority", "group__municipality", "member", "body", "meeting__group", "set_by"
    )
    return get_object_or_404(related, pk=task_id)
