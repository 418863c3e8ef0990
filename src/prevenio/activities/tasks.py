"""What the clock does about activities: what people gave to sign up is forgotten in time."""

from zoneinfo import ZoneInfo

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.activities.operations.attendance import erase_sign_ups
from prevenio.people.models import Authority


@cron("25 3 * * *")  # type: ignore[untyped-decorator]
@task
def forget_sign_ups() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        today = timezone.localdate(now, ZoneInfo(authority.time_zone))
        erase_sign_ups(authority=authority, today=today, at=now)
