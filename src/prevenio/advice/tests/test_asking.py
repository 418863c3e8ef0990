from datetime import date

import pytest

from prevenio.advice import codes
from prevenio.advice.models import Question, QuestionState, TextKind
from prevenio.advice.operations import asking
from prevenio.advice.operations.asking import Asked, MunicipalityElsewhere, TopicGone
from prevenio.advice.tests.factories import (
    MORNING,
    make_group,
    make_place,
    make_question,
    make_topic,
)
from prevenio.journal.models import Entry
from prevenio.kernel.written import TooLong, WordsMissing
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_authority


def test_a_question_goes_to_the_group_of_its_municipality(
    authority: Authority, coordinator: User
) -> None:
    place = make_place(authority)
    make_group(authority)
    group = make_group(authority, place=place, member=coordinator)

    question = make_question(authority, place=place)

    assert (question.group, question.route) == (group, "municipality")
    assert question.state == QuestionState.OPEN
    assert question.due_on == date(2026, 3, 9)
    assert [one.to for one in Notice.objects.all()] == [coordinator.email]
    assert "Novotný" not in Notice.objects.get().text


def test_a_city_with_one_group_answers_for_every_place(authority: Authority) -> None:
    group = make_group(authority)

    question = make_question(authority, place=make_place(authority))

    assert (question.group, question.route) == (group, "whole")


def test_without_a_group_the_bureau_answers(authority: Authority, coordinator: User) -> None:
    question = make_question(authority)

    assert (question.group, question.route) == (None, "bureau")
    assert Notice.objects.get().to == coordinator.email


def test_a_topic_may_send_it_to_a_body_too(authority: Authority, body: Body) -> None:
    question = make_question(authority, topic=make_topic(authority, body=body))

    assert question.body == body


def test_the_same_form_sent_twice_is_one_question(authority: Authority) -> None:
    topic = make_topic(authority)
    first = make_question(authority, topic=topic, key="k")
    again = make_question(authority, topic=topic, key="k")

    assert first.pk == again.pk
    assert Question.objects.count() == 1


def test_neither_code_nor_words_are_kept_where_they_should_not_be(authority: Authority) -> None:
    question = make_question(authority, key="k", email="eva@example.org")

    code = codes.code_of("k")
    row = Question.objects.values().get()
    assert code not in str(row)
    assert codes.plain(code) not in str(row)
    entries = str(list(Entry.objects.values_list("payload", flat=True)))
    assert "Novotný" not in entries
    assert "eva@" not in entries
    assert question.texts.get(kind=TextKind.QUESTION).text.startswith("Volal mi")


def test_what_was_suspicious_is_taken_and_held(authority: Authority, coordinator: User) -> None:
    question = make_question(authority, doubt="links")

    assert question.state == QuestionState.HELD
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("", WordsMissing), (" \x00\n ", WordsMissing), ("a" * 100_000, TooLong)],
)
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(
    authority: Authority, text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        make_question(authority, text=text)

    assert not Question.objects.exists()
    assert not Entry.objects.exists()


def test_topics_and_places_of_others_are_refused(authority: Authority) -> None:
    other = make_authority()
    with pytest.raises(TopicGone):
        make_question(authority, topic=make_topic(other))
    with pytest.raises(TopicGone):
        make_question(authority, topic=make_topic(authority, is_open=False))
    with pytest.raises(MunicipalityElsewhere):
        asking.ask(
            authority=authority,
            asked=Asked("Ahoj", make_topic(authority), make_place(other)),
            form_key="x",
            at=MORNING,
        )


def test_the_day_is_counted_in_working_days_of_the_country(authority: Authority) -> None:
    # From Thursday 30 April 2026: 1 May is a day off in Poland, then comes a weekend.
    at = MORNING.replace(month=4, day=30)
    question = make_question(authority, topic=make_topic(authority, days=1), at=at)

    assert question.due_on == date(2026, 5, 4)
