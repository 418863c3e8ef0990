"""Colours that can be read: contrast by WCAG 2.x, and the five values of an authority's look."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prevenio.kernel.errors import Refused

WHITE = "#FFFFFF"
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


class NotAColour(Refused):
    message: object = "Write the colour as # and six digits or letters, for example #1F4173."


class TooLittleContrast(Refused):
    message: object = (
        "The colour “%(name)s” (%(colour)s) has a contrast of %(ratio)s to 1 with %(ground)s; "
        "at least %(least)s to 1 is needed. Choose a darker colour."
    )


@dataclass(frozen=True, slots=True)
class Look:
    """The five values of an authority's look, from its one hue."""

    brand: str
    brand_deep: str
    brand_mid: str
    brand_line: str
    brand_soft: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One promise of a look: a colour, the ground it stands on, its contrast and the least one."""

    name: str
    colour: str
    ground: str
    ratio: float
    least: int

    @property
    def is_kept(self) -> bool:
        return self.ratio >= self.least


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.x computes it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def look_from_hue(hue: float) -> Look:
    """The five values that follow from a hue, in degrees of the OKLCH circle."""
    return _look(hue, brand=_at_contrast(hue, chroma=0.1, ratio=9.0))


def look_from_colour(colour: str) -> Look:
    """The look whose brand is exactly this colour; the other four take its hue.

    Raises NotAColour; whether the colour can be read is for `checked` to say.
    """
    return _look(hue_of(colour), brand=colour.upper())


def hue_of(colour: str) -> float:
    """The hue of a colour in degrees of the OKLCH circle. Raises NotAColour."""
    red, green, blue = _linear(colour)
    long, medium, short = (
        math.cbrt(x * red + y * green + z * blue)
        for x, y, z in (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        )
    )
    green_red = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return math.degrees(math.atan2(blue_yellow, green_red)) % 360


def measured(look: Look) -> Iterator[Measured]:
    """Each promise of a look with the contrast it really has."""
    for name, colour, ground, least in (
        ("brand", look.brand, WHITE, 7),
        ("brand-deep", look.brand_deep, WHITE, 12),
        ("brand-mid", look.brand_mid, WHITE, 3),
        ("brand", look.brand, look.brand_soft, 6),
    ):
        yield Measured(name, colour, ground, contrast(colour, ground), least)


def checked(look: Look) -> Look:
    """The look itself, if it can be read. Raises TooLittleContrast with the measured ratio."""
    for promise in measured(look):
        if not promise.is_kept:
            raise TooLittleContrast(
                name=promise.name,
                colour=promise.colour,
                ground=promise.ground,
                # Cut, not rounded: 6.96 must not read as the 7.0 it fails to reach.
                ratio=math.floor(promise.ratio * 10) / 10,
                least=promise.least,
            )
    return look


def _look(hue: float, *, brand: str) -> Look:
    return Look(
        brand=brand,
        brand_deep=_at_contrast(hue, chroma=0.075, ratio=14.0),
        brand_mid=_at_contrast(hue, chroma=0.085, ratio=3.3),
        brand_line=_at_contrast(hue, chroma=0.04, ratio=1.7),
        brand_soft=_at_contrast(hue, chroma=0.013, ratio=1.16),
    )


def _at_contrast(hue: float, *, chroma: float, ratio: float) -> str:
    """The lightest colour of a hue that has at least this contrast with white."""
    lightness = _highest(lambda light: contrast(_hex(light, chroma, hue), WHITE) >= ratio)
    return _hex(lightness, chroma, hue)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The colour, with as much of the chroma as a screen can show."""
    fits = _highest(lambda part: _is_shown(_rgb(lightness, part * chroma, hue)))
    channels = (_gamma(channel) for channel in _rgb(lightness, fits * chroma, hue))
    return "#" + "".join(f"{round(255 * channel):02X}" for channel in channels)


def _highest(holds: Callable[[float], bool]) -> float:
    """The highest value between 0 and 1 at which something that holds at 0 still holds."""
    if holds(1.0):
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(16):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear red, green and blue of an OKLCH colour; outside 0 to 1 where no screen shows it."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_shown(channels: tuple[float, float, float]) -> bool:
    return all(-1e-6 <= channel <= 1 + 1e-6 for channel in channels)


def _gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _linear(colour: str) -> tuple[float, float, float]:
    if not _HEX.fullmatch(colour):
        raise NotAColour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
