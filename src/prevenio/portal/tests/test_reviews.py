"""Published reviews on the public site; nothing of a review before it is published."""

from datetime import date

import pytest
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority
from prevenio.returns import operations as returns
from prevenio.returns.models import ReportingPeriod
from prevenio.returns.tests.factories import MORNING, make_period, submit
from prevenio.reviews import operations
from prevenio.reviews.models import Degree
from prevenio.reviews.operations import Judgement

LATER = MORNING.replace(month=4)


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    """One action, reported, accepted, released and assessed."""
    period = make_period(authority, coordinator)
    one = period.returns.get()
    submit(one)
    returns.accept_return(action_return=one, by=coordinator, at=MORNING)
    returns.release_states(period=period, by=coordinator, at=MORNING)
    judgement = Judgement(Degree.LARGELY)
    operations.assess_action(
        period=period, action=one.action, judgement=judgement, by=coordinator, at=MORNING
    )
    return period


def publish(period: ReportingPeriod, by: User) -> None:
    operations.hand_to_commission(period=period, by=by, at=LATER)
    opinion = operations.Opinion(date(2023, 2, 28), "", "Komisja przyjmuje.", "Jan", "starosta")
    operations.record_opinion(period=period, opinion=opinion, by=by, at=LATER)
    operations.record_council(period=period, on=date(2023, 3, 30), number="", by=by, at=LATER)
    operations.publish_review(period=period, by=by, at=LATER)


def test_before_it_is_published_there_is_nothing(
    client: Client, period: ReportingPeriod, coordinator: User
) -> None:
    operations.hand_to_commission(period=period, by=coordinator, at=LATER)

    assert client.get(f"/testowo/reviews/{period.pk}/").status_code == 404
    assert client.get(f"/testowo/reviews/{period.pk}/document.pdf").status_code == 404
    assert "rok 2022" not in client.get("/testowo/reviews/").content.decode()
    assert f"/reviews/{period.pk}/" not in client.get("/testowo/actions/8.3/").content.decode()


@pytest.mark.parametrize("language", ["pl", "cs", "en"])
def test_a_published_review_is_read_and_downloaded(
    client: Client, period: ReportingPeriod, coordinator: User, language: str
) -> None:
    publish(period, coordinator)
    client.cookies["django_language"] = language

    listed = client.get("/testowo/reviews/").content.decode()
    page = client.get(f"/testowo/reviews/{period.pk}/").content.decode()
    document = client.get(f"/testowo/reviews/{period.pk}/document.pdf")

    assert f"/reviews/{period.pk}/" in listed
    assert "Czujniki czadu" in page
    assert "Komisja przyjmuje." in page
    assert b"".join(document).startswith(b"%PDF-")


def test_the_page_of_an_action_leads_to_its_assessment(
    client: Client, period: ReportingPeriod, coordinator: User
) -> None:
    publish(period, coordinator)

    page = client.get("/testowo/actions/8.3/").content.decode()

    assert f"/reviews/{period.pk}/#8" in page


def test_another_authority_does_not_show_it(
    client: Client, period: ReportingPeriod, coordinator: User
) -> None:
    publish(period, coordinator)
    make_authority(slug="obcowo")

    assert client.get(f"/obcowo/reviews/{period.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["reviews/", "reviews/{}/"])
def test_pages_of_reviews_take_few_statements(
    client: Client,
    period: ReportingPeriod,
    coordinator: User,
    path: str,
    django_assert_max_num_queries: object,
) -> None:
    publish(period, coordinator)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get("/testowo/" + path.format(period.pk))
