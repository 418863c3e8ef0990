"""Invented ground for the samples: a city cut into districts, and a town cut into sectors."""

import math
from collections.abc import Sequence
from random import Random

import shapely
from shapely.geometry.base import BaseGeometry

# Degrees; a degree of longitude is shorter than one of latitude in these parts.
_STRETCH = 1.56
_CITY, _TOWN = 0.045, 0.017

type Point = tuple[float, float]


def city(middle: Point, parts: int) -> tuple[BaseGeometry, list[BaseGeometry]]:
    """An outline around a point (latitude, longitude) and its districts, which cover it whole.

    The order is the same on every run; the district in the middle is the fourteenth.
    """
    chance = Random(14)
    outline = _ring(middle, [_CITY * chance.uniform(0.85, 1.1) for _corner in range(15)])
    seeds = [middle, *(_within(outline, chance) for _number in range(parts - 1))]
    cells = list(_voronoi([_point(one) for one in seeds], outline))
    cells.insert(13, cells.pop(0))
    return outline, cells


def joined(parts: Sequence[BaseGeometry], number: int) -> list[BaseGeometry]:
    """The same ground in fewer parts: each district goes to the nearest of some of them."""
    hearts = [parts[place * len(parts) // number].centroid for place in range(number)]
    groups: list[list[BaseGeometry]] = [[] for _heart in hearts]
    for part in parts:
        distances = [part.centroid.distance(heart) for heart in hearts]
        groups[distances.index(min(distances))].append(part)
    return [shapely.union_all(group) for group in groups]


def town(middle: Point) -> tuple[BaseGeometry, list[BaseGeometry]]:
    """An outline around a point and three sectors of it."""
    corners = [_TOWN] * 12
    outline = _ring(middle, corners)
    edge = list(outline.exterior.coords)
    heart = _point(middle)
    sectors = [
        shapely.Polygon([heart.coords[0], *edge[first : first + 5]]) for first in range(0, 12, 4)
    ]
    return outline, sectors


def along(middle: Point, angle: float, step: float, number: int) -> Point:
    """The point of a house on a street that leaves a point at an angle."""
    latitude, longitude = middle
    return (
        round(latitude + math.sin(angle) * step * number, 6),
        round(longitude + math.cos(angle) * step * number * _STRETCH, 6),
    )


def heart_of(shape: BaseGeometry) -> Point:
    """A point well inside, as latitude and longitude."""
    inside = shape.representative_point()
    return inside.y, inside.x


def _ring(middle: Point, radii: Sequence[float]) -> shapely.Polygon:
    latitude, longitude = middle
    angles = [2 * math.pi * place / len(radii) for place in range(len(radii))]
    return shapely.Polygon(
        (longitude + radius * _STRETCH * math.cos(angle), latitude + radius * math.sin(angle))
        for radius, angle in zip(radii, angles, strict=True)
    )


def _voronoi(seeds: Sequence[shapely.Point], outline: BaseGeometry) -> list[BaseGeometry]:
    cells = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=outline).geoms
    return [
        next(cell for cell in cells if cell.covers(seed)).intersection(outline) for seed in seeds
    ]


def _within(outline: BaseGeometry, chance: Random) -> Point:
    west, south, east, north = outline.bounds
    while True:
        point = chance.uniform(south, north), chance.uniform(west, east)
        if outline.covers(_point(point)):
            return point


def _point(point: Point) -> shapely.Point:
    return shapely.Point(point[1], point[0])
