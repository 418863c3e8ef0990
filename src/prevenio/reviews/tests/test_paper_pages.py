"""The pages with the documents of a period: who sees them, what they say, what they cost."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.places.models import Municipality
from prevenio.programme.models import Initiative
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import operations
from prevenio.reviews.models import Batch
from prevenio.reviews.tests.factories import LATER, accept, make_head, make_period
from prevenio.reviews.tests.factories import address_of as at

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(authority: Authority) -> User:
    cache.clear()
    return make_head(authority)


@pytest.fixture
def period(authority: Authority, head: User) -> ReportingPeriod:
    made = make_period(authority, head)
    accept(made, "1.1", head)
    return made


@pytest.fixture
def batch(period: ReportingPeriod, head: User) -> Batch:
    town = Municipality.objects.create(authority=period.authority, name="Miasto", code="1")
    one = Initiative.objects.create(version=period.version, position=1, name="Kamery")
    one.municipalities.add(town)
    return operations.begin_batch(period=period, municipalities=[town], by=head, at=LATER)


def pages(period: ReportingPeriod, batch: Batch) -> list[str]:
    return [
        at("papers", period.pk),
        at("bodies", period.pk),
        at("goals", period.version_id),
        at("batch", batch.pk),
    ]


def test_pages_take_at_most_eight_statements(
    client: Client,
    authority: Authority,
    period: ReportingPeriod,
    batch: Batch,
    head: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    others = [make_body(authority=authority, short_name=f"B{place}") for place in range(60)]
    one = period.returns.get(action__code="1.2")
    for other in others:
        one.pk, one._state.adding, one.body, one.part = None, True, other, "CO_RESPONSIBLE"
        one.save()
    client.force_login(head)
    client.get(at("periods"))

    for page in (*pages(period, batch), at("bodies", period.pk) + "?page=2", at("periods")):
        with django_assert_max_num_queries(8):
            assert client.get(page).status_code == 200, page


@pytest.mark.slow
def test_documents_are_downloaded_and_their_size_is_remembered(
    client: Client, period: ReportingPeriod, reader: User
) -> None:
    client.force_login(reader)
    year = period.last_day.year
    body = period.returns.first().body_id  # type: ignore[union-attr]
    asked = {
        at("deck", period.pk): b"PK",
        at("everything", period.pk): b"PK",
        at("goals-half-pdf", period.version_id, year): b"%PDF",
        at("goals-year-docx", period.version_id, year): b"PK",
        at("statement-pdf", period.pk, body): b"%PDF",
        at("statement-docx", period.pk, body): b"PK",
    }
    before = client.get(at("papers", period.pk)).content.decode()

    for address, begins in asked.items():
        answer = client.get(address)
        assert answer.content.startswith(begins), address
        assert answer.headers["Cache-Control"] == "private, no-store"

    after = client.get(at("papers", period.pk)).content.decode()
    # With its number: a token of a form may hold the two letters by chance.
    sizes = [len(re.findall(r"\d\sKB", page)) for page in (before, after)]
    assert sizes == [0, 4]
    assert client.get(at("goals-half-pdf", period.version_id, 1)).status_code == 404


def test_bureau_releases_a_statement(
    client: Client, period: ReportingPeriod, coordinator: User, reader: User
) -> None:
    body = period.returns.first().body_id  # type: ignore[union-attr]
    page = at("release", period.pk, body)

    client.force_login(reader)
    assert client.post(page).status_code == 403
    client.force_login(coordinator)
    assert client.post(page).status_code == 302
    assert client.get(page).status_code == 302

    assert period.released_statements.count() == 1


def test_assessed_bodies_find_nothing(
    client: Client, period: ReportingPeriod, batch: Batch, reporter: User, body: Body
) -> None:
    client.force_login(reporter)
    addresses = [*pages(period, batch), at("deck", period.pk), at("batch-new", period.pk)]

    assert [client.get(page).status_code for page in addresses] == [404] * 6
    assert client.get(at("own-statements")).status_code == 200


def test_stranger_does_not_learn_that_they_exist(
    client: Client, period: ReportingPeriod, batch: Batch, stranger: User
) -> None:
    client.force_login(stranger)
    addresses = [*pages(period, batch), at("everything", period.pk), at("batch-zip", batch.pk)]

    assert [client.get(page).status_code for page in addresses] == [404] * 6
    assert client.get(at("own-statements")).status_code == 404
