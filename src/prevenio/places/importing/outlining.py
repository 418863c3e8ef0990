"""From the features of a file to boundaries that can be kept, each trouble told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from prevenio.places.importing.areas import areas_of, roughly
from prevenio.places.importing.countries import Box
from prevenio.places.importing.naming import NAME_NAMES, code_field_of, field_of, text_of
from prevenio.places.importing.placing import Placing, placing_of
from prevenio.places.importing.values import Feature, FeatureFile, Finding, Outline

LONGEST_CODE = 40
LONGEST_NAME = 120
# Troubles that leave a usable shape behind.
_MENDED = frozenset({"unclosed", "heights"})


@dataclass(frozen=True, slots=True)
class Outlines:
    """The usable boundaries of a file, and what was found on the way."""

    outlines: tuple[Outline, ...]
    placing: Placing
    code_field: str
    name_field: str
    repaired: tuple[Finding, ...]
    unusable: tuple[Finding, ...]
    doubled: tuple[Finding, ...]
    nameless: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a file is to be read: what a person said, and where the authority lies."""

    country: str
    crs: str = ""
    code_field: str = ""
    name_field: str = ""
    near: Box | None = None
    longest_code: int = LONGEST_CODE

    def outlines(self, file: FeatureFile) -> Outlines:
        """What of the file can be kept.

        Rings are closed, crossing rings made valid, lines and points left out. Features without a
        usable shape or code are told and left out; of two with one code the first stays. Raises
        UnreadablePlaces.
        """
        code_field = code_field_of(self.code_field, file.fields)
        name_field = field_of(self.name_field, file.fields, NAME_NAMES)
        drawn = [one for one in file.features if one.drawn.shape is not None]
        unusable = [_undrawn(one) for one in file.features if one.drawn.shape is None]
        if not drawn:
            placing, shapes = Placing(""), np.array([], dtype=object)
        else:
            placing, shapes = self._placed(drawn, self.crs or file.crs)
        sorting = _Sorting(self, code_field, name_field)
        outlines = tuple(sorting.sorted_out(drawn, shapes))
        return Outlines(
            outlines,
            placing,
            code_field,
            name_field,
            tuple(sorting.repaired),
            tuple(sorted([*unusable, *sorting.unusable], key=lambda one: int(one.where))),
            tuple(sorting.doubled),
            tuple(sorting.nameless),
        )

    def _placed(self, drawn: Sequence[Feature], crs: str) -> tuple[Placing, NDArray[Any]]:
        shapes = np.array([one.drawn.shape for one in drawn], dtype=object)
        points = shapely.get_coordinates(shapes)
        placing = placing_of(
            points[:, 0], points[:, 1], crs=crs, country=self.country, near=self.near
        )
        moved = np.column_stack(placing(points[:, 0], points[:, 1]))
        return placing, shapely.set_coordinates(shapes.copy(), moved)


class _Sorting:
    """One pass over the features."""

    def __init__(self, reader: Reader, code_field: str, name_field: str) -> None:
        self.reader, self.code_field, self.name_field = reader, code_field, name_field
        self.repaired: list[Finding] = []
        self.unusable: list[Finding] = []
        self.doubled: list[Finding] = []
        self.nameless: list[Finding] = []
        self.first_with: dict[str, int] = {}

    def sorted_out(self, features: Sequence[Feature], shapes: NDArray[Any]) -> Iterator[Outline]:
        valid = shapely.is_valid(shapes)
        for feature, shape, is_valid in zip(features, shapes, valid, strict=True):
            outline = self._outline(feature, shape, bool(is_valid))
            if outline is not None:
                yield outline

    def _outline(self, feature: Feature, shape: BaseGeometry, is_valid: bool) -> Outline | None:
        code = text_of(feature.properties, self.code_field, LONGEST_NAME)
        name = text_of(feature.properties, self.name_field, LONGEST_NAME)
        where = str(feature.number)
        if not self._has_code(code, name, where):
            return None
        if not np.isfinite(shapely.bounds(shape)).all():
            self.unusable.append(Finding("off_the_map", where, {"code": code}))
            return None
        mended = shape if is_valid else self._mended(shape, code, where)
        if mended is None:
            return None
        for trouble in feature.drawn.troubles:
            self.repaired.append(Finding(trouble, where, {"code": code}))
        if not name:
            self.nameless.append(Finding("no_name", where, {"code": code}))
        return Outline(feature.number, code, name or code, shapely.normalize(mended))

    def _has_code(self, code: str, name: str, where: str) -> bool:
        if not code:
            self.nameless.append(Finding("no_code", where, {"name": name}))
        elif len(code) > self.reader.longest_code:
            longest = self.reader.longest_code
            self.unusable.append(Finding("code_too_long", where, {"code": code, "most": longest}))
        elif code in self.first_with:
            first = self.first_with[code]
            self.doubled.append(Finding("code_twice", where, {"code": code, "first": first}))
        else:
            self.first_with[code] = int(where)
            return True
        return False

    def _mended(self, shape: BaseGeometry, code: str, where: str) -> BaseGeometry | None:
        """The areas that an invalid shape encloses; what has none is left out, and told."""
        reason = shapely.is_valid_reason(shape)
        mended = areas_of(shapely.make_valid(shape, method="structure", keep_collapsed=False))
        if mended.is_empty or roughly(np.array([mended]))[0] < 1:
            self.unusable.append(Finding("no_area", where, {"code": code}))
            return None
        what = "crossing" if "elf-intersection" in reason else "overlapping_parts"
        longitude, _space, latitude = reason.partition("[")[2].rstrip("]").partition(" ")
        at = f"{latitude[:9]}, {longitude[:9]}"
        self.repaired.append(Finding(what, where, {"code": code, "at": at}))
        return mended


def _undrawn(feature: Feature) -> Finding:
    drawn, where = feature.drawn, str(feature.number)
    trouble = next((one for one in drawn.troubles if one not in _MENDED), "")
    if trouble:
        return Finding(trouble, where)
    if not drawn.kind:
        return Finding("no_shape", where)
    return Finding("no_area_but", where, {"kind": drawn.kind})
