"""Letters that call tasks to mind: three days before the day, and once it has passed."""

from datetime import date, datetime, timedelta

from django.db import transaction

from prevenio.journal.operations import record
from prevenio.people.models import Authority
from prevenio.region import letters
from prevenio.region.models import GroupTask, Minded, TaskState

BEFORE = timedelta(days=3)
# What lies longer back was seen at meetings; a letter tells nobody anything new.
_AFTER = timedelta(days=30)


@transaction.atomic
def remind_of_tasks(*, authority: Authority, today: date, at: datetime) -> int:
    """Write to whoever has a task that is due soon or has just become late; how many letters.

    Each occasion of a task once. Where nobody can be reached, it waits until somebody can.
    """
    rows = GroupTask.objects.select_for_update(of=("self",), no_key=True).filter(
        authority=authority,
        state=TaskState.OPEN,
        due_on__range=(today - _AFTER, today + BEFORE),
    )
    written = 0
    for task in rows.select_related("authority", "group", "member__user", "body").order_by("pk"):
        occasion = Minded.LATE if task.due_on < today else Minded.SOON
        if task.minded != occasion:
            written += _remind(task, occasion, at)
    return written


def _remind(task: GroupTask, occasion: Minded, at: datetime) -> int:
    words = letters.LATE if occasion == Minded.LATE else letters.SOON
    written = letters.write_of_task(task, words, by=None, at=at)
    if written:
        task.minded = occasion
        task.save(update_fields=["minded"])
        record(
            "region.task.minded",
            about=task,
            by=None,
            at=at,
            authority_id=task.authority_id,
            details={"due_on": task.due_on.isoformat(), "letters": written},
        )
    return written
