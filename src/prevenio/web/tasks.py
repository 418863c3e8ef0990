"""What the clock does for the pages: counts of visitors are forgotten."""

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.web.counting import forget_ended


@cron("10 * * * *")  # type: ignore[untyped-decorator]
@task
def forget_counts() -> None:
    forget_ended(at=timezone.now())
