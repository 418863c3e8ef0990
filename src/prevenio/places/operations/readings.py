"""One file beside what is kept: what it would change, or the change itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.places.address_plans import AddressPlan
from prevenio.places.findings import sentence_of
from prevenio.places.importing.addresses import AddressReader, AddressTable
from prevenio.places.importing.boundaries import read_boundaries
from prevenio.places.importing.outlining import LONGEST_CODE, Outlines, Reader
from prevenio.places.importing.values import FeatureFile, Finding
from prevenio.places.keeping import ADDRESS, MUNICIPALITY, Ground, ground_near
from prevenio.places.models import Municipality, PlaceImport, PrecinctKind
from prevenio.places.operations.addresses import address_plan, write_addresses
from prevenio.places.operations.boundaries import BoundaryWriter
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


class Reading:
    """The content of a file, read as its import says."""

    def __init__(self, place_import: PlaceImport, content: bytes, today: date) -> None:
        self.place_import, self.content, self.today = place_import, content, today
        self.authority = place_import.authority
        self.settings = ImportSettings.of(place_import)

    def report(self) -> dict[str, Any]:
        if self.place_import.kind == ADDRESS:
            table, address = self._addresses()
            return address_report_of(table, address)
        ground = ground_of(self.place_import)
        file, found, plan = self._boundaries(ground)
        return report_of(file=file, found=found, plan=plan, ground=ground, today=self.today)

    def take_over(self) -> Mapping[str, int]:
        if self.place_import.kind == ADDRESS:
            _table, address = self._addresses()
            write_addresses(address, self.place_import)
            return _address_outcome(address)
        ground = ground_of(self.place_import)
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


def ground_of(place_import: PlaceImport) -> Ground:
    """What a file of boundaries is about. Raises KindUnknown."""
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
