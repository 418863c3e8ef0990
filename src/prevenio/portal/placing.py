"""What the address of the subscribing page has chosen already, and the search for an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from prevenio.people.models import Authority
from prevenio.places.models import Precinct
from prevenio.places.queries.searching import AddressHit, search_addresses
from prevenio.subscriptions.queries.choices import Choices
from prevenio.subscriptions.queries.naming import name_of_point

_LONGEST = 200
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Placed:
    """The place that is chosen, in words; what was typed to find one, and what it may mean."""

    initial: Mapping[str, object] = field(default_factory=dict)
    point: str = ""
    precinct: str = ""
    typed: str = ""
    hits: Sequence[tuple[str, AddressHit]] = ()
    is_nothing_found: bool = False


def placed(authority: Authority, choices: Choices, given: Mapping[str, str]) -> Placed:
    """Read an address or a form that was sent; what makes no sense chooses nothing.

    `hit` is an address that was pressed among those that were found.
    """
    point = _point(given)
    precinct = _precinct(choices, given.get("precinct", ""))
    initial: dict[str, object] = {
        name: given[name] for name in ("municipality", "body") if _is_number(given.get(name, ""))
    }
    if given.get("area"):
        initial["area"] = _area(choices, given["area"])
    if point is not None:
        initial["lat"], initial["lon"] = point
    if precinct is not None:
        initial["precinct"] = precinct.pk
    typed = given.get("q", "").replace("\0", "").strip()[:_LONGEST]
    found = search_addresses(authority, typed) if typed else None
    hits = found.hits if found else ()
    return Placed(
        initial=initial,
        point=name_of_point(authority, *point) if point else "",
        precinct=str(precinct or ""),
        typed=typed,
        hits=[(_said(one), one) for one in hits[:20]],
        is_nothing_found=bool(typed) and not hits,
    )


def _point(given: Mapping[str, str]) -> tuple[float, float] | None:
    said = given.get("hit", "").partition(",")
    try:
        latitude, longitude = (
            float(one) for one in (said[::2] if said[0] else (given["lat"], given["lon"]))
        )
    except (KeyError, ValueError):
        return None
    is_there = isfinite(latitude) and isfinite(longitude)
    return (latitude, longitude) if is_there and _is_on_earth(latitude, longitude) else None


def _is_on_earth(latitude: float, longitude: float) -> bool:
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


def _precinct(choices: Choices, key: str) -> Precinct | None:
    return choices.precincts.filter(pk=int(key)).first() if _is_number(key) else None


def _area(choices: Choices, code: str) -> int | None:
    return next((one.pk for one in choices.areas if one.code == code), None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= _LARGEST


def _said(hit: AddressHit) -> str:
    return f"{hit.latitude:.5f},{hit.longitude:.5f}"
