"""What every row of the sample's reports needs to know."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from prevenio.demo.told_ground import SampleGround
from prevenio.people.models import BODY_ROLES, Authority, Body, Membership, Role, User
from prevenio.reports.days import Calendar
from prevenio.reports.models import CategoryVersion
from prevenio.reports.operations.steps import calendar_of
from prevenio.reports.routing import Rule

Words = Mapping[str, Any]
_LEAST = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Stage:
    """One sample: its words, its ground, its staff, and the chance that is the same on every run.

    `staff` are those who act for a body, by its id; the bureau acts for all others.
    """

    authority: Authority
    at: datetime
    words: Words
    calendar: Calendar
    versions: Mapping[str, CategoryVersion]
    bodies: Mapping[str, Body]
    rules: Sequence[Rule]
    ground: SampleGround
    staff: Mapping[int | None, User]
    bureau: Sequence[User]
    chance: Random

    def acting(self, body_id: int | None) -> User:
        return self.staff.get(body_id) or self.chance.choice(self.bureau)

    def office_hour(self, day: date, *, after: datetime) -> datetime:
        """A moment of a working day, from that day on, after another moment."""
        worked = self.calendar.after(day, 0)
        hour, minute = self.chance.randrange(8, 15), self.chance.randrange(60)
        moment = datetime.combine(worked, time(hour, minute), tzinfo=self.calendar.zone)
        return max(moment, after + _LEAST)

    def before(self, days: float) -> datetime:
        """So many days before the loading, at an hour at which people write."""
        moment = (self.at - timedelta(days=days)).astimezone(self.calendar.zone)
        if days < 1:
            return moment
        return moment.replace(hour=self.chance.randrange(7, 22), minute=self.chance.randrange(60))


def stage_of(authority: Authority, words: Words, rules: Sequence[Rule], at: datetime) -> Stage:
    calendar = calendar_of(authority)
    known = CategoryVersion.objects.filter(category__authority=authority)
    acting = list(Membership.objects.filter(authority=authority).select_related("user"))
    by_role = {one.role: one.user for one in acting}
    return Stage(
        authority=authority,
        at=at,
        words=words,
        calendar=calendar,
        versions={one.category.code: one for one in known.select_related("category")},
        bodies=bodies_of(authority),
        rules=rules,
        ground=SampleGround(authority, calendar.day_of(at)),
        staff={one.body_id: one.user for one in _of_bodies(acting)},
        bureau=[by_role[Role.PROGRAMME_OFFICER], by_role[Role.COORDINATOR]],
        chance=Random(authority.slug),
    )


def bodies_of(authority: Authority) -> Mapping[str, Body]:
    return {one.short_name: one for one in Body.objects.filter(authority=authority)}


def _of_bodies(memberships: Sequence[Membership]) -> Iterator[Membership]:
    """Those who work for a body; of several the one who writes, not the one who certifies."""
    acting = [one for one in memberships if one.role in BODY_ROLES and one.body_id is not None]
    yield from sorted(acting, key=lambda one: one.role == Role.REPORTER)
