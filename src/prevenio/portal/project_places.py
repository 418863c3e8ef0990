"""Where the projects of the programme are carried out: a point for each place, by municipality."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, groupby, islice

from django.db.models import Exists, F, OuterRef, QuerySet

from prevenio.people.models import Authority
from prevenio.programme.models import Initiative, ProgrammeVersion
from prevenio.programme.queries.initiatives import key_of
from prevenio.programme.queries.pinned import public_programme
from prevenio.region.models import Project

MOST_PLACES = 60
# A project of the whole region names every municipality; so many rows are enough for the places.
_MOST_READ = 1_000


@dataclass(frozen=True, slots=True)
class ProjectLink:
    """A project as a place names it; one that was taken up has a page of its own way."""

    name: str
    key: str
    is_taken_up: bool


@dataclass(frozen=True, slots=True)
class ProjectPlace:
    """A municipality with its projects; `number` is that of its point, None where it has none."""

    name: str
    number: int | None
    longitude: float | None
    latitude: float | None
    projects: Sequence[ProjectLink]


def places_of_projects(
    authority: Authority, *, today: date, first_number: int = 1
) -> Sequence[ProjectPlace]:
    """The places of all projects that residents read of, by name; three statements."""
    shown = public_programme(authority=authority, today=today)
    if shown is None:
        return []
    rows = _rows(shown.version)[:_MOST_READ]
    return list(islice(_places(rows, count(first_number)), MOST_PLACES))


def _rows(version: ProgrammeVersion) -> QuerySet[Initiative]:
    taken_up = Project.objects.filter(
        authority=version.programme.authority_id, lineage=OuterRef("lineage")
    )
    named = Initiative.objects.filter(version=version, municipalities__isnull=False)
    return named.annotate(
        town=F("municipalities__pk"),
        town_name=F("municipalities__name"),
        longitude=F("municipalities__longitude"),
        latitude=F("municipalities__latitude"),
        is_taken_up=Exists(taken_up),
    ).order_by("town_name", "town", "position", "pk")


def _places(rows: Iterable[Initiative], numbers: Iterator[int]) -> Iterator[ProjectPlace]:
    for _town, group in groupby(rows, key=lambda row: row.__dict__["town"]):
        here = list(group)
        found = here[0].__dict__
        has_point = found["latitude"] is not None and found["longitude"] is not None
        yield ProjectPlace(
            name=found["town_name"],
            number=next(numbers) if has_point else None,
            longitude=found["longitude"],
            latitude=found["latitude"],
            projects=[
                ProjectLink(one.name, key_of(one), one.__dict__["is_taken_up"]) for one in here
            ],
        )
