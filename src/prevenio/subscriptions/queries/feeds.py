"""Announcements as feeds and lists show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Count, Max, QuerySet

from prevenio.people.models import Authority
from prevenio.programme.models import AreaOfAction
from prevenio.subscriptions.models import Announcement, NewsKind

MOST_IN_FEED = 50
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a feed is narrowed to; nothing where an address says nothing or nonsense."""

    municipality: int | None = None
    precinct: int | None = None
    area: str = ""
    body: int | None = None
    kind: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Narrowed":
        """Out of the query of an address."""
        kind = given.get("kind", "").upper()
        return cls(
            municipality=_number(given.get("municipality", "")),
            precinct=_number(given.get("precinct", "")),
            area=given.get("area", "").replace("\0", "")[:12],
            body=_number(given.get("body", "")),
            kind=kind if kind in NewsKind.values else "",
        )

    @property
    def query(self) -> Mapping[str, str]:
        """The parts that narrow, for an address."""
        parts = {
            "municipality": self.municipality,
            "precinct": self.precinct,
            "area": self.area,
            "body": self.body,
            "kind": self.kind,
        }
        return {name: str(value) for name, value in parts.items() if value}


@dataclass(frozen=True, slots=True)
class FeedState:
    """A tag for what a feed says, and when that changed last."""

    tag: str
    changed_at: datetime | None


def announcements_of(authority: Authority, narrowed: Narrowed) -> QuerySet[Announcement]:
    """What has been announced and stands, the newest first."""
    rows = _all(authority, narrowed).filter(withdrawn_at=None)
    return rows.select_related("authority", "municipality", "body").order_by("-at", "-pk")


def state_of(authority: Authority, narrowed: Narrowed) -> FeedState:
    """What changes when anything in a feed does: withdrawn announcements change it, too."""
    told = (
        _all(authority, narrowed)
        .order_by()
        .aggregate(count=Count("pk"), last=Max("number"), changed=Max("changed_at"))
    )
    words = " ".join(str(told[name]) for name in ("count", "last", "changed"))
    return FeedState(sha256(words.encode()).hexdigest(), told["changed"])


def _all(authority: Authority, narrowed: Narrowed) -> QuerySet[Announcement]:
    rows = Announcement.objects.filter(authority=authority)
    if narrowed.municipality:
        rows = rows.filter(municipality_id=narrowed.municipality)
    if narrowed.precinct:
        # Asked as a subquery: a join would count an announcement of two precincts twice.
        rows = rows.filter(
            pk__in=Announcement.precincts.through._default_manager.filter(
                precinct_id=narrowed.precinct
            ).values("announcement_id")
        )
    if narrowed.area:
        areas = AreaOfAction.objects.filter(
            version__programme__authority=authority, version__is_public=True, code=narrowed.area
        )
        rows = rows.filter(lineage__in=areas.values("lineage"))
    if narrowed.body:
        rows = rows.filter(body_id=narrowed.body)
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    return rows


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 20
    return int(text) if is_number and int(text) <= _LARGEST else None
