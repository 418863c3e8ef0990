"""What is said of a programme as a whole: its type, and what of somebody else it carries on."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import User
from prevenio.programme import access
from prevenio.programme.models import Forerunner, Programme, ProgrammeKind


class ForerunnerUntitled(Refused):
    message = _("Write the title of what is carried on, or leave the other lines about it empty.")


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """What is carried on, by the names of the columns of `Forerunner`; all empty for nothing."""

    forerunner: str = ""
    forerunner_of: str = ""
    forerunner_note: str = ""
    forerunner_link: str = ""


NOTHING = CarriedOn()


@transaction.atomic
def change_particulars(
    *,
    programme: Programme,
    kind: ProgrammeKind,
    carried_on: CarriedOn,
    by: User,
    at: datetime,
) -> Programme:
    """Say of which type a programme is and what it carries on; this holds for all its versions.

    Raises NotAllowed or ForerunnerUntitled.
    """
    programme = Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    if not access.can_edit_programme(by, programme.authority, at):
        raise NotAllowed
    programme.kind = kind
    columns = tell_forerunner(programme, carried_on)
    programme.save(update_fields=["kind", *columns])
    record(
        "programme.particulars.changed",
        about=programme,
        by=by,
        at=at,
        authority_id=programme.authority_id,
        details={"kind": str(kind), "forerunner": programme.forerunner},
    )
    return programme


def tell_forerunner(row: Forerunner, carried_on: CarriedOn) -> list[str]:
    """Set what a row carries on, without saving; gives the columns. Raises ForerunnerUntitled."""
    said = {name: text.strip() for name, text in asdict(carried_on).items()}
    if any(said.values()) and not said["forerunner"]:
        raise ForerunnerUntitled
    for name, text in said.items():
        setattr(row, name, text)
    return list(said)
