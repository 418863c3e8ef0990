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
    ReportEvent,
    ReportState,
    TextKind,
)
from prevenio.reports.operations.erasing import erase_words
from prevenio.reports.operations.opening_again import ask_anew, lock_with_joined
from prevenio.reports.operations.photos import MOST_PHOTOS, Photo, TooManyPhotos, keep_photos
from prevenio.reports.operations.steps import (
    ChangedMeanwhile,
    Taken,
    locked,
    require,
    say,
    take_step,
)
from prevenio.reports.queries.families import GOES_ON, onward_of, parts_of
from prevenio.reports.states import can_follow

MOST_MESSAGES = 30
# Whether these are solved is asked of what they go on as; of spam it is not asked.
_NOT_ASKED = (*GOES_ON, Outcome.SPAM)


class ReportErased(Refused):
    message = _("The words of this report have been erased. Please send a new one.")


class TooManyMessages(Refused):
    message = _("This report has very many messages already. Please send a new one.")


class AnsweredAlready(Refused):
    message = _("You have told us already whether it is solved. Thank you.")


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of a report, with the words for everybody and who wrote them."""

    outcome: Outcome
    words: str
    by: User | None


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
    if backing is None or backing.report_id is None:
        return None
    report = rows.filter(pk=backing.report_id).first()
    return Holder(report, backing) if report is not None else None


def place_voice_by(words: str, *, authority: Authority) -> Confirmation | None:
    """What somebody said of a problem place as a whole, by the words of the receipt."""
    rows = Confirmation.objects.filter(place__authority=authority)
    rows = rows.select_related("place__authority")
    return rows.filter(code_digest=receipts.digest_of(words)).first()


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
    waiting = next((one for one in parts_of(report) if one.state == ReportState.WAITING), None)
    if waiting is not None:
        add_message(report=waiting, text=text, at=at)
        return report
    report = locked(report)
    text = words_of(text)
    _check_open(report)
    messages = report.texts.filter(kind=TextKind.MESSAGE).order_by("-pk")
    latest = messages.first()
    # Two questions may have the same answer.
    is_asked = report.state == ReportState.WAITING
    if latest is not None and latest.text == text and not is_asked:
        return report
    if messages.count() >= MOST_MESSAGES:
        raise TooManyMessages
    said = say(report, TextKind.MESSAGE, text, by=None, at=at)
    return take_step(report, EventKind.REPLIED, Taken(said), by=None, at=at)


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

    Of one that was joined the other one is open again; what was said stays with whoever said it.
    Raises AnsweredAlready, WordsMissing, TooLong, ReportErased or WrongState.
    """
    lock_with_joined(report.merged_into or report)
    report = _asked(report, EventKind.UNHAPPY)
    text = words_of(text)
    _check_open(report)
    said = say(report, TextKind.MESSAGE, text, by=None, at=at)
    if report.outcome != Outcome.MERGED:
        ask_anew(report)
        return take_step(report, EventKind.UNHAPPY, Taken(said), by=None, at=at)
    assert report.merged_into is not None
    ask_anew(report.merged_into)
    take_step(locked(report.merged_into), EventKind.REOPENED, by=None, at=at)
    return take_step(report, EventKind.REPLIED, Taken(said), by=None, at=at)


def is_asked(report: Report) -> bool:
    """Whether whoever sent it may say now if it is solved: what it goes on as has ended."""
    if report.outcome == Outcome.MERGED and report.merged_into is not None:
        return report.is_happy is None and _has_result(report.merged_into)
    return report.is_happy is None and _has_result(report)


def _has_result(report: Report) -> bool:
    return report.state == ReportState.CLOSED and report.outcome not in _NOT_ASKED


@transaction.atomic
def withdraw(*, report: Report, at: datetime) -> Report:
    """Take a report back: its words, photos and contacts are erased at once.

    The parts that it was split into go with it. What others reported and was joined with one of
    them goes on: the oldest of these has its place and its result, or is open again where there was
    none, with the others joined. Raises WrongState, or ChangedMeanwhile where one was joined or
    split in this very moment.
    """
    own, others = _family_of(Report.objects.get(pk=report.pk))
    locks = {pk: locked(one) for pk, one in sorted({**own, **others}.items())}
    report = locks[report.pk]
    own, others = _family_of(report)
    if locks.keys() != own.keys() | others.keys():
        raise ChangedMeanwhile
    require(report, EventKind.WITHDRAWN)
    followed = {one.merged_into_id for one in others.values()}
    results = {pk: _result_of(locks[pk]) for pk in own if pk in followed}
    for pk in own.keys() - {report.pk}:
        if can_follow(locks[pk].state, EventKind.WITHDRAWN):
            _take_back(locks[pk], at)
    report = _take_back(report, at)
    for pk in results:
        joined = [locks[key] for key in others if locks[key].merged_into_id == pk]
        _go_on_alone(joined, locks[pk], results[pk], at)
    return report


def _family_of(report: Report) -> tuple[dict[int, Report], dict[int, Report]]:
    """A report with its parts by id, and what others reported and was joined with one of them."""
    own = {one.pk: one for one in (report, *parts_of(report))}
    joined = Report.objects.filter(merged_into__in=own).exclude(pk__in=own).order_by("pk")
    return own, {one.pk: one for one in joined}


def _take_back(report: Report, at: datetime) -> Report:
    erase_words(report, at)
    return take_step(report, EventKind.WITHDRAWN, by=None, at=at)


def _result_of(report: Report) -> _Result | None:
    """What came of a report or of all that it goes on as; None where some of it is open still."""
    ends = [one for one in (report, *onward_of(report)) if one.outcome not in GOES_ON]
    if not ends or not all(one.outcome for one in ends):
        return None
    rows = ReportEvent.objects.filter(report__in=ends, kind=EventKind.CLOSED).order_by("at", "pk")
    last = {one.report_id: one for one in rows.select_related("text__by")}
    said = [one.text for one in last.values() if one.text and not one.text.erased_at]
    words = "\n\n".join(one.text for one in said)
    *_before, latest = last.values()
    return _Result(Outcome(latest.outcome), words, said[-1].by if said else None)


def _go_on_alone(
    joined: Sequence[Report], gone: Report, result: _Result | None, at: datetime
) -> None:
    """Go on as the oldest that still says something; of one that was erased nobody knows what."""
    told = [one for one in joined if one.outcome == Outcome.MERGED and not one.text_erased_at]
    if not told:
        return
    first, *others = told
    is_happy, first.merged_into = first.is_happy, None
    Report.objects.filter(pk__in=[one.pk for one in others]).update(merged_into=first)
    take_step(first, EventKind.REOPENED, by=None, at=at)
    if first.place_id is None and gone.place_id not in (None, *first.apart_from_places):
        first.place_id = gone.place_id
        take_step(first, EventKind.JOINED, by=None, at=at)
    if result is not None:
        _end_as(first, result, at)
        if is_happy:
            take_step(first, EventKind.PRAISED, by=None, at=at)


def _end_as(report: Report, result: _Result, at: datetime) -> None:
    """End with what came of another one already; whoever sent it has heard of that."""
    said = None
    if result.words:
        said = say(report, TextKind.ANSWER, result.words, by=result.by, at=at)
    taken = Taken(said, outcome=result.outcome)
    take_step(report, EventKind.CLOSED, taken, by=None, at=at)


def _asked(report: Report, kind: EventKind) -> Report:
    report = locked(report)
    require(report, kind)
    if report.is_happy is not None:
        raise AnsweredAlready
    if not is_asked(report):
        raise WrongState
    return report


def _check_open(report: Report) -> None:
    if report.text_erased_at is not None:
        raise ReportErased
