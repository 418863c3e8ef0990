"""The steps of whoever works on a report."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused, WrongState
from prevenio.kernel.written import ReasonMissing, words_of
from prevenio.people.access import today_in
from prevenio.people.models import Body, User
from prevenio.reports import letters
from prevenio.reports.models import (
    FOR_RESIDENTS,
    CategoryVersion,
    EventKind,
    Outcome,
    Report,
    TextKind,
)
from prevenio.reports.operations.opening_again import ask_anew, lock_with_joined
from prevenio.reports.operations.showing import show_blurred
from prevenio.reports.operations.steps import Taken, calendar_of, for_staff, require, say, take_step
from prevenio.reports.queries.acting import reachable_bodies

# What staff may close a report as; joining and splitting have operations of their own.
OUTCOMES = (
    Outcome.SOLVED,
    Outcome.PASSED_ON,
    Outcome.NOT_CONFIRMED,
    Outcome.NO_MEANS,
    Outcome.MISTAKE,
    Outcome.SPAM,
)
# Steps with an open report alone: what ended stays with the body by which its days are counted.
WHILE_OPEN = (EventKind.ASSIGNED, EventKind.HANDED_OVER, EventKind.SORTED)
# Of these nothing need be told; of the others whoever reported reads what came of it.
WORDLESS = (Outcome.MISTAKE, Outcome.SPAM)


class BodyElsewhere(Refused):
    message = _("Choose one of the bodies of this programme.")


class SameBody(Refused):
    message = _("The report is with this body already.")


class GroupOfBodies(Refused):
    message = _("This stands for many. Choose the one of them who is to act.")


class BodyUnreachable(Refused):
    message = _(
        "Nobody of this body has an account, and no e-mail of it is known: it would not hear of "
        "the report. Choose another, or enter its e-mail."
    )


class PersonElsewhere(Refused):
    message = _("Choose somebody who works for this body.")


class DueInThePast(Refused):
    message = _("The partner's day cannot be before today.")


class OutcomeUnknown(Refused):
    message = _("Say what came of it.")


class SameCategory(Refused):
    message = _("The report has this category already.")


class CategoryElsewhere(Refused):
    message = _("Choose one of the categories.")


@transaction.atomic
def release(*, report: Report, seen: int, by: User, at: datetime) -> Report:
    """Let a report through that was held. Raises NotAllowed, ChangedMeanwhile or WrongState."""
    report = for_staff(report, seen, by, at)
    return take_step(report, EventKind.RELEASED, by=by, at=at)


@transaction.atomic
def read(*, report: Report, seen: int, by: User, at: datetime) -> Report:
    """Say that it was read. Raises NotAllowed, ChangedMeanwhile or WrongState."""
    report = for_staff(report, seen, by, at)
    return take_step(report, EventKind.READ, by=by, at=at)


@transaction.atomic
def confirm(*, report: Report, seen: int, note: str = "", by: User, at: datetime) -> Report:
    """Say that it was verified and is so. Raises NotAllowed, ChangedMeanwhile or WrongState."""
    report = for_staff(report, seen, by, at)
    require(report, EventKind.CONFIRMED)
    return take_step(report, EventKind.CONFIRMED, _noted(report, note, by, at), by=by, at=at)


@transaction.atomic
def ask_back(*, report: Report, seen: int, text: str, by: User, at: datetime) -> Report:
    """Ask whoever reported; until they reply the days stand still.

    Raises NotAllowed, ChangedMeanwhile, WrongState, WordsMissing or TooLong.
    """
    report = for_staff(report, seen, by, at)
    require(report, EventKind.ASKED_BACK)
    said = say(report, TextKind.ASKING_BACK, words_of(text), by=by, at=at)
    report = take_step(report, EventKind.ASKED_BACK, Taken(said), by=by, at=at)
    letters.write_to_reporter(report, said, at=at)
    return report


@transaction.atomic
def go_on(*, report: Report, seen: int, note: str = "", by: User, at: datetime) -> Report:
    """Go on without the reply: it came another way, or is not needed any more.

    Raises NotAllowed, ChangedMeanwhile, WrongState or TooLong.
    """
    report = for_staff(report, seen, by, at)
    require(report, EventKind.RESUMED)
    return take_step(report, EventKind.RESUMED, _noted(report, note, by, at), by=by, at=at)


@transaction.atomic
def inform(*, report: Report, text: str, by: User, at: datetime) -> Report:
    """Tell whoever reported how it stands, without a change of state.

    What was told last is not told again on one day: a page that is sent twice is one letter. Once
    the resident has written, or was asked, the same words are told anew.

    Raises NotAllowed, WrongState, WordsMissing or TooLong.
    """
    report = for_staff(report, None, by, at)
    require(report, EventKind.INFORMED)
    text = words_of(text)
    if _was_told(report, text, at):
        return report
    said = say(report, TextKind.ANSWER, text, by=by, at=at)
    report = take_step(report, EventKind.INFORMED, Taken(said), by=by, at=at)
    letters.write_to_reporter(report, said, at=at)
    return report


def _was_told(report: Report, text: str, at: datetime) -> bool:
    """Whether these words are the last that went to or came from the resident, on this day."""
    last = report.texts.filter(kind__in=FOR_RESIDENTS).order_by("-pk").first()
    if last is None or (last.kind, last.text) != (TextKind.ANSWER, text):
        return False
    return today_in(report.authority, last.at) == today_in(report.authority, at)


@transaction.atomic
def note(*, report: Report, text: str, by: User, at: datetime) -> Report:
    """Write something down for the colleagues; of many at once all stand, one after another.

    Raises NotAllowed, WrongState, WordsMissing or TooLong.
    """
    report = for_staff(report, None, by, at)
    require(report, EventKind.NOTED)
    said = say(report, TextKind.NOTE, words_of(text), by=by, at=at)
    return take_step(report, EventKind.NOTED, Taken(said), by=by, at=at)


@transaction.atomic
def assign(
    *,
    report: Report,
    seen: int,
    person: User | None,
    tells: bool = True,
    by: User,
    at: datetime,
) -> Report:
    """Give a report to one of those who work on it, who hears of it; None takes it back.

    Who does so with many tells the person of all of them by one letter.

    Raises NotAllowed, ChangedMeanwhile, WrongState or PersonElsewhere.
    """
    report = for_staff(report, seen, by, at)
    _require_open(report)
    known = {one.pk for one in letters.staff_of(report, at)}
    if person is not None and person.pk not in known:
        raise PersonElsewhere
    is_new = person is not None and person.pk not in (by.pk, report.person_id)
    report = take_step(report, EventKind.ASSIGNED, Taken(person=person), by=by, at=at)
    if tells and is_new and person is not None:
        letters.write_of_assigned(report.authority, person, [report], at=at)
    return report


@transaction.atomic
def hand_over(
    *,
    report: Report,
    seen: int,
    body: Body,
    reason: str,
    tells: bool = True,
    by: User,
    at: datetime,
) -> Report:
    """Give a report to another body, which then answers for its days.

    Who does so with many tells the body of all of them by one letter.

    Raises NotAllowed, ChangedMeanwhile, WrongState, ReasonMissing, BodyElsewhere, GroupOfBodies or
    SameBody.
    """
    report = for_staff(report, seen, by, at)
    _require_open(report)
    reason = words_of(reason, missing=ReasonMissing)
    _check_body(report, body)
    said = say(report, TextKind.REASON, reason, by=by, at=at)
    report = give_to(report, Taken(said, body), by=by, at=at)
    if tells:
        letters.write_to_body(report, body, at=at)
    return report


def give_to(report: Report, taken: Taken, *, by: User, at: datetime) -> Report:
    """Give a locked report to a body, or to the bureau; a body is not the partner of its own."""
    if taken.body is not None and taken.body.pk == report.partner_id:
        report = take_step(report, EventKind.RETURNED, by=by, at=at)
    return take_step(report, EventKind.HANDED_OVER, taken, by=by, at=at)


@transaction.atomic
def pass_to_partner(
    *,
    report: Report,
    seen: int,
    body: Body,
    due_on: date,
    reason: str,
    tells: bool = True,
    by: User,
    at: datetime,
) -> Report:
    """Pass a report to a partner with a day of the partner's own; it stays with its body.

    Who does so with many tells the partner of all of them by one letter.

    Raises NotAllowed, ChangedMeanwhile, WrongState, ReasonMissing, BodyElsewhere, GroupOfBodies,
    SameBody, BodyUnreachable or DueInThePast.
    """
    report = for_staff(report, seen, by, at)
    require(report, EventKind.PASSED)
    reason = words_of(reason, missing=ReasonMissing)
    _check_body(report, body)
    today = calendar_of(report.authority).day_of(at)
    if not reachable_bodies(report.authority, today).filter(pk=body.pk).exists():
        raise BodyUnreachable
    if due_on < today:
        raise DueInThePast
    said = say(report, TextKind.REASON, reason, by=by, at=at)
    taken = Taken(said, body, due_on=due_on)
    report = take_step(report, EventKind.PASSED, taken, by=by, at=at)
    if tells:
        letters.write_to_body(report, body, at=at)
    return report


@transaction.atomic
def take_back(*, report: Report, seen: int, text: str = "", by: User, at: datetime) -> Report:
    """The partner is done, or gives it back. Raises NotAllowed, ChangedMeanwhile or WrongState."""
    report = for_staff(report, seen, by, at)
    require(report, EventKind.RETURNED)
    return take_step(report, EventKind.RETURNED, _noted(report, text, by, at), by=by, at=at)


@transaction.atomic
def sort(*, report: Report, seen: int, version: CategoryVersion, by: User, at: datetime) -> Report:
    """Give a report another category; the days that were promised stay.

    It is blurred as the more private of the two. Raises NotAllowed, ChangedMeanwhile, WrongState,
    CategoryElsewhere or SameCategory.
    """
    report = for_staff(report, seen, by, at)
    _require_open(report)
    if version.category.authority_id != report.authority_id:
        raise CategoryElsewhere
    if version.category_id == report.category_id:
        raise SameCategory
    before = report.category.code
    report.category_id, report.version = version.category_id, version
    show_blurred(report)
    details = {"from": before, "to": version.category.code}
    return take_step(report, EventKind.SORTED, by=by, at=at, details=details)


@transaction.atomic
def close(*, report: Report, seen: int, outcome: str, text: str, by: User, at: datetime) -> Report:
    """End a report with what came of it, in words for everybody who reported or confirmed it.

    Raises NotAllowed, ChangedMeanwhile, WrongState, OutcomeUnknown, WordsMissing or TooLong.
    """
    report = for_staff(report, seen, by, at)
    require(report, EventKind.CLOSED)
    if outcome not in OUTCOMES:
        raise OutcomeUnknown
    said = None
    if text.strip() or outcome not in WORDLESS:
        said = say(report, TextKind.ANSWER, words_of(text), by=by, at=at)
    report.feedback_asked_at = None if outcome == Outcome.SPAM else at
    taken = Taken(said, outcome=Outcome(outcome))
    report = take_step(report, EventKind.CLOSED, taken, by=by, at=at)
    if said is not None:
        letters.write_result(report, said, at=at)
    return report


@transaction.atomic
def reopen(*, report: Report, seen: int, reason: str, by: User, at: datetime) -> Report:
    """Open a report again, with new days to verify and act; joined with another it stands alone.

    One that was split goes on as its parts: one of these is opened again instead.

    Raises NotAllowed, ChangedMeanwhile, WrongState or ReasonMissing.
    """
    lock_with_joined(report)
    report = for_staff(report, seen, by, at)
    require(report, EventKind.REOPENED)
    if report.outcome == Outcome.SPLIT:
        raise WrongState
    reason = words_of(reason, missing=ReasonMissing)
    said = say(report, TextKind.REASON, reason, by=by, at=at)
    report.merged_into = None
    ask_anew(report)
    return take_step(report, EventKind.REOPENED, Taken(said), by=by, at=at)


def _require_open(report: Report) -> None:
    """Raises WrongState for the steps of `WHILE_OPEN`."""
    if not report.is_open:
        raise WrongState


def _noted(report: Report, text: str, by: User, at: datetime) -> Taken:
    if not text.strip():
        return Taken()
    return Taken(say(report, TextKind.NOTE, words_of(text), by=by, at=at))


def _check_body(report: Report, body: Body) -> None:
    if body.authority_id != report.authority_id:
        raise BodyElsewhere
    if body.is_group:
        raise GroupOfBodies
    if body.pk == report.body_id:
        raise SameBody
