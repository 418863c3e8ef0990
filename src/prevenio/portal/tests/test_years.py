from datetime import date

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, User
from prevenio.portal.tests.sample import make_public_programme
from prevenio.programme.models import Milestone, ProgrammeVersion
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    version = make_version(make_programme(authority), is_public=True)
    area = make_area(version)
    make_action(area, title="Kontrole")
    make_action(area, title="Nowe światła", first_year=2022)
    make_action(area, title="Wały", condition="Gdy wzbiera rzeka")
    make_action(area, title="Bezdomni zimą", season_first_month=11, season_last_month=3)
    make_action(area, title="Raport", ends_on=date(2022, 6, 30))
    make_action(area, title="Dawne", last_year=2021)
    make_initiative(version, name="Bezpieczna droga", first_year=2022, last_year=2022, number=4)
    Milestone.objects.create(version=version, position=1, text="Narada", on=date(2022, 9, 8))
    return version


def read(client: Client, address: str, language: str = "en") -> str:
    client.cookies["django_language"] = language
    response = client.get(f"/testowo/{address}")
    assert response.status_code == 200
    return " ".join(response.text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            "<strong>5 actions</strong> are planned for 2022. 1 begins in this year. "
            "1 ends in this year. 1 is done only when something happens. 1 keeps to a season.",
        ),
        (
            "pl",
            "Na 2022 rok zaplanowano <strong>5 działań</strong>. 1 zaczyna się w tym roku. "
            "1 kończy się w tym roku. 1 jest wykonywane tylko wtedy, gdy coś się wydarzy. "
            "1 zależy od pory roku.",
        ),
        (
            "cs",
            "Na rok 2022 je naplánováno <strong>5 opatření</strong>. 1 v tomto roce začíná. "
            "1 v tomto roce končí. 1 se provádí, jen když se něco stane. "
            "1 se řídí ročním obdobím.",
        ),
    ],
)
def test_the_page_begins_with_the_answer(
    version: ProgrammeVersion, client: Client, language: str, sentences: str
) -> None:
    assert sentences in read(client, "programme/years/2022/", language)


def test_the_page_shows_what_is_due_and_when(version: ProgrammeVersion, client: Client) -> None:
    page = read(client, "programme/years/2022/")

    for words in (
        "Nowe światła",
        "Gdy wzbiera rzeka",
        "From November to March, goes on from the year before",
        "To be done by 30 June 2022",
        "8 September 2022",
        "Bezpieczna droga",
        "in this year only",
    ):
        assert words in page
    assert "Dawne" not in page
    months = [page.index(f">{name}</h3>") for name in ("January", "June", "September", "November")]
    assert months == sorted(months)


def test_years_are_linked_from_each_other_and_from_the_programme(
    version: ProgrammeVersion, client: Client
) -> None:
    for address in ("programme/", "programme/years/2021/"):
        page = read(client, address)
        for year in (2021, 2022, 2023):
            assert f'href="/testowo/programme/years/{year}/"' in page
    assert 'years/2021/" aria-current="page"' in page


@pytest.mark.parametrize("year", ["2020", "2024", "0", "99999999999999999999"])
def test_a_year_outside_the_programme_is_not_found(
    version: ProgrammeVersion, client: Client, year: str
) -> None:
    assert client.get(f"/testowo/programme/years/{year}/").status_code == 404


@pytest.mark.parametrize(
    ("now", "year"), [("2019-05-01", 2021), ("2022-05-01", 2022), ("2026-05-01", 2023)]
)
def test_without_a_year_the_nearest_one_is_shown(
    version: ProgrammeVersion, client: Client, now: str, year: int
) -> None:
    with time_machine.travel(now):
        response = client.get("/testowo/programme/years/", follow=True)

    assert response.redirect_chain[-1][0] == f"/testowo/programme/years/{year}/"
    assert response.status_code == 200


def test_the_year_of_another_period_stays_in_it(version: ProgrammeVersion, client: Client) -> None:
    past = make_programme(version.programme.authority, first_year=2015, last_year=2016)
    make_action(make_area(make_version(past, is_public=True)), title="Sprzed lat")
    below = f"/testowo/periods/{past.pk}/programme/years/"

    response = client.get(below, follow=True)

    assert response.redirect_chain[-1][0] == f"{below}2016/"
    assert f'href="{below}2015/"' in response.text
    assert f'href="/testowo/periods/{past.pk}/actions/1.1/"' in response.text
    assert client.get("/testowo/programme/years/2016/").status_code == 404


def test_an_open_programme_is_read_up_to_this_year(authority: Authority, client: Client) -> None:
    programme = make_programme(authority, first_year=2024, last_year=None)
    make_initiative(make_version(programme, is_public=True), name="Linka")

    with time_machine.travel("2026-11-28"):
        page = read(client, "programme/years/2026/")
        beyond = client.get("/testowo/programme/years/2027/")

    assert "<strong>1 initiative</strong> is planned for 2026." in page
    assert beyond.status_code == 404


def test_a_year_without_anything_says_so(authority: Authority, client: Client) -> None:
    version = make_version(make_programme(authority), is_public=True)
    make_action(make_area(version), title="Dawne", last_year=2021)

    page = read(client, "programme/years/2022/")

    assert "Nothing is planned for this year" in page
    assert "What comes when" not in page


def test_a_year_with_dates_only_says_so(authority: Authority, client: Client) -> None:
    version = make_version(make_programme(authority), is_public=True)
    Milestone.objects.create(version=version, position=1, text="Narada", on=date(2022, 9, 8))

    page = read(client, "programme/years/2022/")

    assert "only what stands in its calendar" in page
    assert "Narada" in page


def test_drafts_have_no_years(authority: Authority, client: Client) -> None:
    make_action(make_area(make_version(make_programme(authority))), title="Tajne")

    assert client.get("/testowo/programme/years/").status_code == 404
    assert client.get("/testowo/programme/years/2022/").status_code == 404


def test_a_year_of_a_whole_programme_needs_few_statements(
    authority: Authority,
    client: Client,
    reader: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_public_programme(authority)
    client.force_login(reader)

    with django_assert_max_num_queries(8):
        response = client.get("/testowo/programme/years/2022/")

    assert response.status_code == 200


def test_the_desk_leads_to_the_years_of_a_public_version(
    version: ProgrammeVersion, client: Client, coordinator: User
) -> None:
    draft = make_version(version.programme, minor=1)
    client.force_login(coordinator)
    link = f"/testowo/periods/{version.programme_id}/programme/years/"

    assert link in client.get(f"/testowo/desk/programme/versions/{version.pk}/").text
    assert link not in client.get(f"/testowo/desk/programme/versions/{draft.pk}/").text
