"""Breaks in series: recorded by the bureau, or proposed by a source's notes and then settled."""

from datetime import date, datetime

from django.db import transaction

from prevenio.indicators import access
from prevenio.indicators.models import BreakState, Indicator, SeriesBreak
from prevenio.indicators.operations import refusals
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import User


@transaction.atomic
def add_break(
    *,
    indicator: Indicator,
    day: date,
    what: str,
    label: str = "",
    source: str = "",
    by: User,
    at: datetime,
) -> SeriesBreak:
    """Record that an indicator counts something else from a day on.

    Raises NotAllowed or BreakKnown.
    """
    indicator = (
        Indicator.objects.select_for_update(of=("self",), no_key=True)
        .select_related("authority")
        .get(pk=indicator.pk)
    )
    if not access.can_edit_indicators(by, indicator.authority, at):
        raise NotAllowed
    if SeriesBreak.objects.filter(indicator=indicator, day=day).exists():
        raise refusals.BreakKnown
    one = SeriesBreak.objects.create(
        indicator=indicator, day=day, what=what, label=label, source=source, by=by, at=at
    )
    _record("indicators.break.added", one, by, at)
    return one


@transaction.atomic
def confirm_break(*, one: SeriesBreak, by: User, at: datetime) -> SeriesBreak:
    """Let a proposed break hold. Raises NotAllowed or WrongState."""
    return _settle(one, BreakState.CONFIRMED, "indicators.break.confirmed", by, at)


@transaction.atomic
def dismiss_break(*, one: SeriesBreak, by: User, at: datetime) -> SeriesBreak:
    """Say that a break is none. Raises NotAllowed or WrongState."""
    return _settle(one, BreakState.DISMISSED, "indicators.break.dismissed", by, at)


def _settle(one: SeriesBreak, state: BreakState, fact: str, by: User, at: datetime) -> SeriesBreak:
    one = (
        SeriesBreak.objects.select_for_update(of=("self",), no_key=True)
        .select_related("indicator__authority")
        .get(pk=one.pk)
    )
    if not access.can_edit_indicators(by, one.indicator.authority, at):
        raise NotAllowed
    if one.state == state:
        raise WrongState
    one.state, one.by, one.at = state, by, at
    one.save(update_fields=["state", "by", "at"])
    _record(fact, one, by, at)
    return one


def _record(fact: str, one: SeriesBreak, by: User, at: datetime) -> None:
    record(
        fact,
        about=one.indicator,
        by=by,
        at=at,
        authority_id=one.indicator.authority_id,
        details={"day": one.day.isoformat(), "what": one.what},
    )
