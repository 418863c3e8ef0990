"""Every public address of an authority, for machines that look for pages."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from prevenio.advice.queries.public import published as published_answers
from prevenio.editorial.queries.public import addresses_of as pages_of
from prevenio.people.models import Authority
from prevenio.places.models import Municipality, Precinct
from prevenio.programme.queries.bodies import bodies_by_kind
from prevenio.programme.queries.initiatives import initiatives_of
from prevenio.programme.queries.pinned import PublicProgramme
from prevenio.programme.queries.years import years_of
from prevenio.region.queries.practices import public_practices
from prevenio.reports.queries.public_places import public_places

LISTS = ("programme", "initiatives", "bodies", "matrix", "open-data")


FIXED = ("home", "street", "precincts", "map", "calendar", "indicators", "activities", "advice")
OF_REPORTS = ("reports", "problem-places", "reports-punctuality", "report-new")
ALSO_FIXED = ("advice-points", "subscribe", "imprint", "accessibility", "privacy")
OF_A_REGION = ("municipalities", "projects", "practices")


def addresses_of(
    authority: Authority, shown: PublicProgramme | None, *, today: date, at: datetime
) -> list[str]:
    """What every site has; the pages of the programme once there is one."""
    names = (*FIXED, *OF_REPORTS, *ALSO_FIXED, *(OF_A_REGION if authority.is_region else ()))
    return [
        *(reverse(f"portal:{name}") for name in names),
        *(reverse(name, args=args) for name, args in pages_of(authority, at=at)),
        *_rows_of(authority, today),
        *(_pages_of(shown, today) if shown else ()),
    ]


def _rows_of(authority: Authority, today: date) -> Iterator[str]:
    """Pages of things that have one each; all keys come in one statement per kind."""
    existing = Precinct.objects.existing_on(today).filter(authority=authority)
    for key in existing.order_by("pk").values_list("pk"):
        yield reverse("portal:precinct", args=key)
    for place in public_places(authority).order_by("pk").values_list("key"):
        yield reverse("portal:problem-place", args=place)
    for answer in published_answers(authority).order_by("pk").values_list("key"):
        yield reverse("portal:advice-answer", args=answer)
    if authority.is_region:
        towns = Municipality.objects.filter(authority=authority)
        for key in towns.order_by("pk").values_list("pk"):
            yield reverse("portal:municipality", args=key)
        for key in public_practices(authority).order_by("pk").values_list("pk"):
            yield reverse("portal:practice", args=key)


def _pages_of(shown: PublicProgramme, today: date) -> Iterator[str]:
    version = shown.version
    yield from (reverse(f"portal:{name}") for name in LISTS)
    for year in years_of(version, today=today):
        yield reverse("portal:year", args=[year])
    for code in version.areas.order_by("position", "pk").values_list("code", flat=True):
        yield reverse("portal:area", args=[code])
    for code in version.actions.order_by("position", "pk").values_list("code", flat=True):
        yield reverse("portal:action", args=[code])
    for row in initiatives_of(version):
        yield reverse("portal:initiative", args=[row.key])
    for group in bodies_by_kind(version):
        yield from (reverse("portal:body", args=[row.body.pk]) for row in group.rows)
