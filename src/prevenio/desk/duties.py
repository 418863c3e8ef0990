"""What waits for the person at the desk, in words: the verb first, the oldest duty first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.desk.first_day import rows_of
from prevenio.desk.queries import State, Step
from prevenio.people import access
from prevenio.people.models import Membership
from prevenio.programme.models import ImportDraft, ProgrammeVersion, VersionState


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: a title that is a link, a line of context, since when it waits."""

    title: str
    note: str
    address: str
    since: datetime | None = None


def duties_of(
    memberships: Sequence[Membership],
    state: State,
    drafts: Sequence[ImportDraft],
    versions: Sequence[ProgrammeVersion],
) -> Sequence[Duty]:
    """What a person with these roles has to do, the oldest first."""
    dated = [*_of_drafts(memberships, drafts), *_of_versions(memberships, versions)]
    dated.sort(key=lambda duty: (duty.since is None, duty.since))
    return [*dated, *_of_state(memberships, state), *_of_set_up(memberships, state)]


def _of_drafts(memberships: Sequence[Membership], drafts: Sequence[ImportDraft]) -> Iterator[Duty]:
    if not access.can_edit_programme(memberships):
        return
    for draft in drafts:
        yield Duty(
            _("Finish reviewing %(document)s") % {"document": draft.source.name},
            _("What was read is kept; you can go on where you stopped."),
            reverse("programme:review", args=[draft.pk]),
            draft.started_at,
        )


def _of_versions(
    memberships: Sequence[Membership], versions: Sequence[ProgrammeVersion]
) -> Iterator[Duty]:
    for version in versions:
        facts = {"number": version.number}
        if version.state == VersionState.HANDED_OVER:
            is_mine = access.can_adopt_programme(memberships)
            title = _("Approve version %(number)s or send it back") % facts
        else:
            is_mine = access.can_edit_programme(memberships)
            title = _("Finish version %(number)s") % facts
        if is_mine:
            address = reverse("programme:version", args=[version.pk])
            yield Duty(title, version.programme.title, address, version.created_at)


def _of_state(memberships: Sequence[Membership], state: State) -> Iterator[Duty]:
    if state.new_proposals and access.can_edit_programme(memberships):
        yield Duty(
            ngettext(
                "Answer %(number)s proposal to change the programme",
                "Answer %(number)s proposals to change the programme",
                state.new_proposals,
            )
            % {"number": state.new_proposals},
            _("From bodies and from the bureau."),
            reverse("programme:overview"),
        )
    if not access.can_manage_people(memberships):
        return
    if state.failed_notices:
        yield Duty(
            ngettext(
                "Look after %(number)s letter that could not be sent",
                "Look after %(number)s letters that could not be sent",
                state.failed_notices,
            )
            % {"number": state.failed_notices},
            _("The mail server has not taken them so far."),
            reverse("desk:notices:notices"),
        )
    if state.expired_invitations:
        yield Duty(
            ngettext(
                "Renew or withdraw %(number)s invitation",
                "Renew or withdraw %(number)s invitations",
                state.expired_invitations,
            )
            % {"number": state.expired_invitations},
            _("The links have run out without an answer."),
            reverse("people:people"),
        )


def _of_set_up(memberships: Sequence[Membership], state: State) -> Iterator[Duty]:
    """What the first day left open, once the list of that day has given way to the desk."""
    if not access.can_manage_authority(memberships) or Step.PUBLICATION not in state.done:
        return
    # Nobody sets up a show city: its desk shows what a desk at work looks like.
    if state.is_sample:
        return
    for row in rows_of(state):
        if not row.is_done:
            yield Duty(str(row.words.duty), str(row.words.note), row.address)
