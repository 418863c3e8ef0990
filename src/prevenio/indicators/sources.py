"""Where the measures of formulas come from: each room registers what it counts.

A source answers for many measures and many spans at once, so that a page costs the same number of
statements however many indicators it shows. Spans are whole months. What a source does not name
has no value; what it names and nobody did is zero.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority

type Counted = Mapping[tuple[str, DateSpan], Decimal]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something a room counts: the name that formulas use, and words for people."""

    name: str
    label: str
    unit: str


class Source(Protocol):
    """A room that counts: what it offers an authority, and the numbers."""

    def measures(self, authority: Authority) -> Sequence[Measure]: ...

    def values(
        self, authority: Authority, names: Collection[str], spans: Collection[DateSpan]
    ) -> Counted: ...


_sources: dict[str, Source] = {}


def register(prefix: str, source: Source) -> None:
    """Let a room offer the measures whose names begin with its prefix and a point."""
    if prefix in _sources:
        raise ValueError(f"The measures {prefix}.* are registered already.")
    _sources[prefix] = source


def measures_of(authority: Authority) -> Sequence[Measure]:
    """Everything that formulas of an authority may name."""
    return [one for source in _sources.values() for one in source.measures(authority)]


def values_of(authority: Authority, names: Collection[str], spans: Collection[DateSpan]) -> Counted:
    """The values of many measures in many spans, one question to each source."""
    found: dict[tuple[str, DateSpan], Decimal] = {}
    for prefix, source in _sources.items():
        asked = sorted(name for name in names if name.startswith(f"{prefix}."))
        if asked and spans:
            found.update(source.values(authority, asked, spans))
    return found
