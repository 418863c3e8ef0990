"""Who looks after an address: the search, and the page of one address or point."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.people.models import Authority
from prevenio.places.models import Address
from prevenio.places.queries.answering import Answer, answer_for
from prevenio.places.queries.searching import AddressHit, search_addresses
from prevenio.portal import street_answers as answers
from prevenio.portal.feeding import feed_query
from prevenio.portal.reporting import pages_of_services
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.street_ground import Outline, outline_of_precinct
from prevenio.portal.street_near import Near, near
from prevenio.subscriptions.queries.feeds import Narrowed
from prevenio.web.outlines import Mark


@require_safe
def find(request: PublicRequest) -> HttpResponse:
    """The search: one clear address is answered at once, several are a choice."""
    point = answers.point_in(request.GET.dict())
    if point is not None:
        return redirect(_address_of_point(*point))
    typed = request.GET.get("q", "")
    if not typed.strip():
        services = pages_of_services(request.authority.country)
        return show_page(request, "street/find.html", menu="street", services=services)
    found = search_addresses(request.authority, typed)
    if found.is_clear and found.first is not None:
        return _unkept(redirect(_address_of(found.first)))
    hits = [(hit, _address_of(hit)) for hit in found.hits]
    page = show_page(
        request,
        "street/found.html",
        menu="street",
        found=found,
        hits=hits,
        asked=typed[:200],
        content_lang=content_lang(request.authority),
    )
    return _unkept(page)


@require_safe
def address(request: PublicRequest, address_id: int) -> HttpResponse:
    rows = Address.objects.filter(authority=request.authority).select_related("municipality")
    found = get_object_or_404(rows, pk=address_id)
    return _answered(request, _title(found), found.latitude, found.longitude)


@require_safe
def at_point(request: PublicRequest) -> HttpResponse:
    point = answers.point_in(request.GET.dict())
    if point is None:
        return redirect("portal:street")
    return _answered(request, "", *point)


@require_safe
def point_data(request: PublicRequest) -> HttpResponse:
    """The answer for a point as a small file."""
    point = answers.point_in(request.GET.dict())
    if point is None:
        raise Http404
    answer = _answer(request.authority, *point)
    title = request.GET.get("title", "")[:200] or _here(*point)
    return JsonResponse(answers.as_data(answer, title=title))


def _answered(
    request: PublicRequest, title: str, latitude: float, longitude: float
) -> HttpResponse:
    authority, when = request.authority, answers.when_in(request.GET.dict())
    answer = _answer(authority, latitude, longitude)
    if answer.is_outside:
        return show_page(request, "street/outside.html", menu="street", title=title)
    events = near(
        authority,
        latitude=latitude,
        longitude=longitude,
        municipality_id=answer.municipality.pk if answer.municipality else None,
        today=answer.moment.date(),
    )
    return show_page(
        request,
        "street/answer.html",
        menu="street",
        title=title or _("This place"),
        point=(longitude, latitude),
        outline=_outline(answer, events, Mark(longitude, latitude)),
        data=_data_address(title, latitude, longitude),
        subscribed=f"?{urlencode(_place(latitude, longitude))}",
        feed=_feed_of(answer),
        **parts_of(request, answer, when, events),
    )


def parts_of(
    request: PublicRequest, answer: Answer, when: str, events: Sequence[Near]
) -> dict[str, object]:
    """What the page of an address and that of a precinct have in common."""
    return {
        "answer": answer,
        "when": when,
        "lead": answers.lead_of(answer, when),
        "tabs": answers.tabs(answer, when, request.GET.dict()),
        "people": answers.people_of(answer.people),
        "nights": answers.people_of(answer.nights),
        "near": events,
        "services": pages_of_services(request.authority.country),
        "content_lang": content_lang(request.authority),
    }


def _feed_of(answer: Answer) -> str:
    """News of the first precinct, as what holds at the place; without one, of the municipality."""
    if answer.precincts:
        return feed_query(Narrowed(precinct=answer.precincts[0].pk))
    return feed_query(Narrowed(municipality=answer.municipality.pk)) if answer.municipality else ""


def _outline(answer: Answer, events: Sequence[Near], pin: Mark) -> Outline | None:
    if not answer.precincts:
        return None
    marks = [one.mark for one in events if one.mark is not None]
    first = answer.precincts[0]
    return outline_of_precinct(
        answer.authority, first.pk, day=answer.moment.date(), marks=[*marks, pin]
    )


def _answer(authority: Authority, latitude: float, longitude: float) -> Answer:
    return answer_for(authority=authority, lat=latitude, lon=longitude, at=timezone.now())


def _title(address: Address) -> str:
    """Street and number, and where that says too little, the municipality."""
    town = address.municipality
    if town is None or town.name == address.authority.name:
        return str(address)
    return f"{address}, {town.name}"


def _address_of(hit: AddressHit) -> str:
    if hit.address_id is not None:
        return reverse("portal:street-address", args=[hit.address_id])
    return _address_of_point(hit.latitude, hit.longitude)


def _address_of_point(latitude: float, longitude: float) -> str:
    return f"{reverse('portal:street-at')}?{urlencode(_place(latitude, longitude))}"


def _data_address(title: str, latitude: float, longitude: float) -> str:
    place = _place(latitude, longitude) | {"title": title}
    return f"{reverse('portal:street-data')}?{urlencode(place)}"


def _place(latitude: float, longitude: float) -> dict[str, str]:
    return {"lat": f"{latitude:.4f}", "lon": f"{longitude:.4f}"}


def _here(latitude: float, longitude: float) -> str:
    return f"{latitude:.4f}, {longitude:.4f}"


def _unkept(response: HttpResponse) -> HttpResponse:
    """What somebody typed stays in no cache on the way."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
