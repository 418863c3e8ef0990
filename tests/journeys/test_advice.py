"""A resident asks without a name, an officer answers, another publishes, everybody reads."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from prevenio.advice.models import PublicState, PublishedAnswer, Question, QuestionState
from prevenio.advice.tests.factories import make_group, make_place, make_point, make_topic
from prevenio.people.models import Authority, User
from tests.journeys.conftest import Visitor, for_residents

pytestmark = pytest.mark.journey
BASE = "/testowo/advice/"
DESK = "/testowo/desk/advice/"


@pytest.fixture
def desk(authority: Authority) -> None:
    for name in ("Stříbro", "Rokycany"):
        place = make_place(authority, name)
        make_group(authority, place=place)
        make_point(authority, municipality=place, phone="+420 377 000 001", hours="po–pá 8–16")
    make_topic(authority, code="seniors")


@for_residents
def test_a_question_goes_its_whole_way(
    visitor: Visitor,
    authority: Authority,
    desk: None,
    coordinator: User,
    head_of_bureau: User,
    picture: Callable[[Page, str], None],
) -> None:
    page = visitor.page
    visitor.go(f"{BASE}points/")
    picture(page, "advice-points")
    visitor.go(f"{BASE}ask/")
    picture(page, "advice-ask")
    page.locator("select[name=municipality]").select_option(label="Stříbro")
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("textarea[name=text]").fill("Volal mi muž jménem Ondřej Novotný. Co mám dělat?")
    page.reload()
    assert "Novotný" in page.locator("textarea[name=text]").input_value()
    page.locator("input[name=may_be_published]").check()
    # The guard asks whoever is quicker than a person once more; what was typed stays.
    page.wait_for_timeout(3_200)
    page.locator("form.advice-ask button").click()
    page.wait_for_load_state()
    visitor.look()
    picture(page, "advice-receipt")
    code = page.locator(".advice-code code").inner_text()
    assert re.fullmatch(r"[A-Z2-9]{5}-[A-Z2-9]{5}-[A-Z2-9]{5}", code)

    visitor.go(f"{BASE}receipt/")
    open_with(visitor, code)
    picture(page, "advice-opened")
    page.locator("textarea[name=text]").fill("Bylo to včera.")
    page.locator("form:has(textarea) button").click()
    page.wait_for_load_state()
    visitor.look()

    question = Question.objects.get()
    answer(visitor, authority, coordinator, question, picture)
    page.context.clear_cookies(name="sessionid")
    publish(visitor, authority, head_of_bureau, question, picture)

    page.context.clear_cookies(name="sessionid")
    visitor.go(f"{BASE}receipt/")
    open_with(visitor, code)
    assert "158" in visitor.text()
    visitor.go(f"{BASE}?q=volal+cizi")
    picture(page, "advice-list")
    page.locator(".row__title").first.click()
    page.wait_for_load_state()
    visitor.look()
    picture(page, "advice-answer")
    assert "Novotný" not in page.content()
    page.locator("button[name=helped]").first.click()
    page.wait_for_load_state()
    visitor.look()
    assert PublishedAnswer.objects.get().yes == 1


def test_words_of_danger_and_a_suspicious_form(
    visitor: Visitor,
    authority: Authority,
    desk: None,
    picture: Callable[[Page, str], None],
) -> None:
    page = visitor.page
    visitor.go(f"{BASE}ask/")
    page.locator("select[name=municipality]").select_option(index=1)
    page.locator("select[name=topic]").select_option(index=1)
    links = "http://a.example http://b.example http://c.example"
    page.locator("textarea[name=text]").fill(f"Hoří! {links}")
    page.wait_for_timeout(3_200)
    page.locator("form.advice-ask button").click()
    page.wait_for_load_state()
    visitor.look()
    picture(page, "advice-danger")
    expect(page.locator("a[href='tel:112']")).to_have_count(1)

    page.locator("form.advice-ask button").click()
    page.wait_for_load_state()
    visitor.look()
    page.locator("[data-ready]").wait_for()
    picture(page, "advice-work")
    page.locator("form.advice-ask button").click()
    page.wait_for_load_state()
    assert Question.objects.get().state == QuestionState.OPEN


def open_with(visitor: Visitor, code: str) -> None:
    visitor.page.locator("input[name=code]").fill(code.lower())
    visitor.page.locator("input[name=code]").press("Enter")
    visitor.page.locator(".advice-talk").wait_for()
    visitor.look()


def answer(
    visitor: Visitor,
    authority: Authority,
    officer: User,
    question: Question,
    picture: Callable[[Page, str], None],
) -> None:
    page = visitor.page
    visitor.sign_in(authority, officer)
    visitor.go(DESK)
    picture(page, "advice-desk")
    visitor.go(f"{DESK}{question.pk}/")
    picture(page, "advice-question")
    visitor.go(f"{DESK}{question.pk}/hand-over/")
    visitor.go(f"{DESK}{question.pk}/answer/")
    page.locator("textarea[name=text]").fill(
        "**Zavěste.** Potom:\n- zavolejte **158**,\n- řekněte to."
    )
    page.locator("form.form button:not([type=button])").click()
    page.wait_for_load_state()
    visitor.look()
    visitor.go(f"{DESK}{question.pk}/publication/")
    page.locator("input[name=title]").fill("Volal mi cizí muž. Co mám dělat?")
    field = page.locator("textarea[name=text]")
    field.evaluate(
        "one => { const at = one.value.indexOf('Ondřej Novotný');"
        " one.focus(); one.setSelectionRange(at, at + 'Ondřej Novotný'.length); }"
    )
    page.locator("[data-blacken] button").click()
    assert "[[Ondřej Novotný]]" in field.input_value()
    picture(page, "advice-publication")
    page.locator("form.form button:not([type=button])").click()
    page.wait_for_load_state()
    visitor.look()


def publish(
    visitor: Visitor,
    authority: Authority,
    second: User,
    question: Question,
    picture: Callable[[Page, str], None],
) -> None:
    visitor.sign_in(authority, second)
    visitor.go(f"{DESK}{question.pk}/publication/look/")
    picture(visitor.page, "advice-look")
    visitor.press("Publish it")
    assert PublishedAnswer.objects.get().state == PublicState.PUBLISHED
    for part in ("statistics/", "topics/", "templates/", "points/", f"{question.pk}/"):
        visitor.go(DESK + part)
