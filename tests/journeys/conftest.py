"""Stories in a real browser: each at two widths, in Polish and in Czech, scanned by axe.

What is written `for_residents` is told in English as well. Whatever is asked for, this server
alone answers.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import PASSWORD

# The browser's driver runs an event loop in this thread; the ORM beside it is used in turn only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# A busy machine may need as long to say that something is there as to press it.
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)

SCREENS = {"wide": 1280, "phone": 360}
TOO_WIDE = """[...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => `${one.tagName}.${one.className}`)"""
# Without preloading: axe would put copies of the sheets into the page, against its policy.
SCAN = {"resultTypes": ["violations"], "preload": False}
OWN = ("data:", "blob:", "about:", "chrome-error:")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

# What residents do is told in English too, on a phone, where it is harder.
for_residents = pytest.mark.parametrize(
    ("screen", "language"),
    [("wide", "pl"), ("wide", "cs"), ("phone", "pl"), ("phone", "cs"), ("phone", "en")],
)
on_a_wide_screen = pytest.mark.parametrize("screen", ["wide"])


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person at a browser: goes to addresses, finds things by their words, is scanned by axe."""

    page: Page
    base: str
    language: str

    def go(self, address: str) -> None:
        """Open an address; the page must answer, fit the screen and pass the scan."""
        response = self.page.goto(self.base + address)
        assert response is not None
        assert response.ok, f"{address}: {response.status}"
        self.look()

    def look(self) -> None:
        """What every page must hold: one heading, no sideways scroll, no fault that axe finds."""
        # A press ends when the next page begins to come: what is on it is not there yet.
        self.page.wait_for_load_state()
        expect(self.page.locator("h1"), self.page.url).to_have_count(1)
        width, screen = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= screen, f"{self.page.url} {width} px wide: {self.page.evaluate(TOO_WIDE)}"
        found = Axe().run(self.page, options=SCAN)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"

    def say(self, words: str, **facts: object) -> str:
        """Words of the interface in the visitor's language."""
        with translation.override(self.language):
            return translation.gettext(words) % facts if facts else translation.gettext(words)

    def button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(words)).first

    def link(self, words: str) -> Locator:
        return self.page.get_by_role("link", name=self.say(words)).first

    def text(self) -> str:
        """What the page says, with ordinary spaces."""
        return self.page.locator("main").inner_text().replace("\u00a0", " ")

    def press(self, words: str) -> None:
        """Press a button and look at the page it leads to."""
        self.button(words).click()
        self.look()

    def follow(self, words: str) -> None:
        self.link(words).click()
        self.look()

    def sign_in(self, authority: Authority, user: User) -> None:
        self.go(f"/{authority.slug}/accounts/login/")
        self.page.locator("input[name=login]").fill(user.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("input[name=password]").press("Enter")
        self.page.wait_for_url("**/desk/")


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = _chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=list(SCREENS))
def screen(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["pl", "cs"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visitor(
    browser: Browser, live_server: LiveServer, screen: str, language: str
) -> Iterator[Visitor]:
    context = browser.new_context(
        viewport={"width": SCREENS[screen], "height": 900}, locale=language
    )
    context.set_default_timeout(PATIENCE_MS)
    # The first page of a process takes as long as all its parts take to be read.
    context.set_default_navigation_timeout(60_000)
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if _is_refusal(said) else None)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield Visitor(page, live_server.url, language)
    context.close()
    assert faults == []
    assert [one for one in asked if not one.startswith((live_server.url, *OWN))] == []


# Wagtail's cropper asks by such an attribute whether there is touch; refused, it takes the mouse.
_ASKS_FOR_TOUCH = "wagtailimages/js/vendor/jquery.Jcrop"


def _is_refusal(said: Any) -> bool:
    """Whether the browser complains of a broken security policy."""
    is_ours = _ASKS_FOR_TOUCH not in said.location["url"]
    return said.type == "error" and "Content Security Policy" in said.text and is_ours


@pytest.fixture
def picture(screen: str, language: str) -> Callable[[Page, str], None]:
    """Keep a picture where JOURNEY_PICTURES names a folder; nothing otherwise."""
    folder = os.environ.get("JOURNEY_PICTURES")

    def keep(page: Page, name: str) -> None:
        if folder:
            path = Path(folder) / f"{name}-{screen}-{language}.png"
            page.screenshot(path=path, full_page=True)

    return keep
