"""Taking over a table of addresses: new ones, changed ones, and those that are gone."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.address_plans import FIELDS, AddressPlan, House
from prevenio.places.importing.addresses import AddressRow, AddressTable
from prevenio.places.locating import MUNICIPALITIES, OUTSIDE, index_of
from prevenio.places.models import Address, Municipality, PlaceImport
from prevenio.places.searching import search_text_of, words_of

_BATCH = 2_000
_WRITTEN = [*FIELDS[1:], "latitude", "longitude", "search_text", "came_with"]


def address_plan(
    authority: Authority, table: AddressTable, day: date, *, is_complete: bool
) -> AddressPlan:
    """Compare a table with the addresses that are kept; with `is_complete` what it leaves out goes.

    Each house is given to the municipality with its code, else to the one its point lies in, else
    to the one of its name.
    """
    houses = _houses(authority, table, day)
    stored = _stored(authority)
    begins: list[House] = []
    changes: list[tuple[int, House]] = []
    stays = 0
    for house in houses:
        known = stored.pop(house.key, None)
        if known is None:
            begins.append(house)
        elif known[1].is_as(house):
            stays += 1
        else:
            changes.append((known[0], house))
    ends = tuple(pk for pk, _house in stored.values()) if is_complete else ()
    alone = sum(1 for one in houses if one.texts[1] is None)
    return AddressPlan(tuple(begins), tuple(changes), stays, ends, alone)


def write_addresses(plan: AddressPlan, place_import: PlaceImport) -> None:
    """Add, change and remove, in batches. Called inside the transaction that locks the places."""
    authority = place_import.authority
    names = dict(Municipality.objects.filter(authority=authority).values_list("pk", "name"))
    Address.objects.bulk_create(
        (_row(None, house, place_import, names) for house in plan.begins), batch_size=_BATCH
    )
    Address.objects.bulk_create(
        [_row(pk, house, place_import, names) for pk, house in plan.changes],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_WRITTEN,
    )
    for start in range(0, len(plan.ends), _BATCH):
        Address.objects.filter(pk__in=plan.ends[start : start + _BATCH]).delete()


def _row(pk: int | None, house: House, place_import: PlaceImport, names: dict[int, str]) -> Address:
    code, town, street, number, part, postcode = house.texts
    name = names.get(town, "") if town else ""
    begins = _found_by(street, part, name)
    return Address(
        pk=pk,
        authority_id=place_import.authority_id,
        code=code,
        municipality_id=town,
        street=street,
        number=number,
        part=part,
        postcode=postcode,
        latitude=house.latitude,
        longitude=house.longitude,
        search_text=" ".join([begins, *words_of(number)])[:400],
        came_with=place_import,
    )


@lru_cache(maxsize=4_096)
def _found_by(street: str, part: str, municipality: str) -> str:
    """What all houses of a street are found by: it is the same for hundreds of rows in turn."""
    return search_text_of(street=street, part=part, municipality=municipality)


def _stored(authority: Authority) -> dict[tuple[object, ...], tuple[int, House]]:
    rows = Address.objects.filter(authority=authority).order_by("pk")
    found: dict[tuple[object, ...], tuple[int, House]] = {}
    for pk, latitude, longitude, *texts in rows.values_list(
        "pk", "latitude", "longitude", *FIELDS
    ).iterator(chunk_size=20_000):
        house = House(
            (texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]), latitude, longitude
        )
        found.setdefault(house.key, (pk, house))
    return found


def _houses(authority: Authority, table: AddressTable, day: date) -> list[House]:
    """Rows of a table with their municipalities; two that come out the same are one."""
    towns = _towns(authority, table, day)
    found: dict[tuple[object, ...], House] = {}
    for row, town, latitude, longitude in zip(
        table.rows, towns, table.latitudes, table.longitudes, strict=True
    ):
        texts = (row.code, town, row.street, row.number, row.part, row.postcode)
        house = House(texts, latitude, longitude)
        found.setdefault(house.key, house)
    return list(found.values())


def _towns(authority: Authority, table: AddressTable, day: date) -> Iterator[int | None]:
    known = Municipality.objects.filter(authority=authority)
    by_code, by_name = _by_code_and_name(list(known.values_list("pk", "code", "name")))
    lying = _lying(authority, table, day)
    for row, inside in zip(table.rows, lying, strict=True):
        yield _town(row, inside, by_code, by_name)


def _town(
    row: AddressRow, inside: int | None, by_code: dict[str, int], by_name: dict[str, int]
) -> int | None:
    if row.municipality_code in by_code:
        return by_code[row.municipality_code]
    return inside if inside is not None else by_name.get(fold(row.municipality))


def _lying(authority: Authority, table: AddressTable, day: date) -> list[int | None]:
    layer = index_of(authority.pk, day).layers.get(MUNICIPALITIES)
    if layer is None or not table.rows:
        return [None] * len(table.rows)
    found = layer.locate_many(np.array(table.latitudes), np.array(table.longitudes))
    return [None if one == OUTSIDE else one for one in found.tolist()]


def _by_code_and_name(
    towns: Sequence[tuple[int, str, str]],
) -> tuple[dict[str, int], dict[str, int]]:
    """Ids by code, and by the names that only one municipality has."""
    names = [fold(name) for _pk, _code, name in towns]
    by_name = {fold(name): pk for pk, _code, name in towns if names.count(fold(name)) == 1}
    return {code: pk for pk, code, _name in towns if code}, by_name
