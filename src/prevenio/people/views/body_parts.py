from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prevenio.kernel.errors import Refused
from prevenio.people import operations
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.forms import AliasForm, GroupMemberForm
from prevenio.people.models import Body, BodyAlias, BodyMember
from prevenio.people.views.bodies import body_page
from prevenio.web.refusals import sentence


@require_POST
@desk_page
def new_alias(request: DeskRequest, body_id: int) -> HttpResponse:
    body = get_object_or_404(Body, pk=body_id, authority=request.authority)
    form = AliasForm(request.POST)
    if form.is_valid():
        try:
            operations.add_alias(body=body, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The name has been added."))
            return redirect(reverse("people:body", args=[body.pk]))
    return body_page(request, body, form, GroupMemberForm(group=body))


@require_POST
@desk_page
def alias_removal(request: DeskRequest, alias_id: int) -> HttpResponse:
    alias = get_object_or_404(BodyAlias, pk=alias_id, body__authority=request.authority)
    try:
        operations.remove_alias(alias=alias, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The name has been removed."))
    return redirect(reverse("people:body", args=[alias.body_id]))


@require_POST
@desk_page
def new_group_member(request: DeskRequest, body_id: int) -> HttpResponse:
    group = get_object_or_404(Body, pk=body_id, authority=request.authority)
    form = GroupMemberForm(request.POST, group=group)
    if form.is_valid():
        try:
            operations.add_group_member(
                group=group, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The body has been added to the group."))
            return redirect(reverse("people:body", args=[group.pk]))
    return body_page(request, group, AliasForm(), form)


@require_POST
@desk_page
def group_member_removal(request: DeskRequest, belonging_id: int) -> HttpResponse:
    belonging = get_object_or_404(BodyMember, pk=belonging_id, group__authority=request.authority)
    try:
        operations.remove_group_member(belonging=belonging, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The body has been taken out of the group."))
    return redirect(reverse("people:body", args=[belonging.group_id]))
