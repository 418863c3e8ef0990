"""Files of boundaries and addresses: read, looked through, then taken over or dropped."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people import access as people
from prevenio.people.models import Authority, User
from prevenio.places.access import can_keep_places
from prevenio.places.address_plans import AddressPlan
from prevenio.places.findings import sentence_of
from prevenio.places.importing.addresses import AddressReader, AddressTable
from prevenio.places.importing.boundaries import read_boundaries
from prevenio.places.importing.outlining import LONGEST_CODE, Outlines, Reader
from prevenio.places.importing.values import FeatureFile, Finding
from prevenio.places.keeping import ADDRESS, MUNICIPALITY, Ground, ground_near
from prevenio.places.models import ImportState, Municipality, PlaceImport, PrecinctKind
from prevenio.places.operations.addresses import address_plan, write_addresses
from prevenio.places.operations.boundaries import BoundaryWriter
from prevenio.places.operations.versions import lock_places, mark_changed
from prevenio.places.plans import Plan, plan_of
from prevenio.places.reports import address_report_of, outcome_of, report_of

_LONGEST_MUNICIPALITY_CODE = Municipality._meta.get_field("code").max_length or LONGEST_CODE


class KindUnknown(Refused):
    message = _("There is no kind of precinct with the code “%(kind)s”. There are: %(kinds)s.")


class BeginsBeforeTheLast(Refused):
    message = _(
        "Boundaries that begin on %(day)s are already kept. Choose that day or a later one as the "
        "day from which the file is valid."
    )


class NothingUsable(Refused):
    message = _(
        "Nothing in the file can be used. The first reason: %(reason)s (feature or row %(where)s)."
    )


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """How a file is to be read. With `is_complete` what it does not name ends or is removed."""

    layer: str = ""
    crs: str = ""
    code_field: str = ""
    name_field: str = ""
    encoding: str = "utf-8"
    is_complete: bool = False

    @classmethod
    def of(cls, place_import: PlaceImport) -> "ImportSettings":
        return cls(**place_import.settings)


@transaction.atomic
def upload_places(
    *,
    authority: Authority,
    kind: str,
    name: str,
    content: bytes,
    settings: ImportSettings,
    valid_from: date | None,
    by: User | None,
    at: datetime,
) -> PlaceImport:
    """Read a file and say what it would change; nothing is changed yet.

    `kind` is `municipality`, `address` or the code of a kind of precinct. Without `valid_from` the
    first boundaries of a kind hold since ever, later ones from today. Without `by` the operator of
    the installation does it. Raises NotAllowed, KindUnknown, BeginsBeforeTheLast, NothingUsable or
    UnreadablePlaces.
    """
    _check(by, authority, at)
    today = people.today_in(authority, at)
    place_import = PlaceImport(
        authority=authority,
        kind=kind,
        file_name=name[:200],
        digest=hashlib.sha256(content).hexdigest(),
        settings=asdict(settings),
        valid_from=valid_from,
        uploaded_by=by,
        uploaded_at=at,
    )
    if kind != ADDRESS:
        place_import.valid_from = _first_day(_ground(place_import), valid_from, today)
    place_import.report = _Reading(place_import, content, today).report()
    place_import.file.save(f"{place_import.digest[:16]}.bin", ContentFile(content), save=False)
    place_import.save()
    _note("places.import.uploaded", place_import, by, at)
    return place_import


@transaction.atomic
def apply_import(*, place_import: PlaceImport, by: User | None, at: datetime) -> PlaceImport:
    """Take a file over. What it says is compared again with what is kept at this moment.

    Applying the same file twice changes nothing the second time. Raises NotAllowed, WrongState,
    BeginsBeforeTheLast or NothingUsable.
    """
    lock_places(place_import.authority_id)
    place_import = _locked(place_import, by, at)
    today = people.today_in(place_import.authority, at)
    with place_import.file.open("rb") as stream:
        content = stream.read()
    outcome = _Reading(place_import, content, today).take_over()
    place_import.state, place_import.applied_at = ImportState.APPLIED, at
    place_import.report = {**place_import.report, "outcome": dict(outcome)}
    place_import.save(update_fields=["state", "applied_at", "report"])
    mark_changed(place_import.authority_id)
    _note("places.import.applied", place_import, by, at, **outcome)
    return place_import


@transaction.atomic
def drop_import(*, place_import: PlaceImport, by: User | None, at: datetime) -> PlaceImport:
    """Do not take a file over, and forget it. Raises NotAllowed or WrongState."""
    place_import = _locked(place_import, by, at)
    place_import.state = ImportState.DROPPED
    stored = place_import.file.name
    place_import.file = ""
    place_import.save(update_fields=["state", "file"])
    storage = PlaceImport._meta.get_field("file").storage
    transaction.on_commit(lambda: storage.delete(stored) if stored else None)
    _note("places.import.dropped", place_import, by, at)
    return place_import


class _Reading:
    """One file beside what is kept: what it would change, or the change itself."""

    def __init__(self, place_import: PlaceImport, content: bytes, today: date) -> None:
        self.place_import, self.content, self.today = place_import, content, today
        self.authority = place_import.authority
        self.settings = ImportSettings.of(place_import)

    def report(self) -> dict[str, Any]:
        if self.place_import.kind == ADDRESS:
            table, address = self._addresses()
            return address_report_of(table, address)
        ground = _ground(self.place_import)
        file, found, plan = self._boundaries(ground)
        return report_of(file=file, found=found, plan=plan, ground=ground, today=self.today)

    def take_over(self) -> Mapping[str, int]:
        if self.place_import.kind == ADDRESS:
            _table, address = self._addresses()
            write_addresses(address, self.place_import)
            return _address_outcome(address)
        ground = _ground(self.place_import)
        _file, _found, plan = self._boundaries(ground)
        first_day = self.place_import.valid_from
        BoundaryWriter(ground, self.place_import, first_day, self.today).write(plan)
        return outcome_of(plan)

    def _boundaries(self, ground: Ground) -> tuple[FeatureFile, Outlines, Plan]:
        settings, day = self.settings, self.place_import.valid_from
        _refuse_earlier(ground, day)
        file = read_boundaries(self.content, layer=settings.layer)
        found = Reader(
            country=self.authority.country,
            crs=settings.crs,
            code_field=settings.code_field,
            name_field=settings.name_field,
            near=ground_near(self.authority),
            longest_code=LONGEST_CODE if ground.kind else _LONGEST_MUNICIPALITY_CODE,
        ).outlines(file)
        if not found.outlines:
            raise _nothing([*found.unusable, *found.nameless])
        kept = ground.kept(day, found.outlines)
        return file, found, plan_of(found.outlines, kept, is_complete=settings.is_complete)

    def _addresses(self) -> tuple[AddressTable, AddressPlan]:
        table = AddressReader(
            country=self.authority.country,
            crs=self.settings.crs,
            encoding=self.settings.encoding,
            near=ground_near(self.authority),
        ).table(self.content)
        if not table.rows:
            raise _nothing(table.unusable)
        complete = self.settings.is_complete
        return table, address_plan(self.authority, table, self.today, is_complete=complete)


def _ground(place_import: PlaceImport) -> Ground:
    authority = place_import.authority
    if place_import.kind == MUNICIPALITY:
        return Ground(authority, None)
    kinds = PrecinctKind.objects.filter(authority=authority)
    kind = kinds.filter(code=place_import.kind).first()
    if kind is None:
        codes = kinds.order_by("position", "code").values_list("code", flat=True)
        named = ", ".join([MUNICIPALITY, *codes])
        raise KindUnknown(kind=place_import.kind[:40], kinds=named)
    return Ground(authority, kind)


def _first_day(ground: Ground, said: date | None, today: date) -> date | None:
    if said is not None or not ground.boundaries.exists():
        return said
    return today


def _refuse_earlier(ground: Ground, day: date | None) -> None:
    """A file that holds from a day on cannot be laid under boundaries that begin later."""
    last = ground.last_beginning()
    if last is not None and (day is None or day < last):
        raise BeginsBeforeTheLast(day=last)


def _nothing(findings: Sequence[Finding]) -> NothingUsable:
    first = findings[0]
    return NothingUsable(reason=sentence_of(first.what, first.facts), where=first.where)


def _address_outcome(plan: AddressPlan) -> dict[str, int]:
    return {
        "begun": len(plan.begins),
        "changed": len(plan.changes),
        "ended": len(plan.ends),
        "unchanged": plan.stays,
    }


def _locked(place_import: PlaceImport, by: User | None, at: datetime) -> PlaceImport:
    rows = PlaceImport.objects.select_for_update(of=("self",)).select_related("authority")
    found = rows.get(pk=place_import.pk)
    _check(by, found.authority, at)
    if found.state != ImportState.PREVIEW:
        raise WrongState
    return found


def _check(by: User | None, authority: Authority, at: datetime) -> None:
    if by is not None and not can_keep_places(by, authority, at):
        raise NotAllowed


def _note(
    fact: str, place_import: PlaceImport, by: User | None, at: datetime, **details: object
) -> None:
    day = place_import.valid_from
    record(
        fact,
        about=place_import,
        by=by,
        at=at,
        authority_id=place_import.authority_id,
        details={
            "kind": place_import.kind,
            "file": place_import.file_name,
            "valid_from": day.isoformat() if day else "",
            **details,
        },
    )
