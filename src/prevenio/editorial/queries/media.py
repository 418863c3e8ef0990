"""The media log, the log of publications and the register of channels."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from prevenio.editorial.models import Channel, Item, Mention, MentionKind
from prevenio.indicators.sources import Counted, Measure
from prevenio.kernel.dates import DateSpan
from prevenio.kernel.text import fold
from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader of the log asks for."""

    kind: str = ""
    year: int | None = None
    words: str = ""


def mentions_found(authority: Authority, choice: Choice) -> QuerySet[Mention]:
    """Entries of the log that a reader asks for, the newest first."""
    found = Mention.objects.filter(authority=authority).select_related("area", "body", "item")
    if choice.kind:
        found = found.filter(kind=choice.kind)
    if choice.year:
        found = found.filter(day__year=choice.year)
    for word in fold(choice.words).split()[:8]:
        found = found.filter(search_text__contains=word)
    return found.order_by("-day", "-pk")


def counts_by_year(authority: Authority) -> Sequence[tuple[int, Mapping[str, int]]]:
    """How many entries of each kind each year has, the newest year first. One statement."""
    rows = (
        Mention.objects.filter(authority=authority)
        .values_list("day__year", "kind")
        .annotate(number=Count("pk"))
        .order_by("-day__year", "kind")
    )
    years: dict[int, dict[str, int]] = {}
    for year, kind, number in rows:
        years.setdefault(year, {})[kind] = number
    return list(years.items())


def published_pages(authority: Authority) -> QuerySet[Any]:
    """Every page that was ever published, with its first day before residents; newest first."""
    pages: QuerySet[Any] = Item.objects.filter(
        authority=authority, first_published_at__isnull=False
    )
    return (
        pages.select_related("locale", "area", "municipality", "publication")
        .defer("body", "search_text")
        .order_by("-first_published_at", "-pk")
    )


def channels_of(authority: Authority) -> QuerySet[Channel]:
    """The register of channels, by kind and name."""
    return (
        Channel.objects.filter(authority=authority)
        .select_related("body", "picture")
        .order_by("kind", "name", "pk")
    )


def channels_on(authority: Authority, day: date) -> Sequence[Channel]:
    """The channels in use on a day, for residents."""
    return [
        one
        for one in channels_of(authority)
        if (one.first_day is None or one.first_day <= day)
        and (one.last_day is None or day <= one.last_day)
    ]


class MediaSource:
    """Measures for indicators: entries of the media log by kind, in whole months."""

    def measures(self, authority: Authority) -> Sequence[Measure]:
        return [
            Measure(f"media.{kind.value.lower()}", _("Media: %(kind)s") % {"kind": kind.label}, "")
            for kind in MentionKind
        ]

    def values(
        self, authority: Authority, names: Collection[str], spans: Collection[DateSpan]
    ) -> Counted:
        """One statement, however many spans."""
        wanted = {name: name.removeprefix("media.").upper() for name in names}
        first = min((one.first for one in spans if one.first), default=date.min)
        rows = list(
            Mention.objects.filter(
                authority=authority, kind__in=wanted.values(), day__gte=first
            ).values_list("kind", "day")
        )
        return {
            (name, span): Decimal(sum(one == kind and day in span for one, day in rows))
            for name, kind in wanted.items()
            if kind in MentionKind.values
            for span in spans
        }
