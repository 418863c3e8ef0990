from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms import (
    DayForm,
    NameForm,
    NewProgrammeForm,
    NewStatementForm,
    PublicationForm,
    RemarkForm,
    TeamMemberForm,
    TriggerForm,
)
from prevenio.programme.models import (
    ChapterComment,
    DraftingMember,
    Programme,
    StatementKind,
    Trigger,
)
from prevenio.programme.operations import company, editing
from prevenio.programme.queries import publications as queries
from prevenio.programme.views.doors import confirmation, for_editors
from prevenio.programme.views.versions import version_of
from prevenio.web.refusals import sentence
from prevenio.web.trying import from_a_button


@desk_page
@for_editors
@require_http_methods(["GET", "POST"])
def new_programme(request: DeskRequest) -> HttpResponse:
    form = NewProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = company.begin_programme(
                authority=request.authority,
                title=form.cleaned_data["title"],
                first_year=form.cleaned_data["first_year"],
                last_year=form.cleaned_data["last_year"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The programme has begun as an empty draft."))
            return redirect("programme:version", version.pk)
    context = {"menu": "programme", "form": form}
    status = 422 if form.errors else 200
    return render(request, "programme/new_programme.html", context, status=status)


@desk_page
@from_a_button("programme:version", "version_id")
def add_area(request: DeskRequest, version_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the new area a name."))
        return redirect("programme:version", version_id)
    if version.areas.filter(title=form.cleaned_data["name"]).exists():
        messages.info(request, _("There is an area of that name already."))
        return redirect("programme:version", version_id)
    return _done(
        request,
        version_id,
        lambda: editing.add_area(
            version=version, title=form.cleaned_data["name"], by=request.user, at=timezone.now()
        ),
        _("The area has been added."),
    )


@desk_page
@require_http_methods(["GET", "POST"])
def remove_area(request: DeskRequest, version_id: int, code: str) -> HttpResponse:
    version = version_of(request, version_id)
    area = get_object_or_404(version.areas.select_related("version"), code=code)
    if request.method == "GET":
        count = area.actions.count()
        return confirmation(
            request,
            question=_("Remove area %(area)s?") % {"area": area},
            consequence=ngettext(
                "%(count)s action goes with it. The other areas keep their numbers.",
                "%(count)s actions go with it. The other areas keep their numbers.",
                count,
            )
            % {"count": count},
            button=_("Remove the area"),
            back=reverse("programme:area", args=[version_id, code]),
            version=version,
        )
    return _done(
        request,
        version_id,
        lambda: editing.remove_area(area=area, by=request.user, at=timezone.now()),
        _("The area has been removed from the draft with its actions."),
    )


@desk_page
@from_a_button("programme:version", "version_id")
def add_initiative(request: DeskRequest, version_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the new initiative a name."))
        return redirect("programme:version", version_id)
    if version.initiatives.filter(name=form.cleaned_data["name"]).exists():
        messages.info(request, _("There is an initiative of that name already."))
        return redirect("programme:version", version_id)
    return _done(
        request,
        version_id,
        lambda: editing.add_initiative(
            version=version, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
        ),
        _("The initiative has been added."),
    )


@desk_page
@require_http_methods(["GET", "POST"])
def remove_initiative(request: DeskRequest, version_id: int, initiative_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    initiative = get_object_or_404(version.initiatives.select_related("version"), pk=initiative_id)
    if request.method == "GET":
        return confirmation(
            request,
            question=_("Remove the initiative “%(name)s”?") % {"name": initiative.name},
            consequence=_("Its aim, implementers, audience and funding go with it."),
            button=_("Remove the initiative"),
            back=reverse("programme:initiative", args=[version_id, initiative_id]),
            version=version,
        )
    return _done(
        request,
        version_id,
        lambda: editing.remove_initiative(
            initiative=initiative, by=request.user, at=timezone.now()
        ),
        _("The initiative has been removed from the draft."),
    )


@desk_page
@from_a_button("programme:version", "version_id")
def add_statement(request: DeskRequest, version_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    form = NewStatementForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the list and write the text of the new item."))
        return redirect("programme:version", version_id)
    if version.statements.filter(**form.cleaned_data).exists():
        messages.info(request, _("The list holds this item already."))
        return redirect("programme:version", version_id)
    return _done(
        request,
        version_id,
        lambda: editing.add_statement(
            version=version,
            kind=StatementKind(form.cleaned_data["kind"]),
            text=form.cleaned_data["text"],
            by=request.user,
            at=timezone.now(),
        ),
        _("The item has been added to its list."),
    )


@desk_page
@require_http_methods(["GET", "POST"])
def remove_statement(request: DeskRequest, version_id: int, statement_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    statement = get_object_or_404(version.statements.select_related("version"), pk=statement_id)
    if request.method == "GET":
        return confirmation(
            request,
            question=_("Remove this item?"),
            consequence=statement.text,
            button=_("Remove the item"),
            back=reverse("programme:statement", args=[version_id, statement_id]),
            version=version,
        )
    return _done(
        request,
        version_id,
        lambda: editing.remove_statement(statement=statement, by=request.user, at=timezone.now()),
        _("The item has been removed from the draft."),
    )


@desk_page
@from_a_button("programme:version", "version_id")
def add_team_member(request: DeskRequest, version_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    form = TeamMemberForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the name of the person."))
        return redirect("programme:version", version_id)
    return _done(
        request,
        version_id,
        lambda: company.add_team_member(
            version=version,
            name=form.cleaned_data["name"],
            office=form.cleaned_data["office"],
            by=request.user,
            at=timezone.now(),
        ),
        _("The person has been added to the drafting team."),
    )


@desk_page
@from_a_button("programme:version", "version_id")
def remove_team_member(request: DeskRequest, version_id: int, member_id: int) -> HttpResponse:
    members = DraftingMember.objects.filter(version=version_of(request, version_id))
    member = get_object_or_404(members.select_related("version"), pk=member_id)
    return _done(
        request,
        version_id,
        lambda: company.remove_team_member(member=member, by=request.user, at=timezone.now()),
        _("The person has left the drafting team."),
    )


@desk_page
@from_a_button("programme:chapter", "version_id", "chapter_id")
def remark(request: DeskRequest, version_id: int, chapter_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    chapters = version.chapters.select_related("version__programme__authority")
    chapter = get_object_or_404(chapters, pk=chapter_id)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the remark before you send it."))
    else:
        _try(
            request,
            lambda: company.comment_on_chapter(
                chapter=chapter,
                text=form.cleaned_data["remark"],
                by=request.user,
                at=timezone.now(),
            ),
            _("The remark has been kept."),
        )
    return redirect("programme:chapter", version_id, chapter_id)


@desk_page
@from_a_button("programme:chapter", "version_id", "chapter_id")
def settle_remark(
    request: DeskRequest, version_id: int, chapter_id: int, remark_id: int
) -> HttpResponse:
    remarks = ChapterComment.objects.filter(version=version_of(request, version_id))
    comment = get_object_or_404(remarks, pk=remark_id)
    _try(
        request,
        lambda: company.settle_comment(comment=comment, by=request.user, at=timezone.now()),
        _("The remark is settled."),
    )
    return redirect("programme:chapter", version_id, chapter_id)


@desk_page
@from_a_button("programme:action", "version_id", "code")
def trigger(request: DeskRequest, version_id: int, code: str) -> HttpResponse:
    version = version_of(request, version_id)
    action = get_object_or_404(
        version.actions.select_related("version__programme__authority"), code=code
    )
    form = TriggerForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Give the day it began, for example 14.7.2023, and what happened.")
        )
    else:
        _try(
            request,
            lambda: company.record_trigger(
                action=action, by=request.user, at=timezone.now(), **form.cleaned_data
            ),
            _("The event is recorded. The action is active from that day."),
        )
    return redirect("programme:action", version_id, code)


@desk_page
@from_a_button("programme:action", "version_id", "code")
def end_trigger(request: DeskRequest, version_id: int, code: str, trigger_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    thing = get_object_or_404(Trigger.objects.filter(programme=version.programme), pk=trigger_id)
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day it ended, for example 20.7.2023."))
    else:
        _try(
            request,
            lambda: company.end_trigger(
                trigger=thing,
                ended_on=form.cleaned_data["day"],
                by=request.user,
                at=timezone.now(),
            ),
            _("The end of the event is recorded."),
        )
    return redirect("programme:action", version_id, code)


@desk_page
@require_http_methods(["GET", "POST"])
def publications(request: DeskRequest, programme_id: int) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=programme_id, authority=request.authority)
    chosen = queries.publication_at(programme, request.GET.get("change", ""))
    names = list(PublicationForm.base_fields)
    initial = {name: getattr(chosen, name) for name in names} if chosen else {}
    form = PublicationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            company.keep_publication(
                programme=programme,
                publication=chosen,
                values=form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("copies_given_out", sentence(refusal))
        else:
            messages.success(request, _("The publication has been kept in the register."))
            return redirect("programme:publications", programme.pk)
    context = {
        "menu": "programme",
        "programme": programme,
        "page": queries.publications_page(programme, number=request.GET.get("page", "1")),
        "chosen": chosen,
        "form": form,
        "may_edit": access.can_edit_programme(request.memberships),
    }
    status = 422 if form.errors else 200
    return render(request, "programme/publications.html", context, status=status)


def _try(request: DeskRequest, operation: Callable[[], object], said: str) -> None:
    try:
        operation()
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, said)


def _done(
    request: DeskRequest, version_id: int, operation: Callable[[], object], said: str
) -> HttpResponse:
    _try(request, operation, said)
    return redirect("programme:version", version_id)
