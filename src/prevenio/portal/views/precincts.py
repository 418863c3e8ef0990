"""The list of precincts, and the page of one."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.places.models import Municipality, Precinct, PrecinctKind
from prevenio.places.queries.answering import answer_for_precinct
from prevenio.places.wording import said
from prevenio.portal import street_answers as answers
from prevenio.portal.feeding import feed_query
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.street_ground import outline_of_precinct
from prevenio.portal.street_near import near
from prevenio.portal.views.street import parts_of
from prevenio.subscriptions.queries.feeds import Narrowed

PER_PAGE = 50


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    """Every precinct by kind and municipality: for those who find no address."""
    authority = request.authority
    existing = Precinct.objects.existing_on(timezone.localdate()).filter(authority=authority)
    rows = PrecinctKind.objects.filter(authority=authority, precincts__in=existing)
    kinds = list(rows.distinct().order_by("position", "code"))
    asked = request.GET.get("kind", "")
    kind = next((one for one in kinds if one.code == asked), next(iter(kinds), None))
    of_kind = existing.filter(kind=kind)
    towns = Municipality.objects.filter(precincts__in=of_kind).distinct().order_by("name", "pk")
    town = _whole(request.GET.get("municipality", ""))
    found = of_kind.filter(municipality=town) if town else of_kind
    listed = found.select_related("municipality").order_by("municipality__name", "code", "pk")
    return show_page(
        request,
        "street/precincts.html",
        menu="street",
        kinds=[(one, said(one.names) or one.code) for one in kinds],
        kind=kind,
        towns=towns,
        town=town,
        page=Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        content_lang=content_lang(authority),
    )


@require_safe
def precinct(request: PublicRequest, precinct_id: int) -> HttpResponse:
    rows = Precinct.objects.select_related("authority", "kind", "municipality")
    found = get_object_or_404(rows.filter(authority=request.authority), pk=precinct_id)
    answer = answer_for_precinct(precinct=found, at=timezone.now())
    when, day = answers.when_in(request.GET.dict()), answer.moment.date()
    outline = outline_of_precinct(request.authority, found.pk, day=day)
    events = near(
        request.authority,
        latitude=None,
        longitude=None,
        municipality_id=answer.municipality.pk if answer.municipality else None,
        today=day,
    )
    return show_page(
        request,
        "street/precinct.html",
        menu="street",
        precinct=found,
        subscribed=f"?precinct={found.pk}",
        feed=feed_query(Narrowed(precinct=found.pk)),
        kind_name=said(found.kind.names) or found.kind.code,
        outline=outline,
        ended_on=None if outline else found.ended_on(day),
        **parts_of(request, answer, when, events),
    )


def _whole(text: str) -> int | None:
    """A number of a row in an address; longer ones than a database knows are none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
