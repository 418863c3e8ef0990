"""The glossary of abbreviations of a draft."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.people.models import User
from prevenio.programme.models import Abbreviation, ProgrammeVersion
from prevenio.programme.operations.editing.rows import draft_for_change, record_change


class AlreadyExplained(Refused):
    message = _("“%(short)s” is in the list already.")


@transaction.atomic
def add_abbreviation(
    *, version: ProgrammeVersion, short: str, name: str, by: User, at: datetime
) -> Abbreviation:
    """Explain an abbreviation in a draft. Raises NotAllowed, NotADraft or AlreadyExplained."""
    version = draft_for_change(version, by, at)
    if version.abbreviations.filter(short=short).exists():
        raise AlreadyExplained(short=short)
    last = version.abbreviations.aggregate(last=Max("position"))["last"] or 0
    row = Abbreviation.objects.create(version=version, position=last + 1, short=short, name=name)
    record_change("added", row, version, by, at, {"short": short, "name": name})
    return row


@transaction.atomic
def remove_abbreviation(*, abbreviation: Abbreviation, by: User, at: datetime) -> None:
    """Take a row out of the glossary of a draft. Raises NotAllowed or NotADraft."""
    version = draft_for_change(abbreviation.version, by, at)
    details = {"short": abbreviation.short, "name": abbreviation.name}
    record_change("removed", abbreviation, version, by, at, details)
    abbreviation.delete()
