"""What the small scripts of the page do, in a real browser on the living sheet of parts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from prevenio.web.tests.sheet import sheet_of_parts

pytestmark = pytest.mark.journey

COUNT_PRESSES = """document.querySelector('[data-key=a]')
  .addEventListener('click', ({ target }) => { target.dataset.presses = "pressed"; })"""

BREAKS = """(held) => {
  const card = document.createElement("div");
  card.className = "card";
  card.innerHTML = `<div class="${held}"></div>`;
  document.querySelector("main").append(card);
  return getComputedStyle(card).breakInside;
}"""
SIZE = "one => parseFloat(getComputedStyle(one).fontSize)"


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 800})
    with sheet_of_parts():
        yield context.new_page()
    context.close()


def test_single_key_presses_its_button_but_never_while_typing(page: Page) -> None:
    page.goto("/desk/")
    page.evaluate(COUNT_PRESSES)
    button = page.locator("[data-key=a]")

    page.locator("#id_name").type("aaa")
    expect(button).not_to_have_attribute("data-presses", "pressed")

    page.locator("#id_name").blur()
    page.keyboard.press("a")
    expect(button).to_have_attribute("data-presses", "pressed")
    expect(button).to_be_focused()


def test_keys_are_listed_and_can_be_switched_off(page: Page) -> None:
    page.goto("/desk/")
    page.evaluate(COUNT_PRESSES)

    page.keyboard.press("?")
    expect(page.locator("dialog[open] dd").first).to_have_text("Połącz działania")
    page.locator("[data-keys-switch]").click()
    page.keyboard.press("Escape")
    page.keyboard.press("a")

    expect(page.locator("[data-key=a]")).not_to_have_attribute("data-presses", "pressed")
    expect(page.locator("[data-key=a] kbd")).to_be_hidden()


def test_escape_closes_the_menu_and_leads_back_to_its_button(page: Page) -> None:
    page.goto("/")
    menu = page.locator("details.drawer")
    menu.locator("summary").click()
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_paper_gets_small_labels_and_cards_that_break(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")

    label, value = (page.locator(f".facts {tag}").first.evaluate(SIZE) for tag in ("dt", "dd"))

    assert label < value
    assert page.evaluate(BREAKS, "table") == "auto"
    assert page.evaluate(BREAKS, "lead") == "avoid"


def test_focus_moves_to_what_must_be_mended(page: Page) -> None:
    page.goto("/desk/?name=")

    expect(page.locator(".govuk-error-summary")).to_be_focused()


def test_language_is_switched_on_the_page_itself(page: Page) -> None:
    page.goto("/?page=2")
    page.locator("summary").click()
    page.locator(".drawer .languages__choice[value=cs]").click()

    expect(page.locator("html")).to_have_attribute("lang", "cs")
    assert page.url.endswith("/?page=2")
