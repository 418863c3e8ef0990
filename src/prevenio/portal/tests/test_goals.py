"""From a goal of the programme to what measures it, and back."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.indicators.models import Indicator, IndicatorClass, IndicatorLink, LinkKind
from prevenio.indicators.tests.factories import make_indicator, make_value
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority
from prevenio.portal.tests.sample import make_public_programme
from prevenio.programme.models import ProgrammeVersion, Statement, StatementKind
from prevenio.programme.tests.factories import make_programme, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 5, 20, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    return make_public_programme(authority)


@pytest.fixture
def site(client: Client, version: ProgrammeVersion) -> Client:
    client.cookies["django_language"] = "en"
    return client


def goal_of(version: ProgrammeVersion, kind: str = StatementKind.GOAL) -> Statement:
    found = version.statements.filter(kind=kind).order_by("position").first()
    if found is None:
        found = version.statements.create(kind=kind, position=1, text=f"Cel {kind}")
    return found


def link(indicator: Indicator, goal: Statement) -> None:
    IndicatorLink.objects.create(indicator=indicator, kind=LinkKind.GOAL, lineage=goal.lineage)


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    "kind", [StatementKind.MAIN_GOAL, StatementKind.GOAL, StatementKind.STRATEGY]
)
def test_a_goal_lists_what_measures_it_with_the_newest_value(
    kind: str, site: Client, version: ProgrammeVersion
) -> None:
    crimes = make_indicator(version.programme.authority, "W-01", name="Kradzieże <b>")
    make_value(crimes, 2023, 3100)
    make_value(crimes, 2024, 2900)
    goal = goal_of(version, kind)
    link(crimes, goal)

    page = words(site, "/testowo/programme/")

    anchor = f"{kind.lower().replace('_', '-')}-{goal.position}"
    assert f'id="{anchor}"' in page
    assert '<a href="/testowo/indicators/W-01/" lang="pl">Kradzieże &lt;b&gt;</a>' in page
    assert '<strong>2,900</strong> <span class="quiet">2024</span>' in page
    assert "3,100" not in page
    served = words(site, "/testowo/indicators/W-01/")
    assert "The goal that it serves" in served
    assert f'<a href="/testowo/programme/#{anchor}" lang="pl">' in served


def test_a_goal_tells_of_nothing_that_residents_may_not_see(
    site: Client, version: ProgrammeVersion
) -> None:
    authority, goal = version.programme.authority, goal_of(version)
    secret = make_indicator(authority, "X-1", name="Tajne", data_class=IndicatorClass.INTERNAL)
    few = make_indicator(authority, "X-2", name="Rzadkie", smallest_shown=5)
    make_value(few, 2023, 900)
    make_value(few, 2024, 3)
    corrected = make_indicator(authority, "X-3", name="Poprawione")
    wrong = make_value(corrected, 2024, 777)
    make_value(corrected, 2024, 778, supersedes=wrong, reason="Pomyłka.")
    foreign = make_indicator(make_authority(slug="inne"), "X-4", name="Cudze")
    for one in (secret, few, corrected, foreign):
        link(one, goal)

    page = words(site, "/testowo/programme/")

    assert "Tajne" not in page
    assert "Cudze" not in page
    assert 'Rzadkie</a><span class="quiet">too few to show</span>' in page
    assert "<strong>778</strong>" in page
    assert ">777<" not in page


def test_a_figure_without_a_number_says_why(site: Client, version: ProgrammeVersion) -> None:
    authority, goal = version.programme.authority, goal_of(version)
    few = make_indicator(authority, "X-1", name="Rzadkie", smallest_shown=5)
    make_value(few, 2020, 3)
    for one in (few, make_indicator(authority, "X-2", name="Puste")):
        link(one, goal)

    assert 'Puste</a><span class="quiet">no value</span>' in words(site, "/testowo/programme/")
    assert "There is no value yet" in words(site, "/testowo/indicators/X-2/")
    assert "The number is too small to be shown" in words(site, "/testowo/indicators/X-1/")
    assert "Rzadkie" in words(site, "/testowo/indicators/")


def test_goals_with_many_indicators_need_few_statements(
    site: Client,
    version: ProgrammeVersion,
    reader: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for goal in version.statements.filter(kind=StatementKind.GOAL):
        for _number in range(4):
            one = make_indicator(version.programme.authority)
            make_value(one, 2024, 50)
            link(one, goal)
    site.force_login(reader)
    site.get("/testowo/programme/")

    with django_assert_max_num_queries(8):
        words(site, "/testowo/programme/")
    with django_assert_max_num_queries(12):
        words(site, f"/testowo/indicators/{one.code}/")


def test_an_indicator_names_its_goal_in_the_wording_that_residents_read(
    site: Client, version: ProgrammeVersion
) -> None:
    authority, goal = version.programme.authority, goal_of(version)
    draft = make_version(version.programme, minor=1)
    draft.statements.create(
        kind=StatementKind.GOAL, position=1, lineage=goal.lineage, text="Cel ze szkicu"
    )
    past = make_programme(authority, first_year=2010, last_year=2012)
    earlier = make_version(past, is_public=True)
    old = goal_of(earlier)
    indicator = make_indicator(authority, "W-01")
    link(indicator, goal)
    link(indicator, old)

    page = words(site, "/testowo/indicators/W-01/")

    assert "The goals that it serves" in page
    assert "Cel ze szkicu" not in page
    assert 'href="/testowo/programme/#goal-1"' in page
    assert f'href="/testowo/periods/{past.pk}/programme/#goal-1"' in page
    assert "goal that it serves" not in words(
        site, f"/testowo/indicators/{make_indicator(authority).code}/"
    )
