"""Messages of the shared work: the list, a thread with its replies, writing, taking back."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from prevenio.kernel.errors import NotAllowed
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, today
from prevenio.places.models import WorkingGroup
from prevenio.region import access
from prevenio.region.forms.messages import MessageForm, ReplyForm
from prevenio.region.forms.parts import upload_of
from prevenio.region.letters import how_many_reached
from prevenio.region.models import Message
from prevenio.region.operations import messages as operations
from prevenio.region.queries import visible
from prevenio.region.queries.messages import thread_of, threads
from prevenio.region.views import trails
from prevenio.region.views.doors import MENU, form_page, group_of, region_page
from prevenio.region.views.serving import served
from prevenio.web.trying import done_by, from_a_button, tried

PER_PAGE = 30


@region_page
def messages(request: DeskRequest) -> HttpResponse:
    seen = visible.messages_visible_to(request.memberships, request.authority, today=today(request))
    page = Paginator(threads(seen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": MENU,
        "trail": trails.to_overview(),
        "page": page,
        "may_write_to_all": people.is_bureau(request.memberships),
    }
    return render(request, "region/messages.html", context)


@region_page
def message_new(request: DeskRequest) -> HttpResponse:
    return _new(request, None)


@region_page
def group_message_new(request: DeskRequest, group_id: int) -> HttpResponse:
    return _new(request, group_of(request, group_id))


@region_page
def message(request: DeskRequest, message_id: int) -> HttpResponse:
    found = _message_of(request, message_id)
    if found.answers_id is not None:
        return redirect("region:message", message_id=found.answers_id)
    form = ReplyForm(request.POST or None, request.FILES or None)
    if done_by(
        request,
        form,
        lambda: operations.reply(
            message=found,
            words=form.cleaned_data["words"],
            upload=upload_of(form),
            by=request.user,
            at=timezone.now(),
        ),
        _("The reply has been sent."),
    ):
        return redirect("region:message", message_id=found.pk)
    who = request.memberships
    context = {
        "menu": MENU,
        "trail": trails.to_messages(),
        "thread": thread_of(found),
        "form": form,
        "may_reply": not found.taken_back_at
        and access.may_reply(request.user, found, who, today(request)),
        "takes_all_back": people.is_bureau(who),
    }
    return render(request, "region/message.html", context, status=422 if form.errors else 200)


@region_page
@from_a_button("region:message", "message_id")
def message_taken_back(request: DeskRequest, message_id: int) -> HttpResponse:
    found = _message_of(request, message_id)
    tried(
        request,
        lambda: operations.take_back(message=found, by=request.user, at=timezone.now()),
        _("The message has been taken back."),
    )
    return redirect("region:message", message_id=found.answers_id or found.pk)


@region_page
def message_file(request: DeskRequest, message_id: int) -> HttpResponse:
    found = _message_of(request, message_id)
    return served(found.file, name=found.file_name, kind=found.file_kind)


def _new(request: DeskRequest, group: WorkingGroup | None) -> HttpResponse:
    if not access.may_write_to(request.user, group, request.memberships, today(request)):
        raise NotAllowed
    form = MessageForm(request.POST or None, request.FILES or None)
    if done_by(
        request,
        form,
        lambda: operations.write_message(
            authority=request.authority,
            group=group,
            title=form.cleaned_data["title"],
            words=form.cleaned_data["words"],
            upload=upload_of(form),
            by=request.user,
            at=timezone.now(),
        ),
        _("The message has been sent."),
    ):
        return redirect("region:group", group.pk) if group else redirect("region:messages")
    return form_page(
        request,
        form,
        title=pgettext("message", "Write to the group")
        if group
        else _("Write to all working groups"),
        note=_where_it_goes(request, group),
        button=_("Send"),
        trail=trails.to_group(group) if group else trails.to_messages(),
    )


def _where_it_goes(request: DeskRequest, group: WorkingGroup | None) -> str:
    """Whom it reaches, said before it is sent."""
    whose = group.name if group else _("All working groups")
    reached = how_many_reached(request.authority, group, today(request), but=request.user)
    if not reached:
        said = _(
            "%(group)s: nobody else has an e-mail address here, so it stands on the desk alone."
        )
    else:
        said = ngettext(
            "%(group)s: the words go by e-mail to %(count)s address.",
            "%(group)s: the words go by e-mail to %(count)s addresses.",
            reached,
        )
    return said % {"group": whose, "count": reached}


def _message_of(request: DeskRequest, message_id: int) -> Message:
    seen = visible.messages_visible_to(request.memberships, request.authority, today=today(request))
    return get_object_or_404(
        seen.select_related("group__municipality", "by", "authority"), pk=message_id
    )
