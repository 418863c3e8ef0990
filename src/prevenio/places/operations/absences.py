"""Absences: days on which somebody is away, and who stands in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import User
from prevenio.places.models import Absence, Duty
from prevenio.places.operations.checks import (
    can_say_who_is_away,
    check_days,
    check_phone,
    check_same,
)
from prevenio.places.operations.versions import mark_changed


class AbsencesOverlap(Refused):
    message = _("An absence from %(first)s to %(last)s is known already. Choose other days.")


class StandsInForThemselves(Refused):
    message = _("Nobody can stand in for themselves. Choose somebody else.")


class AbsenceOver(Refused):
    message = _("This absence was over on %(day)s.")


@dataclass(frozen=True, slots=True)
class AbsenceParticulars:
    """From when to when, both days included; who stands in may be a duty, or a name and phone."""

    first_day: date
    last_day: date
    deputy: Duty | None = None
    deputy_name: str = ""
    deputy_phone: str = ""


@transaction.atomic
def add_absence(*, duty: Duty, particulars: AbsenceParticulars, by: User, at: datetime) -> Absence:
    """Say that somebody is away, and who stands in.

    Raises NotAllowed, AbsencesOverlap, StandsInForThemselves, DaysOutOfOrder, PhoneWithoutDigits
    or OfAnotherAuthority.
    """
    duty = _locked(duty, by, at)
    check_days(particulars.first_day, particulars.last_day)
    check_phone(particulars.deputy_phone)
    check_same(duty.authority, particulars.deputy)
    if particulars.deputy is not None and particulars.deputy.pk == duty.pk:
        raise StandsInForThemselves
    same_days = duty.absences.filter(
        first_day__lte=particulars.last_day, last_day__gte=particulars.first_day
    )
    if known := same_days.first():
        raise AbsencesOverlap(first=known.first_day, last=known.last_day)
    fields = {name: getattr(particulars, name) for name in AbsenceParticulars.__dataclass_fields__}
    absence = Absence.objects.create(duty=duty, **fields)
    _record("places.absence.added", absence, by, at)
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, last_day: date, by: User, at: datetime) -> None:
    """Come back earlier: the last day away is this one.

    One that has not begun by then is taken back altogether. Raises NotAllowed or AbsenceOver.
    """
    absence = Absence.objects.select_for_update(of=("self",), no_key=True).get(pk=absence.pk)
    absence.duty = _locked(absence.duty, by, at)
    if absence.last_day < last_day:
        raise AbsenceOver(day=absence.last_day)
    if last_day < absence.first_day:
        _record("places.absence.taken_back", absence, by, at)
        absence.delete()
        return
    absence.last_day = last_day
    absence.save(update_fields=["last_day"])
    _record("places.absence.ended", absence, by, at)


def _locked(duty: Duty, by: User, at: datetime) -> Duty:
    """The duty, so that two absences of it are never written at once."""
    rows = Duty.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority", "body", "precinct__municipality", "municipality"
    )
    duty = rows.get(pk=duty.pk)
    if not can_say_who_is_away(by, duty, at):
        raise NotAllowed
    return duty


def _record(fact: str, absence: Absence, by: User, at: datetime) -> None:
    duty = absence.duty
    mark_changed(duty.authority_id)
    record(
        fact,
        about=duty,
        by=by,
        at=at,
        authority_id=duty.authority_id,
        details={
            "first_day": absence.first_day.isoformat(),
            "last_day": absence.last_day.isoformat(),
            "deputy": str(absence.deputy or absence.deputy_name),
        },
    )
