"""Erasing: in time, on a resident's word, or by the bureau; and what is left afterwards.

Words lie in `ReportText`, photos in `ReportPhoto`, contacts and the name of the place in `Report`;
events and the entries of the journal hold steps, days and states. What stays: that there was a
report, its category, its square and precinct, its steps with their moments, who of the staff took
them. The exact point goes with the words: what is left of it is the middle of the public square.
What the staff wrote about its problem place stays and is told, so that they look through it. What
tells people apart goes too: two erased reports of one person count as of two. What is written or
confirmed afterwards is erased the next night.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.notices.operations import drop_letters
from prevenio.people.access import today_in
from prevenio.people.models import Authority, User
from prevenio.reports import access
from prevenio.reports.letters import about
from prevenio.reports.models import (
    Confirmation,
    EventKind,
    Outcome,
    Report,
    ReportPhoto,
    ReportState,
    ReportText,
)
from prevenio.reports.operations.problem_places import forget_voices, measure_again
from prevenio.reports.operations.steps import ChangedMeanwhile, locked, require, take_step
from prevenio.reports.queries.families import going_with, onward_of, parts_of
from prevenio.reports.queries.place_words import place_words_of


@dataclass(frozen=True, slots=True)
class Left:
    """What an erasure took, and what is left of a report; all are numbers of things."""

    texts: int
    photos: int
    contacts: int
    events: int
    confirmations: int
    place_words: int
    open_parts: Sequence[str] = ()
    """The references of the parts that go on, with their words."""

    @property
    def details(self) -> Mapping[str, object]:
        return {
            "texts_erased": self.texts,
            "photos_erased": self.photos,
            "contacts_erased": self.contacts,
            "steps_left": self.events,
            "confirmations_left": self.confirmations,
            "place_texts_left": self.place_words,
            **({"parts_left": list(self.open_parts)} if self.open_parts else {}),
        }


def erase_words(report: Report, at: datetime) -> Left:
    """Erase what is private in a locked report. Does not save the report."""
    texts = list(report.texts.filter(erased_at=None))
    for text in texts:
        text.erase(at)
    photos = list(report.photos.all())
    for photo in photos:
        transaction.on_commit(partial(photo.file.delete, save=False))
        photo.delete()
    contacts, place_words = _contacts(report), place_words_of(report)
    _drop_letters(report)
    _erase_contact(report, at)
    report.place_name, report.answers = "", {}
    report.latitude, report.longitude = report.public_latitude, report.public_longitude
    report.text_erased_at, report.person_key = at, uuid4().hex
    into = report.merged_into
    for place_id in {report.place_id, into.place_id if into is not None else None}:
        if place_id is not None:
            transaction.on_commit(partial(measure_again, place_id))
    _forget_backing(report)
    _tell_apart_no_more(report)
    return Left(
        texts=len(texts),
        photos=len(photos),
        contacts=contacts,
        events=report.events.count(),
        confirmations=report.confirmations.filter(is_counted=True).count(),
        place_words=place_words,
    )


@transaction.atomic
def erase_report(*, report: Report, seen: int, by: User, at: datetime) -> Left:
    """Erase the words of an ended report before their time, and say what is left.

    Its parts that have ended are erased with it; those that go on are named. Raises NotAllowed,
    ChangedMeanwhile or WrongState.
    """
    if not access.can_keep_reports(by, report.authority, at):
        raise NotAllowed
    report = locked(report, seen)
    require(report, EventKind.ERASED)
    parts = _locked_parts(report)
    for part in going_with(parts):
        _erase_now(part, by, at)
    left_open = [one.reference for one in parts if one.is_open]
    return _erase_now(report, by, at, left_open)


def _locked_parts(report: Report) -> Sequence[Report]:
    """The parts under their locks. Raises ChangedMeanwhile where one is split right now."""
    parts = [locked(one) for one in sorted(parts_of(report), key=lambda one: one.pk)]
    if {one.pk for one in parts} != {one.pk for one in parts_of(report)}:
        raise ChangedMeanwhile
    return parts


def _erase_now(report: Report, by: User, at: datetime, open_parts: Sequence[str] = ()) -> Left:
    left = replace(erase_words(report, at), open_parts=open_parts)
    take_step(report, EventKind.ERASED, by=by, at=at, details=left.details)
    return left


def erase_in_time(*, authority: Authority, at: datetime) -> tuple[int, int]:
    """Erase the contacts and the words whose days have passed; how many of each it were."""
    today = today_in(authority, at)
    done = Report.objects.filter(authority=authority, closed_at__isnull=False)
    kept = done.filter(Q(text_erased_at=None) | _HAS_MORE)
    kept = kept.select_related("authority", "version", "merged_into")
    kept = kept.order_by("closed_at", "pk")
    reachable = set(done.filter(_REACHABLE).values_list("pk", flat=True))
    contacts = words = 0
    for report in kept.iterator(chunk_size=500):
        if _passed(report, _days_of(report), today):
            words += _erase_all(report, at)
        elif report.pk in reachable and _passed(report, report.version.contact_days, today):
            contacts += _forget_contact(report, at)
    contacts += forget_voices(authority=authority, at=at)
    return contacts, words


_CONTACTS = ("contact_name", "email", "phone", "postal_address")
# Some address or name is left, of whoever reported it or of somebody who confirmed it.
_REACHABLE = ~Q(email="", phone="", contact_name="", postal_address="") | Exists(
    Confirmation.objects.filter(report=OuterRef("pk")).exclude(email="")
)


# Something came after the words were erased: a note, a photo, the address of a neighbour.
_HAS_MORE = (
    Exists(ReportText.objects.filter(report=OuterRef("pk"), erased_at=None))
    | Exists(ReportPhoto.objects.filter(report=OuterRef("pk")))
    | _REACHABLE
)


def _days_of(report: Report) -> int:
    """Spam is nobody's report: it goes with the contacts."""
    days = report.version.text_days
    return min(days, report.version.contact_days) if report.outcome == Outcome.SPAM else days


def _passed(report: Report, days: int, today: date) -> bool:
    # Its own day first: for most that is enough, without a look at what they go on as.
    for day_of in (_closed_on, _ended_on):
        ended = day_of(report)
        if ended is None or ended + timedelta(days=days) >= today:
            return False
    return True


def _closed_on(report: Report) -> date | None:
    return today_in(report.authority, report.closed_at) if report.closed_at else None


def _ended_on(report: Report) -> date | None:
    """The day on which it ended, by the authority's clock; None where it goes on as another one.

    Whoever sent a report that was joined or split is to be told what came of the others.
    """
    moments = [one.closed_at for one in (report, *onward_of(report))]
    if None in moments:
        return None
    return today_in(report.authority, max(one for one in moments if one is not None))


@transaction.atomic
def _forget_contact(report: Report, at: datetime) -> int:
    """The contacts of whoever reported it, if there are any, and of all who confirmed it."""
    report = locked(report)
    if report.closed_at is None:
        return 0
    _drop_letters(report)
    erased = _contacts(report) + _forget_backing(report)
    if not erased:
        return 0
    _erase_contact(report, at)
    report.save(update_fields=[*_CONTACTS, "user", "contact_erased_at"])
    record(
        "reports.report.contact_erased",
        about=report,
        by=None,
        at=at,
        authority_id=report.authority_id,
        details={"contacts_erased": erased},
    )
    return 1


@transaction.atomic
def _erase_all(report: Report, at: datetime) -> int:
    report = locked(report)
    if report.state != ReportState.CLOSED:
        return 0
    left = erase_words(report, at)
    take_step(report, EventKind.ERASED, by=None, at=at, details=left.details)
    return 1


def _erase_contact(report: Report, at: datetime) -> None:
    for name in _CONTACTS:
        setattr(report, name, "")
    report.user = None
    report.contact_erased_at = report.contact_erased_at or at


def _contacts(report: Report) -> int:
    return sum(bool(getattr(report, name)) for name in _CONTACTS)


def _forget_backing(report: Report) -> int:
    """Erase the addresses of those who confirmed it; how many they were."""
    return report.confirmations.exclude(email="").update(email="")


def _tell_apart_no_more(report: Report) -> None:
    """Replace the keys made from addresses, so that nobody can try an address on them."""
    backing = list(report.confirmations.all())
    for one in backing:
        one.person_key = uuid4().hex
    Confirmation.objects.bulk_update(backing, ["person_key"])


def _drop_letters(report: Report) -> None:
    """Letters on their way name an address and may hold words of the staff."""
    emails = {report.email, *report.confirmations.values_list("email", flat=True)} - {""}
    for email in emails:
        drop_letters(to=email, authority=report.authority, about=about(report.pk))
