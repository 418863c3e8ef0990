import hashlib

from django.http import HttpResponse

from prevenio.portal import open_data
from prevenio.portal.showing import (
    PublicRequest,
    download,
    programme_detail,
    programme_page,
    show,
)
from prevenio.programme.queries.pinned import PublicProgramme
from prevenio.programme.queries.whole import whole_programme


@programme_page
def overview(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    return show(request, shown, "open_data.html", menu="open-data")


@programme_detail
def programme(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    content = open_data.as_json(whole_programme(shown.version))
    return _file(request, shown, content, "application/json", "programme.json")


@programme_detail
def actions(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    content = open_data.actions_as_csv(whole_programme(shown.version))
    return _file(request, shown, content, "text/csv; charset=utf-8", "actions.csv")


@programme_detail
def initiatives(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    content = open_data.initiatives_as_csv(whole_programme(shown.version))
    return _file(request, shown, content, "text/csv; charset=utf-8", "initiatives.csv")


def _file(
    request: PublicRequest, shown: PublicProgramme, content: bytes, kind: str, name: str
) -> HttpResponse:
    return download(
        request,
        lambda: content,
        kind=kind,
        name=f"{request.authority.slug}-{name}",
        etag=hashlib.sha256(content).hexdigest(),
        changed_at=shown.version.adopted_at,
    )
