from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone

from prevenio.people.access import today_in
from prevenio.portal.projecting import catalogue, ground
from prevenio.portal.showing import PublicRequest, programme_detail, programme_page, show
from prevenio.programme.queries.initiatives import initiative_page
from prevenio.programme.queries.pinned import PublicProgramme
from prevenio.region.queries.catalogue import listed_of, project_of, public_project
from prevenio.region.queries.project_parts import shares_of
from prevenio.region.queries.projects import with_present

PER_PAGE = 40


@programme_page
def overview(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    found = catalogue(listed_of(shown.version), request.GET)
    today = today_in(request.authority, timezone.now())
    return show(
        request,
        shown,
        "projects/projects.html",
        menu="projects",
        found=found,
        page=Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page")),
        ground=ground(request.authority, found.rows, today=today),
    )


@programme_detail
def project(request: PublicRequest, shown: PublicProgramme, key: str) -> HttpResponse:
    page = initiative_page(shown.version, key=key)
    found = project_of(shown.version, page.row.initiative) if page else None
    if page is None or found is None:
        raise Http404
    with_present([found], request.authority)
    return show(
        request,
        shown,
        "projects/project.html",
        menu="projects",
        initiative=page.row.initiative,
        key=key,
        page=page,
        found=public_project(found),
        shares=shares_of(found),
    )
