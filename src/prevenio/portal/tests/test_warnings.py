"""A warning stands on top of the first page until its end; afterwards it is news like others."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.editorial.models import Article
from prevenio.editorial.queries.public import MOST_WARNINGS, on_first_page
from prevenio.editorial.tests.factories import make_item
from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=6)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def read(client: Client, slug: str = "testowo") -> str:
    client.cookies["django_language"] = "en"
    return client.get(f"/{slug}/").content.decode()


def test_warning_stands_on_top_until_its_end(client: Client, authority: Authority) -> None:
    make_item(authority, title="Smog", warning_until=LATER)

    page = read(client)

    top = page[page.index("<aside") : page.index("<main")]
    assert "Smog" in top
    assert "Until 2 March 2026" in top.replace("\xa0", " ")
    assert "Smog" not in page[page.index("<main") :]


def test_after_its_end_it_is_news_like_others(client: Client, authority: Authority) -> None:
    make_item(authority, title="Smog", warning_until=NOW)

    page = read(client)

    assert "home-warnings" not in page
    assert "Smog" in page[page.index("<main") :]


def test_nothing_stands_there_when_there_is_no_warning(
    client: Client, authority: Authority
) -> None:
    make_item(authority, title="Festyn")

    assert "home-warnings" not in read(client)


def test_draft_of_a_warning_warns_nobody(client: Client, authority: Authority) -> None:
    make_item(authority, title="Smog", warning_until=LATER, live=False)

    assert "Smog" not in read(client)


def test_warning_of_another_authority_is_not_shown(client: Client, authority: Authority) -> None:
    make_item(make_authority(slug="inne"), title="Smog", warning_until=LATER)

    assert "Smog" not in read(client)


def test_words_of_a_warning_are_never_markup(client: Client, authority: Authority) -> None:
    make_item(authority, title="<script>x</script>", warning_until=LATER)

    assert "<script>x" not in read(client)


def test_more_warnings_than_fit_go_on_as_news(authority: Authority) -> None:
    for number in range(MOST_WARNINGS + 1):
        make_item(authority, title=f"Smog {number}", warning_until=LATER)
    make_item(authority, title="Festyn")
    make_item(authority, model=Article, title="Artykuł")

    found = on_first_page(authority, "pl", 3, at=NOW)

    assert len(found.warnings) == MOST_WARNINGS
    assert [one.title for one in found.news] == ["Smog 0", "Festyn"]


def test_warnings_and_news_cost_one_statement(
    authority: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        make_item(authority, title=f"Smog {number}", warning_until=LATER if number % 2 else None)

    with django_assert_max_num_queries(1):
        found = on_first_page(authority, "pl", 3, at=NOW)

    assert len(found.news) == 3


def test_page_of_a_warning_says_how_long_it_holds(client: Client, authority: Authority) -> None:
    item = make_item(authority, title="Smog", warning_until=LATER)
    client.cookies["django_language"] = "en"

    assert "It holds until" in client.get(item.url).content.decode()
