"""Imports of an authority, and what one of them found, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from prevenio.people.models import Authority
from prevenio.places.findings import WAYS, sentence_of
from prevenio.places.keeping import ADDRESS, MUNICIPALITY
from prevenio.places.models import ImportState, PlaceImport


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """A finding in words: where it is in the file, of what, and what it says."""

    where: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FindingsSaid:
    """How many findings of one sort there are, and the first of them."""

    count: int
    rows: Sequence[FindingSaid]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import found; `report` as it was kept."""

    place_import: PlaceImport
    report: Mapping[str, Any]
    way: Any
    repaired: FindingsSaid
    unusable: FindingsSaid
    doubled: FindingsSaid
    nameless: FindingsSaid

    @property
    def is_of_addresses(self) -> bool:
        return self.place_import.kind == ADDRESS

    @property
    def is_of_municipalities(self) -> bool:
        return self.place_import.kind == MUNICIPALITY

    @property
    def is_open(self) -> bool:
        return self.place_import.state == ImportState.PREVIEW

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to look at twice."""
        sorts = ("repaired", "unusable", "doubled", "nameless", "overlaps", "gaps", "unanswered")
        return not any(self.report.get(one, {}).get("count") for one in sorts)


def imports_of(authority: Authority) -> QuerySet[PlaceImport]:
    """All imports, the latest first, without their long reports. One statement for a page."""
    rows = PlaceImport.objects.filter(authority=authority).select_related("uploaded_by")
    return rows.defer("report", "settings").order_by("-uploaded_at", "-pk")


def preview_of(place_import: PlaceImport) -> Preview:
    """What an import found, in the language of the page. No statements."""
    report = place_import.report
    return Preview(
        place_import,
        report,
        WAYS.get(str(report.get("way"))),
        _said(report, "repaired"),
        _said(report, "unusable"),
        _said(report, "doubled"),
        _said(report, "nameless"),
    )


def _said(report: Mapping[str, Any], sort: str) -> FindingsSaid:
    found = report.get(sort, {"count": 0, "rows": []})
    rows = [
        FindingSaid(
            one["where"],
            str(one["facts"].get("code") or one["facts"].get("name") or ""),
            sentence_of(one["what"], one["facts"]),
        )
        for one in found["rows"]
    ]
    return FindingsSaid(found["count"], rows)
