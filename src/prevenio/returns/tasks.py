"""The clock of the returns: letters that are due go out on working days, from eight o'clock on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.kernel.working_days import is_working_day
from prevenio.people.models import Authority
from prevenio.returns import operations, queries

_FIRST_HOUR = 8


# Every half hour: a clock that stood still catches up with what it missed.
@cron("*/30 * * * *")  # type: ignore[untyped-decorator]
@task
def write_to_bodies() -> None:
    now = timezone.now()
    for period in queries.open_periods():
        local = _local(now, period.authority)
        if local is None:
            continue
        operations.write_due_letters(period=period, today=local.date(), at=now)
        operations.write_escalations(period=period, today=local.date(), at=now)
        for body_id in queries.bodies_to_certify(period):
            operations.call_certifier(period=period, body_id=body_id, today=local.date(), at=now)


def _local(now: datetime, authority: Authority) -> datetime | None:
    """The authority's own time; None where nobody works: at night, and on days off."""
    local = timezone.localtime(now, ZoneInfo(authority.time_zone))
    works = is_working_day(local.date(), country=authority.country)
    return local if works and local.hour >= _FIRST_HOUR else None
