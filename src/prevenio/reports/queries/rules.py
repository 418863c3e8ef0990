"""The routing rules in force, in the order in which they are asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from prevenio.people.models import Authority
from prevenio.reports.models import Report, RoutingRule
from prevenio.reports.queries.acting import acting
from prevenio.reports.queries.ground import Ground
from prevenio.reports.routing import Facts, Route, Rule, conditions_of, route_of


def rules_in_force(authority: Authority, today: date) -> Sequence[Rule]:
    """The rules of an authority as they act on a day, as plain values, in one statement.

    Whom a rule names is left out once they do not work for its body: the body still gets it.
    """
    rows = rows_with_people(authority, today)
    return [rule_of(one) if works else _without_person(one) for one, works in rows]


def rows_in_force(authority: Authority) -> Sequence[RoutingRule]:
    """The same as rows, each with its body and its person."""
    return list(_in_force(authority))


def rows_with_people(authority: Authority, today: date) -> Sequence[tuple[RoutingRule, bool]]:
    """The same with whether the person still works for the body. One statement."""
    same = {"user": OuterRef("person"), "body": OuterRef("body")}
    theirs = acting(authority, today).filter(**same)
    return [(one, one.works) for one in _in_force(authority).annotate(works=Exists(theirs))]


def rule_of(row: RoutingRule) -> Rule:
    return Rule(row.number, conditions_of(row.conditions), row.body_id, row.person_id, row.name)


def _without_person(row: RoutingRule) -> Rule:
    return replace(rule_of(row), person_id=None)


def facts_of(report: Report, *, precincts: Mapping[str, str], municipality_id: int | None) -> Facts:
    """What the rules ask of a report that lies in these precincts (codes by code of the kind)."""
    return Facts(
        category=report.category.code,
        precincts=precincts,
        municipality=str(municipality_id or ""),
        weekdays=frozenset(report.days),
        hours=report.hours,
        answers=report.answers,
    )


def route_at(report: Report, ground: Ground, today: date) -> Route:
    """Where the rules of now send a report from some ground. One statement."""
    facts = facts_of(report, precincts=ground.codes, municipality_id=ground.municipality_id)
    rules = rules_in_force(report.authority, today)
    return route_of(rules, facts, precinct=ground.precinct_code, as_of=ground.as_of)


def _in_force(authority: Authority) -> QuerySet[RoutingRule]:
    rows = RoutingRule.objects.filter(authority=authority, ends_at__isnull=True)
    return rows.select_related("body", "person").order_by("position", "number", "pk")
