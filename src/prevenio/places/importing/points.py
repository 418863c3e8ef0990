"""Reading a CSV of points: `id,lat,lon` in WGS84 degrees."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.places.importing import refusals
from prevenio.places.importing.wording import gettext_noop as _

_HEAD = ("id", "lat", "lon")
_SEPARATORS = (",", ";", "\t")


class PointsHeadWrong(refusals.UnreadablePlaces):
    message = _("Line 1 must name the columns id,lat,lon. It says: %(found)s.")


class PointWrong(refusals.UnreadablePlaces):
    message = _(
        "Line %(line)s: “%(value)s” is no %(what)s in degrees. Write it with a decimal point, for "
        "example 50.8703."
    )


class PointRowWrong(refusals.UnreadablePlaces):
    message = _("Line %(line)s has %(found)s cells instead of %(expected)s.")


@dataclass(frozen=True, slots=True)
class Points:
    """Columns in the order of the file."""

    ids: tuple[str, ...]
    latitudes: tuple[float, ...]
    longitudes: tuple[float, ...]


def read_points(content: bytes) -> Points:
    """The points of a CSV; columns in any order, more of them are passed over.

    Raises UnreadablePlaces, which names the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise refusals.NotUtf8(line=content.count(b"\n", 0, trouble.start) + 1) from trouble
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=first.count), strict=True
    )
    rows: list[tuple[str, float, float]] = []
    try:
        head = [one.strip().lower() for one in next(reader, [])]
        if not set(_HEAD) <= set(head):
            raise PointsHeadWrong(found=first.strip()[:80] or "–")
        at = [head.index(one) for one in _HEAD]
        for line in reader:
            if line:
                rows.append(_point(line, at, len(head), reader.line_num))
    except csv.Error as trouble:
        raise refusals.QuotesOpen(row=reader.line_num) from trouble
    ids, latitudes, longitudes = zip(*rows, strict=True) if rows else ((), (), ())
    return Points(ids, latitudes, longitudes)


def _point(
    line: Sequence[str], at: Sequence[int], width: int, number: int
) -> tuple[str, float, float]:
    if len(line) != width:
        raise PointRowWrong(line=number, found=len(line), expected=width)
    name, latitude, longitude = (line[one].strip() for one in at)
    return (
        name,
        _degrees(latitude, 90, "latitude", number),
        _degrees(longitude, 180, "longitude", number),
    )


def _degrees(cell: str, most: int, what: str, line: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not abs(value) <= most:
        raise PointWrong(line=line, value=cell[:40], what=what)
    return value
