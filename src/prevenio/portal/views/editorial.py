from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from prevenio.activities.queries.calendar import public_events
from prevenio.editorial.kinds import KINDS, Kind
from prevenio.editorial.models import Item
from prevenio.editorial.queries import public
from prevenio.editorial.queries.listing import choices_of, wanted_of, wanted_pages
from prevenio.editorial.showing import draw_with
from prevenio.people import addresses
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.templatetags.sharing import TERRITORIES
from prevenio.programme.queries.initiatives import key_of

PER_PAGE = 12
MORE = 3


@require_safe
def overview(request: PublicRequest, kind: str) -> HttpResponse:
    now, language = timezone.now(), get_language() or request.authority.language
    wanted = wanted_of(request.GET.dict())
    rows = public.readable(request.authority, language=language, at=now)
    rows = rows.filter(kind=KINDS[kind])
    page = Paginator(wanted_pages(rows, wanted), PER_PAGE).get_page(request.GET.get("page"))
    return show_page(
        request,
        "editorial/list.html",
        menu="news",
        kind=KINDS[kind],
        kind_path=kind,
        page=page,
        wanted=wanted,
        choices=choices_of(request.authority, kind=KINDS[kind], at=now),
        channels=public.channels_of(request.authority, timezone.localdate(now)),
        content_lang=content_lang(request.authority),
    )


@require_safe
def item(request: PublicRequest, kind: str, slug: str) -> HttpResponse:
    now, language = timezone.now(), get_language() or request.authority.language
    found = public.item_of(
        request.authority, kind=KINDS[kind], slug=slug, language=language, at=now
    )
    if found is None:
        raise Http404
    return draw(request, found)


def draw(request: HttpRequest, item: Item) -> HttpResponse:
    """The page of an item, published or as its editors see it before."""
    now, language = timezone.now(), get_language() or item.authority.language
    is_other = item.locale.language_code != language
    return show_page(
        request,
        "editorial/item.html",
        menu="news",
        item=item,
        is_preview=bool(getattr(request, "is_preview", False)),
        other_language=item.locale.language_code if is_other else "",
        languages=public.languages_of(item, at=now),
        initiative_key=key_of(item.initiative) if item.initiative else "",
        event=_next_event(item),
        more=public.others_than(item, MORE, language=language, at=now),
        sharing=_sharing(item),
        is_news=item.kind == Kind.NEWS,
    )


draw_with(draw)


def _next_event(item: Item) -> Any:
    """The next event of the same project, else in the same municipality."""
    coming = public_events(item.authority).filter(last_day__gte=timezone.localdate())
    coming = coming.select_related("kind").order_by("first_day", "begins_at", "pk")
    if item.initiative is not None:
        return coming.filter(initiative__lineage=item.initiative.lineage).first()
    if item.municipality_id:
        return coming.filter(municipality=item.municipality_id).first()
    return None


def _sharing(item: Item) -> dict[str, str]:
    """Whole addresses for cards that other sites draw: of the page, and of its picture."""
    authority = item.authority
    language = item.locale.language_code
    said = {
        "page": addresses.address("portal:item", authority=authority, args=item.address_args),
        "locale": TERRITORIES.get(language, language),
    }
    if item.picture is None:
        card = addresses.address("portal:sharing-card", authority=authority)
        return {**said, "picture": card, "alt": authority.name}
    args = [item.picture.key, "wide"]
    picture = addresses.address("portal:page-picture", authority=authority, args=args)
    return {**said, "picture": picture, "alt": item.picture.description}
