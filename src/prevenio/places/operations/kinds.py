"""The kinds of precincts of an authority."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, User
from prevenio.places.models import PrecinctKind
from prevenio.places.operations.checks import check_keeper
from prevenio.places.operations.versions import mark_changed
from prevenio.places.packs.reading import pack_of


class KindCodeTaken(Refused):
    message = _("There is already a kind with the code “%(code)s”. Choose another code.")


class KindWithoutName(Refused):
    message = _("Give the kind a name in at least one language.")


@dataclass(frozen=True, slots=True)
class KindParticulars:
    """What is said of a kind of precincts; words by language."""

    code: str
    names: Mapping[str, str]
    roles: Mapping[str, str]
    purposes: Mapping[str, str]
    icon: str = "shield"
    is_expected: bool = True


@transaction.atomic
def load_kinds(*, authority: Authority, by: User | None, at: datetime) -> list[str]:
    """Add the kinds of the country's pack that are not there yet; returns their codes.

    What the authority has already stays as it is. `by` is None where the installation itself
    loads. Raises NotAllowed.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if by is not None:
        check_keeper(by, authority, at)
    there = set(authority.precinct_kinds.values_list("code", flat=True))
    added = [
        PrecinctKind(authority=authority, position=position, **row)
        for position, row in enumerate(pack_of(authority.country), start=1)
        if row["code"] not in there
    ]
    PrecinctKind.objects.bulk_create(added)
    codes = [one.code for one in added]
    if codes:
        record(
            "places.kinds.loaded",
            about=authority,
            by=by,
            at=at,
            authority_id=authority.pk,
            details={"added": codes},
        )
    return codes


@transaction.atomic
def add_kind(
    *, authority: Authority, particulars: KindParticulars, by: User, at: datetime
) -> PrecinctKind:
    """Add a kind after all others. Raises NotAllowed, KindCodeTaken or KindWithoutName."""
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    check_keeper(by, authority, at)
    _check(particulars)
    if authority.precinct_kinds.filter(code=particulars.code).exists():
        raise KindCodeTaken(code=particulars.code)
    last = authority.precinct_kinds.order_by("-position").first()
    kind = PrecinctKind(authority=authority, code=particulars.code)
    kind.position = last.position + 1 if last else 1
    _fill(kind, particulars)
    kind.save()
    _record("places.kind.added", kind, by, at)
    return kind


@transaction.atomic
def change_kind(
    *, kind: PrecinctKind, particulars: KindParticulars, by: User, at: datetime
) -> PrecinctKind:
    """Change words, icon and whether every address should have one; the code stays.

    Raises NotAllowed or KindWithoutName.
    """
    kind = _locked(kind, by, at)
    _check(particulars)
    _fill(kind, particulars)
    kind.save()
    _record("places.kind.changed", kind, by, at)
    return kind


@transaction.atomic
def move_kind_up(*, kind: PrecinctKind, by: User, at: datetime) -> None:
    """Show a kind one place earlier; the first one stays. Raises NotAllowed."""
    kind = _locked(kind, by, at)
    kinds = list(
        kind.authority.precinct_kinds.select_for_update(no_key=True).order_by("position", "pk")
    )
    place = kinds.index(kind)
    if place == 0:
        return
    kinds[place - 1], kinds[place] = kinds[place], kinds[place - 1]
    for position, one in enumerate(kinds, start=1):
        one.position = position
    PrecinctKind.objects.bulk_update(kinds, ["position"])
    # The index of places names precincts in this order.
    mark_changed(kind.authority_id)
    _record("places.kind.moved", kind, by, at)


def _check(particulars: KindParticulars) -> None:
    if not any(particulars.names.values()):
        raise KindWithoutName


def _fill(kind: PrecinctKind, particulars: KindParticulars) -> None:
    kind.names = {key: word for key, word in particulars.names.items() if word}
    kind.roles = {key: word for key, word in particulars.roles.items() if word}
    kind.purposes = {key: word for key, word in particulars.purposes.items() if word}
    kind.icon, kind.is_expected = particulars.icon, particulars.is_expected


def _locked(kind: PrecinctKind, by: User, at: datetime) -> PrecinctKind:
    kind = (
        PrecinctKind.objects.select_for_update(of=("self",), no_key=True)
        .select_related("authority")
        .get(pk=kind.pk)
    )
    check_keeper(by, kind.authority, at)
    return kind


def _record(fact: str, kind: PrecinctKind, by: User, at: datetime) -> None:
    record(
        fact, about=kind, by=by, at=at, authority_id=kind.authority_id, details={"code": kind.code}
    )
