"""The public catalogue of projects, the library of good practice, the governing documents."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import Funding
from prevenio.region.models import (
    GateStep,
    GoverningDocument,
    Lecturer,
    Phase,
    PracticeState,
    ProjectYear,
    TeamMember,
    YearState,
)
from prevenio.region.tests.project_factories import (
    NOW,
    TODAY,
    make_many_projects,
    make_practice,
    make_project,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(authority: Authority) -> object:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOW, tick=False):
        yield


def names(text: str, *wanted: str) -> list[str]:
    main = text.partition("rows--heavy")[2]
    return [name for name in wanted if f">{name}<" in main]


def test_catalogue_is_narrowed_by_phase_town_year_and_words(
    authority: Authority, client: Client
) -> None:
    town = make_town(authority)
    first = make_project(authority, name="Rowery", phase=Phase.RUNNING, sources=("region",))
    first.initiative.municipalities.add(town)
    Funding.objects.update(planned="2500000.00")
    second = make_project(authority, name="Latarnie", phase=Phase.FINISHED)
    second.initiative.first_year = second.initiative.last_year = 2022
    second.initiative.save()

    def shown(query: str) -> list[str]:
        return names(client.get(f"/testowo/projects/{query}").text, "Rowery", "Latarnie")

    text = client.get("/testowo/projects/").text
    assert "2,500,000" in text
    assert "amount not stated" in text
    assert shown("") == ["Rowery", "Latarnie"]
    assert shown("?phase=FINISHED") == ["Latarnie"]
    assert shown(f"?town={town.pk}") == ["Rowery"]
    assert shown("?year=2022") == ["Latarnie"]
    assert shown("?q=latar") == ["Latarnie"]
    assert client.get("/testowo/projects/?town=%27&page=zz").status_code == 200


def test_project_shows_only_what_is_released_and_who_agreed(
    authority: Authority, body: Body, coordinator: User, client: Client
) -> None:
    project = make_project(authority, implementers=(body,), sources=("region",))
    project.initiator = make_body(authority=authority, short_name="Związek", is_group=True)
    project.save()
    for name, agreed in (("Jawna Osoba", True), ("Skryta Osoba", False)):
        TeamMember.objects.create(project=project, person_name=name, body=body, is_public=agreed)
        Lecturer.objects.create(
            project=project,
            person_name=f"{name} L",
            body=body,
            trained_on=TODAY,
            may_be_named=agreed,
        )
    for year, state in ((2024, YearState.RELEASED), (2025, YearState.SUBMITTED)):
        ProjectYear.objects.create(
            project=project,
            year=year,
            done=f"Rok {year}.",
            state=state,
            submitted_at=NOW,
            released_at=NOW,
        )
    GateStep(project=project, number=1, kind="MAPPING", at=NOW, words="Wewnętrzne.").save()

    text = client.get("/testowo/projects/1/").text

    assert "Rok 2024." in text
    assert "Rok 2025." not in text
    assert "Jawna Osoba" in text
    assert "Skryta" not in text
    assert "100 %" in text
    assert "Związek" in text
    assert "2 lecturers" in text
    assert "Wewnętrzne." not in text
    assert client.get("/testowo/projects/77/").status_code == 404
    assert client.get("/testowo/projects/%00/").status_code == 404


def test_residents_read_released_practices_alone(authority: Authority, client: Client) -> None:
    released = make_practice(authority, title="Jawna", released_on=TODAY)
    shared = make_practice(authority, title="Wspólna")
    draft = make_practice(authority, title="Szkic", state=PracticeState.DRAFT)

    text = client.get("/testowo/practices/").text
    assert names(text, "Jawna", "Wspólna", "Szkic") == ["Jawna"]
    assert client.get(f"/testowo/practices/{released.pk}/").status_code == 200
    for hidden in (shared, draft):
        assert client.get(f"/testowo/practices/{hidden.pk}/").status_code == 404


def test_residents_read_public_documents_as_of_a_day(authority: Authority, client: Client) -> None:
    for title, is_public in (("Deklaracja", True), ("Wewnętrzny", False)):
        GoverningDocument.objects.create(
            authority=authority,
            title=title,
            adopted_on=date(2010, 1, 28),
            valid_from=date(2010, 1, 28),
            is_public=is_public,
        )

    text = client.get("/testowo/governing-documents/").text
    assert names(text, "Deklaracja", "Wewnętrzny") == ["Deklaracja"]
    before = client.get("/testowo/governing-documents/?on=27.1.2010").text
    assert "None of those" in before
    assert "Enter a day" in client.get("/testowo/governing-documents/?on=x").text


def test_nothing_is_published_yet(authority: Authority, client: Client) -> None:
    for page in ("projects", "practices", "governing-documents"):
        assert client.get(f"/testowo/{page}/").status_code == 200


def test_catalogue_makes_few_statements(
    authority: Authority,
    body: Body,
    coordinator: User,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_many_projects(authority, 150, body)
    client.force_login(coordinator)
    for page in ("projects", "governing-documents"):
        client.get(f"/testowo/{page}/")
        with django_assert_max_num_queries(8):
            client.get(f"/testowo/{page}/")


def test_initiative_and_its_project_lead_to_each_other(
    authority: Authority, client: Client
) -> None:
    project = make_project(authority, phase=Phase.RUNNING)
    initiative, way = "/testowo/initiatives/1/", "/testowo/projects/1/"

    assert f'href="{way}">Running</a>' in client.get(initiative).text
    assert f'href="{initiative}"' in client.get(way).text

    project.delete()
    assert way not in client.get(initiative).text
