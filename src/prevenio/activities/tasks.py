"""What the clock does about activities: forgets who signed up, calls findings to mind."""

from zoneinfo import ZoneInfo

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.activities.operations.attendance import erase_sign_ups
from prevenio.activities.operations.bulk import drop_old_batches
from prevenio.activities.operations.reminding import remind_of_findings
from prevenio.kernel.working_days import is_working_day
from prevenio.people.models import Authority

_FIRST_HOUR = 8


@cron("25 3 * * *")  # type: ignore[untyped-decorator]
@task
def forget_in_time() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        today = timezone.localdate(now, ZoneInfo(authority.time_zone))
        erase_sign_ups(authority=authority, today=today, at=now)
        drop_old_batches(authority=authority, at=now)


# Every hour: a clock that stood still catches up with what it missed.
@cron("10 * * * *")  # type: ignore[untyped-decorator]
@task
def call_findings_to_mind() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        local = timezone.localtime(now, ZoneInfo(authority.time_zone))
        if is_working_day(local.date(), country=authority.country) and local.hour >= _FIRST_HOUR:
            remind_of_findings(authority=authority, today=local.date(), at=now)
