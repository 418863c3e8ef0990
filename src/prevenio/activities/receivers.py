"""What the activities do when an authority is founded."""

from prevenio.activities.operations.catalogue import load_pack
from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority


@on("people.authority.created")
def fill_catalogue(entry: Entry) -> None:
    """A new authority starts with its country's kinds of activity."""
    authority = Authority.objects.get(pk=entry.authority_id)
    load_pack(authority=authority, by=None, at=entry.at)
