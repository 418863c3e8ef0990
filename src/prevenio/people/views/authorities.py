from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from prevenio.kernel import colour
from prevenio.kernel.errors import Refused
from prevenio.people import access, addresses, operations, queries
from prevenio.people.doors import DeskRequest, SignedInRequest, desk_page, signed_in_page
from prevenio.people.forms import AuthorityForm, CoordinatorForm, NewAuthorityForm
from prevenio.people.models import Authority, Role


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    authorities = list(Authority.objects.order_by("name", "pk"))
    if len(authorities) == 1:
        return redirect(addresses.address("portal:home", authority=authorities[0]))
    homes = [(one, addresses.address("portal:home", authority=one)) for one in authorities]
    template = "people/site_home.html" if authorities else "people/first_run.html"
    return render(request, template, {"homes": homes})


@require_GET
@signed_in_page
def authority_list(request: SignedInRequest) -> HttpResponse:
    if not access.can_create_authority(request.user):
        raise Http404
    authorities = queries.authorities_with_people()
    rows = [(one, addresses.address("portal:home", authority=one)) for one in authorities]
    return render(request, "people/authority_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@signed_in_page
def new_authority(request: SignedInRequest) -> HttpResponse:
    if not access.can_create_authority(request.user):
        raise Http404
    form = NewAuthorityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            authority = operations.create_authority(
                by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("slug", str(refusal))
        else:
            return redirect(addresses.address("desk:home", authority=authority))
    return render(request, "people/authority_new.html", {"form": form})


@require_POST
@signed_in_page
def appoint_coordinator(request: SignedInRequest, authority_id: int) -> HttpResponse:
    if not access.can_create_authority(request.user):
        raise Http404
    authority = get_object_or_404(Authority, pk=authority_id)
    form = CoordinatorForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter an e-mail address, for example anna@example.org."))
        return redirect(reverse("authorities"))
    try:
        operations.invite_person(
            authority=authority,
            email=form.cleaned_data["email"],
            role=Role.COORDINATOR,
            body=None,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation is on its way."))
    return redirect(reverse("authorities"))


@require_http_methods(["GET", "POST"])
@desk_page
def look(request: DeskRequest) -> HttpResponse:
    authority = request.authority
    names = [name for name in AuthorityForm.base_fields if hasattr(authority, name)]
    initial = {name: getattr(authority, name) for name in names} | {
        "colour": authority.brand,
        "other_languages": authority.languages[1:],
    }
    form = AuthorityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_authority(
                authority=authority, choices=form.choices(), by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The settings of the authority have been saved."))
            return redirect(reverse("people:authority"))
    context = {
        "form": form,
        "may_manage": access.can_manage_authority(request.memberships),
        "promises": list(colour.measured(colour.look_from_colour(authority.brand))),
    }
    return render(request, "people/authority.html", context)
