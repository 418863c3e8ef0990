"""Writing the passports of indicators."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from prevenio.indicators import access, sources
from prevenio.indicators.formulas import cycle_among, needs_of, parse
from prevenio.indicators.models import (
    Direction,
    Frequency,
    Indicator,
    IndicatorClass,
    IndicatorGroup,
    IndicatorLink,
    Nature,
)
from prevenio.indicators.operations import refusals
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body, User

# A goal, an area or an action, by its lineage.
type Link = tuple[str, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """What the passport of an indicator says."""

    code: str
    name: str
    definition: str = ""
    formula: str = ""
    unit: str = ""
    nature: str = Nature.COUNT
    population: str = ""
    source: str = ""
    owner: Body | None = None
    frequency: str = Frequency.YEAR
    direction: str = Direction.LESS
    data_class: str = IndicatorClass.INTERNAL
    group: str = IndicatorGroup.OWN
    is_management: bool = False
    disaggregation: str = ""
    smallest_shown: int = 5
    stale_after: int = 180
    stand_in: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def values(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


@transaction.atomic
def add_indicator(
    *, authority: Authority, passport: Passport, links: Collection[Link], by: User, at: datetime
) -> Indicator:
    """Add an indicator. Raises NotAllowed, CodeTaken or a refusal of its formula."""
    if not access.can_edit_indicators(by, authority, at):
        raise NotAllowed
    authority = _locked(authority)
    indicator = Indicator(authority=authority, created_at=at, changed_at=at)
    _write(indicator, passport)
    indicator.save()
    _link(indicator, links)
    _record("indicators.indicator.added", indicator, by, at)
    return indicator


@transaction.atomic
def change_indicator(
    *,
    indicator: Indicator,
    passport: Passport,
    links: Collection[Link],
    revision: int,
    by: User,
    at: datetime,
) -> Indicator:
    """Change what a passport says, if nobody did since it was opened.

    Raises NotAllowed, ChangedMeanwhile, CodeTaken, CodeNamed, HasValues or what a formula
    refuses.
    """
    _locked(indicator.authority)
    indicator = Indicator.objects.select_related("authority").get(pk=indicator.pk)
    if not access.can_edit_indicators(by, indicator.authority, at):
        raise NotAllowed
    if indicator.revision != revision:
        raise refusals.ChangedMeanwhile
    _refuse_renaming(indicator, passport)
    if passport.formula and not indicator.is_computed and indicator.values.exists():
        raise refusals.HasValues
    before = {name: _plain(getattr(indicator, name)) for name in passport.values()}
    _write(indicator, passport)
    indicator.revision, indicator.changed_at = revision + 1, at
    indicator.save()
    _link(indicator, links)
    after = {name: _plain(value) for name, value in passport.values().items()}
    changed = sorted(name for name in after if after[name] != before[name])
    _record("indicators.indicator.changed", indicator, by, at, {"changed": changed})
    return indicator


def searched(indicator: Indicator) -> str:
    """The text in which the list is searched."""
    named = [str(one.get("name", "")) for one in indicator.series_names]
    return fold(" ".join([indicator.code, indicator.name, indicator.definition, *named]))


def _write(indicator: Indicator, passport: Passport) -> None:
    for name, value in passport.values().items():
        setattr(indicator, name, value)
    others = Indicator.objects.filter(authority=indicator.authority).exclude(pk=indicator.pk)
    if others.filter(code=passport.code).exists():
        raise refusals.CodeTaken(code=passport.code)
    if passport.formula:
        _refuse_formula(indicator, {one.code: one for one in others})
    indicator.search_text = searched(indicator)


def _refuse_formula(indicator: Indicator, others: Mapping[str, Indicator]) -> None:
    """Refuse a formula that cannot be read, names what is not there, or leads to itself."""
    node = parse(indicator.formula)
    needs = needs_of(node)
    known = {one.name for one in sources.measures_of(indicator.authority)} if needs.names else set()
    for name in sorted(needs.names - known):
        raise refusals.UnknownMeasure(name=name)
    for code in sorted(needs.codes - {indicator.code}):
        if code not in others:
            raise refusals.UnknownIndicator(code=code)
        if others[code].frequency != indicator.frequency:
            raise refusals.OtherFrequency(code=code)
    formulas = {code: parse(one.formula) for code, one in others.items() if one.is_computed}
    way = cycle_among({**formulas, indicator.code: node}, indicator.code)
    if way:
        raise refusals.FormulaCircle(way=" → ".join(way))


def _refuse_renaming(indicator: Indicator, passport: Passport) -> None:
    if passport.code == indicator.code and passport.frequency == indicator.frequency:
        return
    computed = Indicator.objects.filter(authority=indicator.authority).exclude(formula="")
    for other in computed.exclude(pk=indicator.pk):
        if indicator.code in needs_of(parse(other.formula)).codes:
            raise refusals.CodeNamed(other=other.code)


def _link(indicator: Indicator, links: Collection[Link]) -> None:
    indicator.links.all().delete()
    IndicatorLink.objects.bulk_create(
        IndicatorLink(indicator=indicator, kind=kind, lineage=lineage)
        for kind, lineage in sorted(set(links))
    )


def _locked(authority: Authority) -> Authority:
    """One passport of an authority is written after the other: their formulas hang together."""
    return Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _plain(value: object) -> object:
    return value.pk if isinstance(value, Body) else value


def _record(
    fact: str,
    indicator: Indicator,
    by: User,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    record(
        fact, about=indicator, by=by, at=at, authority_id=indicator.authority_id, details=details
    )
