"""The public list of reports: what residents may see, in few statements."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.reports.models import Outcome, ReportClass, ReportState
from prevenio.reports.tests.factories import HERE, make_category, make_ground, make_report, make_row

pytestmark = pytest.mark.django_db
LIST = "/testowo/reports/"


@pytest.fixture
def authority() -> Authority:
    authority = make_authority(slug="testowo", country="PL", languages=["en", "pl"])
    make_ground(authority)
    return authority


def page_of(client: Client, query: str = "") -> str:
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_what_is_public_is_listed(client: Client, authority: Authority) -> None:
    shown = make_report(authority, words="Tajne słowa", place_name="Dom Jana")
    hidden = [
        make_report(authority, doubt="many"),
        make_report(authority, version=make_category(authority, data_class=ReportClass.COUNTS)),
        make_report(authority, version=make_category(authority, data_class=ReportClass.INTERNAL)),
        make_row(
            authority,
            version=make_category(authority),
            public_at=timezone.now() + timedelta(hours=1),
        ),
        make_row(
            authority,
            version=make_category(authority),
            state=ReportState.CLOSED,
            outcome=Outcome.SPAM,
        ),
    ]
    page = page_of(client)
    assert str(shown.key) in page
    assert not [one for one in hidden if str(one.key) in page]
    for private in ("Tajne", "Dom Jana", str(HERE[0]), str(HERE[1])):
        assert private not in page


def test_the_list_is_narrowed_by_state_and_category(client: Client, authority: Authority) -> None:
    version = make_category(authority, code="alcohol")
    one = make_report(authority, version=version)
    ended = make_row(
        authority,
        version=version,
        state=ReportState.CLOSED,
        outcome=Outcome.SOLVED,
        closed_at=timezone.now(),
    )
    other = make_report(authority)
    assert str(ended.key) not in page_of(client, "?state=open")
    assert str(one.key) not in page_of(client, "?state=closed")
    page = page_of(client, "?category=alcohol")
    assert str(one.key) in page
    assert str(other.key) not in page
    pills = client.get(f"{LIST}?category=alcohol&state=open").context["pills"]
    assert [number for _key, _label, number in pills] == [2, 1, 1]
    assert [number for *_words, number in client.get(LIST).context["pills"]] == [3, 2, 1]


@pytest.mark.parametrize(
    "query", ["?state=%00", "?category=%00x", "?page=-1", "?page=9999999", "?state=HELD&category="]
)
def test_hostile_questions_are_answered(client: Client, authority: Authority, query: str) -> None:
    make_report(authority)
    page_of(client, query)


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_makes_few_statements(
    client: Client, authority: Authority, number: int, django_assert_max_num_queries: Any
) -> None:
    version = make_category(authority)
    for _ in range(number):
        make_row(authority, version=version)
    page_of(client)
    with django_assert_max_num_queries(8):
        page_of(client)


def test_the_first_day_says_so(client: Client, authority: Authority) -> None:
    page = page_of(client)
    assert "No report is like this" in page
    assert "Show all reports" not in page


def test_what_nothing_is_like_leads_back_to_all(client: Client, authority: Authority) -> None:
    make_report(authority)
    page = page_of(client, "?state=closed")
    assert f'href="{LIST}">Show all reports' in page
