"""What somebody sees of the reports that were sent with an account, without the words."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.people.models import User
from prevenio.portal.report_public import state_of
from prevenio.portal.showing import PublicRequest, show_page
from prevenio.portal.views.report_receipt import opened_page
from prevenio.portal.views.reporting_requests import WAYS, not_kept
from prevenio.reports.models import Report
from prevenio.reports.operations.resident import Holder, owned_by

_PER_PAGE = 50
_signed_in = login_required(login_url="account_login")


@require_safe
@_signed_in
def mine(request: PublicRequest) -> HttpResponse:
    found = _owned(request).order_by("-received_at", "-pk")
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, state_of(one)) for one in page]
    return not_kept(show_page(request, "reports/mine.html", page=page, rows=rows))


@require_http_methods(WAYS)
@_signed_in
def own(request: PublicRequest, key: UUID) -> HttpResponse:
    """One of them: the page that its words would open too."""
    report = _owned(request).filter(key=key).first()
    if report is None:
        raise Http404
    return opened_page(request, Holder(report))


def _owned(request: PublicRequest) -> QuerySet[Report]:
    assert isinstance(request.user, User)
    return owned_by(request.user, authority=request.authority)
