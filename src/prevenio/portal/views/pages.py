from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.portal.cookies import cookies
from prevenio.portal.mapping import addresses_of
from prevenio.portal.progress import progressing
from prevenio.portal.showing import PublicRequest, programme_page, show, show_page
from prevenio.programme.queries import bodies as body_queries
from prevenio.programme.queries import public
from prevenio.programme.queries.pinned import PublicProgramme, public_programme


@programme_page
def home(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    areas = public.areas_of(shown.version)
    busiest = body_queries.busiest_bodies(shown.version)
    milestones = public.milestones_of(shown.version) if not areas else []
    return show(
        request,
        shown,
        "home.html",
        areas=areas,
        progressing=progressing(shown.version),
        busiest=busiest,
        milestones=milestones,
    )


@require_safe
def accessibility(request: PublicRequest) -> HttpResponse:
    return show_page(request, "accessibility.html")


@require_safe
def privacy(request: PublicRequest) -> HttpResponse:
    return show_page(request, "privacy.html", cookies=cookies())


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
    today = timezone.localdate()
    shown = public_programme(authority=request.authority, today=today)
    addresses = [
        request.build_absolute_uri(address) for address in addresses_of(shown, today=today)
    ]
    return render(
        request,
        "portal/sitemap.xml",
        {"addresses": addresses, "changed": shown.version.adopted_at if shown else None},
        content_type="application/xml",
    )
