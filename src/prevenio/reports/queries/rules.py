"""The routing rules in force, in the order in which they are asked."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from prevenio.people.models import Authority
from prevenio.reports.models import RoutingRule
from prevenio.reports.queries.acting import acting
from prevenio.reports.routing import Rule, conditions_of


def rules_in_force(authority: Authority) -> Sequence[Rule]:
    """The rules of an authority as plain values, in one statement."""
    return [rule_of(row) for row in rows_in_force(authority)]


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


def _in_force(authority: Authority) -> QuerySet[RoutingRule]:
    rows = RoutingRule.objects.filter(authority=authority, ends_at__isnull=True)
    return rows.select_related("body", "person").order_by("position", "number", "pk")
