"""What the worker does when somebody asks for a batch of extracts."""

from functools import partial

from django.db import transaction

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.reviews.tasks import make_batch


@on("reviews.batch.begun")
def queue_batch(entry: Entry) -> None:
    """Have the extracts made once the batch stands."""
    transaction.on_commit(partial(make_batch.enqueue, int(entry.about_id)))
