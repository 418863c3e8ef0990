from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.editorial import access
from prevenio.editorial.forms import ChannelForm
from prevenio.editorial.models import Channel
from prevenio.editorial.operations import channels
from prevenio.editorial.queries import media as queries
from prevenio.editorial.views.media import WAYS
from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.web.trying import done_by, from_a_button, tried


@require_safe
@desk_page
def channel_list(request: DeskRequest) -> HttpResponse:
    context = {
        "menu": "editorial",
        "channels": queries.channels_of(request.authority),
        "may_keep": access.can_keep_media_log(request.memberships),
    }
    return render(request, "editorial/channels.html", context)


@require_http_methods(WAYS)
@desk_page
def channel(request: DeskRequest, channel_id: int | None = None) -> HttpResponse:
    if not access.can_keep_media_log(request.memberships):
        raise NotAllowed
    known = _channel_of(request, channel_id) if channel_id is not None else None
    initial = ChannelForm.initial_of(known) if known else None
    form = ChannelForm(request.POST or None, authority=request.authority, initial=initial)
    if done_by(
        request, form, lambda: _save(request, known, form), _("The channel has been saved.")
    ):
        return redirect("editorial:channels")
    context = {"menu": "editorial", "form": form, "channel": known}
    return render(request, "editorial/channel.html", context, status=422 if form.errors else 200)


@desk_page
@from_a_button("editorial:channel", "channel_id")
def channel_removal(request: DeskRequest, channel_id: int) -> HttpResponse:
    found = _channel_of(request, channel_id)
    tried(
        request,
        lambda: channels.remove_channel(channel=found, by=request.user, at=timezone.now()),
        _("The channel has been removed."),
    )
    return redirect("editorial:channels")


def _save(request: DeskRequest, known: Channel | None, form: ChannelForm) -> Channel:
    described, by, now = form.described(), request.user, timezone.now()
    if known is None:
        return channels.add_channel(authority=request.authority, described=described, by=by, at=now)
    return channels.change_channel(channel=known, described=described, by=by, at=now)


def _channel_of(request: DeskRequest, channel_id: int) -> Channel:
    return get_object_or_404(Channel, authority=request.authority, pk=channel_id)
