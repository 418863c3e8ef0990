"""Routing rules in words, as the bureau reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.reports.models import RoutingRule
from prevenio.reports.queries.categories import KeptCategory, marked_ended
from prevenio.reports.routing import Conditions, conditions_of


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule with its conditions as pairs of a name and what is asked."""

    rule: RoutingRule
    body: str
    person: str
    conditions: Sequence[tuple[str, str]]


def words_of_rules(
    authority: Authority,
    rows: Sequence[tuple[RoutingRule, bool]],
    kept: Sequence[KeptCategory],
) -> Sequence[RuleWords]:
    """The rules in words, of `rows_with_people`; one statement, however many rules."""
    towns = dict(Municipality.objects.filter(authority=authority).values_list("pk", "name"))
    names = {one.category.code: one.in_words for one in kept}
    return [
        RuleWords(
            row,
            row.body.short_name,
            _person(row, works),
            list(_said(conditions_of(row.conditions), names, towns)),
        )
        for row, works in rows
    ]


def _person(row: RoutingRule, works: bool) -> str:
    """Whom a rule names; with a word about who does not work for its body any more."""
    if row.person is None:
        return ""
    return str(row.person) if works else marked_ended(str(row.person))


def _said(
    asked: Conditions, names: Mapping[str, str], towns: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    if asked.categories:
        yield _("Categories"), ", ".join(sorted(names.get(one, one) for one in asked.categories))
    if asked.precincts:
        yield _("Precincts"), ", ".join(sorted(code for _kind, code in asked.precincts))
    if asked.municipalities:
        known = (towns.get(int(one), one) for one in asked.municipalities if one.isdecimal())
        yield _("Municipalities"), ", ".join(sorted(known))
    if asked.weekdays:
        yield _("It happens on"), ", ".join(str(WEEKDAYS[day]) for day in sorted(asked.weekdays))
    if asked.hours is not None:
        yield pgettext("condition of a rule", "Hours"), _hours(asked)
    for question, answers in sorted(asked.answers.items()):
        yield _("What was answered"), f"{question}: {', '.join(sorted(answers))}"


def _hours(asked: Conditions) -> str:
    """Beside days it is told that hours after midnight are those of the day after."""
    assert asked.hours is not None
    first, last = asked.hours
    span = pgettext("span of hours", "%(from)s:00–%(to)s:59")
    if asked.weekdays and first > last:
        span = pgettext("span of hours", "%(from)s:00–%(to)s:59 on the next day")
    return span % {"from": first, "to": last}
