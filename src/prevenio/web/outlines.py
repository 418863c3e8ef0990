"""Outlines of places as SVG, drawn on the server: a light map that needs no script.

Shapes come as WKB in WGS84 degrees. The picture is as wide as one says; a degree of longitude is
shortened by the latitude, so that places keep their look.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_SPACE, _SPACE_AROUND = 12.0, 32.0
# Less than half a unit of the picture cannot be seen, and makes pages heavy.
_SEEN = 0.5
_HIGHEST, _HIGHEST_AROUND = 1.6, 1.1
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon of the picture, as WKB or geometry.

    `look` is one of the classes `outline__…`: rest, mine, full, half. `name` is written inside it;
    `href` makes the polygon a link with that name.
    """

    area: bytes | shapely.Geometry
    look: str = "rest"
    name: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the picture in degrees: a pin, a dot with a name, or a number of the list."""

    longitude: float
    latitude: float
    look: str = "pin"
    text: str = ""


def svg_outline(
    shapes: Iterable[Shape],
    *,
    marks: Iterable[Mark] = (),
    width: int = 480,
    title: str = "",
    has_border: bool = False,
    around: str = "",
) -> SafeString:
    """The shapes and marks as one SVG; empty where there is nothing to draw.

    With a title it is a picture with that name; without one screen readers skip it, because the
    page says the same in words. `has_border` draws the edge of all shapes together; `around` names
    the look that fills the picture, what lies beyond is cut off.
    """
    drawn = [(shape, _polygon(shape.area)) for shape in shapes]
    known = [(shape, polygon) for shape, polygon in drawn if polygon is not None]
    if not known:
        return SafeString("")
    leading = [polygon for shape, polygon in known if shape.look == around]
    frame = _Frame.around([polygon for _shape, polygon in known], width)
    if leading:
        frame = _Frame.around(leading, width, space=_SPACE_AROUND, highest=_HIGHEST_AROUND)
        known = [(shape, _cut(frame, polygon)) for shape, polygon in known]
    # What is marked lies above the rest, so that its edge is whole.
    known.sort(key=lambda one: one[0].look != "rest")
    parts = [_drawn(frame, shape, polygon) for shape, polygon in known]
    if has_border:
        parts.append(_path(frame, _together([one for _shape, one in known]), "whole"))
    parts += [_named(frame, shape, polygon) for shape, polygon in known if shape.name]
    parts += [_marked(frame, mark) for mark in marks]
    return format_html(
        '<svg class="outline" viewBox="0 0 {} {}" width="{}" height="{}" {} focusable="false">'
        "{}{}</svg>",
        *(frame.width, frame.height, frame.width, frame.height),
        mark_safe('role="img"' if title else 'aria-hidden="true"'),
        format_html("<title>{}</title>", title) if title else "",
        format_html_join("", "{}", ((part,) for part in parts)),
    )


type Bounds = tuple[float, float, float, float]


def bounds_of(shapes: Iterable[bytes | shapely.Geometry]) -> Bounds | None:
    """West, south, east and north of everything that can be drawn, in degrees."""
    polygons = [one for shape in shapes if (one := _polygon(shape)) is not None]
    if not polygons:
        return None
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(polygons))
    return west, south, east, north


@dataclass(frozen=True, slots=True)
class _Frame:
    """How degrees become units of the picture."""

    west: float
    north: float
    across: float
    down: float
    width: int
    height: int

    @classmethod
    def around(
        cls,
        polygons: Sequence[shapely.Geometry],
        width: int,
        *,
        space: float = _SPACE,
        highest: float = _HIGHEST,
    ) -> "_Frame":
        west, south, east, north = (float(edge) for edge in shapely.total_bounds(polygons))
        shrink = max(cos(radians((south + north) / 2)), 0.05)
        wide, high = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
        scale = min((width - 2 * space) / wide, (width * highest - 2 * space) / high)
        # A shape higher than wide stands in the middle.
        left = (width - wide * scale) / 2
        height = round(high * scale + 2 * space)
        return cls(
            west - left / scale / shrink,
            north + space / scale,
            scale * shrink,
            scale,
            width,
            height,
        )

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = (longitude - self.west) * self.across, (self.north - latitude) * self.down
        return round(x, 1), round(y, 1)

    @property
    def edges(self) -> Bounds:
        """West, south, east and north a little beyond the picture, in degrees."""
        wide, high = self.width / self.across, self.height / self.down
        west, east = self.west - 0.1 * wide, self.west + 1.1 * wide
        return west, self.north - 1.1 * high, east, self.north + 0.1 * high

    @property
    def tolerance(self) -> float:
        return _SEEN / self.down


def _polygon(area: bytes | shapely.Geometry) -> shapely.Geometry | None:
    found: Any = area
    if not isinstance(area, shapely.Geometry):
        found = shapely.from_wkb(bytes(area), on_invalid="ignore")
    is_area = found is not None and found.geom_type in {"Polygon", "MultiPolygon"}
    return found if is_area and not found.is_empty else None


def _cut(frame: "_Frame", polygon: shapely.Geometry) -> shapely.Geometry:
    """What the picture shows of a shape; its cut edges lie outside of it."""
    return shapely.clip_by_rect(shapely.make_valid(polygon), *frame.edges)


def _together(polygons: Sequence[shapely.Geometry]) -> shapely.Geometry:
    return shapely.union_all([shapely.make_valid(one) for one in polygons])


def _path(frame: _Frame, polygon: shapely.Geometry, look: str) -> SafeString:
    return format_html('<path class="outline__{}" d="{}"/>', look, _line(frame, polygon))


def _line(frame: _Frame, polygon: shapely.Geometry) -> str:
    simple = shapely.simplify(polygon, frame.tolerance, preserve_topology=True)
    rings = (
        ring
        for part in shapely.get_parts(simple)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    )
    return "".join(_ring(frame, ring) for ring in rings)


def _ring(frame: _Frame, ring: shapely.LinearRing) -> str:
    points = [frame.at(x, y) for x, y in shapely.get_coordinates(ring)[:-1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _drawn(frame: _Frame, shape: Shape, polygon: shapely.Geometry) -> SafeString:
    path = _path(frame, polygon, shape.look)
    if not shape.href:
        return path
    return format_html('<a href="{}" aria-label="{}">{}</a>', shape.href, shape.name, path)


def _named(frame: _Frame, shape: Shape, polygon: shapely.Geometry) -> SafeString:
    point = shapely.point_on_surface(polygon)
    if point.is_empty:
        return SafeString("")
    x, y = frame.at(point.x, point.y)
    name = shape.name[:_LONGEST_NAME]
    return format_html('<text class="outline__name" x="{}" y="{}">{}</text>', x, y, name)


def _marked(frame: _Frame, mark: Mark) -> SafeString:
    x, y = frame.at(mark.longitude, mark.latitude)
    if mark.look == "pin":
        return format_html(
            '<g transform="translate({} {})"><path class="outline__pin"'
            ' d="M0 0C-5-9-13-15-13-24a13 13 0 0 1 26 0C13-15 5-9 0 0Z"/>'
            '<circle class="outline__eye" cy="-24" r="4.5"/></g>',
            *(x, y),
        )
    if mark.look == "number":
        return format_html(
            '<g transform="translate({} {})"><circle class="outline__dot" r="14"/>'
            '<text class="outline__number" y="5">{}</text></g>',
            *(x, y, mark.text),
        )
    return format_html(
        '<circle class="outline__dot" cx="{}" cy="{}" r="4"/>'
        '<text class="outline__name" x="{}" y="{}">{}</text>',
        *(x, y, x, y + 20, mark.text[:_LONGEST_NAME]),
    )
