"""What the advice desk does when an authority is founded."""

from prevenio.advice.operations.keeping import load_topics
from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority


@on("people.authority.created")
def fill_topics(entry: Entry) -> None:
    """A new authority starts with the topics of its country."""
    authority = Authority.objects.get(pk=entry.authority_id)
    load_topics(authority=authority, by=None, at=entry.at)
