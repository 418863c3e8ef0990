"""A report in three presses on a phone, and what its words open; the same by the keyboard alone."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from prevenio import reports
from prevenio.people.models import Authority, Role
from prevenio.people.tests.factories import make_member
from prevenio.portal.tests.street_sample import CENTRE, street_town
from prevenio.portal.tests.test_report_form import photo
from prevenio.reports.models import CategoryVersion, Outcome, Report, ReportClass
from prevenio.reports.operations.working import close
from prevenio.reports.receipts import words_of
from prevenio.reports.tests.factories import make_category, make_report
from tests.journeys.conftest import Visitor, for_residents

pytestmark = pytest.mark.journey
BASE = "/kielce/reports/"
PACK = Path(reports.__file__).parent / "packs" / "pl.json"
YESTERDAYS = """localStorage.setItem('report-kielce', JSON.stringify(
  {at: Date.now() - 24 * 3600 * 1000, fields: [['words', 'Wczoraj']]}))"""
FIELDS = ("icon", "names", "hints", "questions", "needs_words", "is_first")


@pytest.fixture
def town(db: None) -> Authority:
    town = street_town(languages=("pl", "cs", "en"))
    for number, row in enumerate(json.loads(PACK.read_text("utf-8"))["categories"]):
        known = {name: row[name] for name in FIELDS if name in row}
        make_category(town, code=row["code"], position=number, **known)
    return town


@for_residents
def test_a_report_is_sent_in_three_presses_and_read_again(
    visitor: Visitor, town: Authority, picture: Callable[[Page, str], None]
) -> None:
    page = visitor.page
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": CENTRE[0], "longitude": CENTRE[1]})
    visitor.go(f"{BASE}new/")
    picture(page, "report-what")
    page.locator(".report-choice").nth(2).click()
    page.wait_for_load_state()
    page.locator("[data-report-locate]").click()
    page.locator("[data-here-name]").filter(has_text=re.compile("...")).wait_for()
    visitor.look()
    picture(page, "report-where")
    page.locator(".report-here .button").click()
    page.wait_for_load_state()
    visitor.look()
    picture(page, "report-send")
    # A person takes longer for three presses; what comes sooner is taken for a machine.
    page.wait_for_timeout(3_200)
    page.locator("[data-report-go]").click()
    page.locator("[data-receipt-words]").wait_for()
    visitor.look()
    picture(page, "report-sent")

    words = page.locator("[data-receipt-words]").inner_text()
    report = Report.objects.get()
    assert (round(report.latitude, 3), report.email) == (CENTRE[0], "")
    assert report.language == visitor.language

    visitor.go(f"{BASE}receipt/")
    page.locator("input[name=code]").fill(words.upper())
    page.locator("input[name=code]").press("Enter")
    page.locator(".report-steps").wait_for()
    visitor.look()
    picture(page, "report-opened")
    assert report.reference in visitor.text()
    visitor.go(f"{BASE}{report.key}/")
    picture(page, "report-public")


@pytest.mark.parametrize(("screen", "language"), [("phone", "pl")])
def test_what_was_typed_outlives_a_reload_and_a_lost_connection(
    visitor: Visitor, town: Authority, picture: Callable[[Page, str], None]
) -> None:
    page = visitor.page
    for part in ("/kielce/", f"{BASE}new/kinds/", f"{BASE}new/where/?category=alcohol&list=towns"):
        visitor.go(part)
        picture(page, f"report-{len(part)}")
    page.evaluate(YESTERDAYS)
    visitor.go(f"{BASE}new/send/?category=alcohol&lat={CENTRE[0]}&lon={CENTRE[1]}")
    assert page.evaluate("localStorage.length") == 0
    for closed in page.locator(".report-part summary").all():
        closed.click()
    visitor.look()
    picture(page, "report-parts")
    page.locator("textarea[name=words]").fill("Codziennie wieczorem")
    page.reload()
    expect(page.locator("textarea[name=words]")).to_have_value("Codziennie wieczorem")

    page.wait_for_timeout(3_200)
    page.context.set_offline(True)
    page.locator("[data-report-go]").click()
    page.locator("[data-report-keeping]").wait_for(state="visible")
    picture(page, "report-offline")
    assert not Report.objects.exists()

    page.context.set_offline(False)
    page.locator("[data-receipt-words]").wait_for()
    assert Report.objects.get().texts.get().text == "Codziennie wieczorem"
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("screen", "language"), [("phone", "pl")])
def test_first_page_opens_without_a_network_once_it_was_seen(
    visitor: Visitor, town: Authority, picture: Callable[[Page, str], None]
) -> None:
    page = visitor.page
    visitor.go(f"{BASE}new/")
    wait_until_kept(page)
    page.context.set_offline(True)
    page.goto(f"{visitor.base}{BASE}new/")
    page.locator("[data-report-offline]").wait_for(state="visible")
    page.locator("#offline-category").select_option("alcohol")
    page.locator("#offline-words").fill("Piją na schodach")
    page.locator("[data-report-offline] .button--wide").click()
    page.locator("[data-offline-kept]").wait_for(state="visible")
    picture(page, "report-kept")
    page.goto(f"{visitor.base}{BASE}new/where/?category=alcohol")
    page.locator("[data-category=alcohol]").wait_for(state="visible")
    visitor.look()
    picture(page, "report-lost")

    page.context.set_offline(False)
    page.locator("[data-here]").wait_for()
    visitor.go(f"{BASE}new/")
    page.locator("[data-going-on]").click()
    page.locator("[data-here]").wait_for()
    visitor.look()
    expect(page.locator(".report-here input[name=words]")).to_have_value("Piją na schodach")


@pytest.mark.parametrize(("screen", "language"), [("phone", "cs")])
def test_photo_place_and_words_are_found_again_in_another_tab_and_sent_once(
    visitor: Visitor, town: Authority
) -> None:
    page = visitor.page
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": CENTRE[0], "longitude": CENTRE[1]})
    visitor.go(f"{BASE}new/")
    file: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo().read()}
    page.locator("[data-photo-first] input[type=file]").set_input_files(file)
    page.locator(".report-kept").wait_for()
    page.locator("button[value=alcohol]").click()
    page.locator("[data-report-locate]").click()
    page.locator("[data-here-name]").filter(has_text=re.compile("...")).wait_for()
    page.locator(".report-here .button").click()
    page.locator(".report-part:has([name=words]) summary").click()
    page.locator("textarea[name=words]").fill("Co noc")

    other = replace(visitor, page=page.context.new_page())
    other.go(f"{BASE}new/")
    other.page.locator("[data-going-on]").click()
    other.page.locator("[data-report-go]").wait_for()
    other.look()
    expect(other.page.locator("textarea[name=words]")).to_have_value("Co noc")
    for tab in (other.page, page):
        tab.locator("[data-report-go]").click()
        tab.locator("[data-receipt-words]").wait_for()
    report = Report.objects.get()
    assert (report.photos.count(), report.texts.get().text) == (1, "Co noc")


@pytest.mark.parametrize(("screen", "language"), [("wide", "pl"), ("phone", "cs")])
def test_a_delicate_page_is_left_at_once_and_nothing_is_kept(
    visitor: Visitor, town: Authority, picture: Callable[[Page, str], None]
) -> None:
    CategoryVersion.objects.filter(category__code="drugs").update(data_class=ReportClass.COUNTS)
    page = visitor.page
    visitor.go("/kielce/")
    visitor.go(f"{BASE}new/send/?category=drugs&lat={CENTRE[0]}&lon={CENTRE[1]}")
    page.locator(".report-part:has([name=words]) summary").click()
    page.locator("textarea[name=words]").fill("Sąsiad")
    picture(page, "report-leave")
    assert page.evaluate("localStorage.length") == 1
    # No other server is asked here.
    page.locator("[data-leave]").evaluate("one => { one.href = '/kielce/imprint/'; }")
    for _press in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/imprint/")
    assert page.evaluate("localStorage.length") == 0
    page.go_back()
    page.wait_for_url("**/kielce/")


@pytest.mark.parametrize(("screen", "language"), [("phone", "cs")])
def test_the_result_is_read_and_called_good_with_the_words(
    visitor: Visitor, town: Authority, picture: Callable[[Page, str], None]
) -> None:
    officer = make_member(authority=town, role=Role.COORDINATOR, name="Anna Koordynator")
    at = timezone.now()
    report = make_report(town, key="k", words="Tma", latitude=CENTRE[0], longitude=CENTRE[1], at=at)
    answer = "Lampa svítí."
    close(
        report=report, seen=report.revision, outcome=Outcome.SOLVED, text=answer, by=officer, at=at
    )
    page = visitor.page
    visitor.go(f"{BASE}receipt/")
    page.locator("input[name=code]").fill(words_of("k", "pl") + "x")
    page.locator("input[name=code]").press("Enter")
    page.locator(".notice--warn li").wait_for()
    visitor.look()
    picture(page, "report-slip")
    page.locator("input[name=code]").fill(words_of("k", "pl"))
    page.locator("input[name=code]").press("Enter")
    page.locator(".report-solved").wait_for()
    visitor.look()
    picture(page, "report-solved")
    assert answer in visitor.text()
    page.locator("button[value=solved]").click()
    page.locator(".notice--ok").wait_for()
    visitor.look()
    page.locator("button[value=ask-withdrawal]").click()
    page.locator("button[value=withdraw]").wait_for()
    visitor.look()
    report.refresh_from_db()
    assert report.is_happy


@pytest.mark.parametrize(("screen", "language"), [("wide", "en")])
def test_the_keyboard_alone_sends_a_report(visitor: Visitor, town: Authority) -> None:
    page = visitor.page
    visitor.go(f"{BASE}new/")
    tab_to(page, "button[name=category]")
    page.keyboard.press("Enter")
    page.locator("#q").wait_for()
    tab_to(page, "#q")
    page.keyboard.type("bodzentynska")
    page.keyboard.press("Enter")
    page.locator("button[name=hit]").first.wait_for()
    visitor.look()
    tab_to(page, "button[name=hit]")
    page.keyboard.press("Enter")
    page.locator("input[name=place][value^=Bodz]").wait_for(state="attached")
    visitor.look()
    tab_to(page, ".report-here .button")
    page.wait_for_timeout(1_500)
    page.keyboard.press("Enter")
    page.locator("[data-report-go]").wait_for()
    tab_to(page, "[data-report-go]")
    page.wait_for_timeout(1_500)
    page.keyboard.press("Enter")
    page.locator("[data-receipt-words]").wait_for()
    assert Report.objects.get().place_name.startswith("Bodzentyńska")


def wait_until_kept(page: Page) -> None:
    for _try in range(75):
        if page.evaluate("async () => Boolean(await caches.match(location.href))"):
            return
        page.wait_for_timeout(200)
    raise AssertionError("not kept")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus stands there."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement?.matches(wanted)", selector):
            return
    raise AssertionError(selector)
