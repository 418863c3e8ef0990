"""The places of the samples: invented precincts, people, addresses and working groups.

Only the coordinates of the fifteen Czech municipalities are real (GeoNames, CC BY 4.0); the ground
around them is drawn by `placed_shapes`. Loading twice into two installations gives the same rows,
but for the absences, which lie around the day of loading.
"""

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from shapely.geometry.base import BaseGeometry

from prevenio.demo.placed_shapes import Point, along, city, heart_of, joined, town
from prevenio.demo.samples import FOLDER
from prevenio.journal.operations import record
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.people.operations import search_text_of as search_text_of_body
from prevenio.places.models import (
    Absence,
    Address,
    Boundary,
    Duty,
    GroupMember,
    GroupRole,
    Municipality,
    MunicipalityKind,
    OfficeHours,
    Precinct,
    Span,
    WorkingGroup,
)
from prevenio.places.operations.kinds import load_kinds
from prevenio.places.operations.versions import mark_changed
from prevenio.places.searching import search_text_of

# The ground holds from before the programmes; residents read this day beside their precinct.
VALID_FROM = date(2022, 2, 1)
_STEP = 0.00012
Words = Mapping[str, Any]


class _Ground:
    """The rows of one authority, gathered and then written together."""

    def __init__(self, authority: Authority, words: Words, at: datetime) -> None:
        self.authority, self.words = authority, words
        self.today = at.astimezone(ZoneInfo(authority.time_zone)).date()
        self.kinds = {one.code: one for one in authority.precinct_kinds.all()}
        self.bodies = {one.short_name: one for one in Body.objects.filter(authority=authority)}
        self.boundaries: list[Boundary] = []
        self.precincts: list[Precinct] = []
        self.duties: list[Duty] = []
        self.hours: list[OfficeHours] = []
        self.addresses: list[Address] = []
        self.groups: list[WorkingGroup] = []
        self.members: list[GroupMember] = []

    def write(self, absences: Sequence[Absence]) -> None:
        Precinct.objects.bulk_create(self.precincts)
        Boundary.objects.bulk_create(self.boundaries)
        Duty.objects.bulk_create(self.duties)
        OfficeHours.objects.bulk_create(self.hours)
        Absence.objects.bulk_create(absences)
        Address.objects.bulk_create(self.addresses)
        WorkingGroup.objects.bulk_create(self.groups)
        GroupMember.objects.bulk_create(self.members)


def place_sample(authority: Authority, *, at: datetime) -> None:
    """Precincts, duties, addresses and groups of one sample."""
    load_kinds(authority=authority, by=None, at=at)
    file = FOLDER / f"{authority.slug}-places.json"
    ground = _Ground(authority, json.loads(file.read_text(encoding="utf-8")), at)
    absences = _fill_city(ground) if "middle" in ground.words else _fill_region(ground)
    ground.write(absences)
    mark_changed(authority.pk)
    record(
        "demo.places.loaded",
        about=authority,
        by=None,
        at=at,
        authority_id=authority.pk,
        details={"precincts": len(ground.precincts), "addresses": len(ground.addresses)},
    )


def _fill_city(ground: _Ground) -> list[Absence]:
    words = ground.words
    municipality = Municipality.objects.create(
        authority=ground.authority,
        latitude=words["middle"][0],
        longitude=words["middle"][1],
        search_text=fold(words["municipality"]["name"]),
        **words["municipality"],
    )
    districts = words["districts"]
    outline, cells = city(tuple(words["middle"]), len(districts))
    ground.boundaries.append(_boundary(ground, outline, municipality=municipality))
    known: dict[tuple[str, int], Duty] = {}
    for code, row in words["kinds"].items():
        parts = cells if row["parts"] == len(cells) else joined(cells, row["parts"])
        for number, shape in enumerate(parts, start=1):
            named = {"number": number, "district": districts[number - 1]}
            precinct = _precinct(ground, code, row, shape, municipality, named)
            known[code, number] = _duty(ground, row, precinct, named)
    _night(ground, words["night"], municipality=None)
    _add_addresses(ground, municipality, _streets(words, cells))
    _add_group(ground, municipality=None, named={})
    return [_absence(ground, one, known, (one["kind"],)) for one in words["absences"]]


def _fill_region(ground: _Ground) -> list[Absence]:
    words = ground.words
    towns = {one.name: one for one in Municipality.objects.filter(authority=ground.authority)}
    known: dict[tuple[str, ...] | tuple[str, str, int], Duty] = {}
    for place, (name, middle) in enumerate(words["points"].items(), start=1):
        municipality = towns[name]
        municipality.latitude, municipality.longitude = middle
        municipality.search_text = fold(name)
        _fill_town(ground, municipality, place, known)
    _open_offices(ground, towns.values())
    fields = ["latitude", "longitude", "search_text", "office"]
    Municipality.objects.bulk_update(towns.values(), fields)
    return [_absence(ground, one, known, (one["kind"], one["town"])) for one in words["absences"]]


def _open_offices(ground: _Ground, towns: Collection[Municipality]) -> None:
    """A body for each town or village, whose people work for it."""
    words = ground.words["office"]
    for one in towns:
        is_village = one.kind == MunicipalityKind.VILLAGE
        name = words["village" if is_village else "town"].format(town=one.name)
        one.office = Body(
            authority=ground.authority,
            short_name=words["short"].format(town=one.name),
            name=name,
            public_name=name,
        )
        one.office.search_text = search_text_of_body(one.office)
    Body.objects.bulk_create(one.office for one in towns if one.office)


def _fill_town(
    ground: _Ground, municipality: Municipality, place: int, known: dict[Any, Duty]
) -> None:
    words, name = ground.words, municipality.name
    middle = (municipality.latitude or 0.0, municipality.longitude or 0.0)
    outline, sectors = town(middle)
    ground.boundaries.append(_boundary(ground, outline, municipality=municipality))
    for code, row in words["kinds"].items():
        for number, shape in enumerate(sectors, start=1):
            named = {"town": name, "town_number": place, "number": number}
            named["part"] = words["parts"][number - 1]
            precinct = _precinct(ground, code, row, shape, municipality, named)
            known[code, name, number] = _duty(ground, row, precinct, named)
    _night(ground, words["night"], municipality=municipality)
    streets = [
        (street, middle, 0.3 + math.pi / 2 * turn) for turn, street in enumerate(words["streets"])
    ]
    _add_addresses(ground, municipality, iter(streets))
    _add_group(ground, municipality=municipality, named={"town": name})


def _precinct(
    ground: _Ground,
    code: str,
    row: Words,
    shape: BaseGeometry,
    municipality: Municipality,
    named: Words,
) -> Precinct:
    precinct = Precinct(
        authority=ground.authority,
        kind=ground.kinds[code],
        municipality=municipality,
        code=row["code"].format(**named),
        name=row["name"].format(**named),
        about=ground.words["about"],
    )
    ground.precincts.append(precinct)
    ground.boundaries.append(_boundary(ground, shape, precinct=precinct))
    return precinct


def _boundary(ground: _Ground, shape: BaseGeometry, **of: Any) -> Boundary:
    west, south, east, north = shape.bounds
    return Boundary(
        authority=ground.authority,
        shape=shapely.to_wkb(shape),
        west=west,
        south=south,
        east=east,
        north=north,
        first_day=VALID_FROM,
        **of,
    )


def _duty(ground: _Ground, row: Words, precinct: Precinct, named: Words) -> Duty:
    place = len(ground.duties)
    titles = ground.words["titles"]
    is_nameless = row.get("nameless", False)
    duty = Duty(
        authority=ground.authority,
        kind=precinct.kind,
        precinct=precinct,
        body=ground.bodies[row["body"]] if row["body"] else None,
        person_title=titles[place % len(titles)] if row["titled"] else "",
        person_name="" if is_nameless else _name(ground.words, place),
        role=row.get("role", "").format(**named),
        phone=row["phone"].format(**named),
        email="" if is_nameless else f"{fold(precinct.code)}@{ground.authority.slug}.example",
        place=row["place"].format(**named),
        span=Span.HOURS if row["hours"] else Span.ALWAYS,
        first_day=VALID_FROM,
    )
    ground.duties.append(duty)
    ground.hours.extend(_hours(duty, row["hours"]))
    return duty


def _night(ground: _Ground, row: Words, *, municipality: Municipality | None) -> None:
    """Who answers while the others are off; with hours of its own it goes before them."""
    duty = Duty(
        authority=ground.authority,
        kind=ground.kinds[row["kind"]],
        municipality=municipality,
        body=ground.bodies[row["body"]] if "body" in row else None,
        role=row["role"],
        purpose=row["purpose"],
        phone=row["phone"],
        span=Span.NIGHT,
        has_priority="hours" in row,
        first_day=VALID_FROM,
    )
    ground.duties.append(duty)
    ground.hours.extend(_hours(duty, row.get("hours")))


def _hours(duty: Duty, said: Sequence[Any] | None) -> Iterator[OfficeHours]:
    for weekday in said[0] if said else ():
        opens, closes = (time.fromisoformat(one) for one in said[1:])  # type: ignore[index]
        yield OfficeHours(duty=duty, weekday=weekday, opens=opens, closes=closes)


def _name(words: Words, place: int) -> str:
    first = words["first_names"][place % len(words["first_names"])]
    last = words["last_names"]["f" if first in words["women"] else "m"]
    return f"{first} {last[place // len(words['first_names']) % len(last)]}"


def _absence(
    ground: _Ground, row: Words, known: Mapping[Any, Duty], key: tuple[str, ...]
) -> Absence:
    return Absence(
        duty=known[*key, row["number"]],
        deputy=known[*key, row["deputy"]],
        first_day=ground.today - timedelta(days=3),
        last_day=ground.today + timedelta(days=row["days"]),
    )


def _streets(words: Words, cells: Sequence[BaseGeometry]) -> Iterator[tuple[str, Point, float]]:
    """Two streets in each district; the first one leaves the heart of the city."""
    for place, street in enumerate(words["streets"]):
        cell = cells[(13 + place // 2) % len(cells)]
        yield street, heart_of(cell), 0.4 + 1.7 * (place % 2)


def _add_addresses(
    ground: _Ground, municipality: Municipality, streets: Iterator[tuple[str, Point, float]]
) -> None:
    for street, start, angle in streets:
        for number in ground.words["numbers"]:
            latitude, longitude = along(start, angle, _STEP, number)
            words = search_text_of(
                street=street, number=str(number), part="", municipality=municipality.name
            )
            ground.addresses.append(
                Address(
                    authority=ground.authority,
                    municipality=municipality,
                    street=street,
                    number=str(number),
                    latitude=latitude,
                    longitude=longitude,
                    search_text=words,
                )
            )


def _add_group(ground: _Ground, *, municipality: Municipality | None, named: Words) -> None:
    row = ground.words["group"]
    group = WorkingGroup(
        authority=ground.authority,
        municipality=municipality,
        name=row["name"].format(**named),
        cadence=row["cadence"],
        first_day=VALID_FROM,
    )
    ground.groups.append(group)
    ground.members.extend(
        GroupMember(
            group=group,
            body=ground.bodies[body],
            person_name=_name(ground.words, len(ground.members) + place),
            role=GroupRole.MEMBER if place else GroupRole.LEAD,
            first_day=VALID_FROM,
        )
        for place, body in enumerate(row["bodies"])
    )
