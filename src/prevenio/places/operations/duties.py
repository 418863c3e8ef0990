"""Duties: who answers for what, from day to day, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, Body, User
from prevenio.places.answering import Hours
from prevenio.places.models import Duty, Municipality, OfficeHours, Precinct, PrecinctKind, Span
from prevenio.places.operations.checks import (
    can_change_duty,
    check_days,
    check_phone,
    check_same,
    check_worker,
)
from prevenio.places.operations.versions import mark_changed

_ONE_DAY = timedelta(days=1)


class NobodySaid(Refused):
    message = _("Say who answers: a name, a body, or at least a role.")


class HoursMissing(Refused):
    message = _("Give the hours of at least one day, or choose that it answers day and night.")


class TwoPlaces(Refused):
    message = _("Choose a precinct or a municipality, not both.")


class KindOfPrecinct(Refused):
    message = _("The precinct is of another kind. Choose one of the kind “%(kind)s”.")


class AlreadyEnded(Refused):
    message = _("This duty ended on %(day)s.")


class BeginsLater(Refused):
    message = _("This duty begins on %(day)s. Choose that day or a later one.")


class SomebodyNeeded(Refused):
    message = _("Write the name of who takes the duty over.")


@dataclass(frozen=True, slots=True)
class DutyParticulars:
    """What is said of a duty; `hours` are those of the whole week."""

    kind: PrecinctKind
    precinct: Precinct | None = None
    municipality: Municipality | None = None
    body: Body | None = None
    person_title: str = ""
    person_name: str = ""
    role: str = ""
    purpose: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    place: str = ""
    span: str = Span.HOURS
    has_priority: bool = False
    first_day: date | None = None
    last_day: date | None = None
    hours: Sequence[Hours] = ()


_COLUMNS = tuple(name for name in DutyParticulars.__dataclass_fields__ if name != "hours")


@transaction.atomic
def add_duty(*, authority: Authority, particulars: DutyParticulars, by: User, at: datetime) -> Duty:
    """Add a duty. The bureau adds any, an office of a municipality those of its own ground.

    Raises NotAllowed, NobodySaid, HoursMissing, TwoPlaces, KindOfPrecinct, DaysOutOfOrder,
    PhoneWithoutDigits or OfAnotherAuthority.
    """
    _check_place(authority, particulars, by, at)
    _check(authority, particulars)
    duty = _written(Duty(authority=authority), particulars)
    mark_changed(authority.pk)
    _record("places.duty.added", duty, by, at)
    return duty


@transaction.atomic
def change_duty(*, duty: Duty, particulars: DutyParticulars, by: User, at: datetime) -> Duty:
    """Change what is said of a duty and its hours. Raises what `add_duty` raises."""
    duty = _locked(duty, by, at)
    _check_place(duty.authority, particulars, by, at)
    _check(duty.authority, particulars)
    changed = [one for one in _COLUMNS if getattr(duty, one) != getattr(particulars, one)]
    duty = _written(duty, particulars)
    mark_changed(duty.authority_id)
    _record("places.duty.changed", duty, by, at, changed=changed)
    return duty


@transaction.atomic
def end_duty(*, duty: Duty, last_day: date, by: User, at: datetime) -> Duty:
    """End a duty on a day, included. Raises NotAllowed, AlreadyEnded or BeginsLater."""
    duty = _locked(duty, by, at)
    _end(duty, last_day)
    mark_changed(duty.authority_id)
    _record("places.duty.ended", duty, by, at, last_day=last_day.isoformat())
    return duty


@transaction.atomic
def hand_over_duty(
    *,
    duty: Duty,
    first_day: date,
    person_title: str,
    person_name: str,
    phone: str,
    email: str,
    by: User,
    at: datetime,
) -> Duty:
    """Give a duty to another person from a day on: the old one ends the day before.

    Place, role, purpose, hours and span go over; an empty phone or e-mail means that of before.
    Raises NotAllowed, SomebodyNeeded, AlreadyEnded, BeginsLater or PhoneWithoutDigits.
    """
    duty = _locked(duty, by, at)
    if not person_name.strip():
        raise SomebodyNeeded
    check_phone(phone)
    said = replace(
        particulars_of(duty),
        first_day=first_day,
        person_title=person_title,
        person_name=person_name,
        phone=phone or duty.phone,
        email=email or duty.email,
    )
    _end(duty, first_day - _ONE_DAY)
    successor = _written(Duty(authority=duty.authority), said)
    mark_changed(duty.authority_id)
    _record("places.duty.handed_over", duty, by, at, to=str(successor), day=first_day.isoformat())
    return successor


def particulars_of(duty: Duty) -> DutyParticulars:
    """A duty as it stands."""
    hours = duty.hours.order_by("weekday", "opens")
    return DutyParticulars(
        **{name: getattr(duty, name) for name in _COLUMNS},
        hours=[Hours(one.weekday, one.opens, one.closes) for one in hours],
    )


def _end(duty: Duty, last_day: date) -> None:
    if duty.last_day is not None and duty.last_day < last_day:
        raise AlreadyEnded(day=duty.last_day)
    if duty.first_day is not None and last_day < duty.first_day:
        raise BeginsLater(day=duty.first_day)
    duty.last_day = last_day
    duty.save(update_fields=["last_day"])


def _check_place(
    authority: Authority, particulars: DutyParticulars, by: User, at: datetime
) -> None:
    """Whether the person may keep duties there: of a whole authority only the bureau may."""
    precinct = particulars.precinct
    ground = particulars.municipality or (precinct.municipality if precinct else None)
    check_same(authority, particulars.kind, precinct, particulars.municipality, particulars.body)
    check_worker(by, authority, ground, at)


def _check(authority: Authority, particulars: DutyParticulars) -> None:
    precinct = particulars.precinct
    if precinct is not None and particulars.municipality is not None:
        raise TwoPlaces
    if precinct is not None and precinct.kind_id != particulars.kind.pk:
        raise KindOfPrecinct(kind=particulars.kind)
    if not (particulars.person_name or particulars.body or particulars.role):
        raise NobodySaid
    if particulars.span == Span.HOURS and not particulars.hours:
        raise HoursMissing
    check_days(particulars.first_day, particulars.last_day)
    check_phone(particulars.phone)


def _written(duty: Duty, particulars: DutyParticulars) -> Duty:
    for name in _COLUMNS:
        setattr(duty, name, getattr(particulars, name))
    duty.save()
    duty.hours.all().delete()
    OfficeHours.objects.bulk_create(
        OfficeHours(duty=duty, weekday=one.weekday, opens=one.opens, closes=one.closes)
        for one in particulars.hours
    )
    return duty


def _locked(duty: Duty, by: User, at: datetime) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority", "kind", "body", "precinct__municipality", "municipality"
    )
    duty = rows.get(pk=duty.pk)
    if not can_change_duty(by, duty, at):
        raise NotAllowed
    return duty


def _record(fact: str, duty: Duty, by: User, at: datetime, **details: object) -> None:
    record(
        fact,
        about=duty,
        by=by,
        at=at,
        authority_id=duty.authority_id,
        details={"kind": duty.kind.code, "place": str(duty.precinct or duty.municipality or "")}
        | details,
    )
