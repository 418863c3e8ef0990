from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Proposal
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews.models import AnnualReview, Assessment, Degree, ReviewState
from prevenio.reviews.tests.factories import (
    accept,
    action,
    assess_all,
    change,
    make_head,
    make_period,
    make_published,
)

pytestmark = pytest.mark.django_db
TODAY = datetime(2023, 4, 3, 10, 0, tzinfo=ZoneInfo("Europe/Warsaw"))


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def head(authority: Authority) -> User:
    return make_head(authority)


@pytest.fixture
def period(authority: Authority, head: User) -> ReportingPeriod:
    made = make_period(authority, head)
    accept(made, "1.1", head)
    return made


def at(name: str, *args: int) -> str:
    return "/testowo" + reverse(
        f"reviews:{name}", args=args, urlconf="prevenio.config.authority_urls"
    )


def pages(period: ReportingPeriod) -> list[str]:
    one = action(period, "1.1")
    return [
        at("periods"),
        at("review", period.pk),
        at("area", period.pk, one.area_id),
        at("assessment", period.pk, one.pk),
    ]


def test_pages_take_at_most_eight_statements(
    client: Client,
    period: ReportingPeriod,
    head: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    assess_all(period, head)
    client.force_login(head)
    client.get(at("periods"))

    for page in pages(period):
        with django_assert_max_num_queries(8):
            assert client.get(page).status_code == 200


def test_coordinator_takes_proposed_degrees_and_mends_one(
    client: Client, period: ReportingPeriod, coordinator: User
) -> None:
    client.force_login(coordinator)
    one = action(period, "1.1")

    asked = client.get(at("proposed", period.pk, one.area_id))
    assert "dla 1 działania" in asked.content.decode()
    client.post(at("proposed", period.pk, one.area_id))
    assert Assessment.objects.get().degree == Degree.FULL

    said = {
        "degree": "PARTLY",
        "verdict": "CHANGE",
        "finding": "Za mało.",
        "reason_codes": ["MONEY", "STAFF"],
        "follow_up": "Plan.",
        "follow_up_by": "30.6.2023",
    }
    answer = client.post(at("assessment", period.pk, one.pk), said)
    assert answer.status_code == 302
    client.post(at("degree", period.pk, one.pk), {"degree": "LARGELY"})

    kept = Assessment.objects.get()
    assert (kept.degree, kept.verdict, kept.finding) == ("LARGELY", "CHANGE", "Za mało.")
    assert kept.reason_codes == ["MONEY", "STAFF"]


def test_refusals_stand_in_the_form(
    client: Client, period: ReportingPeriod, coordinator: User
) -> None:
    client.force_login(coordinator)
    page = at("assessment", period.pk, action(period, "1.1").pk)

    answer = client.post(page, {"degree": "PARTLY", "verdict": "STOP"})
    assert answer.status_code == 422
    assert "dlaczego działanie ma się zakończyć" in answer.content.decode()
    answer = client.post(page, {"degree": "BEST", "verdict": "KEEP"})
    assert answer.status_code == 422

    assert not Assessment.objects.exists()


def test_head_takes_the_review_all_the_way(
    client: Client, period: ReportingPeriod, head: User
) -> None:
    assess_all(period, head)
    change(period, head, "1.2")
    client.force_login(head)
    opinion = {"on": "28.2.2023", "number": "2/2023", "text": "", "chair_name": "Z. P."}

    client.post(at("plan", period.pk), {"commission_on": "28.2.2023", "council_on": "30.3.2023"})
    client.post(at("changes", period.pk))
    client.post(at("handing-over", period.pk))
    client.post(at("sending-back", period.pk), {"reason": "Za krótko."})
    assert "Za krótko." in client.get(at("review", period.pk)).content.decode()
    client.post(at("handing-over", period.pk))
    assert client.post(at("opinion", period.pk), opinion).status_code == 422
    client.post(at("opinion", period.pk), {**opinion, "chair_office": "Prezydent"})
    client.post(at("council", period.pk), {"on": "30.3.2023", "number": ""})
    client.post(at("publication", period.pk))

    review = AnnualReview.objects.get()
    assert review.state == ReviewState.PUBLISHED
    assert review.content_digest in client.get(at("review", period.pk)).content.decode()
    assert Proposal.objects.count() == 1


def test_step_out_of_order_changes_nothing(
    client: Client, period: ReportingPeriod, head: User
) -> None:
    client.force_login(head)

    for name in ("handing-over", "publication"):
        assert client.post(at(name, period.pk)).status_code == 302
    said = {"on": "30.3.2023", "number": ""}
    assert client.post(at("council", period.pk), said).status_code == 422

    assert not AnnualReview.objects.exclude(state=ReviewState.DRAFT).exists()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_review_is_downloaded(
    client: Client, period: ReportingPeriod, reader: User, kind: str
) -> None:
    client.force_login(reader)

    answer = client.get(at(kind, period.pk))

    assert answer.status_code == 200
    assert f'2022.{kind}"' in answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"%PDF" if kind == "pdf" else b"PK")


def test_reader_reads_and_changes_nothing(
    client: Client, period: ReportingPeriod, reader: User
) -> None:
    client.force_login(reader)
    one = action(period, "1.1")

    for page in pages(period):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "<textarea" not in answer.content.decode()
    for name, number in (("degree", one.pk), ("assessment", one.pk)):
        answer = client.post(at(name, period.pk, number), {"degree": "FULL", "verdict": "KEEP"})
        assert answer.status_code == 403
    for name in ("plan", "handing-over", "sending-back", "opinion", "council", "publication"):
        assert client.get(at(name, period.pk)).status_code == 403

    assert not Assessment.objects.exists()


def test_officer_assesses_but_hands_nothing_over(
    client: Client, period: ReportingPeriod, programme_officer: User
) -> None:
    client.force_login(programme_officer)

    assert "<textarea" in client.get(pages(period)[3]).content.decode()
    assert client.post(at("handing-over", period.pk)).status_code == 403


def test_assessed_bodies_find_nothing(
    client: Client, period: ReportingPeriod, reporter: User, body: Body
) -> None:
    client.force_login(reporter)

    assert [client.get(page).status_code for page in pages(period)] == [404] * 4


def test_stranger_does_not_learn_that_the_period_exists(
    client: Client, period: ReportingPeriod, stranger: User
) -> None:
    client.force_login(stranger)
    addresses = [*pages(period), at("pdf", period.pk), at("handing-over", period.pk)]

    assert [client.get(page).status_code for page in addresses] == [404] * 6


def test_areas_and_actions_of_another_wording_are_not_found(
    client: Client, period: ReportingPeriod, head: User
) -> None:
    other = make_period(head.memberships.get().authority, head, codes=("9.1",), body="SM")
    foreign = action(other, "9.1")
    client.force_login(head)

    for page in (
        at("area", period.pk, foreign.area_id),
        at("proposed", period.pk, foreign.area_id),
        at("assessment", period.pk, foreign.pk),
    ):
        assert client.get(page).status_code == 404


def test_frozen_review_shows_no_forms(client: Client, authority: Authority, head: User) -> None:
    period = make_published(make_period(authority, head), head)
    client.force_login(head)

    for page in pages(period)[2:]:
        assert "<select" not in client.get(page).content.decode()
    client.post(at("degree", period.pk, action(period, "1.1").pk), {"degree": "PARTLY"})

    assert not Assessment.objects.filter(degree=Degree.PARTLY).exists()


def test_hostile_words_are_only_words(client: Client, period: ReportingPeriod, head: User) -> None:
    client.force_login(head)
    one = action(period, "1.1")
    said = {"degree": "PARTLY", "verdict": "CHANGE", "finding": "<script>alert(1)</script>"}

    client.post(at("assessment", period.pk, one.pk), said)

    for page in pages(period):
        assert "<script>alert" not in client.get(page).content.decode()
    for query in ("?page=%00", "?q=%27%22"):
        assert client.get(at("periods") + query).status_code == 200
    answer = client.post(at("opinion", period.pk), {"on": "99.99.9999", "chair_name": "x\x00"})
    assert answer.status_code == 422


def test_authority_without_periods_has_an_honest_page(
    client: Client, authority: Authority, head: User
) -> None:
    client.force_login(head)

    assert "Nie ma jeszcze okresu" in client.get(at("periods")).content.decode()


def test_an_action_without_an_accepted_return_is_not_judged_by_a_slip(
    client: Client, coordinator: User, period: ReportingPeriod
) -> None:
    client.force_login(coordinator)
    silent = action(period, "1.2")

    page = client.get(at("area", period.pk, silent.area_id)).content.decode()
    client.post(at("degree", period.pk, silent.pk), {"degree": ""})

    assert page.count('<option value="">') == 1
    assert not Assessment.objects.exists()
