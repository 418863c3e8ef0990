"""Outlines drawn on the server: light, escaped, and nothing where there is nothing to draw."""

import pytest
import shapely

from prevenio.web.outlines import Mark, Shape, bounds_of, svg_outline

SQUARE = shapely.box(20, 50, 20.1, 50.1)


def test_shape_and_marks_are_drawn_inside_the_picture() -> None:
    drawn = svg_outline([Shape(shapely.to_wkb(SQUARE), "mine")], marks=[Mark(20.05, 50.05)])

    assert 'class="outline__mine"' in drawn
    assert 'class="outline__pin"' in drawn
    assert 'aria-hidden="true"' in drawn


def test_words_never_become_markup() -> None:
    shape = Shape(SQUARE, name='<script>"&', href='javascript:"<')
    drawn = svg_outline([shape], marks=[Mark(20, 50, "number", "<b>")], title="<i>")

    assert not any(tag in drawn for tag in ("<script", "<b>", "<i>", '"javascript:"<'))
    assert 'role="img"' in drawn


@pytest.mark.parametrize(
    "area",
    [b"", b"\x00", b"not a shape", shapely.to_wkb(shapely.Point(1, 2)), shapely.Polygon()],
)
def test_what_is_no_area_is_not_drawn(area: bytes | shapely.Geometry) -> None:
    assert svg_outline([Shape(area)]) == ""
    assert bounds_of([area]) is None


def test_neighbours_are_cut_off_where_the_picture_ends() -> None:
    far = shapely.box(20.1, 40, 60, 60)

    drawn = svg_outline([Shape(SQUARE, "mine"), Shape(far)], around="mine", width=400)

    numbers = [
        float(one)
        for one in drawn.split('d="')[1].split('"')[0].strip("MZ").replace("L", " ").split()
    ]
    assert all(-100 < one < 600 for one in numbers)


def test_long_border_becomes_light() -> None:
    circle = shapely.Point(20, 50).buffer(0.1, quad_segs=5000)

    assert len(svg_outline([Shape(circle)])) < 4000
