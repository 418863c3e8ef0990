import csv
import io
from collections.abc import Iterator, Sequence

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest
from prevenio.region.models import AccessionStep
from prevenio.region.queries.accession import ledger_rows
from prevenio.region.views.doors import region_page
from prevenio.web.sheets import bytes_of, new_book, text_in_csv, write_sheet

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@region_page
def ledger_csv(request: DeskRequest) -> HttpResponse:
    """Every step of the ledger, superseded ones too; for the bureau and readers."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([name for name, _width in _columns()])
    for row in _rows(request):
        writer.writerow([text_in_csv(value) for value in row])
    # Spreadsheets know UTF-8 by its mark alone.
    content = file.getvalue().encode("utf-8-sig")
    return _answer(request, content, "text/csv; charset=utf-8", "csv")


@region_page
def ledger_xlsx(request: DeskRequest) -> HttpResponse:
    book = new_book(_("Ledger of accession"), author=request.authority.name)
    write_sheet(book, _("Accession"), _columns(), _rows(request))
    return _answer(request, bytes_of(book, at=timezone.now()), _XLSX, "xlsx")


def _columns() -> Sequence[tuple[str, int]]:
    return [
        (_("Number"), 9),
        (_("Municipality or body"), 34),
        (_("Official code"), 14),
        (_("Standing"), 22),
        (_("Day"), 12),
        (_("Precision"), 12),
        (_("Known at the latest on"), 16),
        (_("Wave"), 24),
        (_("Note"), 40),
        (_("Entered by"), 24),
        (_("Entered at"), 18),
        (_("Corrects number"), 12),
    ]


def _rows(request: DeskRequest) -> Iterator[Sequence[object]]:
    if not people.sees_all(request.memberships):
        raise Http404
    return (_row(one) for one in ledger_rows(request.authority.pk).iterator(chunk_size=2000))


def _row(step: AccessionStep) -> Sequence[object]:
    return [
        step.pk,
        step.municipality.name if step.municipality else str(step.body),
        step.municipality.code if step.municipality else "",
        step.get_standing_display(),
        step.on,
        step.get_precision_display() if step.on else "",
        step.known_by,
        step.wave.name if step.wave else "",
        step.note,
        str(step.by) if step.by else "",
        timezone.localtime(step.at).strftime("%Y-%m-%d %H:%M"),
        step.supersedes_id or "",
    ]


def _answer(request: DeskRequest, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"{request.authority.slug}-accession.{ending}"
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
