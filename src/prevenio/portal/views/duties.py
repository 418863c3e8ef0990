"""Open data of the places: who answers for what, and where it runs."""

import hashlib
import json
from dataclasses import asdict

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.places.models import PrecinctKind
from prevenio.places.queries.duties import current_duties
from prevenio.places.wording import said
from prevenio.portal.showing import PublicRequest, content_lang, download, show_page
from prevenio.portal.street_data import columns, duties_as_csv
from prevenio.portal.street_ground import boundaries_of
from prevenio.portal.views.map import packed


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    """The files of places, and what stands in their columns."""
    authority = request.authority
    kinds = PrecinctKind.objects.filter(authority=authority, precincts__isnull=False).distinct()
    return show_page(
        request,
        "street/open_data.html",
        menu="open-data",
        kinds=[(one.code, said(one.names)) for one in kinds.order_by("position", "code")],
        columns=columns(),
        content_lang=content_lang(authority),
    )


@require_safe
def as_json(request: PublicRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [asdict(one) for one in current_duties(authority=request.authority, day=today)]
    content = {
        "form": 1,
        "authority": {
            "name": request.authority.name,
            "is_sample": request.authority.is_sample,
            "emergency_number": request.authority.emergency_number,
        },
        "day": today,
        "duties": rows,
    }
    file = json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()
    return _file(request, file, "application/json", "duties.json")


@require_safe
def as_csv(request: PublicRequest) -> HttpResponse:
    rows = current_duties(authority=request.authority, day=timezone.localdate())
    return _file(request, duties_as_csv(rows), "text/csv; charset=utf-8", "duties.csv")


@require_safe
def boundaries(request: PublicRequest, kind: str) -> HttpResponse:
    """The boundaries of a kind in force today, every point of them."""
    found = boundaries_of(
        request.authority, kind, day=timezone.localdate(), address={}, is_whole=True
    )
    if found is None:
        raise Http404
    response = packed(request, found)
    name = f"{request.authority.slug}-{kind}.geojson"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(request: PublicRequest, content: bytes, kind: str, name: str) -> HttpResponse:
    return download(
        request,
        lambda: content,
        kind=kind,
        name=f"{request.authority.slug}-{name}",
        etag=hashlib.sha256(content).hexdigest(),
        changed_at=None,
    )
