"""A body without an account answers from its letters: fills in, sends, certifies."""

import io
import time
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from prevenio.kernel.working_days import working_day_from
from prevenio.people.models import Authority, Body, User
from prevenio.returns.models import ActionReturn, Purpose, ReturnLink, ReturnState
from prevenio.returns.tests.answering import CODE
from prevenio.returns.tests.factories import (
    make_action,
    make_certifier,
    make_version,
    open_year,
    submit,
)
from prevenio.returns.tokens import token_of
from tests.journeys.conftest import Visitor

KEEP = "([key, text]) => localStorage.setItem(key, JSON.stringify([['narrative', text]]))"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def returns(authority: Authority, body: Body, coordinator: User) -> list[ActionReturn]:
    """Three returns of one body, its second person known, due in ten working days."""
    now = timezone.now()
    body.email = "sm@example.org"
    body.save()
    version = make_version(authority)
    make_action(version, body, code="8.1", title="Patrole przy szkołach", indicators_text="patrole")
    make_action(version, body, code="8.2", title="Po powodzi", condition="po powodzi")
    make_action(version, body, code="8.3", title="Zima", season_first_month=11, season_last_month=3)
    due_on = working_day_from(now.date(), 10, country="PL")
    period = open_year(version, coordinator, at=now, due_on=due_on)
    make_certifier(body, coordinator, at=now)
    return list(period.returns.order_by("action__position"))


def open_link(visitor: Visitor, authority: Authority, purpose: Purpose) -> None:
    """Open the link of a letter with the code of the other letter."""
    link = ReturnLink.objects.get(purpose=purpose, revoked_at=None)
    visitor.go(f"/{authority.slug}/returns/{token_of(link)}/")
    visitor.page.locator("[name=code]").fill("AAAA-AAAA")
    push(visitor, "#open_link")
    expect(visitor.page.locator(".govuk-error-summary")).to_be_focused()
    visitor.page.locator("[name=code]").fill(code_in_letters(link.email))
    push(visitor, "#open_link")


def code_in_letters(address: str) -> str:
    """The code that the newest letter with one brought to an address."""
    texts = [str(letter.body) for letter in mail.outbox if letter.to == [address]]
    found = [code[0] for text in texts if (code := CODE.search(text))]
    return found[-1]


def push(visitor: Visitor, control: str) -> None:
    """Press something that leads to a page, and look at that page."""
    with visitor.page.expect_navigation():
        visitor.page.locator(control).click()
    visitor.look()


def assert_soon(is_true: Callable[[], bool]) -> None:
    """What a page sends as it is left arrives a little later."""
    for _try in range(50):
        if is_true():
            return
        time.sleep(0.1)
    pytest.fail("it has not come true within five seconds")


def photo() -> FilePayload:
    written = io.BytesIO()
    Image.new("RGB", (80, 60), "navy").save(written, "JPEG")
    return {"name": "pokaz.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def test_a_body_fills_in_and_sends(
    visitor: Visitor,
    authority: Authority,
    returns: list[ActionReturn],
    picture: Callable[[Page, str], None],
) -> None:
    page, one = visitor.page, returns[0]
    open_link(visitor, authority, Purpose.REPORT)
    expect(page.locator("#group_unsent li")).to_have_count(3)
    picture(page, "answer-list")

    push(visitor, f"#group_unsent li >> nth=0 >> a[href$='/{one.pk}/']")
    expect(page.locator("#what_0")).to_have_value("patrole")
    page.locator("[value=IN_COURSE]").check()
    page.locator("#id_narrative").fill("Patrole przy dwunastu szkołach.")
    page.locator("#number_0").fill("dużo")
    with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
        pass
    assert list(saved.value.json()["errors"]) == ["number_0"]
    expect(page.locator("#number_0_error")).to_be_visible()
    expect(page.locator("#narrative_count")).to_contain_text("31")
    visitor.look()

    with page.expect_navigation():
        page.locator("#id_files").set_input_files([photo()])
    expect(page.locator(".paper")).to_have_count(1)
    visitor.look()

    page.locator("#number_0").fill("21 600,5")
    page.locator("#unit_0").fill("godzin")
    push(visitor, "#send")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    picture(page, "answer-missing")
    page.locator("#id_name").fill("Ewa Kowalska")
    page.locator("#id_office").fill("inspektor")
    page.locator("#id_confirmed").check()
    push(visitor, "#send")

    expect(page.locator("h1#receipt")).to_be_visible()
    picture(page, "answer-receipt")
    with page.expect_download() as download:
        page.locator("#receipt_pdf").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    one.refresh_from_db()
    assert one.state == ReturnState.SUBMITTED
    assert one.counts == [["patrole", "21600.5", "godzin"]]

    push(visitor, "#next_return")
    expect(page.locator(".rule")).to_be_visible()
    picture(page, "answer-conditional")


def test_what_is_typed_without_a_connection_is_not_lost(
    visitor: Visitor, authority: Authority, returns: list[ActionReturn]
) -> None:
    page, one = visitor.page, returns[0]
    open_link(visitor, authority, Purpose.REPORT)
    push(visitor, f"a[href$='/{one.pk}/']")

    page.context.set_offline(True)
    page.locator("#id_narrative").fill("Pisane bez sieci.")
    expect(page.locator("#saved[data-state=lost]")).to_be_visible()
    visitor.look()
    page.context.set_offline(False)
    expect(page.locator("#saved[data-state='']")).to_be_visible()
    one.refresh_from_db()
    assert one.narrative == "Pisane bez sieci."

    page.evaluate(KEEP, [f"prevenio.return.{one.pk}", "Z urządzenia."])
    page.reload()
    visitor.look()
    page.locator("[data-take-back]").click()
    expect(page.locator("#id_narrative")).to_have_value("Z urządzenia.")
    expect(page.locator("[data-lost]")).to_be_hidden()

    page.locator("#id_narrative").fill("Tuż przed wyjściem.")
    page.goto(visitor.base + f"/{authority.slug}/")
    assert_soon(lambda: ActionReturn.objects.get(pk=one.pk).narrative == "Tuż przed wyjściem.")


def test_two_people_write_at_once(
    visitor: Visitor, authority: Authority, returns: list[ActionReturn]
) -> None:
    page, one = visitor.page, returns[0]
    open_link(visitor, authority, Purpose.REPORT)
    push(visitor, f"a[href$='/{one.pk}/']")
    ActionReturn.objects.filter(pk=one.pk).update(
        revision=5, narrative="Tekst koleżanki.", saved_at=timezone.now()
    )

    page.locator("#id_narrative").fill("Mój tekst.")
    expect(page.locator("#saved[data-state=lost]")).to_be_visible()
    push(visitor, "#save")

    expect(page.locator("#conflict")).to_be_focused()
    expect(page.locator("#id_narrative")).to_have_value("Mój tekst.")
    expect(page.locator("#narrative .answer-theirs")).to_contain_text("Tekst koleżanki.")
    push(visitor, "#save")
    one.refresh_from_db()
    assert one.narrative == "Mój tekst."


def test_the_second_person_certifies(
    visitor: Visitor,
    authority: Authority,
    returns: list[ActionReturn],
    picture: Callable[[Page, str], None],
) -> None:
    for one in returns:
        submit(one, at=timezone.now())
    page = visitor.page
    open_link(visitor, authority, Purpose.CERTIFY)
    expect(page.locator("#group_waiting li")).to_have_count(3)
    picture(page, "certify-list")

    push(visitor, f"a[href$='/{returns[0].pk}/']")
    page.locator("[name=name]").fill("Ewa Kowalska")
    push(visitor, "#certify")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.locator("[name=name]").fill("Adam Nowak")
    page.locator("[name=remark]").fill("Brakuje kosztów.")
    picture(page, "certify-one")
    push(visitor, "#decline")

    expect(page.locator("#group_waiting li")).to_have_count(2)
    page.locator("[name=has_read]").check()
    push(visitor, "#certify_all")
    states = [ActionReturn.objects.get(pk=one.pk).state for one in returns]
    assert states == [ReturnState.SENT_BACK, ReturnState.CERTIFIED, ReturnState.CERTIFIED]


def test_a_return_is_filled_in_by_keyboard_alone(
    visitor: Visitor, authority: Authority, returns: list[ActionReturn], screen: str
) -> None:
    if screen == "phone":
        pytest.skip("a keyboard stands before a wide screen")
    page, one = visitor.page, returns[2]
    open_link(visitor, authority, Purpose.REPORT)
    reach(page, f"a[href$='/{one.pk}/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    reach(page, "[name=outcome]")
    page.keyboard.press("Space")
    reach(page, "#id_narrative")
    page.keyboard.type("Dyżury w czasie mrozów.")
    for field, words in (("#what_0", "dyżury"), ("#number_0", "12"), ("#id_name", "Ewa Kowalska")):
        reach(page, field)
        page.keyboard.type(words)
    reach(page, "#id_office")
    page.keyboard.type("inspektor")
    reach(page, "#id_confirmed")
    page.keyboard.press("Space")
    reach(page, "#send")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator("h1#receipt")).to_be_visible()


def reach(page: Page, control: str) -> None:
    """Go on by the tab key until the control has the focus."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", control):
            return
    pytest.fail(f"{control} is not reached by the tab key")
