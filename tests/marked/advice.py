"""The advice desk: a question that nobody has published, and what its officers work with."""

from datetime import date

from prevenio.advice.models import (
    AnswerTemplate,
    PublicState,
    PublishedAnswer,
    QuestionReminder,
)
from prevenio.advice.tests.factories import make_answered, make_point, make_topic
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON
from prevenio.places.models import Municipality
from tests.marked import SECRET


def fill_advice(authority: Authority, coordinator: User, body: Body) -> None:
    """An answered question whose publication waits for a second look, and a closed point."""
    topic = make_topic(authority, code="topic", body=body)
    AnswerTemplate.objects.create(authority=authority, topic=topic, name=SECRET, text=SECRET)
    question = make_answered(
        authority,
        coordinator,
        topic=topic,
        place=Municipality.objects.get(authority=authority),
        text=f"{SECRET} pytanie",
        email=f"{SECRET.lower()}@asked.example.org",
    )
    QuestionReminder.objects.create(question=question, occasion=SECRET, due_on=NOON.date(), at=NOON)
    PublishedAnswer.objects.create(
        authority=authority,
        question=question,
        topic=topic,
        group_name=SECRET,
        language="pl",
        title=SECRET,
        question_text=SECRET,
        answer_text=SECRET,
        search_text=SECRET.lower(),
        state=PublicState.PREPARED,
        prepared_by=coordinator,
        prepared_at=NOON,
    )
    make_point(authority, name=SECRET, purpose=SECRET, last_day=date(2020, 1, 1))
