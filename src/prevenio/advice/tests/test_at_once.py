"""Two people at the same moment, each with a connection of their own."""

import pytest

from prevenio.advice.models import Question, QuestionState, TextKind
from prevenio.advice.operations import answering
from prevenio.advice.operations.steps import ChangedMeanwhile
from prevenio.advice.tests.factories import MORNING, make_question, make_topic
from prevenio.people.models import Role
from prevenio.people.tests.at_once import at_once
from prevenio.people.tests.factories import make_authority, make_member


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_stands() -> None:
    authority = make_authority()
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(2)]
    question = make_question(authority)

    got = at_once(
        lambda number: answering.answer(
            question=Question.objects.get(pk=question.pk),
            seen=question.revision,
            text=f"Answer {number}",
            by=people[number],
            at=MORNING,
        ),
        range(2),
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

    at_once(lambda _number: make_question(authority, topic=topic, key="same"), range(2))

    assert Question.objects.count() == 1
