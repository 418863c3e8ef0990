"""The routing rules in force, in the order in which they are asked."""

from collections.abc import Sequence

from prevenio.people.models import Authority
from prevenio.reports.models import RoutingRule
from prevenio.reports.routing import Rule, conditions_of


def rules_in_force(authority: Authority) -> Sequence[Rule]:
    """The rules of an authority as plain values, in one statement."""
    return [rule_of(row) for row in rows_in_force(authority)]


def rows_in_force(authority: Authority) -> Sequence[RoutingRule]:
    """The same as rows, each with its body."""
    rows = RoutingRule.objects.filter(authority=authority, ends_at__isnull=True)
    return list(rows.select_related("body").order_by("position", "number", "pk"))


def rule_of(row: RoutingRule) -> Rule:
    return Rule(row.number, conditions_of(row.conditions), row.body_id, row.person_id, row.name)
