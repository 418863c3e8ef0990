"""An officer verifies, a place becomes an action, and whoever reported reads the result."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_member
from prevenio.portal.tests.street_sample import CENTRE, street_town
from prevenio.programme.models import Action, VersionState
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_programme,
    make_version,
)
from prevenio.reports.models import Channel, PlaceState, ProblemPlace, Report, ReportState
from prevenio.reports.receipts import words_of
from prevenio.reports.tests.factories import make_category, make_report
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
DESK = "/kielce/desk/reports/"
STAFF = pytest.mark.parametrize(
    ("screen", "language"), [("wide", "pl"), ("wide", "cs"), ("wide", "en"), ("phone", "pl")]
)


@pytest.fixture
def town(db: None) -> Authority:
    return street_town(languages=("pl", "cs", "en"))


@pytest.fixture
def officer(town: Authority) -> User:
    return make_member(authority=town, role=Role.COORDINATOR, name="Anna Koordynator")


@pytest.fixture
def action(town: Authority) -> Action:
    version = make_version(make_programme(town), state=VersionState.ADOPTED)
    return make_action(make_area(version), text="Oświetlenie ciemnych miejsc.")


@pytest.fixture
def reports(town: Authority) -> list[Report]:
    version = make_category(town, code="dark")
    at = timezone.now() - timedelta(hours=3)
    return [
        make_report(
            town,
            version=version,
            key=f"k{number}",
            words="Ciemno przy schodach.",
            latitude=CENTRE[0] + number * 1e-4,
            longitude=CENTRE[1],
            at=at,
        )
        for number in range(2)
    ]


@STAFF
def test_from_a_report_to_its_result(
    visitor: Visitor,
    town: Authority,
    officer: User,
    action: Action,
    reports: list[Report],
    picture: Callable[[Page, str], None],
) -> None:
    page, report = visitor.page, reports[0]
    visitor.sign_in(town, officer)
    visitor.go(DESK)
    picture(page, "reports-desk")
    visitor.go(f"{DESK}{report.pk}/")
    picture(page, "reports-detail")
    for step in ("reading", "confirmation"):
        page.locator(f"a[href$='/{step}/']").first.click()
        send(visitor)
    report.refresh_from_db()
    assert report.state == ReportState.CONFIRMED

    visitor.go(f"{DESK}bulk/join/?report={reports[0].pk}&report={reports[1].pk}")
    picture(page, "reports-join")
    page.locator("main input[name=name]").fill("Ciemne schody")
    send(visitor)
    place = ProblemPlace.objects.get()
    visitor.go(f"{DESK}places/")
    page.get_by_role("link", name="Ciemne schody").click()
    page.wait_for_load_state()
    visitor.look()
    picture(page, "place")
    page.locator("a[href$='/action/']").click()
    page.wait_for_load_state()
    page.locator("select[name=action]").select_option(str(action.pk))
    page.locator("textarea[name=text]").fill("Postawimy latarnię do końca miesiąca.")
    send(visitor)
    page.locator("a[href$='/end/']").click()
    page.wait_for_load_state()
    page.locator("input[name=is_solved][value=yes]").check()
    page.locator("textarea[name=text]").fill("Latarnia świeci, od miesiąca spokój.")
    send(visitor)
    place.refresh_from_db()
    assert (place.state, place.action) == (PlaceState.SOLVED, action)

    page.context.clear_cookies(name="sessionid")
    visitor.go("/kielce/reports/receipt/")
    page.locator("input[name=code]").fill(words_of("k1", "pl"))
    page.locator("input[name=code]").press("Enter")
    page.locator(".report-steps").wait_for()
    visitor.look()
    picture(page, "receipt-result")
    for told in ("Postawimy latarnię", "Latarnia świeci"):
        assert told in visitor.text()


@pytest.mark.parametrize(("screen", "language"), [("wide", "pl"), ("phone", "cs")])
def test_residents_see_reports_places_and_punctuality(
    visitor: Visitor,
    town: Authority,
    officer: User,
    reports: list[Report],
    picture: Callable[[Page, str], None],
) -> None:
    Report.objects.update(public_at=timezone.now() - timedelta(hours=1))
    visitor.go("/kielce/reports/")
    visitor.page.locator("[data-map-state=ready]").wait_for()
    visitor.page.wait_for_timeout(1_000)
    picture(visitor.page, "reports-list")
    expect(visitor.page.locator("main .row__title")).to_have_count(2)
    for part in ("places/", "punctuality/"):
        visitor.go(f"/kielce/reports/{part}")


@pytest.mark.parametrize(("screen", "language"), [("wide", "cs"), ("phone", "pl")])
def test_an_email_becomes_a_report(
    visitor: Visitor,
    town: Authority,
    officer: User,
    reports: list[Report],
    picture: Callable[[Page, str], None],
) -> None:
    letter = "From: Zofia <zofia@kielce.example>\nSubject: Ciemno\n\nOd tygodnia nie ma prądu.\n"
    file: FilePayload = {"name": "a.eml", "mimeType": "message/rfc822", "buffer": letter.encode()}
    page = visitor.page
    visitor.sign_in(town, officer)
    visitor.go(f"{DESK}taking/")
    page.locator(".taking-email summary").press("Enter")
    page.locator("#email_file").set_input_files(file)
    with page.expect_event("load"):
        page.locator("button[value=email]").press("Enter")
    visitor.look()
    page.locator("select[name=category]").select_option(index=1)
    page.locator("input[name=latitude]").fill(str(CENTRE[0]))
    page.locator("input[name=longitude]").fill(str(CENTRE[1]))
    picture(page, "taking-email")
    with page.expect_event("load"):
        page.locator(".buttons button[value=take]").press("Enter")
    visitor.look()

    report = Report.objects.get(channel=Channel.EMAIL)
    assert report.email == "zofia@kielce.example"
    assert report.texts.get().text.endswith("Od tygodnia nie ma prądu.")
    Report.objects.update(user=officer)
    visitor.go("/kielce/reports/mine/")
    page.locator(".row__title").first.press("Enter")
    page.locator(".report-steps").wait_for()
    visitor.look()


def send(visitor: Visitor) -> None:
    """Press the button of a step's form, and look at the page it leads to."""
    with visitor.page.expect_event("load"):
        visitor.page.locator("main form .buttons .button").first.click()
    visitor.look()
