"""Good practice: written by a municipality or the bureau, shared, released, taken over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.text import fold
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, User
from prevenio.places.access import can_work_for
from prevenio.places.models import Municipality
from prevenio.region import project_access
from prevenio.region.models import (
    Evidence,
    Practice,
    PracticeReuse,
    PracticeState,
    PracticeTopic,
    Project,
)
from prevenio.region.operations.checking import not_ahead, only_bureau, only_of

MOST_TOPICS = 12
OPEN_STATES = (PracticeState.DRAFT, PracticeState.SENT_BACK)


class LinkNotTaken(Refused):
    message = _("“%(link)s” is no address of a page. Write it whole, with https:// before it.")


class TooManyTopics(Refused):
    message = _("Give at most %(most)s topics.")


class WhatIsMissing(Refused):
    message = _("Write what is missing.")


class ReusedAlready(Refused):
    message = _("It is written down already that this practice was taken over.")


class WhoReusesMissing(Refused):
    message = _("Choose either a project or a municipality that took the practice over.")


@dataclass(frozen=True, slots=True)
class Told:
    """A practice in the words of those who did it."""

    title: str
    problem: str
    done: str
    cost: str = ""
    outcome: str = ""
    evidence: Evidence = Evidence.STORY
    place: str = ""
    country: str = ""
    contact: Body | None = None
    links: str = ""
    topics: Sequence[str] = ()


@transaction.atomic
def write_practice(
    *,
    authority: Authority,
    municipality: Municipality | None,
    told: Told,
    by: User,
    at: datetime,
) -> Practice:
    """Begin a practice, for a municipality or for the bureau itself.

    Raises NotAllowed, LinkNotTaken or TooManyTopics.
    """
    only_of(authority, municipality)
    may = (
        project_access.can_keep(by, authority, at)
        if municipality is None
        else can_work_for(by, municipality, at)
    )
    if not may:
        raise NotAllowed
    practice = Practice(authority=authority, municipality=municipality)
    _fill(practice, told, at)
    _record("region.practice.written", practice, by, at)
    return practice


@transaction.atomic
def change_practice(*, practice: Practice, told: Told, by: User, at: datetime) -> Practice:
    """Change a practice: whoever wrote it, while it is open; the bureau its own ones at any time.

    Raises NotAllowed, WrongState, LinkNotTaken or TooManyTopics.
    """
    practice = writable(practice, by, at)
    _fill(practice, told, at)
    _record("region.practice.changed", practice, by, at)
    return practice


@transaction.atomic
def submit_practice(*, practice: Practice, by: User, at: datetime) -> Practice:
    """Hand a practice to the bureau. Raises NotAllowed or WrongState."""
    practice = writable(practice, by, at)
    if practice.state not in OPEN_STATES:
        raise WrongState
    practice.state, practice.reason = PracticeState.SUBMITTED, ""
    return _saved("region.practice.submitted", practice, by, at)


@transaction.atomic
def send_back_practice(*, practice: Practice, reason: str, by: User, at: datetime) -> Practice:
    """Give a practice back; municipalities and residents no longer read it.

    Raises NotAllowed, WrongState or WhatIsMissing.
    """
    practice = _for_bureau(practice, by, at)
    if practice.state not in {PracticeState.SUBMITTED, PracticeState.SHARED}:
        raise WrongState
    if not reason.strip():
        raise WhatIsMissing
    practice.state, practice.reason = PracticeState.SENT_BACK, reason.strip()
    practice.released_on = None
    return _saved("region.practice.sent_back", practice, by, at)


@transaction.atomic
def share_practice(*, practice: Practice, by: User, at: datetime) -> Practice:
    """Share a practice with all municipalities of the region. Raises NotAllowed or WrongState."""
    practice = _for_bureau(practice, by, at)
    own = practice.municipality_id is None and practice.state in OPEN_STATES
    if practice.state != PracticeState.SUBMITTED and not own:
        raise WrongState
    practice.state, practice.reason = PracticeState.SHARED, ""
    return _saved("region.practice.shared", practice, by, at)


@transaction.atomic
def release_practice(*, practice: Practice, by: User, at: datetime) -> Practice:
    """Show a shared practice to residents. Raises NotAllowed or WrongState."""
    practice = _for_bureau(practice, by, at)
    if practice.state != PracticeState.SHARED or practice.is_public:
        raise WrongState
    practice.released_on = today_in(practice.authority, at)
    return _saved("region.practice.released", practice, by, at)


@transaction.atomic
def hide_practice(*, practice: Practice, by: User, at: datetime) -> Practice:
    """Take a practice back from residents; it stays shared. Raises NotAllowed or WrongState."""
    practice = _for_bureau(practice, by, at)
    if not practice.is_public:
        raise WrongState
    practice.released_on = None
    return _saved("region.practice.hidden", practice, by, at)


@transaction.atomic
def reuse_practice(
    *,
    practice: Practice,
    on: date,
    changed: str,
    by: User,
    at: datetime,
    project: Project | None = None,
    municipality: Municipality | None = None,
) -> PracticeReuse:
    """Write down that a project or a municipality took a shared practice over, and what it changed.

    Raises NotAllowed, WhoReusesMissing, WrongState, DayAhead or ReusedAlready.
    """
    practice = _locked(practice)
    only_of(practice.authority, project, municipality)
    if (project is None) == (municipality is None):
        raise WhoReusesMissing
    if municipality is not None and not can_work_for(by, municipality, at):
        raise NotAllowed
    if project is not None:
        only_bureau(by, practice.authority, at)
    if practice.state != PracticeState.SHARED:
        raise WrongState
    not_ahead(on, practice.authority, at)
    if practice.reuses.filter(project=project, municipality=municipality).exists():
        raise ReusedAlready
    row = PracticeReuse.objects.create(
        practice=practice,
        project=project,
        municipality=municipality,
        on=on,
        changed=changed.strip(),
        by=by,
        at=at,
    )
    _record("region.practice.reused", practice, by, at, reused_by=str(row))
    return row


def writable(practice: Practice, by: User, at: datetime) -> Practice:
    """The practice's row for whoever may change it now. Raises NotAllowed or WrongState."""
    practice = _locked(practice)
    if not project_access.can_write_practice(by, practice, at):
        raise NotAllowed
    if practice.municipality_id is not None and practice.state not in OPEN_STATES:
        raise WrongState
    return practice


def search_text_of(told: Told) -> str:
    """The words by which a practice is found."""
    parts = [told.title, told.problem, told.done, told.outcome, told.place, *told.topics]
    return fold(" ".join(parts))


def _locked(practice: Practice) -> Practice:
    rows = Practice.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("authority", "municipality").get(pk=practice.pk)


def _for_bureau(practice: Practice, by: User, at: datetime) -> Practice:
    practice = _locked(practice)
    only_bureau(by, practice.authority, at)
    return practice


def _fill(practice: Practice, told: Told, at: datetime) -> None:
    only_of(practice.authority, told.contact)
    topics = list(dict.fromkeys(one.strip()[:60] for one in told.topics if one.strip()))
    if len(topics) > MOST_TOPICS:
        raise TooManyTopics(most=MOST_TOPICS)
    for link in told.links.split():
        _check_link(link)
    for name in ("title", "problem", "done", "cost", "outcome", "place"):
        setattr(practice, name, getattr(told, name).strip())
    practice.evidence, practice.contact = told.evidence, told.contact
    practice.country = told.country.strip().upper()
    practice.links = "\n".join(told.links.split())
    practice.search_text, practice.changed_at = search_text_of(told), at
    practice.save()
    practice.topics.all().delete()
    PracticeTopic.objects.bulk_create(PracticeTopic(practice=practice, name=one) for one in topics)


def _check_link(link: str) -> None:
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        raise LinkNotTaken(link=link[:80]) from None
    if parts.scheme not in {"http", "https"} or not re.search(r"\w\.\w", host):
        raise LinkNotTaken(link=link[:80])


def _saved(fact: str, practice: Practice, by: User, at: datetime) -> Practice:
    practice.changed_at = at
    practice.save(update_fields=["state", "reason", "released_on", "changed_at"])
    _record(fact, practice, by, at)
    return practice


def _record(fact: str, practice: Practice, by: User, at: datetime, **details: object) -> None:
    record(
        fact,
        about=practice,
        by=by,
        at=at,
        authority_id=practice.authority_id,
        details=details,
    )
