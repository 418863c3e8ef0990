"""What residents see of the advice desk, and what they send to it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from prevenio.advice import codes
from prevenio.advice.models import (
    EventKind,
    PublicState,
    PublishedAnswer,
    Question,
    QuestionState,
    Topic,
)
from prevenio.advice.operations import answering
from prevenio.advice.tests.factories import (
    make_group,
    make_place,
    make_point,
    make_published,
    make_question,
    make_topic,
)
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority
from prevenio.web import guarding

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BASE = "/testowo/advice/"
ASK, RECEIPT = f"{BASE}ask/", f"{BASE}receipt/"


@pytest.fixture(autouse=True)
def morning(db: None) -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


@pytest.fixture
def topic(authority: Authority) -> Topic:
    return make_topic(authority, code="seniors")


def filled(topic: Topic, **fields: Any) -> dict[str, Any]:
    token = guarding.new_token("advice", NOW - timedelta(minutes=2))
    return {"guard_token": token, "topic": topic.pk, "text": "Kto mi pomoże?", **fields}


def code_in(form: dict[str, Any]) -> str:
    key, _age = guarding.read_token(str(form["guard_token"]), "advice", NOW)
    return codes.code_of(key)


def test_a_resident_asks_and_gets_a_code(client: Client, topic: Topic) -> None:
    form = filled(topic, may_be_published="on")
    response = client.post(ASK, form)

    question = Question.objects.get()
    code = code_in(form)
    assert code in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert question.may_be_published
    assert code in client.post(ASK, form).content.decode()
    assert Question.objects.count() == 1


def test_the_form_asks_for_the_place_only_where_there_are_several(
    client: Client, authority: Authority, topic: Topic
) -> None:
    only = make_place(authority, "Kielce")
    assert 'name="municipality"' not in client.get(ASK).content.decode()
    client.post(ASK, filled(topic))
    assert Question.objects.get().municipality == only

    other = make_place(authority, "Rokycany")
    page = client.get(f"{ASK}?municipality={other.pk}").content.decode()
    assert f'<option value="{other.pk}" selected>' in page
    refused = client.post(ASK, filled(topic)).content.decode()
    assert "Kto mi pomoże?" in refused
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic": ""},
        {"topic": "99999"},
        {"topic": "x\x00"},
        {"text": ""},
        {"text": "a" * 100_000},
        {"text": "\x00"},
        {"email": "ewa"},
        {"email": "a@b.pl\nBcc: c@d.pl"},
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(
    client: Client, topic: Topic, wrong: dict[str, str]
) -> None:
    response = client.post(ASK, {**filled(topic), **wrong})

    assert response.status_code == 200
    assert "govuk-error-summary" in response.content.decode()
    assert not Question.objects.exists()


def test_markup_and_emoji_are_kept_as_they_are_and_shown_as_text(
    client: Client, topic: Topic
) -> None:
    text = "<script>alert(1)</script> 🙂 \u202eabc"
    form = filled(topic, text=text)
    client.post(ASK, form)
    page = client.post(RECEIPT, {"code": code_in(form)}).content.decode()

    assert Question.objects.get().texts.get().text == text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_words_of_danger_show_the_number_before_anything_is_sent(
    client: Client, topic: Topic
) -> None:
    form = filled(topic, text="Mąż właśnie mnie BIJE, ratunku")
    wrong = client.post(ASK, {**form, "email": "abc@"}).content.decode()
    assert 'href="tel:997"' in wrong
    page = client.post(ASK, form).content.decode()
    assert 'href="tel:112"' in page
    assert 'href="tel:997"' in page
    assert not Question.objects.exists()

    client.post(ASK, {**form, "danger_seen": "yes"})
    assert Question.objects.exists()


def test_what_a_machine_sends_is_held_and_looks_the_same(client: Client, topic: Topic) -> None:
    form = filled(topic, website="https://spam.example")
    page = client.post(ASK, form).content.decode()

    assert Question.objects.get().state == QuestionState.HELD
    assert code_in(form) in page


def test_a_suspicious_form_is_shown_once_more_with_work_and_then_held(
    client: Client, topic: Topic
) -> None:
    text = "http://a.example http://b.example http://c.example"
    form = filled(topic, text=text)
    page = client.post(ASK, form)
    assert "data-challenge" in page.content.decode()
    assert not Question.objects.exists()

    work = page.context["form"].data["guard_work"]
    client.post(ASK, {**form, "guard_work": work})
    assert Question.objects.get().doubt == "links"


def test_the_code_opens_the_question_and_stands_in_no_address(
    client: Client, authority: Authority, coordinator: User
) -> None:
    question = make_question(authority, key="k", at=NOW)
    answering.answer(
        question=question, seen=question.revision, text="**Zavěste.**", by=coordinator, at=NOW
    )
    code = codes.code_of("k")

    response = client.post(RECEIPT, {"code": code.lower().replace("-", " ")})

    page = response.content.decode()
    assert "<strong>Zavěste.</strong>" in page
    assert coordinator.name not in page
    assert response["Cache-Control"] == "private, no-store"
    assert response.status_code == 200
    assert code not in client.get(RECEIPT).content.decode()


def test_with_the_code_one_writes_closes_and_withdraws(
    client: Client, authority: Authority, coordinator: User
) -> None:
    question = make_question(authority, key="k", at=NOW)
    code = codes.code_of("k")

    for _twice in range(2):
        client.post(RECEIPT, {"code": code, "act": "message", "text": "A jeszcze jedno"})
    question.refresh_from_db()
    assert question.events.filter(kind=EventKind.REPLIED).count() == 1

    client.post(RECEIPT, {"code": code, "act": "forbid"})
    client.post(RECEIPT, {"code": code, "act": "close"})
    question.refresh_from_db()
    assert (question.may_be_published, question.state) == (False, QuestionState.CLOSED)

    client.post(RECEIPT, {"code": code, "act": "ask-withdrawal"})
    assert Question.objects.get().state == QuestionState.CLOSED
    client.post(RECEIPT, {"code": code, "act": "withdraw"})
    assert Question.objects.get().state == QuestionState.WITHDRAWN
    assert codes.code_of("k") not in client.post(RECEIPT, {"code": code}).content.decode()[-500:]


def test_words_of_danger_in_a_message_show_the_number_before_it_is_sent(
    client: Client, authority: Authority
) -> None:
    question = make_question(authority, key="k", at=NOW)
    form = {"code": codes.code_of("k"), "act": "message", "text": "Mąż właśnie mnie BIJE"}
    stopped = client.post(RECEIPT, form).content.decode()
    assert 'href="tel:112"' in stopped
    assert "mnie BIJE</textarea>" in stopped
    assert 'name="danger_seen" value="yes"' in stopped
    assert not question.events.filter(kind=EventKind.REPLIED).exists()

    sent = client.post(RECEIPT, {**form, "danger_seen": "yes"}).content.decode()
    assert question.events.filter(kind=EventKind.REPLIED).count() == 1
    assert "danger_seen" not in sent, "the next message is looked at again"


def test_wrong_unknown_and_withdrawn_codes_get_one_answer_and_many_stop_it(
    client: Client, authority: Authority
) -> None:
    make_question(authority, key="k", at=NOW)
    make_question(make_authority(), key="elsewhere", at=NOW)
    unknown = [codes.code_of(f"u{number}") for number in range(9)]

    pages = {without(client, code) for code in [*unknown, codes.code_of("elsewhere")]}
    assert len(pages) == 1

    # Ten wrong ones were tried: now the right one opens nothing either.
    stopped = client.post(RECEIPT, {"code": codes.code_of("k")}).content.decode()
    assert 'name="act"' not in stopped


def without(client: Client, code: str) -> str:
    """The page of a code, without the code and without what is new on every page."""
    page = client.post(RECEIPT, {"code": code}).content.decode()
    page = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page)
    return page.replace(code, "")


@pytest.mark.parametrize("code", ["", "x" * 5_000, "\x00", "K7MQX", "🙂" * 15, "<b>"])
def test_a_slip_is_told_and_is_no_attempt(client: Client, authority: Authority, code: str) -> None:
    make_question(authority, key="k", at=NOW)
    for _number in range(11):
        assert client.post(RECEIPT, {"code": code}).status_code == 200

    assert 'name="act"' in client.post(RECEIPT, {"code": codes.code_of("k")}).content.decode()


def test_a_published_answer_is_found_and_read(
    client: Client, authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    place = make_place(authority)
    make_group(authority, place=place)
    make_published(authority, coordinator, head_of_bureau, place=place)
    shown = PublishedAnswer.objects.get()

    found = client.get(f"{BASE}?q=CIZI+muz").content.decode()
    page = client.get(f"{BASE}answers/{shown.key}/").content.decode()

    assert shown.title in found.replace("\u00a0", " ")
    assert "Novotný" not in page + found
    assert 'class="redacted"' in page
    assert "<li>zavolejte 158,</li>" in page.replace("\u00a0", " ")
    assert coordinator.name not in page
    assert shown.title not in client.get(f"{BASE}?q=nic+takoveho").content.decode()


@pytest.mark.parametrize(
    "asked",
    ["q=%00", "topic=%00", "municipality=x", "municipality=9" * 9, "page=x", "q=" + "a" * 999],
)
def test_the_search_takes_anything(client: Client, topic: Topic, asked: str) -> None:
    assert client.get(f"{BASE}?{asked}").status_code == 200


def test_what_is_not_public_is_not_found(
    client: Client, authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    make_published(authority, coordinator, head_of_bureau)
    shown = PublishedAnswer.objects.get()
    for state in (PublicState.PREPARED, PublicState.TAKEN_OFF):
        PublishedAnswer.objects.update(state=state)
        assert client.get(f"{BASE}answers/{shown.key}/").status_code == 404
    PublishedAnswer.objects.update(state=PublicState.PUBLISHED)
    other = make_authority(slug="jinde")
    assert client.get(f"/{other.slug}/advice/answers/{shown.key}/").status_code == 404
    assert client.get(f"{BASE}answers/{uuid4()}/").status_code == 404


def test_one_visitor_votes_once_and_small_numbers_are_not_shown(
    client: Client, authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    make_published(authority, coordinator, head_of_bureau)
    shown = PublishedAnswer.objects.get()
    page = f"{BASE}answers/{shown.key}/"
    for said in ("yes", "no", "yes", "perhaps"):
        assert client.post(f"{page}votes/", {"helped": said}).status_code == 302
    shown.refresh_from_db()
    assert (shown.yes, shown.no) == (1, 0)

    english = {"django_language": "en"}
    client.cookies.load(english)
    assert "It helped" not in client.get(page).content.decode()
    PublishedAnswer.objects.update(yes=12, no=0)
    assert "It helped 12 readers" in client.get(page).content.decode()


def test_the_list_makes_few_statements(
    client: Client,
    authority: Authority,
    coordinator: User,
    head_of_bureau: User,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(3):
        place = make_place(authority, f"Obec {number}")
        make_published(authority, coordinator, head_of_bureau, place=place)
        make_point(authority, municipality=place)

    for page in (BASE, f"{BASE}?q=muz&topic=x&municipality=1", ASK, f"{BASE}points/"):
        with django_assert_max_num_queries(8):
            client.get(page)


def test_points_are_found_by_kind_and_place_and_told_as_a_table(
    client: Client, authority: Authority
) -> None:
    place, other = make_place(authority), make_place(authority, "Jinde")
    make_point(authority, name="Právní poradna", municipality=place)
    make_point(authority, name="Krizové centrum", kind="PSYCHOLOGICAL")
    make_point(authority, name="Cizí poradna", municipality=other)
    make_point(authority, name="Bývalá poradna", last_day=NOW.date() - timedelta(days=1))
    make_point(authority, name="=cmd|calc")

    page = client.get(f"{BASE}points/?municipality={place.pk}").content.decode()
    assert "Právní poradna" in page
    assert "Krizové centrum" in page
    assert "Cizí poradna" not in page
    assert "Bývalá poradna" not in page
    assert 'href="tel:112"' in page
    only = client.get(f"{BASE}points/?kind=PSYCHOLOGICAL").content.decode()
    assert "Právní poradna" not in only

    table = client.get(f"{BASE}points/points.csv").content.decode()
    assert table.startswith("name,kind,purpose,audience,municipality,municipality_code")
    assert "'=cmd" in table
