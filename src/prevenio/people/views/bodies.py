from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access, operations, queries
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.forms import AliasForm, BodyForm, GroupMemberForm
from prevenio.people.models import Body, LegalKind
from prevenio.people.operations.bodies import Particulars
from prevenio.people.views.asking import searched_words
from prevenio.web.refusals import sentence

PER_PAGE = 50


@require_safe
@desk_page
def body_list(request: DeskRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in LegalKind.values else ""
    words = searched_words(request)
    counts = queries.kinds_of_bodies(authority=request.authority)
    found = queries.bodies_found(authority=request.authority, words=words, kind=kind)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    kinds = [(value, label, counts[value]) for value, label in LegalKind.choices if value in counts]
    return render(
        request,
        "people/body_list.html",
        {
            "menu": "bodies",
            "page": page,
            "words": words,
            "kind": kind,
            "kinds": kinds,
            "total": sum(counts.values()),
            "may_manage": access.can_manage_bodies(request.memberships),
        },
    )


@require_safe
@desk_page
def body(request: DeskRequest, body_id: int) -> HttpResponse:
    body = get_object_or_404(Body, pk=body_id, authority=request.authority)
    return body_page(request, body, AliasForm(), GroupMemberForm(group=body))


def body_page(
    request: DeskRequest, body: Body, alias_form: AliasForm, member_form: GroupMemberForm
) -> HttpResponse:
    """The page of a body; also shown again when something typed on it was not right."""
    return render(
        request,
        "people/body.html",
        {
            "menu": "bodies",
            "body": body,
            "aliases": body.aliases.order_by("name", "pk"),
            "members": queries.group_members(group=body) if body.is_group else [],
            "groups": body.groups.select_related("group").order_by("group__short_name", "pk"),
            "people": queries.people_of_body(body=body, today=timezone.localdate()),
            "alias_form": alias_form,
            "member_form": member_form,
            "may_manage": access.can_manage_bodies(request.memberships),
        },
    )


@require_http_methods(["GET", "POST"])
@desk_page
def new_body(request: DeskRequest) -> HttpResponse:
    if not access.can_manage_bodies(request.memberships):
        raise NotAllowed
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            body = operations.add_body(
                authority=request.authority,
                particulars=form.particulars(),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The body has been added."))
            return redirect(reverse("people:body", args=[body.pk]))
    return render(request, "people/body_form.html", {"menu": "bodies", "form": form})


@require_http_methods(["GET", "POST"])
@desk_page
def change_body(request: DeskRequest, body_id: int) -> HttpResponse:
    body = get_object_or_404(Body, pk=body_id, authority=request.authority)
    if not access.can_manage_bodies(request.memberships):
        raise NotAllowed
    initial = {name: getattr(body, name) for name in Particulars.__dataclass_fields__}
    form = BodyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_body(
                body=body, particulars=form.particulars(), by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The body has been changed."))
            return redirect(reverse("people:body", args=[body.pk]))
    context = {"menu": "bodies", "form": form, "body": body}
    return render(request, "people/body_form.html", context)


@require_POST
@desk_page
def confirmation(request: DeskRequest) -> HttpResponse:
    try:
        operations.confirm_bodies(authority=request.authority, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The list of bodies has been confirmed."))
    return redirect(reverse("people:bodies"))
