from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import validate_host
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevenio.kernel import colour
from prevenio.kernel.errors import Refused
from prevenio.people import access, addresses, operations, queries
from prevenio.people.countries import country_of
from prevenio.people.doors import DeskRequest, SignedInRequest, desk_page, signed_in_page
from prevenio.people.forms import AuthorityForm, CoordinatorForm, HostNameForm, NewAuthorityForm
from prevenio.people.models import Authority, Role
from prevenio.web.refusals import sentence

PER_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.authorities(), PER_PAGE).get_page(request.GET.get("page"))
    homes = with_addresses(page)
    if not homes:
        return render(request, "people/first_run.html")
    if page.paginator.count == 1:
        return redirect(homes[0][1])
    return render(request, "people/site_home.html", {"homes": homes, "page": page})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Robots ask at the root only: every authority's pages are named to them there."""
    known = queries.authorities()
    closed = [
        addresses.address(name, authority=one).removeprefix(addresses.site().origin)
        for one in known
        if not one.host_name
        for name in ("desk:home", "account_login", "portal:search")
    ]
    sitemaps = [addresses.address("portal:sitemap", authority=one) for one in known]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in [reverse("account"), reverse("authorities"), *closed]),
        *(f"Sitemap: {sitemap}" for sitemap in sitemaps),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def with_addresses(page: Page[Authority]) -> list[tuple[Authority, str]]:
    """Authorities with the addresses of their public pages."""
    return [(one, addresses.address("portal:home", authority=one)) for one in page]


@require_safe
@signed_in_page
def authority_list(request: SignedInRequest) -> HttpResponse:
    if not access.can_create_authority(request.user):
        raise Http404
    found = queries.authorities_with_people()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": with_addresses(page), "page": page}
    return render(request, "people/authority_list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_page
def new_authority(request: SignedInRequest) -> HttpResponse:
    if not access.can_create_authority(request.user):
        raise Http404
    start = {"country": country_of(request.LANGUAGE_CODE)}
    form = NewAuthorityForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            authority = operations.create_authority(
                by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("slug", sentence(refusal))
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
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The invitation is on its way."))
    return redirect(reverse("authorities"))


@require_POST
@signed_in_page
def host_name(request: SignedInRequest, authority_id: int) -> HttpResponse:
    if not access.can_create_authority(request.user):
        raise Http404
    authority = get_object_or_404(Authority, pk=authority_id)
    form = HostNameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the host name alone, for example safety.example.org."))
        return redirect(reverse("authorities"))
    try:
        operations.set_host_name(
            authority=authority,
            host_name=form.cleaned_data["host_name"],
            site_host=request.get_host().partition(":")[0],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The host name has been saved."))
        _warn_of_closed_host(request, authority)
    return redirect(reverse("authorities"))


def _warn_of_closed_host(request: HttpRequest, authority: Authority) -> None:
    authority.refresh_from_db(fields=["host_name"])
    host = authority.host_name
    if host and not validate_host(host, settings.ALLOWED_HOSTS):
        said = _(
            "The server does not let %(host)s in yet: add it to PREVENIO_HOSTS and start again."
        )
        messages.warning(request, said % {"host": host})


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
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The settings of the authority have been saved."))
            return redirect(reverse("people:authority"))
    context = {
        "form": form,
        "may_manage": access.can_manage_authority(request.memberships),
        "promises": list(colour.measured(colour.look_from_colour(authority.brand))),
    }
    return render(request, "people/authority.html", context)
