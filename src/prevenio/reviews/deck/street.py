"""The street of the house at the foot of the first slide."""

from collections.abc import Mapping
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Cm

from prevenio.reviews.deck.parts import HEIGHT, SUN, colour, decorative

# (left, width, height of the walls in centimetres, which colour of the authority)
_HOUSES = (
    (0.0, 2.9, 3.6, "brand_line"),
    (2.9, 2.7, 2.4, "brand_mid"),
    (5.6, 3.9, 2.5, "brand"),
    (9.5, 3.9, 3.0, "brand_line"),
    (13.4, 2.7, 2.4, "brand_mid"),
    (16.1, 2.9, 3.3, "brand"),
    (19.0, 2.7, 3.0, "brand_line"),
    (21.7, 3.2, 3.6, "brand_mid"),
    (24.9, 3.4, 3.7, "brand"),
    (28.3, 2.6, 3.0, "brand_line"),
    (30.9, 3.0, 2.4, "brand_mid"),
)
_ROOF = 1.1


def add_street(slide: Any, authority: Mapping[str, str]) -> None:
    """Houses in the colours of the authority, and the sun above them."""
    sun = slide.shapes.add_shape(MSO_SHAPE.OVAL, Cm(27.6), Cm(9.6), Cm(2.2), Cm(2.2))
    sun.fill.solid()
    sun.fill.fore_color.rgb = colour(SUN)
    sun.line.fill.background()
    decorative(sun)
    for left, width, height, name in _HOUSES:
        _house(slide, left, width, height, authority[name])


def _house(slide: Any, left: float, width: float, height: float, shade: str) -> None:
    foot = HEIGHT
    eaves, ridge = foot - Cm(height), foot - Cm(height + _ROOF)
    builder = slide.shapes.build_freeform(Cm(left), foot)
    corners = [
        (Cm(left), eaves),
        (Cm(left + width / 2), ridge),
        (Cm(left + width), eaves),
        (Cm(left + width), foot),
    ]
    builder.add_line_segments(corners, close=True)
    house = builder.convert_to_shape()
    house.fill.solid()
    house.fill.fore_color.rgb = colour(shade)
    house.line.fill.background()
    decorative(house)
