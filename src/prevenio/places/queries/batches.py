"""Many points at once: who and what is there, as plain values."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, OUTSIDE, index_of
from prevenio.places.models import Duty, Municipality, Precinct


@dataclass(frozen=True, slots=True)
class PrecinctSaid:
    kind: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PersonSaid:
    kind: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """What lies at a point: the municipality's official code, or its name where it has no code."""

    municipality: str | None = None
    precincts: tuple[PrecinctSaid, ...] = ()
    people: tuple[PersonSaid, ...] = ()


def places_said(
    *,
    authority: Authority,
    latitudes: Sequence[float],
    longitudes: Sequence[float],
    day: date,
) -> Iterator[PlaceSaid]:
    """What lies at each point (WGS84 degrees), in their order, with the duties of that day.

    People are those of the precincts, then of the municipality, then of everywhere. The number of
    statements does not grow with the points. Points that lie alike share one answer.
    """
    index = index_of(authority.pk, day)
    layers = sorted(index.layers)
    found = index.locate_many(np.array(latitudes), np.array(longitudes))
    columns = [found[one].tolist() for one in layers]
    known = _Known(authority, day)
    answers: dict[tuple[int, ...], PlaceSaid] = {}
    for ids in zip(*columns, strict=True) if columns else [()] * len(latitudes):
        answer = answers.get(ids)
        if answer is None:
            answer = answers[ids] = known.said(dict(zip(layers, ids, strict=True)))
        yield answer


class _Known:
    """All places and duties of an authority on a day, by id."""

    def __init__(self, authority: Authority, day: date) -> None:
        towns = Municipality.objects.filter(authority=authority)
        self.towns = {
            pk: code or name for pk, code, name in towns.values_list("pk", "code", "name")
        }
        precincts = Precinct.objects.filter(authority=authority).select_related("kind")
        self.precincts = {one.pk: one for one in precincts}
        self.by_precinct: dict[int, list[PersonSaid]] = defaultdict(list)
        self.by_town: dict[int, list[PersonSaid]] = defaultdict(list)
        self.everywhere: list[PersonSaid] = []
        duties = Duty.objects.filter(authority=authority).on(day).select_related("kind", "body")
        for duty in duties.order_by("kind__position", "kind__code", "-has_priority", "pk"):
            self._duties_at(duty).append(_person(duty))

    def said(self, found: dict[int, int]) -> PlaceSaid:
        inside = {kind: one for kind, one in found.items() if one != OUTSIDE}
        if not inside:
            return PlaceSaid()
        town = inside.pop(MUNICIPALITIES, None)
        precincts = sorted(
            (self.precincts[one] for one in inside.values() if one in self.precincts),
            key=lambda one: (one.kind.position, one.kind.code),
        )
        people = [person for one in precincts for person in self.by_precinct[one.pk]]
        if town is not None:
            people += self.by_town[town]
        return PlaceSaid(
            self.towns.get(town) if town is not None else None,
            tuple(PrecinctSaid(one.kind.code, one.code, one.name) for one in precincts),
            (*people, *self.everywhere),
        )

    def _duties_at(self, duty: Duty) -> list[PersonSaid]:
        if duty.precinct_id is not None:
            return self.by_precinct[duty.precinct_id]
        if duty.municipality_id is not None:
            return self.by_town[duty.municipality_id]
        return self.everywhere


def _person(duty: Duty) -> PersonSaid:
    """The name of who does it; a duty without a name is answered by its body."""
    named = f"{duty.person_title} {duty.person_name}".strip() if duty.person_name else ""
    body = (duty.body.name or duty.body.short_name) if duty.body else ""
    return PersonSaid(duty.kind.code, named or body or duty.role, duty.phone)
