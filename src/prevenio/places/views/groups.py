from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.places.access import can_keep_places, can_work_for
from prevenio.places.forms.duties import EndForm
from prevenio.places.forms.groups import GroupForm, MemberForm
from prevenio.places.models import GroupMember, Municipality, WorkingGroup
from prevenio.places.operations.groups import (
    GroupParticulars,
    MemberParticulars,
    add_group,
    add_member,
    change_group,
    change_member,
    end_member,
)
from prevenio.places.queries.pages import groups_found, members_on
from prevenio.places.views.asking import PER_PAGE, Crumbs, ask, is_keeper, municipality_in, today_of
from prevenio.web.trying import done_by


@require_safe
@desk_page
def groups(request: DeskRequest) -> HttpResponse:
    found = groups_found(authority=request.authority, day=today_of(request))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"menu": "places", "page": page, "may_keep": is_keeper(request)}
    return render(request, "places/groups.html", context)


@require_safe
@desk_page
def group(request: DeskRequest, group_id: int) -> HttpResponse:
    """A group with its members; addresses of members are for those who work for it."""
    one = _group_in(request, group_id)
    may_work = _may_work(request, one.municipality)
    members = members_on(group=one, day=today_of(request))
    shown = members if may_work else [member for member in members if member.is_public]
    context = {"menu": "places", "group": one, "members": shown, "may_work": may_work}
    return render(request, "places/group.html", context)


@require_http_methods(["GET", "POST"])
@desk_page
def new_group(request: DeskRequest, municipality_id: int | None = None) -> HttpResponse:
    town = municipality_in(request, municipality_id) if municipality_id is not None else None
    if not _may_work(request, town):
        raise NotAllowed
    form = GroupForm(request.POST or None)

    def add() -> WorkingGroup:
        return add_group(
            authority=request.authority,
            particulars=form.particulars(town),
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, add, _("The working group has been added.")):
        added = request.authority.working_groups.get(name=form.cleaned_data["name"])
        return redirect("places:group", added.pk)
    lead = town.name if town else ""
    title = _("Add a working group")
    return ask(request, form, title=title, lead=lead, crumbs=_crumbs(), submit=_("Add"))


@require_http_methods(["GET", "POST"])
@desk_page
def group_change(request: DeskRequest, group_id: int) -> HttpResponse:
    one = _workable(request, group_id)
    initial = {name: getattr(one, name) for name in GroupParticulars.__dataclass_fields__}
    form = GroupForm(request.POST or None, initial=initial)

    def change() -> WorkingGroup:
        return change_group(
            group=one,
            particulars=form.particulars(one.municipality),
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, change, _("The working group has been changed.")):
        return redirect("places:group", one.pk)
    title = pgettext("of a place", "Change %(name)s") % {"name": one.name}
    return ask(request, form, title=title, crumbs=_crumbs(one), submit=_("Save"))


@require_http_methods(["GET", "POST"])
@desk_page
def new_member(request: DeskRequest, group_id: int) -> HttpResponse:
    one = _workable(request, group_id)
    initial = {"is_public": True, "first_day": today_of(request)}
    form = MemberForm(request.POST or None, authority=request.authority, initial=initial)

    def add() -> GroupMember:
        return add_member(
            group=one, particulars=form.particulars(), by=request.user, at=timezone.now()
        )

    if done_by(request, form, add, _("The member has been added.")):
        return redirect("places:group", one.pk)
    title = _("Add a member")
    return ask(request, form, title=title, crumbs=_crumbs(one), submit=_("Add"))


@require_http_methods(["GET", "POST"])
@desk_page
def member_change(request: DeskRequest, member_id: int) -> HttpResponse:
    member = _workable_member(request, member_id)
    initial = {name: getattr(member, name) for name in MemberParticulars.__dataclass_fields__}
    form = MemberForm(request.POST or None, authority=request.authority, initial=initial)

    def change() -> GroupMember:
        return change_member(
            member=member, particulars=form.particulars(), by=request.user, at=timezone.now()
        )

    if done_by(request, form, change, _("The member has been changed.")):
        return redirect("places:group", member.group_id)
    title = pgettext("of a place", "Change %(name)s") % {"name": member.person_name}
    return ask(request, form, title=title, crumbs=_crumbs(member.group), submit=_("Save"))


@require_http_methods(["GET", "POST"])
@desk_page
def member_end(request: DeskRequest, member_id: int) -> HttpResponse:
    member = _workable_member(request, member_id)
    form = EndForm(request.POST or None, initial={"last_day": today_of(request)})

    def end() -> None:
        last_day = form.cleaned_data["last_day"]
        end_member(member=member, last_day=last_day, by=request.user, at=timezone.now())

    if done_by(request, form, end, _("The member leaves on that day.")):
        return redirect("places:group", member.group_id)
    title = _("%(name)s leaves the group") % {"name": member.person_name}
    return ask(request, form, title=title, crumbs=_crumbs(member.group), submit=_("Save"))


def _group_in(request: DeskRequest, group_id: int) -> WorkingGroup:
    rows = WorkingGroup.objects.select_related("authority", "municipality__authority")
    return get_object_or_404(rows, pk=group_id, authority=request.authority)


def _may_work(request: DeskRequest, municipality: Municipality | None) -> bool:
    at = timezone.now()
    if municipality is None:
        return can_keep_places(request.user, request.authority, at)
    return can_work_for(request.user, municipality, at)


def _workable(request: DeskRequest, group_id: int) -> WorkingGroup:
    one = _group_in(request, group_id)
    if not _may_work(request, one.municipality):
        raise NotAllowed
    return one


def _workable_member(request: DeskRequest, member_id: int) -> GroupMember:
    rows = GroupMember.objects.select_related("group__authority", "group__municipality__authority")
    member = get_object_or_404(rows, pk=member_id, group__authority=request.authority)
    if not _may_work(request, member.group.municipality):
        raise NotAllowed
    return member


def _crumbs(group: WorkingGroup | None = None) -> Crumbs:
    crumbs = [
        (reverse("places:overview"), pgettext("menu", "Places")),
        (reverse("places:groups"), _("Working groups")),
    ]
    if group is not None:
        crumbs.append((reverse("places:group", args=[group.pk]), group.name))
    return crumbs
