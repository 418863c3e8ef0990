"""Precincts: known by their code within their kind."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import User
from prevenio.places.models import Boundary, Duty, Municipality, Precinct, PrecinctKind
from prevenio.places.operations.checks import check_keeper, check_same
from prevenio.places.operations.versions import mark_changed


class PrecinctCodeTaken(Refused):
    message = _("%(name)s already has the code “%(code)s”.")


class BeginsAfterItsEnd(Refused):
    message = _("The boundary begins only on %(day)s. Choose that day or a later one.")


class DutyBeginsLater(Refused):
    message = _("The duty of %(who)s begins on %(day)s. End that duty first.")


@dataclass(frozen=True, slots=True)
class PrecinctParticulars:
    code: str
    name: str
    municipality: Municipality | None = None
    about: str = ""


@transaction.atomic
def add_precinct(
    *, kind: PrecinctKind, particulars: PrecinctParticulars, by: User, at: datetime
) -> Precinct:
    """Add a precinct, still without a boundary. Raises NotAllowed or PrecinctCodeTaken."""
    check_keeper(by, kind.authority, at)
    _check(kind, particulars, but=None)
    precinct = Precinct(authority=kind.authority, kind=kind)
    _fill(precinct, particulars)
    precinct.save()
    _record("places.precinct.added", precinct, by, at)
    return precinct


@transaction.atomic
def change_precinct(
    *, precinct: Precinct, particulars: PrecinctParticulars, by: User, at: datetime
) -> Precinct:
    """Rename a precinct or say where it runs. Raises NotAllowed or PrecinctCodeTaken."""
    precinct = _locked(precinct, by, at)
    _check(precinct.kind, particulars, but=precinct)
    before = precinct.name
    _fill(precinct, particulars)
    precinct.save()
    mark_changed(precinct.authority_id)
    _record("places.precinct.changed", precinct, by, at, before=before)
    return precinct


@transaction.atomic
def end_precinct(*, precinct: Precinct, last_day: date, by: User, at: datetime) -> Precinct:
    """End a precinct's boundary and its duties on a day; what was, stays known.

    Raises NotAllowed, BeginsAfterItsEnd or DutyBeginsLater.
    """
    precinct = _locked(precinct, by, at)
    lasting = Q(last_day=None) | Q(last_day__gt=last_day)
    open_boundaries = Boundary.objects.filter(lasting, precinct=precinct)
    if later := open_boundaries.filter(first_day__gt=last_day).first():
        raise BeginsAfterItsEnd(day=later.first_day)
    open_boundaries.update(last_day=last_day)
    duties = Duty.objects.filter(lasting, precinct=precinct)
    if coming := duties.filter(first_day__gt=last_day).first():
        raise DutyBeginsLater(who=coming, day=coming.first_day)
    duties.update(last_day=last_day)
    mark_changed(precinct.authority_id)
    _record("places.precinct.ended", precinct, by, at, last_day=last_day.isoformat())
    return precinct


def _check(kind: PrecinctKind, particulars: PrecinctParticulars, *, but: Precinct | None) -> None:
    check_same(kind.authority, particulars.municipality)
    same = kind.precincts.filter(code=particulars.code)
    taken = same.exclude(pk=but.pk).first() if but else same.first()
    if taken is not None:
        raise PrecinctCodeTaken(name=taken.name, code=particulars.code)


def _fill(precinct: Precinct, particulars: PrecinctParticulars) -> None:
    for name in PrecinctParticulars.__dataclass_fields__:
        setattr(precinct, name, getattr(particulars, name))


def _locked(precinct: Precinct, by: User, at: datetime) -> Precinct:
    rows = Precinct.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority", "kind"
    )
    precinct = rows.get(pk=precinct.pk)
    check_keeper(by, precinct.authority, at)
    return precinct


def _record(fact: str, precinct: Precinct, by: User, at: datetime, **details: object) -> None:
    record(
        fact,
        about=precinct,
        by=by,
        at=at,
        authority_id=precinct.authority_id,
        details={"code": precinct.code, **details},
    )
