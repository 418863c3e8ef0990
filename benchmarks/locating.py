"""Finding what lies at a point: many at once beside GeoPandas, one by one, in a large region."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import shapely
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from numpy.typing import NDArray

from benchmarks.region import SMALL, Size, cells, make_region
from prevenio.people.models import Authority
from prevenio.places.locating import Layer
from prevenio.places.locating.keeping import forget_all
from prevenio.places.queries.locating import places_at
from tooling.bench import Measured, timed, timed_once

POINTS = 1_000_000
LOOK_UPS = 2_000
REAL = (
    Path(__file__).resolve().parents[2]
    / "shared/data/boundaries/plzen-region-municipalities.geojson"
)
Shapes = NDArray[Any]


def measure() -> Iterator[Measured]:
    yield from batches("501 municipalities", municipalities())
    yield from batches("2,000 precincts", cells(2_000, 5))
    call_command("migrate", verbosity=0)
    for name, size in (("small sample", SMALL), ("large region", Size())):
        yield from look_ups(name, size)


def municipalities() -> Shapes:
    """The real ones of the Plzeň Region where they are at hand, else invented ones."""
    if not REAL.exists():
        return cells(501, 4)
    features = json.loads(REAL.read_bytes())["features"]
    drawn = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features]
    return np.asarray(shapely.make_valid(np.array(drawn, dtype=object)))


def batches(name: str, shapes: Shapes) -> Iterator[Measured]:
    """A million points by us and by GeoPandas; the limit is what GeoPandas takes."""
    latitudes, longitudes = points_over(shapes, POINTS)
    layer = layer_of(shapes)
    ours = timed(partial(layer.locate_many, latitudes, longitudes), times=3)
    peer = by_geopandas(shapes, latitudes, longitudes)
    note = f"GeoPandas {peer:.3f} s, ratio {peer / ours:.1f}" if peer else "no GeoPandas here"
    yield Measured(f"a million points, {name}", ours, peer, note)
    first = timed_once(lambda: layer_of(shapes).locate_many(latitudes, longitudes))
    yield Measured(f"the same with making the index, {name}", first, peer)
    one = spread(layer.locate, latitudes[:LOOK_UPS], longitudes[:LOOK_UPS])
    yield Measured(f"one point, p95, {name}", one[1], 0.001, in_microseconds(one))


def layer_of(shapes: Shapes) -> Layer:
    return Layer(ids=np.arange(len(shapes)), codes=(), shapes=shapes)


def points_over(shapes: Shapes, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    west, south, east, north = shapely.total_bounds(shapes)
    chance = np.random.default_rng(1)
    return chance.uniform(south, north, count), chance.uniform(west, east, count)


def by_geopandas(
    shapes: Shapes, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
) -> float | None:
    """The best of its two fitting ways, its points already made; None where it is not there."""
    if find_spec("geopandas") is None:
        return None
    geopandas: Any = import_module("geopandas")
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(longitudes, latitudes))
    areas = geopandas.GeoDataFrame({"at": range(len(shapes))}, geometry=list(shapes))
    joined = [
        timed(partial(geopandas.sjoin, points, areas, how="left", predicate=way), times=3)
        for way in ("within", "intersects")
    ]
    return min(joined)


def look_ups(name: str, size: Size) -> Iterator[Measured]:
    """Rows for points, as pages ask for them, and the statements that takes."""
    slug = f"region-{size.addresses}"
    authority = Authority.objects.filter(slug=slug).first() or make_region(slug, size)
    day = timezone.localdate()
    ask = partial(places_at, authority=authority, day=day)
    forget_all()
    first = timed_once(lambda: ask(latitude=49.7, longitude=13.3))
    yield Measured(f"first look-up of a process, {name}", first)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask(latitude=49.7, longitude=13.3)
    latitudes, longitudes = points_over(cells(10, 1), 500)
    took = spread(lambda one, other: ask(latitude=one, longitude=other), latitudes, longitudes)
    note = f"{in_microseconds(took)}, {len(asked)} statements, {size.addresses} addresses"
    yield Measured(f"places of a point, p95, {name}", took[1], 0.02, note)


def spread(
    look: Callable[[float, float], object],
    latitudes: NDArray[np.float64],
    longitudes: NDArray[np.float64],
) -> tuple[float, float]:
    """The median and the 95th percentile of single calls, in seconds."""
    took = []
    for latitude, longitude in zip(latitudes.tolist(), longitudes.tolist(), strict=True):
        started = perf_counter()
        look(latitude, longitude)
        took.append(perf_counter() - started)
    median, slow = np.percentile(took, (50, 95))
    return float(median), float(slow)


def in_microseconds(took: tuple[float, float]) -> str:
    return f"p50 {took[0] * 1e6:.0f} µs, p95 {took[1] * 1e6:.0f} µs"
