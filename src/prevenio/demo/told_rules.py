"""What the sample's bureau keeps: routing rules, reply templates, the trigger of reviews."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from prevenio.demo.told_stage import Words, bodies_of
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.reports.models import Category, ReplyTemplate, ReviewTrigger, RoutingRule
from prevenio.reports.queries.rules import rule_of
from prevenio.reports.routing import Rule

# Older than the oldest report.
_SINCE = timedelta(days=450)


def keep_sample_rules(authority: Authority, words: Words, at: datetime) -> Sequence[Rule]:
    """The rules that send the sample's reports, in their order, and what else is kept."""
    bodies = bodies_of(authority)
    towns = {one.name: str(one.pk) for one in Municipality.objects.filter(authority=authority)}
    rules = [
        RoutingRule(
            authority=authority,
            number=number,
            position=number,
            name=row["name"],
            conditions=_conditions(row["conditions"], towns),
            body=bodies[row["body"]],
            begins_at=at - _SINCE,
        )
        for number, row in enumerate(words["rules"], start=1)
    ]
    RoutingRule.objects.bulk_create(rules)
    _keep_templates(authority, words["templates"])
    ReviewTrigger.objects.create(authority=authority, **words["trigger"])
    return [rule_of(one) for one in rules]


def _conditions(said: Mapping[str, Any], towns: Mapping[str, str]) -> Mapping[str, Any]:
    """Conditions of a rule; the data file calls municipalities by their names."""
    if "municipalities" not in said:
        return said
    return {**said, "municipalities": [towns[name] for name in said["municipalities"]]}


def _keep_templates(authority: Authority, rows: Sequence[Words]) -> None:
    known = {one.code: one for one in Category.objects.filter(authority=authority)}
    ReplyTemplate.objects.bulk_create(
        ReplyTemplate(
            authority=authority,
            category=known.get(row["category"]),
            purpose=row["for"],
            name=row["name"],
            text=row["text"],
        )
        for row in rows
    )
