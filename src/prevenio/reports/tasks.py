"""The clock of reports: letters, problem places and reviews, erasing at night."""

from zoneinfo import ZoneInfo

from crontask import cron
from django.conf import settings
from django.tasks import task
from django.utils import timezone

from prevenio.kernel.working_days import is_working_day
from prevenio.people.models import Authority
from prevenio.reports.operations import clock
from prevenio.reports.operations.acknowledging import acknowledge
from prevenio.reports.operations.erasing import erase_in_time
from prevenio.reports.operations.fetching import fetch_all
from prevenio.reports.operations.mailbox import erase_lost, tell_of_emails
from prevenio.reports.operations.problem_places import remind_of_reviews
from prevenio.reports.uploads import erase_old

_FIRST_HOUR = 7


@cron("*/15 * * * *")  # type: ignore[untyped-decorator]
@task
def tell_of_reports() -> None:
    """What is new at any hour: somebody reads at night too."""
    now = timezone.now()
    for authority in Authority.objects.all():
        clock.tell_of_new(authority=authority, at=now)
        clock.tell_again(authority=authority, at=now)
        acknowledge(authority=authority, at=now)


@cron("*/15 * * * *")  # type: ignore[untyped-decorator]
@task
def fetch_emails() -> None:
    """What came by e-mail at any hour, also through a mail server's pipe."""
    now = timezone.now()
    fetch_all(settings.MAILBOXES, at=now)
    for authority in Authority.objects.all():
        tell_of_emails(authority=authority, at=now)


# Every half hour: a clock that stood still catches up with what it missed.
@cron("5,35 * * * *")  # type: ignore[untyped-decorator]
@task
def remind_of_reports() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        local = timezone.localtime(now, ZoneInfo(authority.time_zone))
        if is_working_day(local.date(), country=authority.country) and local.hour >= _FIRST_HOUR:
            clock.end_waits(authority=authority, at=now)
            clock.remind(authority=authority, at=now)
            remind_of_reviews(authority=authority, at=now)


@cron("25 * * * *")  # type: ignore[untyped-decorator]
@task
def find_problem_places() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        clock.find_places(authority=authority, at=now)
        clock.set_reviews(authority=authority, at=now)


@cron("50 3 * * *")  # type: ignore[untyped-decorator]
@task
def forget_reports() -> None:
    now = timezone.now()
    for authority in Authority.objects.all():
        erase_in_time(authority=authority, at=now)


@cron("40 * * * *")  # type: ignore[untyped-decorator]
@task
def forget_uploads() -> None:
    """Photos whose report was never sent, and files of e-mails that nobody needs any more."""
    now = timezone.now()
    erase_old(at=now)
    erase_lost(at=now)
