from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access, links, operations, queries
from prevenio.people.adapter import remember_language
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.forms import AcceptanceForm, InvitationForm
from prevenio.people.models import Invitation, User
from prevenio.web.refusals import sentence

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
@desk_page
def new_invitation(request: DeskRequest) -> HttpResponse:
    if not access.can_manage_people(request.memberships):
        raise NotAllowed
    form = InvitationForm(request.POST or None, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = operations.invite_person(
                authority=request.authority,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            said = _("The invitation is on its way to %(email)s.")
            messages.success(request, said % {"email": invitation.email})
            return redirect(reverse("people:people"))
    return render(request, "people/invite.html", {"menu": "people", "form": form})


@require_POST
@desk_page
def sending(request: DeskRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, authority=request.authority)
    try:
        operations.renew_invitation(invitation=invitation, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The invitation has been sent again with a new link."))
    return redirect(reverse("people:people"))


@require_POST
@desk_page
def revocation(request: DeskRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, authority=request.authority)
    try:
        operations.revoke_invitation(invitation=invitation, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The invitation has been withdrawn; its link is dead."))
    return redirect(reverse("people:people"))


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def acceptance(request: HttpRequest, token: str) -> HttpResponse:
    invitation = links.invitation_of(token)
    here = getattr(request, "authority", None)
    if invitation is None or invitation.authority != here:
        return render(request, "people/invitation_closed.html", status=404)
    if not invitation.is_open_at(timezone.now()):
        return render(request, "people/invitation_closed.html", status=410)
    if request.user.is_authenticated or queries.has_account(email=invitation.email):
        return accept_as_oneself(request, invitation)
    return accept_as_new_person(request, invitation)


def accept_as_oneself(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Whoever has an account signs in with it and takes the role up with one button."""
    if request.method == "POST" and request.user.is_authenticated:
        try:
            operations.accept_as_oneself(invitation=invitation, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, sentence(refusal))
            return redirect(request.path)
        messages.success(request, _("The role is yours now."))
        return redirect(reverse("desk:home"))
    return render(request, "people/invitation_own.html", {"invitation": invitation})


def accept_as_new_person(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Everybody else chooses a name, a language and a password."""
    language = invitation.authority.language
    initial = {"language": get_language() or language}
    form = AcceptanceForm(request.POST or None, email=invitation.email, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            user = operations.accept_as_new_person(
                invitation=invitation, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return let_in(request, user)
    context = {"invitation": invitation, "form": form}
    return render(request, "people/invitation.html", context)


def let_in(request: HttpRequest, user: User) -> HttpResponse:
    """Sign the new person in; an account opened again must still show its key or code."""
    if is_mfa_enabled(user):
        response = redirect(reverse("account_login"))
    else:
        login(request, user, backend=SIGNED_IN_BY)
        response = redirect(reverse("desk:home"))
    remember_language(response, user.language)
    return response
