"""What goes with a programme beside its text: its team, remarks, publications and triggers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Authority, User
from prevenio.programme import access
from prevenio.programme.models import (
    Action,
    Chapter,
    ChapterComment,
    DraftingMember,
    Programme,
    ProgrammeVersion,
    Publication,
    Trigger,
)
from prevenio.programme.operations.editing import draft_for_change


class MoreGivenOutThanPrinted(Refused):
    message = _("More copies cannot be given out than were printed.")


class NotConditional(Refused):
    message = _("This action depends on no event, so there is nothing to record.")


class EndsBeforeItBegins(Refused):
    message = _("It cannot end on %(day)s, before it began.")


@transaction.atomic
def begin_programme(
    *,
    authority: Authority,
    title: str,
    first_year: int,
    last_year: int | None,
    by: User,
    at: datetime,
) -> ProgrammeVersion:
    """An empty draft, for an authority that writes its programme here. Raises NotAllowed."""
    if not access.can_edit_programme(by, authority, at):
        raise NotAllowed
    programme = Programme.objects.create(
        authority=authority, title=title, first_year=first_year, last_year=last_year
    )
    version = ProgrammeVersion.objects.create(programme=programme, created_at=at)
    record("programme.programme.begun", about=version, by=by, at=at, authority_id=authority.pk)
    return version


@transaction.atomic
def add_team_member(
    *, version: ProgrammeVersion, name: str, office: str, by: User, at: datetime
) -> DraftingMember:
    """Name somebody who drafts the version. Raises NotAllowed or NotADraft."""
    version = draft_for_change(version, by, at)
    last = version.drafting_team.aggregate(last=Max("position"))["last"] or 0
    member = DraftingMember.objects.create(
        version=version, position=last + 1, name=name, office=office
    )
    _record("programme.team.joined", member, version.programme, by, at)
    return member


@transaction.atomic
def remove_team_member(*, member: DraftingMember, by: User, at: datetime) -> None:
    """Take somebody off the drafting team. Raises NotAllowed or NotADraft."""
    version = draft_for_change(member.version, by, at)
    _record("programme.team.left", member, version.programme, by, at)
    member.delete()


@transaction.atomic
def comment_on_chapter(*, chapter: Chapter, text: str, by: User, at: datetime) -> ChapterComment:
    """Remark on a chapter: anybody with a role in the authority may. Raises NotAllowed."""
    programme = chapter.version.programme
    if not access.can_propose(by, programme.authority, at):
        raise NotAllowed
    comment = ChapterComment.objects.create(
        version=chapter.version, chapter_number=chapter.number, text=text, by=by, at=at
    )
    _record("programme.chapter.remarked", comment, programme, by, at)
    return comment


@transaction.atomic
def settle_comment(*, comment: ChapterComment, by: User, at: datetime) -> None:
    """Mark a remark as dealt with. Raises NotAllowed or WrongState."""
    comment = (
        ChapterComment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version__programme__authority")
        .get(pk=comment.pk)
    )
    programme = comment.version.programme
    if not access.can_edit_programme(by, programme.authority, at):
        raise NotAllowed
    if comment.settled_at is not None:
        raise WrongState
    comment.settled_at = at
    comment.save(update_fields=["settled_at"])
    _record("programme.remark.settled", comment, programme, by, at)


@transaction.atomic
def keep_publication(
    *,
    programme: Programme,
    publication: Publication | None,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
) -> Publication:
    """Enter a leaflet or guide in the register, or bring its numbers up to date.

    Raises NotAllowed or MoreGivenOutThanPrinted.
    """
    if not access.can_edit_programme(by, programme.authority, at):
        raise NotAllowed
    if values["copies_given_out"] > values["copies_printed"]:
        raise MoreGivenOutThanPrinted
    row = publication or Publication(programme=programme)
    for name in ("title", "year", "copies_printed", "copies_given_out"):
        setattr(row, name, values[name])
    row.save()
    _record("programme.publication.kept", row, programme, by, at, dict(values))
    return row


@transaction.atomic
def record_trigger(*, action: Action, began_on: date, note: str, by: User, at: datetime) -> Trigger:
    """Record the event that makes a conditional action active.

    Raises NotAllowed or NotConditional.
    """
    programme = action.version.programme
    if not access.can_edit_programme(by, programme.authority, at):
        raise NotAllowed
    if not action.is_conditional:
        raise NotConditional
    trigger = Trigger.objects.create(
        programme=programme, lineage=action.lineage, began_on=began_on, note=note
    )
    details = {"action": action.code, "began_on": began_on.isoformat()}
    _record("programme.action.triggered", trigger, programme, by, at, details)
    return trigger


@transaction.atomic
def end_trigger(*, trigger: Trigger, ended_on: date, by: User, at: datetime) -> None:
    """Record that the event is over.

    Raises NotAllowed, WrongState or EndsBeforeItBegins.
    """
    trigger = (
        Trigger.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme__authority")
        .get(pk=trigger.pk)
    )
    if not access.can_edit_programme(by, trigger.programme.authority, at):
        raise NotAllowed
    if trigger.ended_on is not None:
        raise WrongState
    if ended_on < trigger.began_on:
        raise EndsBeforeItBegins(day=ended_on)
    trigger.ended_on = ended_on
    trigger.save(update_fields=["ended_on"])
    _record("programme.trigger.ended", trigger, trigger.programme, by, at)


def _record(
    fact: str,
    about: Any,
    programme: Programme,
    by: User,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    record(fact, about=about, by=by, at=at, authority_id=programme.authority_id, details=details)
