"""What a reader can choose between: the authority's places, areas and bodies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, Precinct
from prevenio.programme.models import AreaOfAction
from prevenio.programme.queries.pinned import bodies_taking_part, public_programme


@dataclass(frozen=True, slots=True)
class Choices:
    """Rows that residents may see anyway; nothing of a programme that is not published."""

    municipalities: QuerySet[Municipality]
    precincts: QuerySet[Precinct]
    areas: QuerySet[AreaOfAction]
    bodies: QuerySet[Body]


def choices_of(authority: Authority, *, today: date) -> Choices:
    """The choices of an authority; they are read where they are shown."""
    shown = public_programme(authority=authority, today=today)
    version = shown.version if shown else None
    return Choices(
        municipalities=Municipality.objects.filter(authority=authority).order_by("name", "pk"),
        precincts=Precinct.objects.existing_on(today).filter(authority=authority),
        areas=AreaOfAction.objects.filter(version=version).order_by("position", "pk")
        if version
        else AreaOfAction.objects.none(),
        bodies=bodies_taking_part(version).order_by("public_name", "name", "short_name")
        if version
        else Body.objects.none(),
    )
