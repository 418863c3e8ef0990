"""The municipalities of an authority."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.places.operations.checks import check_keeper, check_same
from prevenio.places.operations.versions import mark_changed


class MunicipalityCodeTaken(Refused):
    message = _("%(name)s already has the code “%(code)s”.")


class HalfAPoint(Refused):
    message = _("A point needs both: latitude and longitude.")


@dataclass(frozen=True, slots=True)
class MunicipalityParticulars:
    """What is said of a municipality; the point in WGS84 degrees."""

    name: str
    code: str = ""
    kind: str = ""
    office: Body | None = None
    latitude: float | None = None
    longitude: float | None = None


@transaction.atomic
def add_municipality(
    *, authority: Authority, particulars: MunicipalityParticulars, by: User, at: datetime
) -> Municipality:
    """Add a municipality. Raises NotAllowed, MunicipalityCodeTaken or HalfAPoint."""
    check_keeper(by, authority, at)
    _check(authority, particulars, but=None)
    municipality = Municipality(authority=authority)
    _fill(municipality, particulars)
    municipality.save()
    _record("places.municipality.added", municipality, by, at)
    return municipality


@transaction.atomic
def change_municipality(
    *, municipality: Municipality, particulars: MunicipalityParticulars, by: User, at: datetime
) -> Municipality:
    """Complete or change name, code, kind, office and point.

    Raises NotAllowed, MunicipalityCodeTaken or HalfAPoint.
    """
    rows = Municipality.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority"
    )
    municipality = rows.get(pk=municipality.pk)
    check_keeper(by, municipality.authority, at)
    _check(municipality.authority, particulars, but=municipality)
    _fill(municipality, particulars)
    municipality.save()
    mark_changed(municipality.authority_id)
    _record("places.municipality.changed", municipality, by, at)
    return municipality


def _check(
    authority: Authority, particulars: MunicipalityParticulars, *, but: Municipality | None
) -> None:
    check_same(authority, particulars.office)
    if (particulars.latitude is None) != (particulars.longitude is None):
        raise HalfAPoint
    if particulars.code:
        same = authority.municipalities.filter(code=particulars.code)
        taken = same.exclude(pk=but.pk).first() if but else same.first()
        if taken is not None:
            raise MunicipalityCodeTaken(name=taken.name, code=particulars.code)


def _fill(municipality: Municipality, particulars: MunicipalityParticulars) -> None:
    for name in MunicipalityParticulars.__dataclass_fields__:
        setattr(municipality, name, getattr(particulars, name))
    municipality.search_text = fold(municipality.name)


def _record(fact: str, municipality: Municipality, by: User, at: datetime) -> None:
    record(
        fact,
        about=municipality,
        by=by,
        at=at,
        authority_id=municipality.authority_id,
        details={"code": municipality.code},
    )
