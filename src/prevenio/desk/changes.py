"""What changed lately: for the bureau from the journal, for a body what it heard of its returns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from prevenio.desk.access import can_read_journal
from prevenio.desk.journal.wording import words_of
from prevenio.journal.models import Entry
from prevenio.people.models import Authority, Membership, User
from prevenio.returns.models import EventKind, ReturnEvent

MOST_CHANGES = 6
# How far the look back goes, and how many rows it reads at most.
DAYS, MOST_READ = 14, 60
# What the journal names by a key that says nothing to people.
_NAMELESS = ("subscriptions.announcement",)
# What a body hears about its returns from others.
_HEARD = (EventKind.ACCEPTED, EventKind.SENT_BACK, EventKind.DECLINED, EventKind.RELEASED)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody else did, or the same thing several times on one day."""

    words: str
    note: str
    times: int
    at: datetime
    address: str = ""


def changes_for(
    user: User, *, authority: Authority, memberships: Sequence[Membership], at: datetime
) -> Sequence[Change]:
    """What others did in the last two weeks, the newest first; one statement."""
    since, zone = at - timedelta(days=DAYS), ZoneInfo(authority.time_zone)
    if can_read_journal(memberships):
        return _from_journal(user, authority, since, zone)
    bodies = [one.body_id for one in memberships if one.body_id]
    return _about_returns(bodies, since, zone) if bodies else ()


def _from_journal(
    user: User, authority: Authority, since: datetime, zone: ZoneInfo
) -> Sequence[Change]:
    entries = (
        Entry.objects.filter(authority_id=authority.pk, at__gte=since)
        .exclude(by_id=user.pk)
        .order_by("-number")[:MOST_READ]
    )
    return list(_together(entries, zone))[:MOST_CHANGES]


def _together(entries: Iterable[Entry], zone: ZoneInfo) -> Iterable[Change]:
    """Entries that say the same on the same day, one after the other, as one line."""

    def kind(entry: Entry) -> tuple[str, object]:
        return entry.fact, entry.at.astimezone(zone).date()

    for _kind, group in groupby(entries, key=kind):
        same = list(group)
        newest = same[0]
        is_named = len(same) == 1 and newest.about_kind not in _NAMELESS
        title = newest.about_title if is_named else ""
        note = ", ".join(one for one in (title, newest.by_name) if one)
        yield Change(words_of(newest.fact), note, len(same), newest.at)


def _about_returns(bodies: Sequence[int], since: datetime, zone: ZoneInfo) -> Sequence[Change]:
    events = (
        ReturnEvent.objects.filter(
            action_return__body__in=bodies, at__gte=since, kind__in=[*_HEARD]
        )
        .select_related("action_return__action")
        .order_by("-at", "-pk")[:MOST_READ]
    )

    def kind(event: ReturnEvent) -> tuple[str, object, int]:
        day = event.at.astimezone(zone).date()
        return event.kind, day, event.action_return.period_id

    groups = [list(group) for _kind, group in groupby(events, key=kind)]
    return [_heard(group) for group in groups[:MOST_CHANGES]]


def _heard(events: Sequence[ReturnEvent]) -> Change:
    """One return by its name and its page; several by their numbers and the board."""
    newest, is_one = events[0], len(events) == 1
    said = {
        EventKind.ACCEPTED: _("The bureau accepted a return."),
        EventKind.SENT_BACK: _("The bureau sent a return back."),
        EventKind.DECLINED: _("A return came back from certification."),
        EventKind.RELEASED: _("The state of an action was shown to residents."),
    }
    actions = [one.action_return.action for one in reversed(events)]
    page = reverse("returns:return", args=[newest.action_return_id])
    board = reverse("returns:board", args=[newest.action_return.period_id])
    return Change(
        said[EventKind(newest.kind)],
        str(actions[0]) if is_one else ", ".join(one.code for one in actions),
        len(events),
        newest.at,
        page if is_one else board,
    )
