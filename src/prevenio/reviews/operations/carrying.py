"""Carrying an ending programme over: what becomes of each action, then the next one's draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import User
from prevenio.programme.models import Action, AreaOfAction, ProgrammeVersion, VersionState
from prevenio.programme.operations.editing.actions import remove_action
from prevenio.programme.operations.versions import begin_next_period
from prevenio.reviews import access
from prevenio.reviews.models import GOING_ON, NEEDS_REASON, CarryDecision, CarryOver, Fate


class AlreadyCarriedOver(Refused):
    message = _("The programme has been carried over. What becomes of its actions stands.")


class FateReasonMissing(Refused):
    message = _("Write why. Without a reason: %(codes)s.")


class NotOfTheVersion(Refused):
    message = _("This action does not stand in the programme that ends.")


class NothingToKeep(Refused):
    message = _("Every action of this area is decided already.")


class NotAllDecided(Refused):
    message = _("Say first what becomes of every action. Still undecided: %(codes)s.")


class YearsOutOfOrder(Refused):
    message = _("The last year cannot come before the first.")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of one action, and why."""

    action: Action
    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NextProgramme:
    """The programme of the next period: its name and its years."""

    title: str
    first_year: int
    last_year: int


@transaction.atomic
def decide_actions(
    *, version: ProgrammeVersion, decisions: Sequence[Decision], by: User, at: datetime
) -> CarryOver:
    """Say what becomes of some actions, or say it anew.

    Raises NotAllowed, WrongState, AlreadyCarriedOver, NotOfTheVersion or FateReasonMissing.
    """
    carry_over = _opened(version, by, at)
    if any(one.action.version_id != version.pk or one.action.parent_id for one in decisions):
        raise NotOfTheVersion
    silent = [one.action.code for one in decisions if _lacks_reason(one)]
    if silent:
        raise FateReasonMissing(codes=", ".join(silent))
    for one in decisions:
        CarryDecision.objects.update_or_create(
            carry_over=carry_over,
            action=one.action,
            defaults={
                "fate": one.fate,
                "reason": one.reason.strip(),
                "decided_by": by,
                "decided_at": at,
            },
        )
    _changed(carry_over, by, at, {one.action.code: str(one.fate.value) for one in decisions})
    return carry_over


@transaction.atomic
def keep_area(*, version: ProgrammeVersion, area: AreaOfAction, by: User, at: datetime) -> int:
    """Keep every action of an area about which nothing was decided.

    Raises NotAllowed, WrongState, AlreadyCarriedOver or NothingToKeep.
    """
    carry_over = _opened(version, by, at)
    undecided = version.actions.filter(area=area, parent=None).exclude(
        carry_decisions__carry_over=carry_over
    )
    kept = [
        CarryDecision(
            carry_over=carry_over, action=action, fate=Fate.KEPT, decided_by=by, decided_at=at
        )
        for action in undecided
    ]
    if not kept:
        raise NothingToKeep
    CarryDecision.objects.bulk_create(kept)
    _changed(carry_over, by, at, {one.action.code: Fate.KEPT.value for one in kept})
    return len(kept)


@transaction.atomic
def make_next_programme(
    *, version: ProgrammeVersion, programme: NextProgramme, by: User, at: datetime
) -> ProgrammeVersion:
    """Make the draft of the next programme: what goes on is copied with its lineage.

    What is done, dropped or without money is taken out of the draft; areas left empty are not
    copied. Raises NotAllowed, WrongState, AlreadyCarriedOver, NotAllDecided, YearsOutOfOrder, or
    DraftOpen where a draft of the next period stands already.
    """
    carry_over = _opened(version, by, at)
    fates = _fates(carry_over)
    actions = list(version.actions.filter(parent=None).order_by("area__position", "position"))
    if undecided := [one.code for one in actions if one.pk not in fates]:
        raise NotAllDecided(codes=_first(undecided))
    if programme.last_year < programme.first_year:
        raise YearsOutOfOrder
    going_on = [one for one in actions if fates[one.pk] in GOING_ON]
    areas = version.areas.filter(pk__in={one.area_id for one in going_on})
    draft = begin_next_period(
        version=version,
        title=programme.title,
        first_year=programme.first_year,
        last_year=programme.last_year,
        keep=set(areas.values_list("lineage", flat=True)),
        by=by,
        at=at,
    )
    kept = {one.lineage for one in going_on}
    for action in draft.actions.filter(parent=None).select_related("version", "area"):
        if action.lineage not in kept:
            remove_action(action=action, by=by, at=at)
    carry_over.draft, carry_over.finished_at, carry_over.changed_at = draft, at, at
    carry_over.save(update_fields=["draft", "finished_at", "changed_at"])
    record(
        "reviews.carry_over.finished",
        about=carry_over,
        by=by,
        at=at,
        authority_id=version.programme.authority_id,
        details={"draft": draft.pk, "going_on": len(going_on), "of": len(actions)},
    )
    return draft


def _lacks_reason(one: Decision) -> bool:
    return one.fate in NEEDS_REASON and not one.reason.strip()


def _opened(version: ProgrammeVersion, by: User, at: datetime) -> CarryOver:
    """The carrying over of a version, locked and still open; begun where there is none."""
    locked = ProgrammeVersion.objects.select_for_update(of=("self",), no_key=True)
    found = locked.select_related("programme__authority").get(pk=version.pk)
    if not access.can_assess(by, found.programme.authority, at):
        raise NotAllowed
    if found.state != VersionState.ADOPTED:
        raise WrongState
    carry_over, _is_new = CarryOver.objects.get_or_create(
        version=found, defaults={"begun_at": at, "changed_at": at}
    )
    if not carry_over.is_open:
        raise AlreadyCarriedOver
    return carry_over


def _changed(carry_over: CarryOver, by: User, at: datetime, fates: Mapping[str, str]) -> None:
    carry_over.changed_at = at
    carry_over.save(update_fields=["changed_at"])
    record(
        "reviews.carry_over.decided",
        about=carry_over,
        by=by,
        at=at,
        authority_id=carry_over.version.programme.authority_id,
        details={"fates": dict(fates)},
    )


def _fates(carry_over: CarryOver) -> dict[int, str]:
    return dict(carry_over.decisions.values_list("action_id", "fate"))


def _first(codes: Sequence[str]) -> str:
    return ", ".join(codes) if len(codes) <= 12 else ", ".join([*codes[:12], "…"])
