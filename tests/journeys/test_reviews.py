"""The coordinator assesses a year; the head of the bureau takes the review all the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from prevenio.people.models import Authority, User
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews.models import AnnualReview, Assessment, ReviewState
from prevenio.reviews.tests.factories import accept, action, assess_all, make_period
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
BASE = "/testowo/desk/reviews/"


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    made = make_period(authority, coordinator)
    accept(made, "1.1", coordinator)
    return made


def test_coordinator_assesses(
    visitor: Visitor,
    authority: Authority,
    coordinator: User,
    period: ReportingPeriod,
    picture: Callable[[Page, str], None],
) -> None:
    visitor.sign_in(authority, coordinator)
    visitor.go(BASE)
    visitor.page.get_by_role("link", name="rok 2022").first.click()
    visitor.look()
    visitor.page.get_by_role("link", name="Obszar 1").first.click()
    visitor.look()
    picture(visitor.page, "reviews-area")

    one = action(period, "1.1")
    visitor.go(f"{BASE}{period.pk}/areas/{one.area_id}/proposed/")
    visitor.press("Take the proposed degrees")
    assert Assessment.objects.get().degree == "FULL"

    visitor.go(f"{BASE}{period.pk}/actions/{one.pk}/")
    page = visitor.page
    page.locator("input[name=degree][value=PARTLY]").check()
    page.locator("input[name=verdict][value=CHANGE]").check()
    visitor.press("Save the assessment")
    expect(page.locator(".govuk-error-summary, .error-summary")).to_have_count(1)
    page.locator("textarea[name=finding]").fill("Za mało zajęć.")
    picture(page, "reviews-assessment")
    visitor.press("Save the assessment")

    kept = Assessment.objects.get()
    assert (kept.degree, kept.verdict, kept.finding) == ("PARTLY", "CHANGE", "Za mało zajęć.")


def test_head_of_bureau_hands_over_the_review(
    visitor: Visitor,
    authority: Authority,
    coordinator: User,
    head_of_bureau: User,
    period: ReportingPeriod,
    picture: Callable[[Page, str], None],
) -> None:
    assess_all(period, coordinator)
    visitor.sign_in(authority, head_of_bureau)
    page = visitor.page
    visitor.go(f"{BASE}{period.pk}/")
    visitor.follow("Hand to the commission")
    visitor.press("Hand it over")
    picture(page, "reviews-with-commission")

    visitor.follow("Record the opinion")
    visitor.press("Record the opinion")
    page.locator("input[name=on]").fill("28.2.2023")
    page.locator("input[name=number]").fill("2/2023")
    page.locator("input[name=chair_name]").fill("Zofia Przykładowa")
    page.locator("input[name=chair_office]").fill("Prezydent Miasta")
    visitor.press("Record the opinion")

    visitor.follow("Record the day of the council")
    page.locator("input[name=on]").fill("30.3.2023")
    visitor.press("Record the day")
    visitor.follow("Publish")
    visitor.press("Publish")
    picture(page, "reviews-published")

    review = AnnualReview.objects.get()
    assert review.state == ReviewState.PUBLISHED
    assert review.content_digest in visitor.text()
