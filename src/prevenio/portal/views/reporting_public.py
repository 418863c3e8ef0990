"""The public page of one report: what of it residents may know, "I see it too", "it is gone"."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.portal.report_public import found_public, shown_of
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.views.reporting_confirming import Fields, said_by, said_on
from prevenio.portal.views.reporting_requests import WAYS, not_kept
from prevenio.reports.forms.receipt import ConfirmForm
from prevenio.reports.models import Report
from prevenio.reports.queries.ground import Names, names_at


@require_http_methods(WAYS)
def report(request: PublicRequest, key: UUID) -> HttpResponse:
    found = found_public(request.authority, key, at=timezone.now())
    if found is None:
        raise Http404
    form, answer = said_on(request, found)
    if answer is not None:
        return answer
    page = show_page(
        request,
        "reports/report.html",
        menu="map",
        shown=shown_of(found),
        form=form,
        names=_names_of(found),
        content_lang=content_lang(request.authority),
    )
    return not_kept(page) if request.method == "POST" else page


def _names_of(found: Report) -> Names:
    """What residents may know lies there today; a precinct may have ended since the receipt."""
    middle = (found.public_latitude, found.public_longitude)
    return names_at(authority=found.authority, points=[middle], day=timezone.localdate())[0]


@require_safe
def photo(request: PublicRequest, key: UUID, number: int) -> FileResponse:
    """A photo that the staff made public."""
    found = found_public(request.authority, key, at=timezone.now())
    if found is None:
        raise Http404
    shown = get_object_or_404(found.photos.filter(is_public=True), number=number)
    return FileResponse(shown.file.open(), content_type=shown.kind)


def confirmed_page(
    request: PublicRequest, form: ConfirmForm, key: str, *, own: Fields = ()
) -> HttpResponse | None:
    """Instead of sending a report of one's own; None where the form has to be shown once more.

    `own` is what was written and does not go along: it can be sent from the next page.
    """
    try:
        found = found_public(request.authority, UUID(key[:40]), at=timezone.now())
    except ValueError:
        return None
    if found is None:
        return None
    return said_by(request, form, found, is_there=True, own=own)
