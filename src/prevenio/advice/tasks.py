"""The clock of the advice desk: reminders on working days, erasing at night."""

from zoneinfo import ZoneInfo

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.advice.operations.erasing import erase_in_time
from prevenio.advice.operations.reminding import close_quiet, remind
from prevenio.kernel.working_days import is_working_day
from prevenio.people.models import Authority

_FIRST_HOUR = 8


# Every half hour: a clock that stood still catches up with what it missed.
@cron("20,50 * * * *")  # type: ignore[untyped-decorator]
@task
def remind_of_questions() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        local = timezone.localtime(now, ZoneInfo(authority.time_zone))
        if is_working_day(local.date(), country=authority.country) and local.hour >= _FIRST_HOUR:
            remind(authority=authority, at=now)


@cron("35 3 * * *")  # type: ignore[untyped-decorator]
@task
def forget_questions() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        close_quiet(authority=authority, at=now)
        erase_in_time(authority=authority, at=now)
