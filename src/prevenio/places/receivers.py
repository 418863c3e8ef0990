"""What the places do when an authority is founded."""

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority
from prevenio.places.operations.kinds import load_kinds


@on("people.authority.created")
def fill_kinds(entry: Entry) -> None:
    """A new authority starts with its country's kinds of precincts."""
    authority = Authority.objects.get(pk=entry.authority_id)
    load_kinds(authority=authority, by=None, at=entry.at)
