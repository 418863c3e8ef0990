"""Photos of reports, for whoever may see the report and for nobody's cache."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest
from prevenio.reports.views.doors import report_of, reports_page
from prevenio.reports.views.redacting import photo_of


@reports_page
def photo(request: DeskRequest, report_id: int, number: int) -> HttpResponse:
    report = report_of(request, report_id)
    found = photo_of(report, number)
    try:
        with found.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as missing:
        raise Http404 from missing
    ending = str(found.file.name).rpartition(".")[2]
    name = _("%(reference)s, photo %(number)s.%(ending)s") % {
        "reference": report.reference,
        "number": found.number,
        "ending": ending,
    }
    headers = {
        "Content-Disposition": content_disposition_header(False, name) or "inline",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=found.kind, headers=headers)
