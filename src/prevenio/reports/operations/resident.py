"""What a resident does with the words of a receipt, or with an account that sent the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused, WrongState
from prevenio.kernel.written import words_of
from prevenio.people.models import Authority, User
from prevenio.reports import receipts
from prevenio.reports.models import (
    Confirmation,
    EventKind,
    Outcome,
    Report,
    ReportState,
    TextKind,
)
from prevenio.reports.operations.erasing import erase_words
from prevenio.reports.operations.photos import MOST_PHOTOS, Photo, TooManyPhotos, keep_photos
from prevenio.reports.operations.steps import Taken, locked, require, say, take_step
from prevenio.reports.states import can_follow

MOST_MESSAGES = 30


class ReportErased(Refused):
    message = _("The words of this report have been erased. Please send a new one.")


class TooManyMessages(Refused):
    message = _("This report has very many messages already. Please send a new one.")


class AnsweredAlready(Refused):
    message = _("You have told us already whether it is solved. Thank you.")


@dataclass(frozen=True, slots=True)
class Holder:
    """What the words of a receipt open: one's own report, or one that was confirmed."""

    report: Report
    confirmation: Confirmation | None = None

    @property
    def is_reporter(self) -> bool:
        return self.confirmation is None


def found_by(words: str, *, authority: Authority) -> Holder | None:
    """What a receipt opens; None for unknown words and for a report that was withdrawn.

    Looked up by its digest alone, so that the time it takes says nothing about other receipts.
    """
    digest = receipts.digest_of(words)
    rows = _holdable(authority)
    report = rows.filter(code_digest=digest).first()
    if report is not None:
        return Holder(report)
    backing = Confirmation.objects.filter(code_digest=digest).first()
    if backing is None:
        return None
    report = rows.filter(pk=backing.report_id).first()
    return Holder(report, backing) if report is not None else None


def owned_by(user: User, *, authority: Authority) -> QuerySet[Report]:
    """The reports that somebody sent with an account; they open without words."""
    return _holdable(authority).filter(user=user)


def _holdable(authority: Authority) -> QuerySet[Report]:
    rows = Report.objects.filter(authority=authority).exclude(state=ReportState.WITHDRAWN)
    return rows.select_related(
        "authority", "version", "category", "municipality", "place", "merged_into__place"
    )


@transaction.atomic
def add_message(*, report: Report, text: str, at: datetime) -> Report:
    """Add words to a report. What waited for them goes on; the same words twice are one message.

    Of a report that was split the part that waits for a reply gets them.

    Raises WordsMissing, TooLong, ReportErased, TooManyMessages or WrongState.
    """
    waiting = _waiting_part(report)
    if waiting is not None:
        add_message(report=waiting, text=text, at=at)
        return report
    report = locked(report)
    text = words_of(text)
    _check_open(report)
    messages = report.texts.filter(kind=TextKind.MESSAGE).order_by("-pk")
    latest = messages.first()
    if latest is not None and latest.text == text:
        return report
    if messages.count() >= MOST_MESSAGES:
        raise TooManyMessages
    said = say(report, TextKind.MESSAGE, text, by=None, at=at)
    return take_step(report, EventKind.REPLIED, Taken(said), by=None, at=at)


def _waiting_part(report: Report) -> Report | None:
    if report.outcome != Outcome.SPLIT:
        return None
    return report.parts.filter(state=ReportState.WAITING).order_by("pk").first()


def check_room(report: Report) -> None:
    """Whether a photo can be added, before it is read. Raises ReportErased or TooManyPhotos."""
    _check_open(report)
    if report.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)


@transaction.atomic
def add_photo(*, report: Report, photo: Photo, at: datetime) -> Report:
    """Add a photo. Raises ReportErased, TooManyPhotos or WrongState."""
    report = locked(report)
    _check_open(report)
    require(report, EventKind.ADDED_PHOTO)
    if not keep_photos(report, [photo], by=None, at=at):
        return report
    return take_step(report, EventKind.ADDED_PHOTO, by=None, at=at)


@transaction.atomic
def say_solved(*, report: Report, at: datetime) -> Report:
    """The result is good; asked once. Raises AnsweredAlready or WrongState."""
    report = _asked(report, EventKind.PRAISED)
    return take_step(report, EventKind.PRAISED, by=None, at=at)


@transaction.atomic
def say_not_solved(*, report: Report, text: str, at: datetime) -> Report:
    """It is not solved: the report is open again, with what the resident says.

    Raises AnsweredAlready, WordsMissing, TooLong, ReportErased or WrongState.
    """
    report = _asked(report, EventKind.UNHAPPY)
    text = words_of(text)
    _check_open(report)
    said = say(report, TextKind.MESSAGE, text, by=None, at=at)
    return take_step(report, EventKind.UNHAPPY, Taken(said), by=None, at=at)


@transaction.atomic
def withdraw(*, report: Report, at: datetime) -> Report:
    """Take a report back: its words, photos and contacts are erased at once. Raises WrongState.

    The parts that it was split into go with it. What others reported and was joined with it goes
    on: the oldest of these is open again, with the others joined.
    """
    joined, parts = list(report.merged.order_by("pk")), list(report.parts.order_by("pk"))
    locks = {one.pk: locked(one) for one in sorted([report, *joined, *parts], key=_by_key)}
    report = locks[report.pk]
    require(report, EventKind.WITHDRAWN)
    for part in (locks[one.pk] for one in parts):
        if can_follow(part.state, EventKind.WITHDRAWN):
            _take_back(part, at)
    report = _take_back(report, at)
    if joined:
        _go_on_alone([locks[one.pk] for one in joined], at)
    return report


def _take_back(report: Report, at: datetime) -> Report:
    erase_words(report, at)
    return take_step(report, EventKind.WITHDRAWN, by=None, at=at)


def _go_on_alone(joined: Sequence[Report], at: datetime) -> None:
    first, *others = joined
    first.merged_into = None
    take_step(first, EventKind.REOPENED, by=None, at=at)
    Report.objects.filter(pk__in=[one.pk for one in others]).update(merged_into=first)


def _by_key(report: Report) -> int:
    return report.pk


def _asked(report: Report, kind: EventKind) -> Report:
    report = locked(report)
    require(report, kind)
    if report.outcome in (Outcome.MERGED, Outcome.SPLIT):
        raise WrongState
    if report.is_happy is not None:
        raise AnsweredAlready
    return report


def _check_open(report: Report) -> None:
    if report.text_erased_at is not None:
        raise ReportErased
