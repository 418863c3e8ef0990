"""Keeping the media log: what the authority and the media said, one row each."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.editorial import access
from prevenio.editorial.models import Mention, MentionKind
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.text import fold
from prevenio.people.access import standing, today_in
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import AreaOfAction


class MentionFromTomorrow(Refused):
    message = _("The day lies ahead. Enter what has been printed or broadcast already.")


class OutletMissing(Refused):
    message = _("Say which newspaper, station or site it was.")


@dataclass(frozen=True, slots=True)
class Said:
    """What is entered about one release or one mention."""

    kind: str
    title: str
    outlet: str
    day: date
    link: str
    area: AreaOfAction | None = None
    body: Body | None = None


@transaction.atomic
def add_mention(*, authority: Authority, said: Said, by: User, at: datetime) -> Mention:
    """Enter an own release or what the media said.

    Raises NotAllowed, MentionFromTomorrow or OutletMissing.
    """
    _check(authority, said, by, at)
    mention = Mention(authority=authority, recorded_by=by, recorded_at=at)
    _write(mention, said)
    mention.save()
    record(
        "editorial.mention.added",
        about=mention,
        by=by,
        at=at,
        authority_id=mention.authority_id,
        details=_details(mention),
    )
    return mention


@transaction.atomic
def change_mention(*, mention: Mention, said: Said, by: User, at: datetime) -> Mention:
    """Put an entry right. Raises NotAllowed, MentionFromTomorrow or OutletMissing."""
    mention = Mention.objects.select_for_update(no_key=True).get(pk=mention.pk)
    _check(mention.authority, said, by, at)
    _write(mention, said)
    mention.save()
    record(
        "editorial.mention.changed",
        about=mention,
        by=by,
        at=at,
        authority_id=mention.authority_id,
        details=_details(mention),
    )
    return mention


@transaction.atomic
def remove_mention(*, mention: Mention, by: User, at: datetime) -> None:
    """Take an entry out. Raises NotAllowed."""
    if not access.can_keep_media_log(standing(by, mention.authority, at)):
        raise NotAllowed
    record(
        "editorial.mention.removed",
        about=mention,
        by=by,
        at=at,
        authority_id=mention.authority_id,
        details=_details(mention),
    )
    mention.delete()


def _check(authority: Authority, said: Said, by: User, at: datetime) -> None:
    if not access.can_keep_media_log(standing(by, authority, at)):
        raise NotAllowed
    if said.day > today_in(authority, at):
        raise MentionFromTomorrow
    if said.kind != MentionKind.OWN and not said.outlet:
        raise OutletMissing


def _write(mention: Mention, said: Said) -> None:
    mention.kind, mention.title, mention.outlet = said.kind, said.title, said.outlet
    mention.day, mention.link, mention.area, mention.body = (
        said.day,
        said.link,
        said.area,
        said.body,
    )
    mention.search_text = fold(f"{said.title} {said.outlet}")


def _details(mention: Mention) -> dict[str, object]:
    return {"kind": mention.kind, "day": mention.day.isoformat()}
