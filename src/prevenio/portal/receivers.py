"""What the public site does when a version of a programme is pinned for it."""

from functools import partial

from django.db import transaction

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.portal.tasks import keep_pdf


@on("programme.version.published")
def print_published_version(entry: Entry) -> None:
    """Have the PDF ready before the first reader asks for it."""
    transaction.on_commit(partial(keep_pdf.enqueue, int(entry.about_id)))
