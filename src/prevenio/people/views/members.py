from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access, operations, queries
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.forms import HandOverForm, RoleForm
from prevenio.people.models import Membership, User
from prevenio.people.views.asking import searched_words
from prevenio.web.refusals import sentence

PER_PAGE = 50
INVITATIONS_PER_PAGE = 20


@require_safe
@desk_page
def people(request: DeskRequest) -> HttpResponse:
    words = searched_words(request)
    found = queries.people_of(authority=request.authority, words=words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_manage = access.can_manage_people(request.memberships)
    rows = queries.with_roles(list(page), authority=request.authority, today=timezone.localdate())
    invited = queries.open_invitations(authority=request.authority)
    invitations = Paginator(invited if may_manage else invited.none(), INVITATIONS_PER_PAGE)
    return render(
        request,
        "people/people.html",
        {
            "menu": "people",
            "page": page,
            "people": rows,
            "words": words,
            "invitations": invitations.get_page(request.GET.get("invited")),
            "now": timezone.now(),
            "may_manage": may_manage,
        },
    )


@require_safe
@desk_page
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    shown = shown_person(request, person_id)
    may_manage = access.can_manage_people(request.memberships)
    is_oneself = shown.user.pk == request.user.pk
    return render(
        request,
        "people/person.html",
        {
            "menu": "people",
            "person": shown,
            "today": timezone.localdate(),
            "is_oneself": is_oneself,
            "may_manage": may_manage,
            "may_hand_over": access.can_hand_over(request.user, shown.user, request.memberships),
        },
    )


def shown_person(request: DeskRequest, person_id: int) -> queries.Person:
    """Somebody of this authority, or nothing to be found."""
    found = queries.person_in(
        authority=request.authority, person_id=person_id, today=timezone.localdate()
    )
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@desk_page
def deactivation(request: DeskRequest, person_id: int) -> HttpResponse:
    """Ask whether the account shall be closed here; the button there closes it."""
    shown = shown_person(request, person_id)
    if request.method == "GET":
        if not access.can_manage_people(request.memberships):
            raise NotAllowed
        return _asked(
            request,
            shown.user,
            question=_("Close the account of %(name)s here?") % {"name": shown.user.name},
            consequence=_(
                "All roles end, open pages stop working at once. What the person did stays in the"
                " journal."
            ),
            button=_("Deactivate"),
        )
    try:
        operations.deactivate_person(
            person=shown.user, authority=request.authority, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The account is closed here, and its sessions have ended."))
    return redirect(reverse("people:person", args=[person_id]))


@require_POST
@desk_page
def reactivation(request: DeskRequest, person_id: int) -> HttpResponse:
    shown = shown_person(request, person_id)
    try:
        operations.reactivate_person(
            person=shown.user, authority=request.authority, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The account is open again, with the roles it had last."))
    return redirect(reverse("people:person", args=[person_id]))


@require_http_methods(["GET", "POST"])
@desk_page
def handing_over(request: DeskRequest, person_id: int) -> HttpResponse:
    shown = shown_person(request, person_id)
    if not access.can_hand_over(request.user, shown.user, request.memberships):
        raise NotAllowed
    form = HandOverForm(
        request.POST or None,
        giver=shown.user,
        authority=request.authority,
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.hand_over(
                giver=shown.user,
                authority=request.authority,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Everything has been handed over. Both are told by mail."))
            return redirect(reverse("people:person", args=[form.cleaned_data["taker"].pk]))
    context = {"menu": "people", "person": shown, "form": form}
    return render(request, "people/hand_over.html", context)


@require_http_methods(["GET", "POST"])
@desk_page
def role(request: DeskRequest, membership_id: int) -> HttpResponse:
    membership = get_object_or_404(
        Membership.objects.select_related("user", "body"),
        pk=membership_id,
        authority=request.authority,
    )
    if not access.can_manage_people(request.memberships):
        raise NotAllowed
    form = RoleForm(
        request.POST or None,
        authority=request.authority,
        initial={"role": membership.role, "body": membership.body},
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_role(
                membership=membership, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The role has been changed."))
            return redirect(reverse("people:person", args=[membership.user_id]))
    context = {"menu": "people", "membership": membership, "form": form}
    return render(request, "people/role.html", context)


@require_http_methods(["GET", "POST"])
@desk_page
def role_end(request: DeskRequest, membership_id: int) -> HttpResponse:
    """Ask whether a role shall end; the button there ends it."""
    membership = get_object_or_404(
        Membership.objects.select_related("user"), pk=membership_id, authority=request.authority
    )
    if request.method == "GET":
        return _asked_of_role(request, membership)
    try:
        operations.end_role(membership=membership, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect(reverse("people:person", args=[membership.user_id]))
    messages.success(request, _("The role has ended."))
    if membership.user_id == request.user.pk:
        return redirect(reverse("my-authorities"))
    return redirect(reverse("people:person", args=[membership.user_id]))


def _asked_of_role(request: DeskRequest, membership: Membership) -> HttpResponse:
    is_own = membership.user_id == request.user.pk
    if not is_own and not access.can_manage_people(request.memberships):
        raise NotAllowed
    facts = {"role": membership.get_role_display(), "name": membership.user.name}
    return _asked(
        request,
        membership.user,
        question=_("Give up your role: %(role)s?") % facts
        if is_own
        else _("End the role of %(name)s: %(role)s?") % facts,
        consequence=_(
            "It ends at once. What was done in it stays. Whoever manages people can give it again."
        ),
        button=_("Give up the role") if is_own else _("End the role"),
    )


def _asked(
    request: DeskRequest, leaver: User, *, question: str, consequence: str, button: str
) -> HttpResponse:
    context = {
        "menu": "people",
        "leaver": leaver,
        "question": question,
        "consequence": consequence,
        "button": button,
        "back": reverse("people:person", args=[leaver.pk]),
    }
    return render(request, "people/end.html", context)
