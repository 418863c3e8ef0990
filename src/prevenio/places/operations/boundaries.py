"""Writing down the boundaries that a plan found to begin, change and end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import shapely
from shapely.geometry.base import BaseGeometry

from prevenio.kernel.text import fold
from prevenio.places.importing.looking import middles
from prevenio.places.importing.values import Outline
from prevenio.places.keeping import Ground
from prevenio.places.locating import MUNICIPALITIES, OUTSIDE, index_of
from prevenio.places.models import Boundary, Municipality, PlaceImport, Precinct
from prevenio.places.plans import Kept, Plan

_BATCH = 500


@dataclass(frozen=True, slots=True)
class BoundaryWriter:
    """Takes a plan over: in force from `first_day`, or since ever where that is None."""

    ground: Ground
    came_with: PlaceImport | None
    first_day: date | None
    today: date

    def write(self, plan: Plan) -> None:
        """Begin, change, end and rename. Called inside the transaction that locks the places."""
        self._end(plan)
        self._replace(plan.changes)
        things = self._things(plan)
        fresh = [*plan.begins, *(pair for pair in plan.changes if not self._is_same_day(pair[1]))]
        Boundary.objects.bulk_create(
            [self._boundary(things[outline.code], outline.shape) for outline, _kept in fresh],
            batch_size=_BATCH,
        )
        self._reopen(kept for _outline, kept in plan.stays)
        self._rename(plan)

    def _is_same_day(self, kept: Kept) -> bool:
        """Whether a boundary began on this very day: it is replaced, not ended the day before."""
        return kept.first_day == self.first_day

    def _end(self, plan: Plan) -> None:
        gone = [one.boundary_id for one in plan.ends if self._is_same_day(one)]
        past = [one for _outline, one in plan.changes] + list(plan.ends)
        ended = [one.boundary_id for one in past if not self._is_same_day(one)]
        for some in _batches(gone):
            Boundary.objects.filter(pk__in=some).delete()
        for some in _batches(ended):
            assert self.first_day is not None
            last_day = self.first_day - timedelta(days=1)
            Boundary.objects.filter(pk__in=some).update(last_day=last_day)

    def _replace(self, changes: Sequence[tuple[Outline, Kept]]) -> None:
        rows = []
        for outline, kept in changes:
            if self._is_same_day(kept):
                row = self._boundary(kept.thing_id, outline.shape)
                row.pk = kept.boundary_id
                rows.append(row)
        fields = ["shape", "west", "south", "east", "north", "came_with", "last_day"]
        Boundary.objects.bulk_update(rows, fields, batch_size=100)

    def _reopen(self, kept: Iterable[Kept]) -> None:
        """What the file still names does not end on the day that was foreseen."""
        for some in _batches([one.boundary_id for one in kept if one.last_day is not None]):
            Boundary.objects.filter(pk__in=some).update(last_day=None)

    def _boundary(self, thing_id: int, shape: BaseGeometry) -> Boundary:
        west, south, east, north = shapely.bounds(shape)
        is_town = self.ground.kind is None
        return Boundary(
            authority=self.ground.authority,
            municipality_id=thing_id if is_town else None,
            precinct_id=None if is_town else thing_id,
            shape=shapely.to_wkb(shape),
            west=west,
            south=south,
            east=east,
            north=north,
            first_day=self.first_day,
            came_with=self.came_with,
        )

    def _things(self, plan: Plan) -> dict[str, int]:
        """Ids by code of everything that gets a boundary; what is new is added."""
        known = {kept.code: kept.thing_id for _outline, kept in plan.begins if kept is not None}
        known |= {kept.code: kept.thing_id for _outline, kept in plan.changes}
        new = [outline for outline, kept in plan.begins if kept is None]
        add = self._new_municipalities if self.ground.kind is None else self._new_precincts
        return known | add(new)

    def _new_municipalities(self, outlines: Sequence[Outline]) -> dict[str, int]:
        rows = [Municipality(authority=self.ground.authority, code=one.code) for one in outlines]
        for row, outline in zip(rows, outlines, strict=True):
            _complete(row, outline)
        made = Municipality.objects.bulk_create(rows, batch_size=_BATCH)
        return {one.code: one.pk for one in made}

    def _new_precincts(self, outlines: Sequence[Outline]) -> dict[str, int]:
        kind = self.ground.kind
        assert kind is not None
        towns = self._towns_of(outlines)
        made = Precinct.objects.bulk_create(
            [
                Precinct(
                    authority=self.ground.authority,
                    kind=kind,
                    municipality_id=town,
                    code=one.code,
                    name=one.name,
                )
                for one, town in zip(outlines, towns, strict=True)
            ],
            batch_size=_BATCH,
        )
        return {one.code: one.pk for one in made}

    def _towns_of(self, outlines: Sequence[Outline]) -> list[int | None]:
        """The municipality in which a point inside each outline lies."""
        day = self.first_day or self.today
        layer = index_of(self.ground.authority.pk, day).layers.get(MUNICIPALITIES)
        if layer is None or not outlines:
            return [None] * len(outlines)
        inside = middles(shapely.from_wkb([shapely.to_wkb(one.shape) for one in outlines]))
        found = layer.locate_many(inside[:, 1], inside[:, 0])
        return [None if one == OUTSIDE else int(one) for one in found]

    def _rename(self, plan: Plan) -> None:
        """Names and codes as the file has them; a municipality gets its point if it has none."""
        if self.ground.kind is not None:
            renamed = [Precinct(pk=kept.thing_id, name=one.name) for one, kept in plan.renamed]
            Precinct.objects.bulk_update(renamed, ["name"], batch_size=_BATCH)
            return
        pairs = {kept.thing_id: one for one, kept in plan.begins if kept is not None}
        pairs |= {kept.thing_id: one for one, kept in plan.renamed}
        rows = list(Municipality.objects.filter(pk__in=list(pairs)))
        for row in rows:
            _complete(row, pairs[row.pk])
        fields = ["code", "name", "search_text", "latitude", "longitude"]
        Municipality.objects.bulk_update(rows, fields, batch_size=100)


def _complete(row: Municipality, outline: Outline) -> None:
    row.code = outline.code
    if outline.name != outline.code or not row.name:
        row.name = outline.name
    row.search_text = fold(row.name)[:160]
    if row.latitude is None:
        inside = shapely.point_on_surface(outline.shape)
        row.latitude, row.longitude = inside.y, inside.x


def _batches(ids: Iterable[int | None]) -> Iterable[list[int]]:
    some = [one for one in ids if one is not None]
    for start in range(0, len(some), _BATCH):
        yield some[start : start + _BATCH]
