"""The state of a question is what its events add up to, whatever happens in whatever order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevenio.advice import states
from prevenio.advice.models import EventKind, Question, QuestionEvent, QuestionState
from prevenio.advice.operations import answering, publishing, resident
from prevenio.advice.operations.publishing import Prepared
from prevenio.advice.operations.steps import now_of
from prevenio.advice.tests.factories import MORNING, make_question, make_topic
from prevenio.journal.models import AppendOnly
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, Body, User

type Step = Callable[[Question, Any, Any, str], object]
STEPS: Mapping[str, Step] = {
    "answer": lambda one, staff, cast, word: answering.answer(**staff, text=word),
    "correct": lambda one, staff, cast, word: answering.correct_answer(**staff, text=word),
    "ask_back": lambda one, staff, cast, word: answering.ask_back(**staff, text=word),
    "hand_over": lambda one, staff, cast, word: answering.hand_over(
        **staff, body=cast.body, reason=word
    ),
    "close": lambda one, staff, cast, word: answering.close(**staff, reason=word),
    "release": lambda one, staff, cast, word: answering.release(**staff),
    "spam": lambda one, staff, cast, word: answering.mark_as_spam(**staff),
    "erase": lambda one, staff, cast, word: answering.erase_question(**staff),
    "message": lambda one, staff, cast, word: resident.add_message(
        question=one, text=word, at=staff["at"]
    ),
    "close_self": lambda one, staff, cast, word: resident.close_as_resident(
        question=one, at=staff["at"]
    ),
    "allow": lambda one, staff, cast, word: resident.change_consent(
        question=one, allowed=True, at=staff["at"]
    ),
    "forbid": lambda one, staff, cast, word: resident.change_consent(
        question=one, allowed=False, at=staff["at"]
    ),
    "withdraw": lambda one, staff, cast, word: resident.withdraw(question=one, at=staff["at"]),
    "publish": lambda one, staff, cast, word: publishing.publish(
        shown=publishing.prepare(**staff, prepared=Prepared("Title", word, word)),
        by=cast.second,
        at=staff["at"],
    ),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts beside the first officer."""

    second: User
    body: Body


@pytest.mark.slow
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=10), is_held=st.booleans())
def test_the_row_is_the_replay_of_its_events(
    authority: Authority,
    coordinator: User,
    head_of_bureau: User,
    body: Body,
    steps: list[str],
    is_held: bool,
) -> None:
    topic = authority.advice_topics.first() or make_topic(authority)
    question = make_question(authority, topic=topic, doubt="links" if is_held else "")
    for number, step in enumerate(steps):
        question = Question.objects.get(pk=question.pk)
        try:
            at = MORNING + timedelta(days=number)
            staff = {"question": question, "seen": question.revision, "by": coordinator, "at": at}
            STEPS[step](question, staff, Cast(head_of_bureau, body), f"Word {number}")
        except Refused:
            continue

    question.refresh_from_db()
    events = list(question.events.order_by("number"))
    assert states.projection_of(events) == now_of(question)
    assert question.revision == len(events)
    assert [one.number for one in events] == list(range(1, len(events) + 1))


def test_no_event_is_changed_or_removed(authority: Authority) -> None:
    make_question(authority)
    event = QuestionEvent.objects.first()
    assert event is not None

    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        QuestionEvent.objects.all().delete()


def test_every_state_has_its_row_and_a_withdrawn_question_is_at_rest() -> None:
    assert set(states.NEXT) == set(QuestionState)
    assert not any(states.can_follow(QuestionState.WITHDRAWN, kind) for kind in EventKind)
