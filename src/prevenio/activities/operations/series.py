"""Planning: one activity, or a series of them that comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevenio.activities import access
from prevenio.activities.models import (
    Activity,
    ActivitySeries,
    ActivityState,
    Announcement,
    DataClass,
)
from prevenio.activities.operations.recording import record_activity
from prevenio.activities.pointing import pointed
from prevenio.activities.recurring import MOST_DAYS, NoDays, TooManyDays
from prevenio.activities.rows import row_of
from prevenio.activities.written import Written, refuse_unsound
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, User

LONGEST_ANNOUNCEMENT = 3000


class NotForResidents(Refused):
    message = _("Activities of this kind are not shown to residents. Leave the calendar out.")


class NoSignUp(Refused):
    message = _("One cannot sign up for activities of this kind. Leave the places out.")


class PastDay(Refused):
    message = _("This day has passed. Record the activity instead of planning it.")


class NoLongerPlanned(NotAllowed):
    """The page of a plan that has been held or called off meanwhile."""

    message = _("This is no longer planned: it took place or was called off.")


class AnnouncementTooLong(Refused):
    message = _("This text is too long: %(most)s characters at most.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An activity to come: what is written about it, and what residents are told.

    Sign-up closes so many days before it begins; `closes_before` 0 means when it begins.
    """

    written: Written
    announcement: str = ""
    closes_before: int = 0


@transaction.atomic
def plan_activity(
    *,
    authority: Authority,
    plan: Plan,
    by: User,
    at: datetime,
    today: date,
    form_key: UUID | None = None,
) -> Activity:
    """Plan one activity.

    Raises NotAllowed, PastDay, NotForResidents, NoSignUp or what `refuse_unsound` raises.
    """
    refuse_plan(plan)
    if plan.written.last_day < today:
        raise PastDay
    written = _closing(pointed(plan.written, authority), authority, plan.closes_before)
    activity = record_activity(
        authority=authority, written=written, by=by, at=at, today=today, form_key=form_key
    )
    announce([activity], plan.announcement)
    return activity


@transaction.atomic
def plan_series(
    *,
    authority: Authority,
    plan: Plan,
    rule: str,
    days: Sequence[date],
    last: date,
    by: User,
    at: datetime,
    today: date,
) -> ActivitySeries:
    """Plan an activity on each of the days that a rule gives; its first day says how long it is.

    Raises NotAllowed, NoDays, TooManyDays, PastDay, NotForResidents, NoSignUp or what is unsound.
    """
    if not access.can_record_for(by, plan.written.body, at):
        raise NotAllowed
    if not days:
        raise NoDays
    if days[0] < today:
        raise PastDay
    if len(days) > MOST_DAYS:
        raise TooManyDays(most=MOST_DAYS)
    series = ActivitySeries.objects.create(
        authority=authority, rule=rule, first_day=days[0], last_day=max(last, days[-1])
    )
    activities = Activity.objects.bulk_create(
        _rows(authority, plan, days, series=series, by=by, at=at, today=today)
    )
    through = Activity.partners.through
    through._default_manager.bulk_create(
        through(activity_id=one.pk, body_id=partner.pk)
        for one in activities
        for partner in plan.written.partners
    )
    announce(activities, plan.announcement)
    note_series(series, "activities.series.planned", by, at, {"rule": rule, "count": len(days)})
    return series


def _rows(
    authority: Authority,
    plan: Plan,
    days: Sequence[date],
    *,
    series: ActivitySeries,
    by: User,
    at: datetime,
    today: date,
) -> Sequence[Activity]:
    length = plan.written.last_day - plan.written.first_day
    measures = list(plan.written.kind.measures.all())
    is_by_bureau = access.records_as_bureau(by, plan.written.body, at)
    placed = pointed(plan.written, authority)
    rows = []
    for day in days:
        written = replace(placed, first_day=day, last_day=day + length)
        written = _closing(written, authority, plan.closes_before)
        refuse_plan(replace(plan, written=written))
        refuse_unsound(written, authority=authority, measures=measures, today=today)
        row = row_of(
            written,
            authority=authority,
            state=ActivityState.PLANNED,
            by=by,
            is_by_bureau=is_by_bureau,
            at=at,
        )
        row.series = series
        rows.append(row)
    return rows


def refuse_plan(plan: Plan) -> None:
    """Raise what stands against the plan as such: what residents see, and sign-up."""
    written = plan.written
    if written.is_on_calendar and written.kind.data_class != DataClass.PUBLIC:
        raise NotForResidents
    if written.capacity and not written.kind.takes_sign_up:
        raise NoSignUp
    if len(plan.announcement) > LONGEST_ANNOUNCEMENT:
        raise AnnouncementTooLong(most=LONGEST_ANNOUNCEMENT)
    if plan.announcement.strip() and written.kind.data_class != DataClass.PUBLIC:
        raise NotForResidents


def _closing(written: Written, authority: Authority, days: int) -> Written:
    """With the moment at which sign-up closes: the end of a day before, or the beginning."""
    if not written.capacity or days <= 0:
        return replace(written, sign_up_until=None)
    last = written.first_day - timedelta(days=days)
    zone = ZoneInfo(authority.time_zone)
    until = timezone.make_aware(datetime.combine(last, time(23, 59)), zone)
    return replace(written, sign_up_until=until)


def announce(activities: Sequence[Activity], text: str) -> None:
    """Keep what residents are told; the same for all of them."""
    text = text.strip()
    known = Announcement.objects.filter(activity__in=activities)
    known.exclude(text=text).update(text=text)
    has = set(known.values_list("activity_id", flat=True))
    if text:
        Announcement.objects.bulk_create(
            Announcement(activity=one, text=text) for one in activities if one.pk not in has
        )


def note_series(
    series: ActivitySeries, fact: str, by: User, at: datetime, details: dict[str, object]
) -> None:
    record(
        fact,
        about=series,
        by=by,
        at=at,
        authority_id=series.authority_id,
        details=details,
    )
