"""Photos that are added: upright, without metadata, and never more pixels in memory than needed."""

import io
import struct
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import sleep
from typing import Any

import pytest
from PIL import Image, ImageOps

from prevenio.web.pictures import LONGEST_SIDE, Cleaned, PictureTooLarge, cleaned

TURNED, MADE_BY, GPS = 0x0112, 0x010F, 0x8825
ON_ITS_SIDE = 6


def photo(size: tuple[int, int], form: str = "JPEG", **options: Any) -> bytes:
    """Red above and blue below, as a telephone writes it that was held upright."""
    exif = Image.Exif()
    exif[TURNED], exif[MADE_BY] = ON_ITS_SIDE, "Telephone"
    exif[GPS] = {1: "N", 2: (50.0, 52.0, 30.0), 3: "E", 4: (20.0, 38.0, 0.0)}
    taken = Image.new("RGB", size, "red")
    # Turned to the right, its left side is above.
    taken.paste("blue", (size[0] // 2, 0, *size))
    written = io.BytesIO()
    taken.save(written, form, exif=exif, **options)
    return written.getvalue()


def opened(kept: Cleaned) -> Image.Image:
    return Image.open(io.BytesIO(kept.content))


def png(width: int, height: int) -> bytes:
    """The head of a PNG; its pixels are never asked for."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + checked

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("size", "form", "options"),
    [
        ((8160, 6120), "JPEG", {}),
        ((4032, 3024), "JPEG", {"progressive": True}),
        ((6000, 4000), "MPO", {"save_all": True, "append_images": [Image.new("RGB", (40, 30))]}),
        ((400, 300), "PNG", {}),
        ((400, 300), "WEBP", {}),
    ],
)
def test_a_photo_is_kept_upright_and_without_what_the_camera_wrote(
    size: tuple[int, int], form: str, options: dict[str, Any]
) -> None:
    content = photo(size, form, **options)
    kept = cleaned("photo", content)

    picture = opened(kept)
    width, height = picture.size
    assert height == min(size[0], LONGEST_SIDE)
    assert width == pytest.approx(height * size[1] / size[0], abs=1)
    above, below = (picture.convert("RGB").getpixel((width // 2, y)) for y in (9, height - 9))
    assert isinstance(above, tuple)
    assert isinstance(below, tuple)
    assert (above[0] > 200, above[2] < 60, below[0] < 60, below[2] > 200) == (True,) * 4
    assert not picture.getexif()
    assert b"Telephone" in content
    assert b"Telephone" not in kept.content
    assert kept.kind == ("image/jpeg" if form == "MPO" else f"image/{form.lower()}")


def one_scan_each(width: int, height: int) -> bytes:
    """The head of a JPEG that has a scan for each colour."""
    colours = b"".join(bytes([number, 0x11, 0]) for number in (1, 2, 3))
    frame = struct.pack(">BHHB", 8, height, width, 3) + colours
    scan = b"\x01\x01\x00\x00\x3f\x00"
    parts = ((b"\xff\xc0", frame), (b"\xff\xda", scan))
    packed = (mark + struct.pack(">H", len(part) + 2) + part for mark, part in parts)
    return b"\xff\xd8" + b"".join(packed)


@pytest.mark.parametrize(
    "written",
    [
        lambda: png(7740, 7740),
        lambda: png(5000, 4000),
        lambda: one_scan_each(5000, 4000),
        lambda: photo((5000, 4000), progressive=True),
        lambda: photo((5000, 4000), "WEBP", quality=0, method=0),
    ],
)
def test_what_would_lie_whole_in_memory_has_fewer_pixels_than_a_photo(
    written: Callable[[], bytes],
) -> None:
    with pytest.raises(PictureTooLarge, match="Save it smaller"):
        cleaned("large", written())


def test_a_photo_is_made_smaller_while_it_is_decoded_one_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turn, busy, sizes = ImageOps.exif_transpose, Lock(), []

    def slowly(picture: Image.Image) -> Image.Image:
        assert busy.acquire(blocking=False), "two at once"
        sizes.append(max(picture.size))
        sleep(0.02)
        busy.release()
        return turn(picture)

    monkeypatch.setattr(ImageOps, "exif_transpose", slowly)
    content = photo((6000, 800))
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda name: cleaned(name, content), "abc"))

    assert sizes == [LONGEST_SIDE] * 3
