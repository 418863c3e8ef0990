"""Pages as residents may read them: published, of one authority, each in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from prevenio.editorial.kinds import PATHS, Kind
from prevenio.editorial.models import Channel, File, Item, Picture
from prevenio.kernel.text import fold
from prevenio.people.models import Authority

# As many as can stand above everything else without pushing it off a small screen.
MOST_WARNINGS = 3
_SHOWN = ("authority", "locale", "municipality", "area", "initiative", "picture")


def published(authority: Authority, *, at: datetime) -> QuerySet[Any]:
    """Every page that residents may read now, in every language."""
    not_over = Q(expire_at__isnull=True) | Q(expire_at__gt=at)
    items: QuerySet[Any] = Item.objects.filter(not_over, authority=authority, live=True)
    return items.filter(locale__language_code__in=authority.languages or [authority.language])


def readable(authority: Authority, *, language: str, at: datetime) -> QuerySet[Any]:
    """One wording of each page: in the language asked for, else in the authority's own, else any.

    With what a row of a list shows; without the bodies. The newest first.
    """
    items = published(authority, at=at)
    better_ones: list[str] = []
    for better in dict.fromkeys((language, authority.language)):
        better_ones.append(better)
        twin = published(authority, at=at).filter(
            translation_key=OuterRef("translation_key"), locale__language_code=better
        )
        items = items.filter(Q(locale__language_code__in=better_ones) | ~Exists(twin))
    return (
        items.select_related(*_SHOWN)
        .defer("body", "search_text")
        .order_by("-day", "-first_published_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The warnings in force, each with the moment `until`, and the newest of the other news."""

    warnings: Sequence[Any]
    news: Sequence[Any]


def on_first_page(authority: Authority, language: str, count: int, *, at: datetime) -> FirstPage:
    """What the first page tells of the news. One statement.

    More warnings than a page can hold on top of it go on as news.
    """
    rows = (
        readable(authority, language=language, at=at)
        .filter(kind=Kind.NEWS)
        .annotate(
            until=F("news__warning_until"),
            is_warning=Case(When(news__warning_until__gt=at, then=True), default=False),
        )
        .order_by("-is_warning", "-day", "-first_published_at", "-pk")
    )
    found = list(rows[: MOST_WARNINGS + count])
    warnings = [one for one in found[:MOST_WARNINGS] if one.is_warning]
    return FirstPage(warnings, found[len(warnings) :][:count])


def of_municipality(
    authority: Authority, municipality: int, language: str, count: int, *, at: datetime
) -> Sequence[Any]:
    """The newest news about one municipality. One statement."""
    items = readable(authority, language=language, at=at).filter(kind=Kind.NEWS)
    return list(items.filter(municipality=municipality)[:count])


def channels_of(authority: Authority, today: date) -> Sequence[Channel]:
    """Where else the authority speaks to residents today, as far as a link leads there."""
    rows = Channel.objects.filter(authority=authority).exclude(link="")
    begun = Q(first_day__isnull=True) | Q(first_day__lte=today)
    lasting = Q(last_day__isnull=True) | Q(last_day__gte=today)
    return list(rows.filter(begun, lasting).order_by("kind", "name", "pk"))


def item_of(
    authority: Authority, *, kind: str, slug: str, language: str, at: datetime
) -> Any | None:
    """A published page by its address, in the language asked for where it has that wording.

    Every wording answers at the address of each of them. Two statements.
    """
    found = published(authority, at=at).filter(kind=kind)
    keys = found.filter(slug=slug).values("translation_key")
    wordings = list(found.filter(translation_key__in=keys).select_related(*_SHOWN))
    by_language = {one.locale.language_code: one for one in wordings}
    for wanted in (language, authority.language):
        if wanted in by_language:
            return by_language[wanted].specific
    return wordings[0].specific if wordings else None


def languages_of(item: Item, *, at: datetime) -> Sequence[str]:
    """The languages in which residents can read a page."""
    wordings = published(item.authority, at=at).filter(translation_key=item.translation_key)
    return list(
        wordings.order_by("locale__language_code").values_list("locale__language_code", flat=True)
    )


def others_than(item: Item, count: int, *, language: str, at: datetime) -> Sequence[Any]:
    """More pages of the same kind, those nearest to it by municipality, then the newest."""
    rows = readable(item.authority, language=language, at=at).filter(kind=item.kind)
    return list(rows.exclude(translation_key=item.translation_key)[:count])


@dataclass(frozen=True, slots=True)
class Found:
    """A page that a search found."""

    title: str
    intro: str
    kind: str
    args: tuple[str, str]
    language: str


def found(
    authority: Authority, text: str, language: str, *, at: datetime, most: int = 100
) -> Sequence[Found]:
    """Pages with all of the words, those with all of them in the title first. One statement."""
    words = fold(text).split()
    if not words:
        return []
    items = readable(authority, language=language, at=at)
    for word in words[:8]:
        items = items.filter(search_text__contains=word)
    rows = [
        Found(one.title, one.intro, one.kind, tuple(one.address_args), one.locale.language_code)
        for one in items[:most]
    ]
    return sorted(rows, key=lambda row: not all(word in fold(row.title) for word in words))


def addresses_of(authority: Authority, *, at: datetime) -> Sequence[tuple[str, list[str]]]:
    """Names and arguments of every public address of this room, for maps of the site."""
    kinds = published(authority, at=at).order_by("-day", "-pk").values_list("kind", "slug")
    pages = [("portal:item", [PATHS[kind], slug]) for kind, slug in dict.fromkeys(kinds)]
    return [("portal:pages", [path]) for path in _paths_of(pages)] + pages


def _paths_of(pages: Sequence[tuple[str, list[str]]]) -> list[str]:
    return sorted({args[0] for _name, args in pages} | {"news"})


def public_picture(authority: Authority, key: Any, *, at: datetime) -> Picture | None:
    """A picture that a published page shows. One statement."""
    uses = Q(published_uses__item__in=published(authority, at=at))
    rows = Picture._base_manager.filter(uses, authority=authority, key=key)
    found: Picture | None = rows.first()
    return found


def public_file(authority: Authority, key: Any, *, at: datetime) -> File | None:
    """A file that a published page offers. One statement."""
    uses = Q(published_uses__item__in=published(authority, at=at))
    found: File | None = File._base_manager.filter(uses, authority=authority, key=key).first()
    return found
