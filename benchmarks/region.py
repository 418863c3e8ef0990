"""A region as large as one gets: invented ground, precincts, duties and addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

import numpy as np
import shapely
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from prevenio.people.models import Authority, Country
from prevenio.places.locating import OUTSIDE, Layer
from prevenio.places.models import Address, Boundary, Duty, Municipality, Precinct, PrecinctKind
from prevenio.places.operations.versions import mark_changed
from prevenio.places.searching import search_text_of

# Where the invented ground lies: about as large as a Czech region.
WEST, SOUTH, EAST, NORTH = 12.4, 49.0, 13.9, 50.1
_NAMES = """
    Dlouhá Krátká Lipová Polní Zahradní Školní Nádražní Husova Nerudova Riegrova Jiráskova
    Palackého Komenského Smetanova Dvořákova Lesní Luční Sadová Květná Hřbitovní
"""
STREETS = _NAMES.split()
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything there is."""

    municipalities: int = 501
    precincts: int = 2_000
    addresses: int = 200_000


SMALL = Size(municipalities=15, precincts=60, addresses=2_000)


def cells(count: int, seed: int) -> NDArray[Any]:
    """Shapes that share out the whole ground, with borders of about thirty points each."""
    points = np.random.default_rng(seed).uniform((WEST, SOUTH), (EAST, NORTH), (count, 2))
    ground = shapely.box(WEST, SOUTH, EAST, NORTH)
    parts = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    found = shapely.intersection(parts, ground)
    return np.asarray(shapely.segmentize(found, 0.005))


@transaction.atomic
def make_region(slug: str, size: Size) -> Authority:
    """An authority with everything that a look-up touches; the same rows at every run."""
    authority = Authority.objects.create(
        slug=slug,
        name=f"Kraj {slug}",
        country=Country.CZECHIA,
        languages=["cs"],
        time_zone="Europe/Prague",
        currency="CZK",
        is_sample=True,
        created_at=timezone.now(),
    )
    ground = cells(size.municipalities, 1)
    towns = _municipalities(authority, ground)
    for position, code in enumerate(("police", "guard")):
        _precincts(authority, code, position, cells(size.precincts // 2, 2 + position))
    _addresses(authority, towns, ground, size.addresses)
    mark_changed(authority.pk)
    return authority


def _municipalities(authority: Authority, ground: NDArray[Any]) -> list[Municipality]:
    middles = shapely.get_coordinates(shapely.point_on_surface(ground))
    towns = Municipality.objects.bulk_create(
        Municipality(
            authority=authority,
            code=f"{550_000 + number}",
            name=f"Obec {number}",
            search_text=f"obec {number}",
            latitude=latitude,
            longitude=longitude,
        )
        for number, (longitude, latitude) in enumerate(middles.tolist())
    )
    _boundaries(authority, [{"municipality": one} for one in towns], ground)
    return towns


def _precincts(authority: Authority, code: str, position: int, ground: NDArray[Any]) -> None:
    kind, _made = PrecinctKind.objects.get_or_create(
        authority=authority,
        code=code,
        defaults={"names": {"en": code}, "roles": {"en": "Officer"}, "position": position},
    )
    made = Precinct.objects.bulk_create(
        Precinct(authority=authority, kind=kind, code=f"{number:04}", name=f"Okrsek {number}")
        for number in range(len(ground))
    )
    _boundaries(authority, [{"precinct": one} for one in made], ground)
    Duty.objects.bulk_create(
        Duty(authority=authority, kind=kind, precinct=one, role="Officer", phone="000 000 000")
        for one in made
    )


def _boundaries(authority: Authority, of: Sequence[dict[str, Any]], ground: NDArray[Any]) -> None:
    boxes = shapely.bounds(ground).tolist()
    Boundary.objects.bulk_create(
        (
            Boundary(
                authority=authority,
                shape=shapely.to_wkb(shape),
                west=west,
                south=south,
                east=east,
                north=north,
                **thing,
            )
            for thing, shape, (west, south, east, north) in zip(of, ground, boxes, strict=True)
        ),
        batch_size=500,
    )


def _addresses(
    authority: Authority, towns: Sequence[Municipality], ground: NDArray[Any], count: int
) -> None:
    chance = np.random.default_rng(7)
    points = chance.uniform((WEST, SOUTH), (EAST, NORTH), (count, 2))
    layer = Layer(ids=np.arange(len(towns)), codes=(), shapes=ground)
    found = layer.locate_many(points[:, 1], points[:, 0]).tolist()
    rows = (
        _address(authority, towns[town], number, longitude, latitude)
        for number, (town, (longitude, latitude)) in enumerate(
            zip(found, points.tolist(), strict=True)
        )
        if town != OUTSIDE
    )
    for some in batched(rows, _BATCH):
        Address.objects.bulk_create(some)


def _address(
    authority: Authority, town: Municipality, number: int, longitude: float, latitude: float
) -> Address:
    street, house = STREETS[number % len(STREETS)], str(number // len(STREETS) % 97 + 1)
    return Address(
        authority=authority,
        municipality=town,
        code=f"{number}",
        street=street,
        number=house,
        latitude=latitude,
        longitude=longitude,
        search_text=search_text_of(street=street, number=house, municipality=town.name),
    )


def measure() -> tuple[()]:
    """Nothing by itself: other benchmarks stand on this region."""
    return ()
