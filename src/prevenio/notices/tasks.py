"""Sending in the background, and the clock that looks for what is still waiting."""

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.notices import delivery, queries


@task
def send_notice(notice_id: int) -> None:
    delivery.deliver_notice(notice_id=notice_id, at=timezone.now())


@cron("* * * * *")  # type: ignore[untyped-decorator]
@task
def send_waiting_notices() -> None:
    delivery.set_aside_doubtful(at=timezone.now())
    for notice_id in queries.due_notices(at=timezone.now()):
        delivery.deliver_notice(notice_id=notice_id, at=timezone.now())
