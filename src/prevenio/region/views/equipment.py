"""The register of equipment: list, table, one piece."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people.doors import DeskRequest
from prevenio.region.equipment_sheet import csv_of, workbook_of
from prevenio.region.forms.registers import PieceForm
from prevenio.region.models import Equipment, EquipmentState
from prevenio.region.operations import equipment as operations
from prevenio.region.queries import registers as queries
from prevenio.region.views.doors import region_page
from prevenio.region.views.project_pages import Words, asked, bureau_page, crumb, sight

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIELDS = ("what", "inventory_number", "given_on", "value", "source", "state", "note")


@region_page
def equipment_list(request: DeskRequest) -> HttpResponse:
    choice = _choice_of(request)
    seen = queries.equipment_seen(request.authority, sight(request))
    worded = queries.equipment_narrowed(seen, queries.EquipmentChoice(words=choice.words))
    counts, worth = queries.equipment_counts(worded)
    rows = queries.equipment_narrowed(seen, choice)
    context = {
        "menu": "region",
        "choice": choice,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "all": counts["ALL"],
        "pills": [
            (one, label, counts[one]) for one, label in EquipmentState.choices if counts[one]
        ],
        "worth": worth,
        "may_edit": sight(request).keeps,
    }
    return render(request, "region/projects/equipment.html", context)


@region_page
def equipment_csv(request: DeskRequest) -> HttpResponse:
    content = csv_of(_asked_for(request), currency=request.authority.currency)
    return _download(request, content.encode(), "text/csv; charset=utf-8", "csv")


@region_page
def equipment_xlsx(request: DeskRequest) -> HttpResponse:
    content = workbook_of(_asked_for(request), currency=request.authority.currency)
    return _download(request, content, XLSX, "xlsx")


@bureau_page
def piece_new(request: DeskRequest) -> HttpResponse:
    form = PieceForm(request.POST or None, authority=request.authority)
    above = crumb(pgettext("register", "Equipment"), "region:equipment")
    return asked(
        request,
        form,
        lambda: operations.give_equipment(
            authority=request.authority, piece=form.piece, by=request.user, at=timezone.now()
        ),
        Words(_("Add a piece of equipment"), _("Add")),
        success=_("The piece of equipment has been added."),
        back=above[1],
        crumbs=[above],
    )


@bureau_page
def piece(request: DeskRequest, equipment_id: int) -> HttpResponse:
    rows = Equipment.objects.filter(authority=request.authority)
    found = get_object_or_404(rows, pk=equipment_id)
    before = {name: getattr(found, name) for name in FIELDS}
    before |= {"body": found.body_id, "municipality": found.municipality_id}
    form = PieceForm(request.POST or None, authority=request.authority, initial=before)
    above = crumb(pgettext("register", "Equipment"), "region:equipment")
    return asked(
        request,
        form,
        lambda: operations.change_equipment(
            equipment=found, piece=form.piece, by=request.user, at=timezone.now()
        ),
        Words(found.what, _("Save")),
        success=_("The piece of equipment has been changed."),
        back=above[1],
        crumbs=[above],
    )


def _choice_of(request: DeskRequest) -> queries.EquipmentChoice:
    said = request.GET.get("state", "")
    return queries.EquipmentChoice(
        words=request.GET.get("q", "")[:100],
        state=said if said in EquipmentState.values else "",
    )


def _asked_for(request: DeskRequest) -> QuerySet[Equipment]:
    seen = queries.equipment_seen(request.authority, sight(request))
    return queries.equipment_narrowed(seen, _choice_of(request))


def _download(request: DeskRequest, content: bytes, kind: str, ending: str) -> HttpResponse:
    # Translators: the name of a downloaded file, without its ending
    name = _("equipment-%(authority)s") % {"authority": request.authority.slug}
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{ending}")
    headers = {"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
