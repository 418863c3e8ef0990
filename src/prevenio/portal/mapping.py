"""Every public address of an authority, for machines that look for pages."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from prevenio.programme.queries.bodies import bodies_by_kind
from prevenio.programme.queries.initiatives import initiatives_of
from prevenio.programme.queries.pinned import PublicProgramme
from prevenio.programme.queries.years import years_of

LISTS = ("programme", "initiatives", "bodies", "matrix", "open-data")


def addresses_of(shown: PublicProgramme | None, *, today: date) -> list[str]:
    """Home and statements always; the pages of the programme once there is one."""
    fixed = [reverse(f"portal:{name}") for name in ("home", "accessibility", "privacy")]
    return fixed if shown is None else [*fixed, *_pages_of(shown, today)]


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
