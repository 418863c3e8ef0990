"""What a table of addresses would change of those that are kept."""

from dataclasses import dataclass

from prevenio.kernel.text import fold

# A tenth of a metre: what two programs make of one point differs by less.
_SAME_PLACE = 1e-6
FIELDS = ("code", "municipality_id", "street", "number", "part", "postcode")
Texts = tuple[str, int | None, str, str, str, str]


@dataclass(frozen=True, slots=True)
class House:
    """An address as it is to be kept: the texts of `FIELDS`, and its point."""

    texts: Texts
    latitude: float
    longitude: float

    @property
    def key(self) -> tuple[object, ...]:
        """What it is known by: its code, else its whole address."""
        code, town, street, number, part, _postcode = self.texts
        return (code,) if code else (town, fold(street), fold(number), fold(part))

    @property
    def name(self) -> str:
        """Street, or part where there is no street, with the number."""
        _code, _town, street, number, part, _postcode = self.texts
        return " ".join(one for one in (street or part, number) if one)

    def is_as(self, other: "House") -> bool:
        return (
            self.texts == other.texts
            and abs(self.latitude - other.latitude) < _SAME_PLACE
            and abs(self.longitude - other.longitude) < _SAME_PLACE
        )


@dataclass(frozen=True, slots=True)
class AddressPlan:
    """What becomes of each house of a table; ids are those of stored addresses."""

    begins: tuple[House, ...]
    changes: tuple[tuple[int, House], ...]
    stays: int
    ends: tuple[int, ...]
    without_municipality: int

    @property
    def is_empty(self) -> bool:
        return not (self.begins or self.changes or self.ends)
