from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from prevenio.editorial.queries.public import channels_of
from prevenio.people import addresses
from prevenio.people import queries as people
from prevenio.portal import home as gathering
from prevenio.portal.cookies import cookies
from prevenio.portal.mapping import addresses_of
from prevenio.portal.progress import progressing
from prevenio.portal.report_choices import takes_reports
from prevenio.portal.reporting import ways_to_report
from prevenio.portal.showing import PublicRequest, content_lang, show, show_page
from prevenio.programme.queries import bodies as body_queries
from prevenio.programme.queries import public
from prevenio.programme.queries.pinned import public_programme


@require_safe
def home(request: PublicRequest) -> HttpResponse:
    """What a resident comes for first; the programme in plain words below it."""
    authority, now = request.authority, timezone.now()
    today = timezone.localdate(now)
    shown = public_programme(authority=authority, today=today)
    told = gathering.told(authority, at=now)
    parts = {
        "ground": gathering.ground(authority, today=today),
        "coming": gathering.coming(authority, at=now),
        "news": told.news,
        "warnings": told.warnings,
        "ways_to_report": ways_to_report(authority.country),
        "takes_reports": takes_reports(authority),
    }
    if shown is None:
        return show_page(request, "home.html", content_lang=content_lang(authority), **parts)
    areas = public.areas_of(shown.version)
    return show(
        request,
        shown,
        "home.html",
        areas=areas,
        progressing=progressing(shown.version),
        busiest=body_queries.busiest_bodies(shown.version),
        milestones=public.milestones_of(shown.version) if not areas else [],
        **parts,
    )


@require_safe
def accessibility(request: PublicRequest) -> HttpResponse:
    """The statement as the office made it in the page's language; else what can be said without."""
    authority = request.authority
    imprint = people.imprint_of(authority)
    return show_page(
        request,
        "accessibility.html",
        statement=people.statement_of(authority, get_language() or authority.language),
        office=imprint.official_name if imprint else authority.name,
        site_address=addresses.address("portal:home", authority=authority),
    )


@require_safe
def imprint(request: PublicRequest) -> HttpResponse:
    return show_page(
        request,
        "imprint.html",
        imprint=people.imprint_of(request.authority),
        channels=channels_of(request.authority, timezone.localdate()),
        content_lang=content_lang(request.authority),
    )


@require_safe
def privacy(request: PublicRequest) -> HttpResponse:
    imprint = people.imprint_of(request.authority)
    return show_page(request, "privacy.html", cookies=cookies(), imprint=imprint)


@require_safe
def robots(request: PublicRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('desk:home')}",
        f"Disallow: {reverse('account_login')}",
        f"Disallow: {reverse('portal:search')}",
        f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: PublicRequest) -> HttpResponse:
    authority, now = request.authority, timezone.now()
    today = timezone.localdate(now)
    shown = public_programme(authority=authority, today=today)
    found = addresses_of(authority, shown, today=today, at=now)
    pages = [request.build_absolute_uri(page) for page in found]
    return render(
        request,
        "portal/sitemap.xml",
        {"addresses": pages, "changed": shown.version.adopted_at if shown else None},
        content_type="application/xml",
    )
