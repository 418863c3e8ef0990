from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from prevenio.portal.aiming import goals_of
from prevenio.portal.choosing import year_choice
from prevenio.portal.doing import doing_for_action, indicators_of_area
from prevenio.portal.feeding import feed_query
from prevenio.portal.filtering import area_filters, initiative_filters
from prevenio.portal.progress import progress, progressing
from prevenio.portal.showing import PublicRequest, download, programme_detail, programme_page, show
from prevenio.programme import documents
from prevenio.programme.queries import initiatives as initiative_queries
from prevenio.programme.queries import public
from prevenio.programme.queries.changes import changes_between
from prevenio.programme.queries.pinned import PublicProgramme
from prevenio.programme.queries.years import years_of
from prevenio.region.queries.catalogue import project_of
from prevenio.reports.queries.public_places import public_places
from prevenio.returns.queries.public import public_state_of, public_states
from prevenio.reviews.queries.public import is_published
from prevenio.subscriptions.queries.feeds import Narrowed

INITIATIVES_ON_A_PAGE = 40


@programme_page
def overview(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    areas = public.areas_of(shown.version)
    declared = public.declared_by(shown.version)
    today = timezone.localdate()
    return show(
        request,
        shown,
        "programme.html",
        menu="programme",
        areas=areas,
        progressing=progressing(shown.version),
        declared=declared,
        goals=goals_of(declared, request.authority, today=today),
        size=documents.stored_size(shown.version),
        years=year_choice(years_of(shown.version, today=today), around=today.year),
    )


@programme_detail
def text(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    chapters = public.chapters_of(shown.version)
    abbreviations = shown.version.abbreviations.order_by("position", "pk")
    return show(
        request,
        shown,
        "text.html",
        menu="programme",
        chapters=chapters,
        abbreviations=abbreviations,
    )


@programme_detail
def milestones(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    events = public.milestones_of(shown.version)
    amounts = public.amounts_of(shown.version)
    return show(
        request,
        shown,
        "milestones.html",
        menu="programme",
        milestones=events,
        amounts=amounts,
        has_bare_amounts=any(not one.currency for one in amounts),
    )


@programme_detail
def history(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    versions = public.history_of(shown.version)
    return show(request, shown, "history.html", menu="programme", versions=versions)


@programme_detail
def changes(request: PublicRequest, shown: PublicProgramme, number: str) -> HttpResponse:
    pair = public.version_with_previous(shown.version, number=number)
    if pair is None:
        raise Http404
    newer, older = pair
    return show(
        request,
        shown,
        "changes.html",
        menu="programme",
        newer=newer,
        older=older,
        changes=changes_between(older, newer),
    )


@programme_detail
def area(request: PublicRequest, shown: PublicProgramme, code: str) -> HttpResponse:
    page = public.area_page(shown.version, code=code)
    if page is None:
        raise Http404
    lineages = [row.action.lineage for row in page.rows]
    states = public_states(shown.version.programme, lineages=lineages)
    return show(
        request,
        shown,
        "area.html",
        menu="programme",
        page=page,
        filters=area_filters(page, request.GET),
        states=states,
        progress=progress(states, lineages) if states else None,
        indicators=indicators_of_area(request.authority, page.area.lineage),
        feed=feed_query(Narrowed(area=page.area.code)),
    )


@programme_detail
def action(request: PublicRequest, shown: PublicProgramme, code: str) -> HttpResponse:
    page = public.action_page(shown.version, code=code, today=timezone.localdate())
    if page is None:
        raise Http404
    programme, lineage = shown.version.programme, page.row.action.lineage
    state, has_states = public_state_of(programme, lineage)
    return show(
        request,
        shown,
        "action.html",
        menu="programme",
        page=page,
        state=state,
        has_states=has_states,
        is_reviewed=state is not None and is_published(state.period_id),
        doing=doing_for_action(request.authority, lineage),
        places=public_places(request.authority).filter(action__lineage=lineage).order_by("-pk"),
    )


@programme_page
def initiatives(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    rows = initiative_queries.initiatives_of(shown.version)
    filters = initiative_filters(rows, request.GET)
    left = Paginator(filters.rows, INITIATIVES_ON_A_PAGE).get_page(request.GET.get("page"))
    return show(request, shown, "initiatives.html", menu="initiatives", filters=filters, rows=left)


@programme_detail
def initiative(request: PublicRequest, shown: PublicProgramme, key: str) -> HttpResponse:
    page = initiative_queries.initiative_page(shown.version, key=key)
    if page is None:
        raise Http404
    # The page of a project knows the present programme only.
    project = project_of(shown.version, page.row.initiative) if shown.is_current else None
    return show(
        request, shown, "initiative.html", menu="initiatives", page=page, key=key, project=project
    )


@programme_page
def document(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    version = shown.version
    return download(
        request,
        lambda: documents.stored_pdf(version),
        kind="application/pdf",
        name=f"{request.authority.slug}-{slugify(str(version))}.pdf",
        etag=documents.key_of(version),
        changed_at=version.adopted_at,
        is_attachment=False,
    )
