"""Background work of the reviews: batches of extracts."""

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.reviews import batches
from prevenio.reviews.queries.batches import abandoned_batches


@task
def make_batch(batch_id: int) -> None:
    batches.make_extracts(batch_id)


# A worker that was killed in the middle leaves its task for good: the clock takes it up again.
@cron("* * * * *")  # type: ignore[untyped-decorator]
@task
def take_up_batches() -> None:
    for batch_id in abandoned_batches(at=timezone.now()):
        batches.make_extracts(batch_id)
