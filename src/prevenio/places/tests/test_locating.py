from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from prevenio.places.locating.grids import grid_over
from prevenio.places.locating.layers import OUTSIDE, WORTH_A_GRID, Layer


def layer_of(*shapes: shapely.Geometry) -> Layer:
    ids = np.arange(len(shapes), dtype=np.int64) + 100
    codes = tuple(f"{number:03}" for number in range(len(shapes)))
    return Layer(ids=ids, codes=codes, shapes=np.array(shapes, dtype=object))


LEFT, RIGHT = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)


@pytest.mark.parametrize(
    ("latitude", "longitude", "found"),
    [
        (0.5, 0.5, 100),
        (0.5, 1.5, 101),
        (0.5, 1.0, 100),
        (1.0, 1.0, 100),
        (0.0, 2.0, 101),
        (0.5, 2.1, OUTSIDE),
        (float("nan"), 0.5, OUTSIDE),
    ],
)
def test_a_point_has_one_answer_and_a_border_the_lower_code(
    latitude: float, longitude: float, found: int
) -> None:
    layer = layer_of(LEFT, RIGHT)
    assert layer.locate(latitude, longitude) == found
    assert list(layer.locate_many(np.array([latitude]), np.array([longitude]))) == [found]


def test_a_hole_is_outside_and_an_island_inside() -> None:
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    layer = layer_of(shapely.union(ring, shapely.box(5, 5, 6, 6)))
    assert layer.locate(1.5, 1.5) == OUTSIDE
    assert layer.locate(1.0, 1.5) == 100
    assert layer.locate(5.5, 5.5) == 100


def test_an_empty_layer_answers_that_everything_is_outside() -> None:
    layer = layer_of()
    assert layer.locate(0.5, 0.5) == OUTSIDE
    assert list(layer.locate_many(np.array([0.5]), np.array([0.5]))) == [OUTSIDE]


coordinates = st.floats(-2, 2).map(lambda number: round(number, 3))
triangles = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=7).map(
    lambda points: shapely.convex_hull(shapely.multipoints(points))
)
shapes_of = st.lists(
    triangles.filter(lambda one: one.geom_type == "Polygon" and one.area > 1e-4),
    min_size=1,
    max_size=6,
)


@given(shapes_of, st.integers(0, 2**32 - 1))
def test_the_index_answers_as_trying_every_shape_does(
    shapes: list[shapely.Geometry], seed: int
) -> None:
    layer = layer_of(*shapes)
    latitudes, longitudes = points_among(shapes, seed)
    expected = by_trying(shapes, latitudes, longitudes)
    assert list(layer.locate_many(latitudes, longitudes)) == expected
    assert [
        layer.locate(one, other) for one, other in zip(latitudes, longitudes, strict=True)
    ] == expected


@pytest.mark.parametrize("seed", range(3))
def test_the_grid_answers_as_trying_every_shape_does(seed: int) -> None:
    shapes = partition(seed)
    layer = layer_of(*shapes)
    corners = shapely.get_coordinates(np.array(shapes, dtype=object))
    chance = np.random.default_rng(seed)
    points = np.concatenate([corners, chance.uniform(-1.5, 1.5, (WORTH_A_GRID, 2))])
    found = layer.locate_many(points[:, 1], points[:, 0])
    assert list(found) == by_trying(shapes, points[:, 1], points[:, 0])
    grid = grid_over(layer.shapes, layer._exact)
    assert (grid.cells >= 0).mean() > 0.2


def points_among(
    shapes: list[shapely.Geometry], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Corners, middles of borders, and points by chance."""
    corners = shapely.get_coordinates(np.array(shapes, dtype=object))
    middles = (corners[1:] + corners[:-1]) / 2
    chance = np.random.default_rng(seed).uniform(-2.2, 2.2, (30, 2))
    points = np.concatenate([corners, middles, chance])
    return points[:, 1].copy(), points[:, 0].copy()


def by_trying(
    shapes: list[shapely.Geometry],
    latitudes: NDArray[np.float64],
    longitudes: NDArray[np.float64],
) -> list[int]:
    touched = np.array([shapely.intersects_xy(one, longitudes, latitudes) for one in shapes])
    return [
        int(number) + 100 if hit else OUTSIDE
        for number, hit in zip(touched.argmax(axis=0), touched.any(axis=0), strict=True)
    ]


def partition(seed: int) -> list[shapely.Geometry]:
    """Cells around points by chance, one of them with a hole, one in two parts."""
    points = shapely.multipoints(np.random.default_rng(seed).uniform(-1, 1, (40, 2)))
    cells = list(shapely.voronoi_polygons(points, extend_to=shapely.box(-1, -1, 1, 1)).geoms)
    cells = [one.intersection(shapely.box(-1, -1, 1, 1)) for one in cells]
    cells[3] = shapely.union(cells[3], shapely.box(1.2, 1.2, 1.4, 1.4))
    cells[5] = cells[5].difference(shapely.point_on_surface(cells[5]).buffer(0.02))
    return cells


def test_many_threads_may_ask_and_draw_one_layer_at_once() -> None:
    """Prepared shapes end the process where two threads cut them, so nobody is given any."""
    ring = [(np.cos(one) * 3 + 3, np.sin(one) * 3 + 3) for one in np.linspace(0, 6.2, 3_000)]
    layer = layer_of(shapely.Polygon(ring), shapely.box(5, 5, 9, 9))
    assert not shapely.is_prepared(layer.shapes).any()

    def asked(number: int) -> tuple[int, int]:
        box = shapely.box(number % 5, 0, number % 5 + 1.5, 9)
        drawn = int(shapely.intersects(layer.shapes, box).sum())
        return layer.locate(3.0, 3.0), drawn

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(asked, range(400)))

    assert {here for here, _drawn in answers} == {100}
    assert [drawn for _here, drawn in answers[:5]] == [1, 1, 1, 1, 2]
