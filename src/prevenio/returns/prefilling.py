"""Numbers that a return comes filled in with, each from a source that says where it comes from.

Rooms below give them: the activities of a body for its action, and what else is registered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from prevenio.activities.queries.totals import totals_of_actions
from prevenio.indicators.queries.filling import values_for
from prevenio.returns.content import LONGEST_CELL
from prevenio.returns.counts import Origin
from prevenio.returns.models import ActionReturn


@dataclass(frozen=True, slots=True)
class Prefilled:
    """A number from a source: `key` names it for good, `number` is decimal text with a point."""

    key: str
    what: str
    number: str
    unit: str
    where_from: str
    url: str = ""

    @property
    def origin(self) -> Origin:
        return Origin(self.key, self.number, self.where_from)


@dataclass(frozen=True, slots=True)
class Source:
    """Where numbers come from; `address_of` leads to what they were counted from."""

    numbers: Callable[[ActionReturn], Sequence[Prefilled]]
    address_of: Callable[[ActionReturn], str]


_SOURCES: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let returns be filled in from one more source; the keys of its numbers begin `name:`."""
    _SOURCES[name] = source


def prefilled_for(action_return: ActionReturn) -> Sequence[Prefilled]:
    """What the sources know about the action and body of a return, in the authority's language."""
    with translation.override(action_return.period.authority.language):
        return [one for source in _SOURCES.values() for one in source.numbers(action_return)]


def address_of(origin: Origin, action_return: ActionReturn) -> str:
    """The page on which a number can be looked at; empty where there is none."""
    source = _SOURCES.get(origin.key.partition(":")[0])
    return source.address_of(action_return) if source else ""


def _from_activities(action_return: ActionReturn) -> Sequence[Prefilled]:
    period = action_return.period
    totals = totals_of_actions(
        authority=period.authority,
        lineages=[action_return.action.lineage],
        bodies=[action_return.body_id],
        first_day=period.first_day,
        last_day=period.last_day,
    )
    return [
        Prefilled(
            key=f"activities:{one.measure_key}",
            what=str(one.label)[:LONGEST_CELL],
            number=_plain(f"{one.number:f}"),
            unit=str(one.unit),
            where_from=ngettext(
                "from %(count)s activity", "from %(count)s activities", one.activities
            )
            % {"count": one.activities},
            url=_activities_of(action_return),
        )
        for one in totals
    ]


def _activities_of(action_return: ActionReturn) -> str:
    period = action_return.period
    asked = {
        "action": action_return.action.lineage,
        "body": action_return.body_id,
        "first_day": period.first_day,
        "last_day": period.last_day,
        "state": "DONE",
    }
    try:
        return f"{reverse('activities:list')}?{urlencode(asked)}"
    except NoReverseMatch:
        return ""


def _plain(number: str) -> str:
    """A number without the zeros that say nothing: 12 for 12.00."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _from_indicators(action_return: ActionReturn) -> Sequence[Prefilled]:
    period = action_return.period
    values = values_for(
        authority=period.authority,
        lineage=action_return.action.lineage,
        body_id=action_return.body_id,
        first_day=period.first_day,
        last_day=period.last_day,
    )
    return [
        Prefilled(
            key=f"indicators:{one.indicator.code}",
            what=one.indicator.name[:LONGEST_CELL],
            number=_plain(f"{one.number:f}"),
            unit=one.indicator.unit,
            where_from=gettext("from indicator %(code)s") % {"code": one.indicator.code},
            url=_indicators_of(action_return),
        )
        for one in values
    ]


def _indicators_of(_action_return: ActionReturn) -> str:
    try:
        return reverse("indicators:list")
    except NoReverseMatch:
        return ""


register("activities", Source(_from_activities, _activities_of))
register("indicators", Source(_from_indicators, _indicators_of))
