"""Telling residents that something has happened: once, whoever says so how often."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from unicodedata import category
from uuid import UUID

from django.db import transaction

from prevenio.journal.operations import record
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, Precinct
from prevenio.places.queries.locating import places_at
from prevenio.subscriptions.models import Announcement, NewsKind

_LONGEST_TITLE = 300
_LONGEST_SUMMARY = 600


@dataclass(frozen=True, slots=True)
class Where:
    """What an announcement is about on the ground and in the programme; all of it may be unknown.

    The point is latitude and longitude in WGS84 degrees; `lineage` is that of an area of action.
    """

    point: tuple[float, float] | None = None
    municipality: Municipality | None = None
    precincts: Sequence[Precinct] = field(default_factory=tuple)
    lineage: UUID | None = None
    body: Body | None = None


@transaction.atomic
def announce(
    *,
    authority: Authority,
    key: str,
    kind: NewsKind,
    titles: Mapping[str, str],
    summaries: Mapping[str, str] | None = None,
    path: str = "",
    where: Where | None = None,
    at: datetime,
) -> Announcement:
    """Tell residents of something, known by its key: in feeds at once, to subscribers by digest.

    Words are given by language. A second time the words, the page and the ground are renewed, but
    nobody is written to again. Where there is a point alone, municipality and precincts are looked
    up.
    """
    where = _with_places(where or Where(), authority, at)
    point = where.point or (None, None)
    said = {
        "titles": _cleaned(titles, _LONGEST_TITLE),
        "summaries": _cleaned(summaries or {}, _LONGEST_SUMMARY),
        "path": path[:500],
        "latitude": point[0],
        "longitude": point[1],
        "municipality_id": where.municipality.pk if where.municipality else None,
        "lineage": where.lineage,
        "body_id": where.body.pk if where.body else None,
    }
    announcement, is_new = Announcement.objects.select_for_update(no_key=True).get_or_create(
        authority=authority,
        key=key[:200],
        defaults={**said, "kind": kind, "at": at, "changed_at": at},
    )
    if not is_new:
        return _renewed(announcement, said, where.precincts, at)
    announcement.precincts.set(where.precincts)
    # The entry is made last: whoever has it has the chain alone until the end of the transaction.
    _number([announcement], authority, at)
    return announcement


@transaction.atomic
def announce_many(
    announcements: Iterable[tuple[Announcement, Sequence[Precinct]]],
    *,
    authority: Authority,
    at: datetime,
) -> list[Announcement]:
    """Tell of many things under one entry of the journal; those with a known key are left out."""
    wanted = {one.key: (one, precincts) for one, precincts in announcements}
    known = set(
        Announcement.objects.filter(authority=authority, key__in=wanted).values_list(
            "key", flat=True
        )
    )
    new = [pair for key, pair in wanted.items() if key not in known]
    if not new:
        return []
    made = Announcement.objects.bulk_create(one for one, _precincts in new)
    through = Announcement.precincts.through
    through._default_manager.bulk_create(
        through(announcement_id=one.pk, precinct_id=precinct.pk)
        for one, precincts in new
        for precinct in precincts
    )
    _number(made, authority, at)
    return made


@transaction.atomic
def withdraw(*, authority: Authority, key: str, at: datetime) -> None:
    """Take an announcement out of feeds and coming digests, and erase its words.

    An unknown key changes nothing.
    """
    rows = Announcement.objects.select_for_update(no_key=True).filter(
        authority=authority, key=key[:200]
    )
    announcement = rows.filter(withdrawn_at=None).first()
    if announcement is None:
        return
    announcement.withdrawn_at = announcement.changed_at = at
    announcement.titles, announcement.summaries = {}, {}
    announcement.save(update_fields=["withdrawn_at", "changed_at", "titles", "summaries"])
    record(
        "subscriptions.announcement.withdrawn",
        about=announcement,
        by=None,
        at=at,
        authority_id=authority.pk,
    )


def _number(made: Sequence[Announcement], authority: Authority, at: datetime) -> None:
    entry = record(
        "subscriptions.announcement.made",
        about=made[0],
        by=None,
        at=at,
        authority_id=authority.pk,
        details={"kind": str(made[0].kind), "count": len(made)},
    )
    for one in made:
        one.number = entry.number
    Announcement.objects.filter(pk__in=[one.pk for one in made]).update(number=entry.number)


def _renewed(
    announcement: Announcement,
    said: Mapping[str, object],
    precincts: Sequence[Precinct],
    at: datetime,
) -> Announcement:
    lay_in = set(announcement.precincts.values_list("pk", flat=True))
    is_same = all(getattr(announcement, name) == value for name, value in said.items())
    is_same = is_same and lay_in == {one.pk for one in precincts}
    if is_same and announcement.withdrawn_at is None:
        return announcement
    for name, value in said.items():
        setattr(announcement, name, value)
    announcement.changed_at, announcement.withdrawn_at = at, None
    announcement.save(update_fields=[*said, "changed_at", "withdrawn_at"])
    announcement.precincts.set(precincts)
    record(
        "subscriptions.announcement.changed",
        about=announcement,
        by=None,
        at=at,
        authority_id=announcement.authority_id,
    )
    return announcement


def _with_places(where: Where, authority: Authority, at: datetime) -> Where:
    if where.point is None or (where.municipality and where.precincts):
        return where
    latitude, longitude = where.point
    found = places_at(
        authority=authority, latitude=latitude, longitude=longitude, day=today_in(authority, at)
    )
    return Where(
        where.point,
        where.municipality or found.municipality,
        where.precincts or found.precincts,
        where.lineage,
        where.body,
    )


def _cleaned(words: Mapping[str, str], longest: int) -> dict[str, str]:
    """Plain words on one line: XML knows no control characters, and lists no long stories."""
    return {language: plain(text, longest) for language, text in words.items() if text.strip()}


def plain(text: str, longest: int) -> str:
    """The text on one line, without characters that no feed can carry, not longer than so."""
    line = " ".join("".join(map(_shown, text)).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _shown(letter: str) -> str:
    """A letter, a space for what breaks a line, nothing for what is not seen or is no letter."""
    match category(letter):
        case "Cc" | "Zl" | "Zp" | "Zs":
            return " "
        case "Cf" | "Cs" | "Cn" | "Co":
            return ""
    return letter
