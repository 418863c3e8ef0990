"""What the indicators do when an authority is founded."""

from prevenio.indicators.operations.packs import fill_from_pack
from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority


@on("people.authority.created")
def begin_with_the_pack(entry: Entry) -> None:
    """Its fact stands for the passports too; a second entry would say the same again."""
    fill_from_pack(Authority.objects.get(pk=entry.authority_id), entry.at)
