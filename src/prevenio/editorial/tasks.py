"""The clock of the pages: what was to go live goes live, what was to end is taken back."""

from crontask import cron
from django.core.management import call_command
from django.tasks import task


@cron("*/5 * * * *")
@task
def publish_on_time() -> None:
    call_command("publish_scheduled")
