"""Networks that the authority belongs to."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest
from prevenio.region.forms.choosing import upload_of
from prevenio.region.forms.registers import NetworkForm
from prevenio.region.models import NetworkMembership
from prevenio.region.operations import networks as operations
from prevenio.region.queries.registers import networks_of
from prevenio.region.views.project_pages import (
    Words,
    asked,
    bureau_page,
    crumb,
    file_of,
    register_page,
    sight,
)

PER_PAGE = 50
FIELDS = ("network", "first_day", "since_text", "last_day", "note")


@register_page
def network_list(request: DeskRequest) -> HttpResponse:
    page = Paginator(networks_of(request.authority), PER_PAGE).get_page(request.GET.get("page"))
    context = {"menu": "region", "page": page, "may_edit": sight(request).keeps}
    return render(request, "region/projects/networks.html", context)


@bureau_page
def network_new(request: DeskRequest) -> HttpResponse:
    form = NetworkForm(request.POST or None, request.FILES or None, authority=request.authority)
    above = crumb(_("Networks"), "region:networks")
    return asked(
        request,
        form,
        lambda: operations.join_network(
            authority=request.authority,
            belonging=form.belonging,
            by=request.user,
            at=timezone.now(),
            sent=upload_of(form, settings.DOCUMENT_LIMIT),
        ),
        Words(_("Add a network"), _("Add")),
        success=_("The membership has been added."),
        back=above[1],
        crumbs=[above],
    )


@bureau_page
def network(request: DeskRequest, network_id: int) -> HttpResponse:
    found = _network_of(request, network_id)
    before = {name: getattr(found, name) for name in FIELDS} | {"body": found.body_id}
    form = NetworkForm(
        request.POST or None,
        request.FILES or None,
        authority=request.authority,
        initial=before,
    )
    above = crumb(_("Networks"), "region:networks")
    return asked(
        request,
        form,
        lambda: operations.change_network(
            membership=found,
            belonging=form.belonging,
            by=request.user,
            at=timezone.now(),
            sent=upload_of(form, settings.DOCUMENT_LIMIT),
        ),
        Words(found.network, _("Save"), _("A new file takes the place of the old one.")),
        success=_("The membership has been changed."),
        back=above[1],
        crumbs=[above],
    )


@register_page
def network_file(request: DeskRequest, network_id: int) -> HttpResponse:
    return file_of(_network_of(request, network_id))


def _network_of(request: DeskRequest, network_id: int) -> NetworkMembership:
    rows = NetworkMembership.objects.filter(authority=request.authority)
    return get_object_or_404(rows, pk=network_id)
