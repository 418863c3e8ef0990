"""Channels of a project and the groups they reach."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people.doors import DeskRequest
from prevenio.region.forms.projects import ChannelForm
from prevenio.region.models import Channel
from prevenio.region.operations import audiences as operations
from prevenio.region.views.project_pages import Words, asked, bureau_page
from prevenio.region.views.projects import around, project_of
from prevenio.web.trying import from_a_button, tried


@bureau_page
def channel_new(request: DeskRequest, project_id: int) -> HttpResponse:
    found = project_of(request, project_id)
    form = ChannelForm(request.POST or None, project=found)
    return asked(
        request,
        form,
        lambda: operations.add_channel(
            project=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        Words(pgettext("of a project", "Add a channel"), _("Add")),
        success=_("The channel has been added."),
        **around(found),
    )


@bureau_page
def channel(request: DeskRequest, channel_id: int) -> HttpResponse:
    found = _channel_of(request, channel_id)
    project = project_of(request, found.project_id)
    before = {"name": found.name, "groups": [one.audience for one in found.reaches.all()]}
    form = ChannelForm(request.POST or None, project=project, initial=before)
    return asked(
        request,
        form,
        lambda: operations.change_channel(
            channel=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        Words(found.name, _("Save")),
        success=_("The channel has been changed."),
        removal=reverse("region:channel-removed", args=[found.pk]),
        **around(project),
    )


@bureau_page
@from_a_button("region:channel", "channel_id")
def channel_removed(request: DeskRequest, channel_id: int) -> HttpResponse:
    found = _channel_of(request, channel_id)
    tried(
        request,
        lambda: operations.remove_channel(channel=found, by=request.user, at=timezone.now()),
        pgettext("of a project", "The channel has been removed."),
    )
    return redirect("region:project", found.project_id)


def _channel_of(request: DeskRequest, channel_id: int) -> Channel:
    rows = Channel.objects.filter(project__authority=request.authority).select_related("project")
    return get_object_or_404(rows, pk=channel_id)
