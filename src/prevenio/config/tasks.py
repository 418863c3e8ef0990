"""Housekeeping at night."""

from crontask import cron
from django.core.management import call_command
from django.tasks import task

# Two heartbeats a minute leave thousands of results a day; a failure is kept until it was seen.
DAYS_KEPT = 2
DAYS_FAILURES_KEPT = 30


@cron("17 3 * * *")  # type: ignore[untyped-decorator]
@task
def tidy_up() -> None:
    """Forget sessions that have run out and what the worker did some days ago."""
    call_command("clearsessions")
    call_command(
        "prune_db_task_results",
        "--queue-name=*",
        f"--min-age-days={DAYS_KEPT}",
        f"--failed-min-age-days={DAYS_FAILURES_KEPT}",
        verbosity=0,
    )
