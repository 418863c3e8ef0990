"""What the clock and the worker do about subscriptions."""

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.subscriptions.operations import boundaries
from prevenio.subscriptions.operations.digesting import send_digests
from prevenio.subscriptions.operations.forgetting import forget_readers


# Often: a clock that stood still catches up, and each reader has a moment of their own.
@cron("*/15 * * * *")  # type: ignore[untyped-decorator]
@task
def write_digests() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        send_digests(authority=authority, at=now)


@cron("40 3 * * *")  # type: ignore[untyped-decorator]
@task
def forget_in_time() -> None:
    for authority in Authority.objects.all():
        forget_readers(authority=authority, at=timezone.now())


@cron("20 * * * *")  # type: ignore[untyped-decorator]
@task
def tell_of_boundaries() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        for day in boundaries.days_to_tell(authority=authority, at=now):
            boundaries.tell_of_boundaries(authority=authority, on=day, at=now)
