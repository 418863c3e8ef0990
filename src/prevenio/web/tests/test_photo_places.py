"""Where a photo was taken: read if it is true, nothing if it is nonsense."""

import io
from collections.abc import Mapping

import pytest
from PIL import Image, TiffImagePlugin

from prevenio.web.photo_places import point_of


def picture(said: Mapping[int, object] | None, form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    if said is not None:
        exif[0x8825] = said
    written = io.BytesIO()
    Image.new("RGB", (8, 8)).save(written, form, exif=exif)
    return written.getvalue()


def place(latitude: object, longitude: object, north: str = "N", east: str = "E") -> bytes:
    return picture({1: north, 2: latitude, 3: east, 4: longitude})


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_point_is_read_of_every_kind(form: str) -> None:
    said = {1: "N", 2: (50.0, 52.0, 19.2), 3: "E", 4: (20.0, 37.0, 55.2)}
    assert point_of(picture(said, form)) == (50.872, 20.632)


def test_south_and_west_are_negative() -> None:
    assert point_of(place((10.0, 30.0, 0.0), (20.0, 30.0, 0.0), "S", "W")) == (-10.5, -20.5)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe1" + b"\xff" * 5000,
        picture(None),
        place((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        place((91.0, 0.0, 0.0), (20.0, 0.0, 0.0)),
        place((50.0, 99.0, 0.0), (20.0, 0.0, 0.0)),
        place((50.0, 0.0), (20.0, 0.0, 0.0)),
        place((TiffImagePlugin.IFDRational(1, 0),) * 3, (TiffImagePlugin.IFDRational(0, 0),) * 3),
        picture({2: (50.0, 0.0, 0.0)}),
        picture({1: "N", 2: (50.0, 0.0, 0.0), 3: "E", 4: (20.0, 0.0, 0.0)})[:60],
    ],
)
def test_nonsense_says_nothing(content: bytes) -> None:
    assert point_of(content) is None
