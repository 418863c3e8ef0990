"""What the sample authorities have announced; nobody subscribes to it, so no address is made up."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation

from prevenio.activities.letters import When
from prevenio.activities.models import Activity
from prevenio.activities.queries.calendar import public_events
from prevenio.people.models import Authority
from prevenio.programme.models import ProgrammeVersion
from prevenio.subscriptions.models import Announcement, NewsKind
from prevenio.subscriptions.operations.announcing import announce_many

_MOST_EVENTS = 25
_AHEAD = timedelta(days=14)


def announce_sample(authority: Authority, *, at: datetime) -> None:
    """Announce the published programme and the last public events, as their receivers would."""
    with translation.override(authority.language):
        rows = [*_programmes(authority, at), *_events(authority, at)]
    announce_many([(one, ()) for one in rows], authority=authority, at=at)


def _programmes(authority: Authority, at: datetime) -> Iterator[Announcement]:
    versions = ProgrammeVersion.objects.filter(programme__authority=authority, is_public=True)
    for version in versions.select_related("programme"):
        yield Announcement(
            authority=authority,
            key=f"programme:{version.pk}",
            kind=NewsKind.PROGRAMME,
            titles={authority.language: version.programme.title},
            path="programme/",
            at=version.adopted_at or at,
            changed_at=at,
        )


def _events(authority: Authority, at: datetime) -> Iterator[Announcement]:
    rows = public_events(authority).select_related("kind", "body", "municipality", "action__area")
    for event in rows.order_by("-first_day", "-pk")[:_MOST_EVENTS]:
        yield Announcement(
            authority=authority,
            key=f"event:{event.public_key}",
            kind=NewsKind.EVENT,
            titles={authority.language: str(event)},
            summaries={authority.language: _summary(event)},
            path=f"calendar/{event.public_key}/",
            at=_moment(event, authority, at),
            municipality=event.municipality,
            lineage=event.action.area.lineage if event.action else None,
            body=event.body,
            changed_at=at,
        )


def _summary(event: Activity) -> str:
    return ", ".join(part for part in (When.of(event).in_words(), event.place) if part)


def _moment(event: Activity, authority: Authority, at: datetime) -> datetime:
    """Events are announced two weeks ahead, and nothing in time to come."""
    day = event.first_day - _AHEAD
    return min(at, datetime.combine(day, time(9), ZoneInfo(authority.time_zone)))
