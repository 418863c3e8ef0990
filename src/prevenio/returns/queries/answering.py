"""Reads for the pages behind a mailed link: the returns of one body in one period."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prevenio.people.models import Body
from prevenio.programme.models import ActionRole, ActionRoleKind, Trigger
from prevenio.returns.models import (
    ActionReturn,
    BodyContact,
    EventKind,
    Part,
    Purpose,
    ReturnEvent,
    ReturnFile,
    ReturnLink,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.queries.periods import UNSENT

_BACK = (EventKind.SENT_BACK, EventKind.DECLINED)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One return in the list of its body; `lead` is named where the body gives only a part."""

    action_return: ActionReturn
    back: ReturnEvent | None = None
    lead: Body | None = None

    @property
    def is_unsent(self) -> bool:
        return self.action_return.is_editable

    @property
    def was_sent(self) -> bool:
        return self.action_return.submitted_at is not None

    @property
    def waits_for_certifier(self) -> bool:
        return self.action_return.state == ReturnState.SUBMITTED


def returns_of(link: ReturnLink) -> QuerySet[ActionReturn]:
    """The returns that a link opens, in the order of the programme."""
    return (
        ActionReturn.objects.filter(period=link.period_id, body=link.body_id)
        .select_related(
            "action__area", "period__authority", "period__window", "body", "within__body"
        )
        .order_by("action__area__position", "action__position", "pk")
    )


def rows_of(link: ReturnLink) -> Sequence[AnswerRow]:
    """The list of a body: each return with why it came back and who leads, in three statements."""
    returns = list(returns_of(link))
    back = {one.action_return_id: one for one in _sent_back(returns)}
    parts = [one.action_id for one in returns if one.part == Part.CO_RESPONSIBLE]
    leads = {role.action_id: role.body for role in _leads(parts)} if parts else {}
    return [
        AnswerRow(one, back.get(one.pk), _group_of(one) or leads.get(one.action_id))
        for one in returns
    ]


def _group_of(action_return: ActionReturn) -> Body | None:
    """The group that puts the parts of its members together."""
    return action_return.within.body if action_return.within is not None else None


def has_others(action_return: ActionReturn) -> bool:
    """Whether the body has more than this return in the period."""
    others = ActionReturn.objects.filter(
        period=action_return.period_id, body=action_return.body_id
    ).exclude(pk=action_return.pk)
    return others.exists()


def row_of(action_return: ActionReturn) -> AnswerRow:
    """One return as it would stand in the list, with who leads."""
    if action_return.part == Part.MEMBER:
        return AnswerRow(action_return, lead=_group_of(action_return))
    leads = _leads([action_return.action_id]) if action_return.part != Part.LEAD else ()
    return AnswerRow(action_return, lead=next((role.body for role in leads), None))


def sent_back(action_return: ActionReturn) -> ReturnEvent | None:
    """Why a return came back, if it lies with its body for that."""
    return next(iter(reversed(_sent_back([action_return]))), None)


def next_unsent(link: ReturnLink, after: ActionReturn) -> ActionReturn | None:
    """What the body could fill in next: the first return behind this one, else the first."""
    unsent = list(returns_of(link).filter(state__in=UNSENT).exclude(pk=after.pk))
    place = (after.action.area.position, after.action.position)
    behind = [one for one in unsent if (one.action.area.position, one.action.position) > place]
    return next(iter(behind or unsent), None)


def latest_sealed(action_return: ActionReturn) -> SealedReturn | None:
    """What was sent last."""
    sealed = SealedReturn.objects.filter(action_return=action_return)
    around = sealed.select_related("action_return__period__authority")
    return around.order_by("-number").first()


def files_of(action_return: ActionReturn) -> Sequence[ReturnFile]:
    """The files that stand in the form."""
    return list(action_return.files.filter(removed_at=None).order_by("pk"))


def sealed_files(sealed: SealedReturn) -> Sequence[ReturnFile]:
    """The files that were sent, also those taken out of the form since."""
    named = [one["sha256"] for one in sealed.content["files"]]
    files = ReturnFile.objects.filter(
        action_return=sealed.action_return_id, sha256__in=named
    ).order_by("-pk")
    return sorted({one.sha256: one for one in files}.values(), key=lambda one: one.pk)


def readable_file(link: ReturnLink, return_id: int, file_id: int) -> ReturnFile | None:
    """A file of one of the link's returns: who fills in sees all, who certifies what was sent."""
    files = ReturnFile.objects.filter(
        action_return=return_id,
        action_return__period=link.period_id,
        action_return__body=link.body_id,
    ).select_related("action_return")
    file = files.filter(pk=file_id).first()
    if file is None or link.purpose == Purpose.REPORT:
        return file
    sealed = latest_sealed(file.action_return)
    return file if sealed is not None and file in sealed_files(sealed) else None


def sender_of(link: ReturnLink) -> tuple[str, str]:
    """Name and office of whoever last sent for the body from this address, else of its contact."""
    if link.purpose == Purpose.REPORT:
        sealed = SealedReturn.objects.filter(
            action_return__body=link.body_id, by_email__iexact=link.email
        )
        last = sealed.order_by("-sealed_at", "-pk").first()
        if last is not None:
            return last.by_name, last.by_office
    contact = contact_of(link.body, Purpose(link.purpose))
    is_theirs = contact is not None and contact.email.lower() == link.email.lower()
    return (contact.name, contact.office) if contact is not None and is_theirs else ("", "")


def contact_of(body: Body, purpose: Purpose) -> BodyContact | None:
    """Who fills in or certifies for a body, as far as it is known."""
    return BodyContact.objects.filter(body=body, purpose=purpose).first()


def triggers_of(action_return: ActionReturn) -> Sequence[Trigger]:
    """What was recorded to have set off a conditional action within the period."""
    period = action_return.period
    in_period = Q(began_on__lte=period.last_day) & (
        Q(ended_on__isnull=True) | Q(ended_on__gte=period.first_day)
    )
    triggers = Trigger.objects.filter(
        in_period, programme=period.programme_id, lineage=action_return.action.lineage
    )
    return list(triggers.order_by("began_on", "pk"))


def _sent_back(returns: Sequence[ActionReturn]) -> Sequence[ReturnEvent]:
    back = [one.pk for one in returns if one.state == ReturnState.SENT_BACK]
    if not back:
        return []
    events = ReturnEvent.objects.filter(action_return__in=back, kind__in=_BACK)
    return list(events.order_by("action_return", "number"))


def _leads(actions: Sequence[int]) -> QuerySet[ActionRole]:
    return ActionRole.objects.filter(action__in=actions, role=ActionRoleKind.LEAD).select_related(
        "body"
    )


def latest_seals(returns: Sequence[ActionReturn]) -> Sequence[SealedReturn]:
    """What was sent last of each return, in their order."""
    if not returns:
        return []
    sealed = SealedReturn.objects.filter(action_return__in=returns).order_by("number")
    last = {one.action_return_id: one for one in sealed.select_related("action_return__action")}
    return [last[one.pk] for one in returns if one.pk in last]
