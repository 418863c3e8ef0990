"""Tables of the advice desk: questions with their events and words, what is published, points."""

from prevenio.advice.models.points import AdvicePoint, PointKind
from prevenio.advice.models.published import PublicState, PublishedAnswer
from prevenio.advice.models.questions import (
    ANSWERED,
    RUNNING,
    EventKind,
    Question,
    QuestionEvent,
    QuestionReminder,
    QuestionState,
    QuestionText,
    TextKind,
)
from prevenio.advice.models.topics import AnswerTemplate, Topic

__all__ = [
    "ANSWERED",
    "RUNNING",
    "AdvicePoint",
    "AnswerTemplate",
    "EventKind",
    "PointKind",
    "PublicState",
    "PublishedAnswer",
    "Question",
    "QuestionEvent",
    "QuestionReminder",
    "QuestionState",
    "QuestionText",
    "TextKind",
    "Topic",
]
