"""Which column of a table of addresses holds what, known by its name in three languages."""

from collections.abc import Mapping, Sequence

from prevenio.places.importing import refusals
from prevenio.places.importing.naming import plain, told

LATITUDE, LONGITUDE, X, Y = "latitude", "longitude", "x", "y"
_NAMES = {
    "code": "kodadm kod code id idiip lokalnyid kodadresniho",
    "municipality_code": "kodobce municipalitycode teryt kodgminy terytgmi terc",
    "municipality": "nazevobce municipality obec mesto gmina miasto city",
    "street": "nazevulice ulice ulica street nazwaulicy ulicanazwa",
    "number": "cislodomovni cislo cp number numer nr numerporzadkowy housenumber nrdomu numerdomu",
    "kind_of_number": "typso",
    "orientation": "cisloorientacni co",
    "letter": "znakcislaorientacniho",
    "part": "nazevcastiobce castobce cast part miejscowosc settlement nazwamiejscowosci dzielnica",
    "postcode": "psc postcode kodpocztowy zip pna",
    LATITUDE: "latitude lat szerokosc szerokoscgeograficzna sirka",
    LONGITUDE: "longitude lon lng long dlugosc dlugoscgeograficzna delka",
    X: "souradnicex x easting wspx wspolrzednax",
    Y: "souradnicey y northing wspy wspolrzednay",
}
CELLS: Mapping[str, tuple[str, ...]] = {cell: tuple(one.split()) for cell, one in _NAMES.items()}


def columns_of(head: Sequence[str]) -> dict[str, int]:
    """The place of each column that is known. Raises ColumnTwice or NoColumns."""
    names = [plain(one) for one in head]
    found: dict[str, int] = {}
    for cell, guesses in CELLS.items():
        known = next((one for one in guesses if one in names), None)
        if known is None:
            continue
        if names.count(known) > 1:
            raise refusals.ColumnTwice(column=head[names.index(known)][:60])
        found[cell] = names.index(known)
    has_point = {LATITUDE, LONGITUDE} <= set(found) or {X, Y} <= set(found)
    if not has_point or not ({"number", "orientation"} & set(found)):
        raise refusals.NoColumns(found=told(head))
    return found if {LATITUDE, LONGITUDE} <= set(found) else _without_degrees(found)


def _without_degrees(found: dict[str, int]) -> dict[str, int]:
    return {cell: at for cell, at in found.items() if cell not in {LATITUDE, LONGITUDE}}
