"""Narrowing the list of pages: by municipality, by topic, by year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from prevenio.editorial.queries.public import published
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.programme.models import AreaOfAction

# The calendar of the database ends with the year 9999.
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for; `area` is a number of the programme, such as 1.4."""

    municipality: int | None = None
    area: str = ""
    year: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.municipality or self.area or self.year)

    @property
    def query(self) -> str:
        parts = {"municipality": self.municipality, "area": self.area, "year": self.year}
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class Choices:
    """What pages of a kind can be narrowed by."""

    municipalities: Sequence[tuple[int, str]]
    areas: Sequence[tuple[str, str]]
    years: Sequence[int]


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """What an address asks for; what makes no sense is left out."""
    municipality, year = asked.get("municipality", ""), asked.get("year", "")
    is_year = year.isdecimal() and len(year) == 4 and int(year) in _YEARS
    return Wanted(
        int(municipality) if municipality.isdecimal() and len(municipality) < 18 else None,
        asked.get("area", "").replace("\0", "")[:12],
        int(year) if is_year else None,
    )


def wanted_pages(pages: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    """The pages that a reader asks for."""
    if wanted.municipality:
        pages = pages.filter(municipality=wanted.municipality)
    if wanted.area:
        pages = pages.filter(area__code=wanted.area)
    if wanted.year:
        pages = pages.filter(day__year=wanted.year)
    return pages


def choices_of(authority: Authority, *, kind: str, at: datetime) -> Choices:
    """Municipalities, topics and years that published pages of a kind have. Three statements."""
    pages = published(authority, at=at).filter(kind=kind).order_by()
    municipalities = Municipality.objects.filter(pk__in=pages.values("municipality"))
    areas = AreaOfAction.objects.filter(pk__in=pages.values("area"))
    years = pages.values_list("day__year", flat=True).distinct()
    return Choices(
        list(municipalities.order_by("name", "pk").values_list("pk", "name")),
        list(dict(areas.order_by("position", "pk").values_list("code", "title")).items()),
        sorted(years, reverse=True),
    )
