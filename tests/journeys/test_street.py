"""A resident finds who looks after their street: with slips, by keyboard, without a network."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from prevenio.people.models import Authority
from prevenio.people.tests.factories import local_today
from prevenio.portal.tests.street_sample import CENTRE, make_event_near, street_town
from tests.journeys.conftest import SCREENS, Visitor, for_residents

pytestmark = [pytest.mark.journey, pytest.mark.slow]
POINT = f"/kielce/street/at/?lat={CENTRE[0]}&lon={CENTRE[1]}"
DRAWN = "[data-map-state=ready]"
LONG = 60_000
# Whether the page, its answer and all files of both pages are kept.
KEPT = """async () => {
  const kept = async (name) =>
    (await (await caches.open(`${name} /kielce/`)).keys()).map((one) => one.url);
  const [pages, files] = [await kept('pages'), await kept('assets')];
  const drawn = [...document.querySelectorAll('link[rel=stylesheet], script[src]')]
    .map((one) => one.href || one.src);
  const offline = await caches.match(new URL('/kielce/street/offline/', location.href));
  const named = ((await offline?.text()) ?? '').matchAll(/(?:href|src)="([^"]+)"/g);
  const own = [...named].map(([, path]) => path).filter((one) => one.startsWith('/static/'))
    .map((path) => new URL(path, location.href).href);
  return pages.some((one) => one.endsWith('last-answer.json')) &&
    own.some((one) => one.includes('portal/offline')) &&
    [...drawn, ...own].every((one) => files.includes(one));
}"""


@pytest.fixture
def town(transactional_db: None) -> Authority:
    town = street_town(languages=("pl", "cs", "en"))
    coming = local_today() + timedelta(days=6)
    make_event_near(town, title="Spotkanie z dzielnicowym", at=(50.873, 20.633), day=coming)
    make_event_near(town, title="Pierwsza pomoc", at=(50.868, 20.629), day=coming)
    # The first page of a process takes as long as all its parts take to be read.
    Client().get(POINT)
    return town


@for_residents
def test_slips_lead_to_the_answer(
    visitor: Visitor,
    town: Authority,
    picture: Callable[[Page, str], None],
) -> None:
    visitor.go("/kielce/street/")
    visitor.page.locator("#q").fill("bodzentyska 12 kielce")
    visitor.page.locator("#q").press("Enter")
    visitor.page.wait_for_url("**/street/addresses/*/")
    visitor.look()

    assert "Bodzentyńska 12" in visitor.text()
    assert "st. asp. Jan Przykład" in visitor.text()
    expect(visitor.page.locator(".answer-panel__call")).to_have_count(1)
    picture(visitor.page, "street-answer")

    visitor.page.locator(".street-tabs a").nth(2).click()
    visitor.page.wait_for_url("**when=night")
    visitor.look()
    assert visitor.page.locator(".answer-panel__call").get_attribute("href") == "tel:986"


@for_residents
def test_choice_of_numbers_and_a_kind_page(visitor: Visitor, town: Authority) -> None:
    visitor.go("/kielce/street/?q=sienkewicza")
    visitor.page.get_by_role("link", name="Henryka Sienkiewicza 14/2").click()
    visitor.page.wait_for_url("**/street/addresses/*/")
    visitor.look()

    visitor.go("/kielce/street/?q=Qqqq+Xxxx")
    visitor.go("/kielce/street/at/?lat=50.87&lon=20.9")
    visitor.go("/kielce/street/precincts/")
    visitor.page.get_by_role("link", name="Rejon 14, Centrum").click()
    visitor.page.wait_for_load_state()
    visitor.look()
    visitor.go("/kielce/street/offline/")
    visitor.go("/kielce/open-data/places/")


def test_everything_works_by_keyboard(visitor: Visitor, town: Authority) -> None:
    visitor.go("/kielce/street/")
    visitor.page.locator("#q").focus()
    visitor.page.keyboard.type("12 bodzentynska")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/street/addresses/*/")

    reached = _reached_by_tab(visitor.page, 60)

    assert (
        "tel:986" in reached or "tel:41000 0086" in reached or any("tel:" in one for one in reached)
    )
    assert any("when=day" in one for one in reached)
    assert any("/calendar/" in one for one in reached)


def _reached_by_tab(page: Page, times: int) -> list[str]:
    reached = []
    for _time in range(times):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') ?? ''"))
    return reached


@pytest.mark.parametrize("screen", ["phone"])
@pytest.mark.parametrize("language", ["pl"])
def test_pages_need_no_script(
    browser: Browser, live_server: LiveServer, town: Authority, screen: str, language: str
) -> None:
    context = browser.new_context(
        viewport={"width": SCREENS[screen], "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/kielce/street/")
    expect(page.locator("[data-locate]")).not_to_be_visible()
    page.locator("#q").fill("3 maja 5")
    page.locator(".find button").click()
    page.wait_for_url("**/street/addresses/*/")
    expect(page.locator(".outline__mine")).to_have_count(1)
    expect(page.locator("[data-map-ask]")).not_to_be_visible()
    page.goto(f"{live_server.url}/kielce/map/")
    expect(page.locator("#events li")).to_have_count(2)
    context.close()


def test_kept_address_is_read_without_a_network(visitor: Visitor, town: Authority) -> None:
    page, context = visitor.page, visitor.page.context
    visitor.go(POINT)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    # A promise counts as true where the browser is asked to wait for it, so it is asked anew.
    for _try in range(150):
        if page.evaluate(KEPT):
            break
        page.wait_for_timeout(200)
    else:
        raise AssertionError("not kept")

    context.set_offline(True)
    page.goto(visitor.base + POINT)
    notice = page.locator("[data-kept-notice]")
    notice.wait_for(state="visible")
    assert str(local_today().year) in notice.inner_text()
    assert "Ewa Przykładna" in visitor.text()
    visitor.look()

    page.goto(f"{visitor.base}/kielce/calendar/")
    page.locator("[data-kept-rows] a").first.wait_for()
    assert page.locator(".street-danger a").get_attribute("href") == "tel:112"
    assert "Ewa Przykładna" in page.locator("[data-last]").inner_text()
    visitor.look()
    context.set_offline(False)


@for_residents
def test_map_is_drawn_by_this_server_alone(
    visitor: Visitor,
    town: Authority,
    picture: Callable[[Page, str], None],
) -> None:
    visitor.go("/kielce/map/")
    visitor.page.locator("#map").scroll_into_view_if_needed()
    visitor.page.locator(DRAWN).wait_for(timeout=LONG)
    visitor.page.locator("#map .map-mark").first.wait_for()
    visitor.look()

    numbers = visitor.page.locator("#events .map-mark").all_inner_texts()
    assert visitor.page.locator("#map .map-mark").all_inner_texts() == numbers
    picture(visitor.page, "map")

    visitor.page.locator("#map canvas").click(position={"x": 60, "y": 60})
    visitor.page.locator(".map__said a[href*='/street/at/']").wait_for()
    visitor.look()
    visitor.page.locator("[data-map-middle] button").press("Enter")
    visitor.page.wait_for_url("**/street/at/?*")
    expect(visitor.page.locator(".answer-panel")).to_have_count(1)

    visitor.go(POINT)
    expect(visitor.page.locator(DRAWN)).to_have_count(0)
    visitor.page.locator("[data-map-ask]").click()
    visitor.page.locator(DRAWN).wait_for(timeout=LONG)
    visitor.look()
