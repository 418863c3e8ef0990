"""Pictures of the sample, drawn by code in the colours of the authority."""

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw

from prevenio.people.models import Authority

SIZE = (1280, 812)
SUN = "#F2B544"
type Draw = ImageDraw.ImageDraw


def drawn(name: str, authority: Authority) -> bytes:
    """A picture of the sample as PNG, small because it has few colours."""
    picture = Image.new("RGB", SIZE, authority.brand_soft)
    SCENES[name](ImageDraw.Draw(picture), authority)
    written = io.BytesIO()
    picture.quantize(16).save(written, "PNG", optimize=True)
    return written.getvalue()


def _talk(draw: Draw, authority: Authority) -> None:
    draw.rectangle((0, 640, 1280, 812), fill=authority.brand_line)
    draw.rounded_rectangle((100, 100, 580, 390), 16, fill="white")
    for place, width in enumerate((260, 360, 200)):
        top = 170 + place * 65
        draw.rectangle((155, top, 155 + width, top + 24), fill=authority.brand_line)
    _person(draw, 900, 170, 1.7, authority.brand)
    for place in range(5):
        colour = authority.brand if place % 2 else authority.brand_mid
        _person(draw, 110 + place * 190, 480, 1.0, colour)


def _bike(draw: Draw, authority: Authority) -> None:
    draw.rectangle((0, 600, 1280, 812), fill=authority.brand_line)
    draw.ellipse((1040, 90, 1160, 210), fill=SUN)
    for left in (330, 730):
        draw.ellipse((left, 420, left + 260, 680), outline=authority.brand, width=22)
    lines = [(460, 550), (590, 380), (820, 380), (860, 550), (660, 550), (590, 380)]
    draw.line(lines, fill=authority.brand_mid, width=20, joint="curve")
    draw.line([(820, 380), (800, 310), (880, 300)], fill=authority.brand, width=18)
    _person(draw, 640, 110, 1.1, authority.brand)


def _hills(draw: Draw, authority: Authority) -> None:
    draw.ellipse((180, 80, 300, 200), fill=SUN)
    draw.polygon([(0, 812), (420, 180), (840, 812)], fill=authority.brand_mid)
    draw.polygon([(480, 812), (880, 260), (1280, 812)], fill=authority.brand)
    draw.polygon([(360, 270), (420, 180), (480, 270), (420, 300)], fill="white")
    draw.polygon([(825, 335), (880, 260), (935, 335), (880, 365)], fill="white")


def _camel(draw: Draw, authority: Authority) -> None:
    colour = authority.brand
    draw.rectangle((0, 660, 1280, 812), fill=authority.brand_line)
    draw.ellipse((340, 330, 840, 560), fill=colour)
    for left in (420, 610):
        draw.ellipse((left, 230, left + 170, 470), fill=colour)
    for left in (400, 490, 690, 780):
        draw.rectangle((left, 500, left + 42, 700), fill=colour)
    draw.polygon([(800, 480), (900, 250), (960, 280), (850, 520)], fill=colour)
    draw.ellipse((880, 190, 1060, 300), fill=colour)
    draw.ellipse((975, 220, 993, 238), fill=SUN)


def _person(draw: Draw, left: int, top: int, scale: float, colour: str) -> None:
    head, wide, tall = int(60 * scale), int(104 * scale), int(150 * scale)
    middle = left + wide // 2
    draw.ellipse((middle - head // 2, top, middle + head // 2, top + head), fill=colour)
    below = top + int(head * 1.15)
    draw.rounded_rectangle((left, below, left + wide, below + tall), wide // 2, fill=colour)
    draw.rectangle((left, below + tall // 2, left + wide, below + tall), fill=colour)


SCENES: Mapping[str, Callable[[Draw, Authority], None]] = {
    "talk": _talk,
    "bike": _bike,
    "hills": _hills,
    "camel": _camel,
}
