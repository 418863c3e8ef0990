"""Bodies whose returns are late, with how far their ladder has been climbed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from prevenio.people.models import Authority, Body, Membership, Role, User
from prevenio.returns.escalating import Step
from prevenio.returns.models import (
    ActionReturn,
    BodyContact,
    Escalation,
    LockException,
    ReportingPeriod,
    Rung,
)
from prevenio.returns.queries.periods import UNSENT


@dataclass(frozen=True, slots=True)
class LateBody:
    """A body that owes returns: since which due day, for which actions, what was told so far."""

    body: Body
    late_from: date
    codes: Sequence[str]
    told: frozenset[Step]
    contacts: Mapping[str, BodyContact]

    def contact(self, kind: str) -> BodyContact | None:
        return self.contacts.get(kind)


def late_bodies(period: ReportingPeriod, *, today: date) -> Sequence[LateBody]:
    """The bodies with unsent returns whose due day, and any leave, has passed. Four statements."""
    leaves: dict[int, date] = {}
    for body_id, until in LockException.objects.filter(window=period.window).values_list(
        "body_id", "until"
    ):
        leaves[body_id] = max(until, leaves.get(body_id, until))
    owed: dict[Body, list[ActionReturn]] = {}
    unsent = ActionReturn.objects.filter(period=period, state__in=UNSENT, due_on__lt=today)
    rows = unsent.select_related("body", "action").order_by(
        "body__short_name", "action__area__position", "action__position", "pk"
    )
    for one in rows:
        owed.setdefault(one.body, []).append(one)
    told, contacts = _told(period), _contacts(owed)
    return [
        LateBody(
            body,
            max(min(one.due_on for one in those), leaves.get(body.pk, date.min)),
            [one.action.code for one in those],
            frozenset(told.get(body.pk, ())),
            contacts.get(body.pk, {}),
        )
        for body, those in owed.items()
        if leaves.get(body.pk, date.min) < today
    ]


def heads_of_bureau(authority: Authority, *, today: date) -> Sequence[User]:
    """Who heads the bureau on a day, as far as they have accounts."""
    heads = Membership.objects.on(today).filter(
        authority=authority, role=Role.HEAD_OF_BUREAU, user__is_active=True
    )
    found = {one.user_id: one.user for one in heads.select_related("user").order_by("pk")}
    return list(found.values())


def _told(period: ReportingPeriod) -> Mapping[int, set[Step]]:
    told: dict[int, set[Step]] = {}
    rows = Escalation.objects.filter(period=period)
    for body_id, rung, days in rows.values_list("body_id", "rung", "days"):
        told.setdefault(body_id, set()).add(Step(Rung(rung), days))
    return told


def _contacts(bodies: Mapping[Body, object]) -> Mapping[int, dict[str, BodyContact]]:
    found: dict[int, dict[str, BodyContact]] = {}
    for contact in BodyContact.objects.filter(body__in=list(bodies)):
        found.setdefault(contact.body_id, {})[contact.purpose] = contact
    return found
