"""One step of a question: locked, allowed, possible, written as an event, recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from prevenio.advice import access, states
from prevenio.advice.models import EventKind, Question, QuestionEvent, QuestionText
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Body, User


class ChangedMeanwhile(Refused):
    message = _(
        "Somebody took another step with this question while you were writing. What you wrote is "
        "kept here. Look at the question, then send it once more."
    )


@dataclass(frozen=True, slots=True)
class Step:
    """What an event says besides its kind."""

    text: QuestionText | None = None
    body: Body | None = None
    due_on: date | None = None
    days_left: int | None = None


def locked(question: Question, seen: int | None = None) -> Question:
    """The question under its lock, as it is now. Raises ChangedMeanwhile.

    `seen` is the revision that the person had before their eyes: who comes second is told.
    """
    rows = Question.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("authority", "topic", "group", "municipality").get(pk=question.pk)
    if seen is not None and found.revision != seen:
        raise ChangedMeanwhile
    return found


def for_staff(question: Question, seen: int, by: User, at: datetime) -> Question:
    """The same for whoever answers it. Raises NotAllowed or ChangedMeanwhile."""
    if not access.can_answer(by, question, at):
        raise NotAllowed
    return locked(question, seen)


def say(question: Question, kind: str, text: str, *, by: User | None, at: datetime) -> QuestionText:
    said = QuestionText(question=question, kind=kind, text=text, by=by, at=at)
    said.save()
    return said


def take_step(
    question: Question,
    kind: EventKind,
    step: Step,
    *,
    by: User | None,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> Question:
    """Add an event to a locked question and project it. Raises WrongState."""
    event = QuestionEvent(
        question=question,
        number=question.revision + 1,
        kind=kind,
        text=step.text,
        body=step.body,
        due_on=step.due_on,
        days_left=step.days_left,
        by=by,
        at=at,
    )
    reached = states.after(now_of(question), event)
    event.save()
    put(question, reached, event.number, at)
    question.save()
    record(
        FACTS[kind],
        about=question,
        by=by,
        at=at,
        authority_id=question.authority_id,
        details={"state": str(question.state), **(details or {})},
    )
    return question


def now_of(question: Question) -> states.Projection:
    return states.Projection(
        state=question.state,
        due_on=question.due_on,
        body_id=question.body_id,
        days_left=question.days_left,
        may_be_published=question.may_be_published,
        answered_at=question.answered_at,
        closed_at=question.closed_at,
    )


def put(question: Question, reached: states.Projection, revision: int, at: datetime) -> None:
    question.state, question.due_on = reached.state, reached.due_on
    question.body_id, question.days_left = reached.body_id, reached.days_left
    question.may_be_published = reached.may_be_published
    question.answered_at, question.closed_at = reached.answered_at, reached.closed_at
    question.revision, question.changed_at = revision, at


def require(question: Question, kind: EventKind) -> None:
    """Raises WrongState where the step cannot follow, before anything is written."""
    if not states.can_follow(question.state, kind):
        raise WrongState


# The facts stand whole here: a search for one finds it.
FACTS = {
    EventKind.ASKED: "advice.question.asked",
    EventKind.HELD: "advice.question.held",
    EventKind.RELEASED: "advice.question.released",
    EventKind.SPAM: "advice.question.marked_as_spam",
    EventKind.HANDED_OVER: "advice.question.handed_over",
    EventKind.ASKED_BACK: "advice.question.asked_back",
    EventKind.REPLIED: "advice.question.replied",
    EventKind.ANSWERED: "advice.question.answered",
    EventKind.CORRECTED: "advice.question.corrected",
    EventKind.CLOSED: "advice.question.closed",
    EventKind.CONSENT_GIVEN: "advice.question.consented",
    EventKind.CONSENT_ENDED: "advice.question.consent_withdrawn",
    EventKind.PUBLISHED: "advice.answer.published",
    EventKind.UNPUBLISHED: "advice.answer.taken_off",
    EventKind.WITHDRAWN: "advice.question.withdrawn",
    EventKind.ERASED: "advice.question.erased",
}
