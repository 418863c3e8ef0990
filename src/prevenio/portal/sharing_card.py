"""The picture that stands beside a shared address: the authority's name in its own colours."""

import io
import textwrap
from hashlib import sha256

from PIL import Image, ImageDraw

from prevenio.people.models import Authority
from prevenio.web.typefaces import drawn_with

SIZE = (1200, 630)
_MARGIN = 90
_DRAWN = "1"
_WHITE, _SUN = "#ffffff", "#f5a83c"


def tag_of(authority: Authority) -> str:
    """What changes when the picture does."""
    said = (_DRAWN, authority.name, authority.second_line, authority.brand, authority.brand_deep)
    return sha256("\0".join(said).encode()).hexdigest()


def drawn(authority: Authority) -> bytes:
    """The picture as PNG, 1200 by 630 pixels as the sites that show it ask for."""
    picture = Image.new("RGB", SIZE, authority.brand_deep)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, SIZE[1] - 24, *SIZE), fill=authority.brand_mid)
    _mark(pen, authority)
    _words(pen, authority)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _mark(pen: ImageDraw.ImageDraw, authority: Authority) -> None:
    """A rising sun under two arches, as in the corner of every page."""
    left, top, side = _MARGIN, 84, 132
    pen.rounded_rectangle((left, top, left + side, top + side), 28, fill=authority.brand)
    middle, ground = left + side // 2, top + 98
    pen.ellipse((middle - 10, top + 20, middle + 10, top + 40), fill=_SUN)
    for radius in (46, 24):
        box = (middle - radius, ground - radius, middle + radius, ground + radius)
        pen.arc(box, 180, 360, fill=_WHITE, width=8)
    pen.line((middle - 54, ground, middle + 54, ground), fill=_WHITE, width=8)


def _words(pen: ImageDraw.ImageDraw, authority: Authority) -> None:
    name = textwrap.wrap(authority.name, 22, max_lines=2, placeholder="…")
    big, small = drawn_with("800ExtraBold", 88), drawn_with("500Medium", 42)
    line = 290
    for words in name:
        pen.text((_MARGIN, line), words, font=big, fill=_WHITE)
        line += 100
    for words in textwrap.wrap(authority.second_line, 46, max_lines=2, placeholder="…"):
        pen.text((_MARGIN, line + 20), words, font=small, fill=authority.brand_soft)
        line += 54
