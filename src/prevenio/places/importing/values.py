"""What stands in a file of boundaries, before and after it was looked through."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

Fact = str | int | float


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know of one feature or row; `what` names the sentence for it."""

    what: str
    where: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The shape of a feature as drawn, in the file's coordinates; none where it cannot be used."""

    kind: str
    shape: BaseGeometry | None = None
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature with its number in the file, from 1."""

    number: int
    properties: Mapping[str, object]
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """The features of a file; `crs` is what the file declares, or empty."""

    features: tuple[Feature, ...]
    crs: str = ""
    layer: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of properties in the order in which they appear."""
        return tuple(dict.fromkeys(name for one in self.features for name in one.properties))


@dataclass(frozen=True, slots=True)
class Outline:
    """One usable boundary: a valid polygon or multipolygon in WGS84 degrees, longitude first."""

    number: int
    code: str
    name: str
    shape: BaseGeometry
