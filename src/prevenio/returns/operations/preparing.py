"""Preparing the returns of a period: whom it asks about what, and the rows that follow."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.people.models import User
from prevenio.programme.models import Action, ActionRoleKind
from prevenio.returns import queries
from prevenio.returns.models import ActionReturn, EventKind, Part, ReportingPeriod, ReturnEvent

_PARTS = {ActionRoleKind.LEAD: Part.LEAD, ActionRoleKind.CO_RESPONSIBLE: Part.CO_RESPONSIBLE}
_ROWS_AT_ONCE = 500


class NothingToReport(Refused):
    message = _("In these days no action with a lead body is due: there is nothing to report.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a period asks about where it is not everything: these actions, these bodies.

    Of the group bodies, those in `by_member` answer member by member. A request of the commission
    says who asked, in which act or sitting, and why.
    """

    actions: Sequence[Action] | None = None
    bodies: Collection[int] | None = None
    by_member: Collection[int] = ()
    by: str = ""
    in_act: str = ""
    why: str = ""


def prepare_returns(
    period: ReportingPeriod, asked: Asked, by: User, at: datetime
) -> Sequence[ActionReturn]:
    """One return for each action and body, one for each member; all in bulk.

    Raises NothingToReport.
    """
    actions = asked.actions
    if actions is None:
        actions = queries.actions_due(
            period.version, first_day=period.first_day, last_day=period.last_day
        )
    due_on = period.window.due_on
    returns = _create(
        ActionReturn(
            period=period,
            action=role.action,
            body=role.body,
            part=_PARTS[ActionRoleKind(role.role)],
            due_on=due_on,
        )
        for role in queries.answering_roles(actions, bodies=asked.bodies)
    )
    if not returns or (asked.bodies is None and all(one.part != Part.LEAD for one in returns)):
        raise NothingToReport
    returns += _create(_of_members(period, returns, asked.by_member))
    ReturnEvent.objects.bulk_create(
        (
            ReturnEvent(
                action_return=one,
                number=1,
                kind=EventKind.PREPARED,
                at=at,
                by_id=by.pk,
                by_name=str(by)[:150],
                due_on=due_on,
            )
            for one in returns
        ),
        batch_size=_ROWS_AT_ONCE,
    )
    return returns


def _of_members(
    period: ReportingPeriod, returns: Sequence[ActionReturn], by_member: Collection[int]
) -> Iterable[ActionReturn]:
    """One return for each member of the group bodies that answer member by member.

    A member that answers for the action itself already is not asked twice.
    """
    members = queries.members_of(by_member, first_day=period.first_day, last_day=period.last_day)
    taken = {(one.action_id, one.body_id) for one in returns}
    for one in returns:
        for member_id in members.get(one.body_id, ()):
            if (one.action_id, member_id) not in taken:
                taken.add((one.action_id, member_id))
                yield ActionReturn(
                    period=period,
                    action_id=one.action_id,
                    body_id=member_id,
                    part=Part.MEMBER,
                    within=one,
                    due_on=one.due_on,
                )


def _create(returns: Iterable[ActionReturn]) -> list[ActionReturn]:
    return ActionReturn.objects.bulk_create(returns, batch_size=_ROWS_AT_ONCE)
