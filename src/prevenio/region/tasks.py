"""What the clock does about the region: calls tasks of working groups to mind."""

from zoneinfo import ZoneInfo

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.kernel.working_days import is_working_day
from prevenio.people.models import Authority
from prevenio.region.operations.reminding import remind_of_tasks

_FIRST_HOUR = 8


# Every hour: a clock that stood still catches up with what it missed.
@cron("20 * * * *")  # type: ignore[untyped-decorator]
@task
def call_tasks_to_mind() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        local = timezone.localtime(now, ZoneInfo(authority.time_zone))
        if is_working_day(local.date(), country=authority.country) and local.hour >= _FIRST_HOUR:
            remind_of_tasks(authority=authority, today=local.date(), at=now)
