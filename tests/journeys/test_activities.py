"""A reporter records from a phone or by keyboard alone; a resident signs up and may come."""

import re
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from playwright.sync_api import Page, expect

from prevenio.activities.models import Activity, ActivityKind, Finding, MeasureRole, SignUp
from prevenio.activities.tests.factories import make_activity, make_kind, make_measure
from prevenio.activities.tokens import token_of
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import local_today, make_body, make_member
from prevenio.programme.models import Action
from prevenio.returns.tests.factories import make_action, make_version
from tests.journeys.conftest import Visitor, for_residents

pytestmark = pytest.mark.journey
RECORD = "/testowo/desk/activities/record/"


@pytest.fixture
def police(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="KMP", name="Policja")


@pytest.fixture
def action(authority: Authority, police: Body) -> Action:
    return make_action(make_version(authority), police, code="4.3", title="Bezpieczny senior")


@pytest.fixture
def officer(police: Body) -> User:
    return make_member(body=police, role=Role.REPORTER, name="Ewa Dzielnicowa")


@pytest.fixture
def inspection(authority: Authority) -> ActivityKind:
    """A kind with a number and with findings."""
    kind = make_kind(authority, key="inspection", name="Kontrola szkoły", has_findings=True)
    make_measure(kind, "checked", role=MeasureRole.CHECKED)
    return kind


@pytest.fixture
def meeting(authority: Authority) -> ActivityKind:
    return make_kind(authority, key="meeting", name="Spotkanie", measures=("people.seniors",))


def test_reporter_records_what_was_done(
    visitor: Visitor,
    authority: Authority,
    officer: User,
    action: Action,
    meeting: ActivityKind,
    picture: Callable[[Page, str], None],
) -> None:
    visitor.sign_in(authority, officer)
    visitor.follow("Record an activity")
    page = visitor.page
    page.locator("button[name=kind][value=meeting]").click()
    page.wait_for_load_state()
    visitor.look()
    page.locator("input[name=place]").fill("Klub Seniora, ul. Żytnia 12")
    page.locator(".record-number input").first.fill("24")
    page.get_by_text("Bezpieczny senior").first.click()
    picture(page, "record-activity")
    visitor.press("Record the activity")

    (done,) = Activity.objects.all()
    assert (done.place, done.lineage) == ("Klub Seniora, ul. Żytnia 12", action.lineage)
    assert done.values.get().number == 24
    assert "24" in visitor.text()
    visitor.go("/testowo/desk/activities/")
    assert "Klub Seniora" in visitor.text()


def test_what_is_missing_is_said_and_what_was_typed_stays(
    visitor: Visitor, authority: Authority, officer: User, action: Action, meeting: ActivityKind
) -> None:
    visitor.sign_in(authority, officer)
    visitor.go(f"{RECORD}?kind=meeting")
    page = visitor.page
    page.locator("input[name=place]").fill("Świetlica")
    page.locator(".record-number input").first.fill("dużo")
    visitor.press("Record the activity")

    expect(page.locator(".govuk-error-summary")).to_have_count(1)
    expect(page.locator("input[name=place]")).to_have_value("Świetlica")
    expect(page.locator(".record-number input").first).to_have_value("dużo")
    assert not Activity.objects.exists()


def test_recording_by_keyboard_alone(
    visitor: Visitor,
    screen: str,
    authority: Authority,
    officer: User,
    action: Action,
    meeting: ActivityKind,
) -> None:
    if screen == "phone":
        pytest.skip("a phone has no keyboard")
    visitor.sign_in(authority, officer)
    visitor.go(f"{RECORD}?kind=meeting")
    keys = visitor.page.keyboard
    tab_to(visitor, "input[name=place]")
    keys.type("Szkoła nr 7")
    tab_to(visitor, "input[name=subject]")
    keys.press("Space")
    tab_to(visitor, ".record-number input")
    keys.type("31")
    tab_to(visitor, ".record-end button")
    keys.press("Enter")
    visitor.page.wait_for_url(re.compile(r"/activities/\d+/"))

    (done,) = Activity.objects.all()
    assert done.place == "Szkoła nr 7"
    assert done.values.get().number == 31


def tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until the thing has the focus; it must be within reach."""
    for _press in range(80):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("one => document.activeElement?.matches(one)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_a_finding_is_followed_until_it_is_remedied(
    visitor: Visitor,
    authority: Authority,
    officer: User,
    action: Action,
    police: Body,
    inspection: ActivityKind,
    picture: Callable[[Page, str], None],
) -> None:
    done = make_activity(kind=inspection, body=police, action=action, title="SP nr 7")
    visitor.sign_in(authority, officer)
    visitor.go(f"/testowo/desk/activities/{done.pk}/findings/new/")
    visitor.page.locator("textarea").first.fill("Brak znaku przy przejściu")
    visitor.page.locator("main form[method=post] button.button").last.click()
    visitor.page.wait_for_load_state()

    finding = Finding.objects.get()
    visitor.go("/testowo/desk/activities/findings/")
    picture(visitor.page, "findings")
    assert "Brak znaku" in visitor.text()
    visitor.go(f"/testowo/desk/activities/findings/{finding.pk}/")


@for_residents
def test_resident_signs_up_and_confirms(
    visitor: Visitor,
    authority: Authority,
    action: Action,
    police: Body,
    meeting: ActivityKind,
    picture: Callable[[Page, str], None],
) -> None:
    event = make_activity(
        kind=meeting,
        body=police,
        action=action,
        title="Jak nie dać się oszukać",
        place="Klub Seniora",
        state="PLANNED",
        first_day=local_today() + timedelta(days=9),
        begins_at=time(16, 30),
        is_on_calendar=True,
        capacity=12,
    )
    ActivityKind.objects.filter(pk=meeting.pk).update(takes_sign_up=True)
    visitor.go("/testowo/calendar/")
    visitor.page.get_by_role("link", name="Jak nie dać się oszukać").first.click()
    visitor.look()
    picture(visitor.page, "event")
    visitor.page.locator("input[name=name]").fill("Zofia Seniorka")
    visitor.page.locator("input[name=email]").fill("zofia@example.org")
    visitor.press("Sign up")
    # The letter holds this address; it keeps no text once it has gone out.
    visitor.go(f"/testowo/calendar/sign-ups/{token_of(SignUp.objects.get(activity=event))}/")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()

    assert SignUp.objects.get(activity=event).state == "PLACE"
