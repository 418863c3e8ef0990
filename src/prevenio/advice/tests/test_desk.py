"""The staff's pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.advice.models import (
    AdvicePoint,
    AnswerTemplate,
    PublicState,
    PublishedAnswer,
    Question,
    QuestionEvent,
    QuestionState,
    Topic,
)
from prevenio.advice.queries.desk import questions_for
from prevenio.advice.tests.factories import (
    MORNING,
    make_answered,
    make_group,
    make_place,
    make_point,
    make_question,
    make_topic,
)
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_member

PAGE = "/testowo/desk/advice/"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def many(authority: Authority, count: int) -> None:
    topic, place = make_topic(authority), make_place(authority)
    group = make_group(authority, place=place)
    Question.objects.bulk_create(
        Question(
            authority=authority,
            topic=topic,
            municipality=place,
            group=group,
            language="cs",
            code_digest=f"digest-{number}",
            state=QuestionState.OPEN,
            revision=1,
            due_on=MORNING.date() + timedelta(days=number % 30 - 10),
            asked_at=MORNING,
            changed_at=MORNING,
        )
        for number in range(count)
    )


@pytest.mark.slow
def test_the_list_makes_few_statements_with_thousands_of_questions(
    client: Client,
    authority: Authority,
    coordinator: User,
    body: Body,
    django_assert_max_num_queries: Any,
) -> None:
    many(authority, 5_000)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    Question.objects.update(body=body)
    for user in (coordinator, officer):
        client.force_login(user)
        for kind in ("", "mine", "late", "publish", "all"):
            with django_assert_max_num_queries(8):
                assert client.get(f"{PAGE}?kind={kind}").status_code == 200
    with django_assert_max_num_queries(8):
        client.get(f"{PAGE}statistics/")

    waiting = questions_for(coordinator, authority, at=MORNING)
    assert waiting.open == 5_000
    assert waiting.late > 1_000
    assert len(waiting.latest) == 5


def test_an_officer_answers_and_another_publishes(
    client: Client, authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    question = make_question(authority)
    here = f"{PAGE}{question.pk}/"
    client.force_login(coordinator)
    assert client.get(here).status_code == 200

    client.post(f"{here}answer/", {"seen": question.revision, "text": "Zavěste."})
    question.refresh_from_db()
    assert question.state == QuestionState.ANSWERED

    form = {
        "seen": question.revision,
        "title": "Kdo volal?",
        "text": "Volal [[Ondřej Novotný]].",
        "answer": "Zavěste.",
    }
    assert client.get(f"{here}publication/").status_code == 200
    client.post(f"{here}publication/", form)
    look = client.get(f"{here}publication/look/")
    assert "Publish it" not in look.content.decode()

    client.force_login(head_of_bureau)
    shown = PublishedAnswer.objects.get()
    stamp = {"prepared_at": shown.prepared_at.isoformat()}
    client.post(f"{here}publication/look/", stamp)
    assert PublishedAnswer.objects.get().state == PublicState.PUBLISHED
    client.post(f"{here}publication/end/")
    assert PublishedAnswer.objects.get().state == PublicState.TAKEN_OFF


def test_who_comes_second_keeps_what_they_wrote(
    client: Client, authority: Authority, coordinator: User
) -> None:
    question = make_question(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{question.pk}/answer/"
    client.post(here, {"seen": question.revision, "text": "First"})

    page = client.post(here, {"seen": question.revision, "text": "My long answer"})

    assert "My long answer" in page.content.decode()
    assert "govuk-error-summary" in page.content.decode()
    assert question.texts.filter(text="My long answer").count() == 0


@pytest.mark.parametrize(
    "step", ["asking-back", "hand-over", "closing", "spam", "release", "erasure", "answer"]
)
def test_every_step_has_its_page_and_takes_nothing_broken(
    client: Client, authority: Authority, coordinator: User, step: str
) -> None:
    question = make_question(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{question.pk}/{step}/"

    assert client.get(here).status_code == 200
    for broken in ({}, {"seen": "x"}, {"seen": "99", "text": "\x00", "body": "x"}):
        assert client.post(here, broken).status_code == 200
    assert QuestionEvent.objects.filter(question=question).count() == question.revision


def test_strangers_and_readers_find_nothing(
    client: Client, authority: Authority, coordinator: User
) -> None:
    question = make_answered(authority, coordinator)
    pages = ["", "statistics/", f"{question.pk}/", f"{question.pk}/answer/"]
    reader = make_member(authority=authority, role=Role.READER)
    stranger = make_member(role=Role.COORDINATOR)
    for user in (reader, stranger):
        client.force_login(user)
        assert {client.get(PAGE + page).status_code for page in pages} == {404}


def test_bodies_see_only_what_is_theirs_and_keep_no_topics(
    client: Client, authority: Authority, body: Body
) -> None:
    mine = make_question(authority, topic=make_topic(authority, body=body))
    other = make_question(authority)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    client.force_login(officer)

    assert client.get(f"{PAGE}{mine.pk}/").status_code == 200
    assert client.get(f"{PAGE}{other.pk}/").status_code == 404
    assert client.get(f"{PAGE}topics/").status_code == 403
    assert client.get(f"{PAGE}points/").status_code == 403


def test_the_bureau_keeps_topics_templates_and_points(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    topic = {
        "name_pl": "Rowery",
        "promised_days": "7",
        "contact_days": "30",
        "text_days": "365",
        "position": "3",
        "is_open": "on",
    }
    client.post(f"{PAGE}topics/new/", topic)
    made = Topic.objects.get(code="rowery")
    client.post(f"{PAGE}topics/{made.pk}/", {**topic, "promised_days": "0"})
    made.refresh_from_db()
    assert made.promised_days == 7

    client.post(f"{PAGE}templates/new/", {"name": "Rower", "text": "Dzień dobry"})
    template = AnswerTemplate.objects.get()
    question = make_question(authority, topic=made)
    page = client.get(f"{PAGE}{question.pk}/answer/?template={template.pk}")
    assert "Dzień dobry" in page.content.decode()
    client.post(f"{PAGE}templates/{template.pk}/removal/")
    assert not AnswerTemplate.objects.exists()

    point = {"name": "Punkt", "kind": "LEGAL", "purpose": "Porada", "latitude": "95"}
    assert client.post(f"{PAGE}points/new/", point).status_code == 200
    client.post(f"{PAGE}points/new/", {**point, "latitude": "50.8", "longitude": "20.6"})
    saved = AdvicePoint.objects.get()
    assert client.get(f"{PAGE}points/").status_code == 200
    assert client.get(f"{PAGE}points/{saved.pk}/").status_code == 200
    client.post(f"{PAGE}points/{saved.pk}/removal/")
    assert not AdvicePoint.objects.exists()


def test_what_belongs_to_others_is_not_found(
    client: Client, authority: Authority, coordinator: User
) -> None:
    stranger = make_member(role=Role.COORDINATOR)
    other = stranger.memberships.get().authority
    client.force_login(coordinator)

    point, topic = make_point(other), make_topic(other)
    question = make_question(other, topic=topic)
    for page in (f"points/{point.pk}/", f"topics/{topic.pk}/", f"{question.pk}/"):
        assert client.get(PAGE + page).status_code == 404
