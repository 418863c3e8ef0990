"""What the room does when something happens elsewhere."""

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority
from prevenio.reports.operations.categories import load_categories


@on("people.authority.created")
def fill_categories(entry: Entry) -> None:
    """A new authority begins with the categories of its country."""
    authority = Authority.objects.get(pk=entry.authority_id)
    load_categories(authority=authority, by=None, at=entry.at)
