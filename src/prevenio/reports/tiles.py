"""Map tiles of the public points: plain numbers, no database.

Every public point has one whole number, its cell: the tile of the Web Mercator projection (EPSG:
3857, as web maps cut it) that it lies in at the deepest zoom, the bits of column and row in turns.
All cells of one tile of any zoom then follow on each other (Morton, 1966), so that a tile is one
stretch of an index, and its squares are the cell without its last bits.
"""

from dataclasses import dataclass
from math import asinh, atan, degrees, pi, radians, sinh, tan

# At the equator a cell of the deepest zoom is some ten metres wide, less than any square we show.
DEEPEST = 22
# A tile is counted in eight by eight squares.
_STEP = 3
LAST_ZOOM = DEEPEST - _STEP
# Where the projection ends, so that the world is a square.
_FARTHEST_NORTH = 85.05112877980659


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of a web map: zoom, column from the west, row from the north. Raises ValueError."""

    zoom: int
    column: int
    row: int

    def __post_init__(self) -> None:
        if not 0 <= self.zoom <= LAST_ZOOM:
            raise ValueError(f"no zoom between 0 and {LAST_ZOOM}: {self.zoom}")
        if not (0 <= self.column < 1 << self.zoom and 0 <= self.row < 1 << self.zoom):
            raise ValueError(f"no tile of zoom {self.zoom}: {self.column}, {self.row}")

    @property
    def cells(self) -> tuple[int, int]:
        """The first cell of the tile, and the first one behind it."""
        whole = _woven(self.column, self.row)
        bits = 2 * (DEEPEST - self.zoom)
        return whole << bits, (whole + 1) << bits

    @property
    def bits_in_square(self) -> int:
        """So many bits of a cell say where in a square of the tile it lies."""
        return 2 * (DEEPEST - self.zoom - _STEP)


def cell_of(latitude: float, longitude: float) -> int:
    """The cell of a point (WGS84 degrees); beyond the projection's end that of its end."""
    column, row = _place_of(latitude, longitude, DEEPEST)
    return _woven(column, row)


def tile_at(latitude: float, longitude: float, zoom: int) -> Tile:
    """The tile of a zoom that a point lies in."""
    return Tile(zoom, *_place_of(latitude, longitude, zoom))


def corner_of(tile: Tile) -> tuple[float, float]:
    """Latitude and longitude of the north-western corner of a tile."""
    size = 1 << tile.zoom
    north = degrees(atan(sinh(pi * (1 - 2 * tile.row / size))))
    return north, tile.column / size * 360 - 180


def _place_of(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    size = 1 << zoom
    north = max(-_FARTHEST_NORTH, min(_FARTHEST_NORTH, latitude))
    column = int((longitude + 180) / 360 * size)
    row = int((1 - asinh(tan(radians(north))) / pi) / 2 * size)
    return max(0, min(size - 1, column)), max(0, min(size - 1, row))


def _woven(column: int, row: int) -> int:
    """Column and row in one number, their bits in turns, the row's first."""
    woven = 0
    for bit in range(DEEPEST):
        woven |= (column >> bit & 1) << 2 * bit | (row >> bit & 1) << 2 * bit + 1
    return woven
