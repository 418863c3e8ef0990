"""Two people at the same moment, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from prevenio.advice.models import Question, QuestionState, TextKind
from prevenio.advice.operations import answering
from prevenio.advice.operations.steps import ChangedMeanwhile
from prevenio.advice.tests.factories import MORNING, make_question, make_topic
from prevenio.people.models import Role
from prevenio.people.tests.factories import make_authority, make_member


def both(act: Callable[[int], object]) -> list[object]:
    """What two people got who did it at once: a result, or the refusal."""
    start = Barrier(2)

    def one(number: int) -> object:
        try:
            start.wait()
            return act(number)
        except ChangedMeanwhile as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_stands() -> None:
    authority = make_authority()
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(2)]
    question = make_question(authority)

    got = both(
        lambda number: answering.answer(
            question=Question.objects.get(pk=question.pk),
            seen=question.revision,
            text=f"Answer {number}",
            by=people[number],
            at=MORNING,
        )
    )

    assert sum(isinstance(one, ChangedMeanwhile) for one in got) == 1
    assert question.texts.filter(kind=TextKind.ANSWER).count() == 1
    question.refresh_from_db()
    assert question.state == QuestionState.ANSWERED


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_form_at_once_is_one_question() -> None:
    authority = make_authority()
    topic = make_topic(authority)

    both(lambda number: make_question(authority, topic=topic, key="same"))

    assert Question.objects.count() == 1
