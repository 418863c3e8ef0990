"""What a report on coverage found missing, as flat rows for a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prevenio.places.queries.areas import names_of
from prevenio.places.queries.cards import area_of, who_of
from prevenio.places.queries.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is missing, flat for a sheet; `what` is a word for machines."""

    what: str
    kind: str
    code: str = ""
    name: str = ""
    where: str = ""
    first_day: date | None = None
    last_day: date | None = None


def problems_of(coverage: Coverage) -> Iterator[Problem]:
    """Everything that is missing but the addresses; at most one statement."""
    kinds = {one.code: one.name for one in coverage.kinds}
    towns = names_of({pk for kind in coverage.kinds for pk in kind.bare_municipalities})
    for kind in coverage.kinds:
        bare = sorted(towns[pk] for pk in kind.bare_municipalities)
        yield from (Problem("municipality", kind.name, name=name) for name in bare)
    for one, name in coverage.empty_precincts:
        yield Problem("precinct", name, one.code, one.name, one.municipality)
    for duty in coverage.without_contact:
        yield Problem("contact", kinds[duty.kind.code], "", who_of(duty), area_of(duty))
    for duty in coverage.ending:
        who, days = who_of(duty), (duty.first_day, duty.last_day)
        yield Problem("ending", kinds[duty.kind.code], "", who, area_of(duty), *days)
    for gap in coverage.gaps:
        one, days = gap.precinct, (gap.first_day, gap.last_day)
        yield Problem("gap", "", one.code, one.name, one.municipality, *days)
