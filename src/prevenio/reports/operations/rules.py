"""Routing rules: rehearsed before they change, never changed once they sent something."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, User
from prevenio.reports import access
from prevenio.reports.models import RoutingRule
from prevenio.reports.queries.acting import acts_for
from prevenio.reports.queries.rules import rows_in_force
from prevenio.reports.routing import conditions_of


class RuleNameMissing(Refused):
    message = _("Give the rule a name by which your colleagues know it.")


class RuleBodyElsewhere(Refused):
    message = _("Choose one of the bodies of this programme.")


class RulePersonElsewhere(Refused):
    message = _("Choose somebody who works for this body.")


class RuleEnded(Refused):
    message = _("This rule has been changed or ended in the meantime. Open the list again.")


class RulesChanged(Refused):
    message = _(
        "Somebody changed the rules in the meantime. Look at what would move now, then confirm it "
        "once more."
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What a rule says; `conditions` as `RoutingRule.conditions` has them."""

    name: str
    conditions: Mapping[str, Any]
    body: Body
    person: User | None = None

    @property
    def digest(self) -> str:
        """The same for the same rule: what was rehearsed is what is saved."""
        person = self.person.pk if self.person else None
        said = [self.name, self.body.pk, person, dict(self.conditions)]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:20]


@transaction.atomic
def add_rule(
    *,
    authority: Authority,
    written: Written,
    seen: Sequence[int] | None = None,
    by: User,
    at: datetime,
) -> RoutingRule:
    """Add a rule after those there are. `seen` are the rules that it was rehearsed with.

    Raises NotAllowed, RuleNameMissing, RuleBodyElsewhere, RulePersonElsewhere, ConditionsUnclear or
    RulesChanged.
    """
    _check(authority, written, by, at)
    # Numbers are never given twice, so that what a report was told stays true.
    _lock(authority, seen)
    highest = RoutingRule.objects.filter(authority=authority).aggregate(
        number=Max("number"), position=Max("position")
    )
    number, position = (highest["number"] or 0) + 1, (highest["position"] or 0) + 1
    rule = _made(authority, written, number, position, at)
    _record("reports.rule.added", rule, by, at)
    return rule


@transaction.atomic
def change_rule(
    *,
    rule: RoutingRule,
    written: Written,
    seen: Sequence[int] | None = None,
    by: User,
    at: datetime,
) -> RoutingRule:
    """Put a new wording in the place of a rule, with its number.

    Raises NotAllowed, RuleEnded, RuleNameMissing, RuleBodyElsewhere, RulePersonElsewhere,
    ConditionsUnclear or RulesChanged.
    """
    _check(rule.authority, written, by, at)
    _lock(rule.authority, seen)
    old = _in_force(rule)
    old.ends_at = at
    old.save(update_fields=["ends_at"])
    new = _made(old.authority, written, old.number, old.position, at)
    _record("reports.rule.changed", new, by, at)
    return new


@transaction.atomic
def end_rule(
    *, rule: RoutingRule, seen: Sequence[int] | None = None, by: User, at: datetime
) -> RoutingRule:
    """Let a rule end. Raises NotAllowed, RuleEnded or RulesChanged."""
    if not access.can_keep_reports(by, rule.authority, at):
        raise NotAllowed
    _lock(rule.authority, seen)
    rule = _in_force(rule)
    rule.ends_at = at
    rule.save(update_fields=["ends_at"])
    _record("reports.rule.ended", rule, by, at)
    return rule


@transaction.atomic
def order_rules(
    *,
    authority: Authority,
    numbers: Sequence[int],
    seen: Sequence[int] | None = None,
    by: User,
    at: datetime,
) -> Sequence[RoutingRule]:
    """Ask the rules in another order; those that are not named come after, as they were.

    Raises NotAllowed or RulesChanged.
    """
    if not access.can_keep_reports(by, authority, at):
        raise NotAllowed
    _lock(authority, seen)
    rows = RoutingRule.objects.select_for_update(no_key=True).filter(
        authority=authority, ends_at=None
    )
    rank = {number: place for place, number in enumerate(numbers)}
    rules = sorted(rows, key=lambda one: (rank.get(one.number, len(rank)), one.position))
    for position, rule in enumerate(rules, start=1):
        rule.position = position
    RoutingRule.objects.bulk_update(rules, ["position"])
    if rules:
        details = {"order": [rule.number for rule in rules]}
        _record("reports.rules.ordered", rules[0], by, at, details)
    return rules


def _check(authority: Authority, written: Written, by: User, at: datetime) -> None:
    if not access.can_keep_reports(by, authority, at):
        raise NotAllowed
    if not written.name.strip():
        raise RuleNameMissing
    if written.body.authority_id != authority.pk:
        raise RuleBodyElsewhere
    person = written.person
    if person is not None and not acts_for(person, written.body, today_in(authority, at)):
        raise RulePersonElsewhere
    conditions_of(written.conditions)


def _lock(authority: Authority, seen: Sequence[int] | None) -> None:
    """Let nobody else change rules meanwhile. Raises RulesChanged where they are not as seen."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if seen is not None and [one.pk for one in rows_in_force(authority)] != list(seen):
        raise RulesChanged


def _in_force(rule: RoutingRule) -> RoutingRule:
    found = (
        RoutingRule.objects.select_for_update(no_key=True).filter(pk=rule.pk, ends_at=None).first()
    )
    if found is None:
        raise RuleEnded
    return found


def _made(
    authority: Authority, written: Written, number: int, position: int, at: datetime
) -> RoutingRule:
    return RoutingRule.objects.create(
        authority=authority,
        number=number,
        position=position,
        name=written.name.strip()[:120],
        conditions=dict(written.conditions),
        body=written.body,
        person=written.person,
        begins_at=at,
    )


def _record(
    fact: str,
    rule: RoutingRule,
    by: User,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    said = details or {
        "number": rule.number,
        "body": rule.body_id,
        "person": rule.person_id,
        "conditions": rule.conditions,
    }
    record(fact, about=rule, by=by, at=at, authority_id=rule.authority_id, details=said)
