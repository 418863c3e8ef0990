from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_authority
from prevenio.portal.tests.sample import make_public_programme
from prevenio.programme.models import (
    ActionRole,
    ActionRoleKind,
    ProgrammeVersion,
    Trigger,
    VersionState,
)
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_findable_body,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db

LISTS = (
    "programme/",
    "programme/text/",
    "programme/milestones/",
    "programme/history/",
    "areas/3/",
    "areas/3/?kind=conditional",
    "initiatives/",
    "bodies/",
    "matrix/",
    "open-data/",
)
DETAILS = ("actions/3.1/", "actions/3.3/", "initiatives/7/")


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    return make_public_programme(authority)


@pytest.mark.parametrize("page", LISTS)
def test_list_page_needs_few_statements(
    page: str,
    version: ProgrammeVersion,
    client: Client,
    reader: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(reader)

    with django_assert_max_num_queries(8):
        response = client.get(f"/testowo/{page}")

    assert response.status_code == 200


@pytest.mark.parametrize("page", DETAILS)
def test_page_of_one_thing_needs_few_statements(
    page: str,
    version: ProgrammeVersion,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(12):
        response = client.get(f"/testowo/{page}")

    assert response.status_code == 200


def test_matrix_with_a_chosen_body_needs_few_statements(
    version: ProgrammeVersion,
    client: Client,
    reader: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(reader)
    police = version.programme.lead_body
    assert police is not None

    with django_assert_max_num_queries(8):
        response = client.get(f"/testowo/matrix/?body={police.pk}")

    assert 'id="chosen"' in response.text


def test_body_page_needs_few_statements(
    version: ProgrammeVersion, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        response = client.get(f"/testowo/bodies/{version.programme.lead_body_id}/")

    assert "Komenda Miejska Policji" in response.text


def test_programme_page_leads_with_the_programme(version: ProgrammeVersion, client: Client) -> None:
    text = client.get("/testowo/programme/").text

    assert "<h1>Program bezpieczeństwa" in text
    assert "Co miasto robi, żeby było bezpieczniej." in text
    assert "Ruch drogowy" in text
    assert "Bezpiecznie." in text


@pytest.mark.parametrize("page", ["programme/", "initiatives/", "bodies/", "matrix/"])
def test_authority_without_a_published_programme_says_so(
    page: str, authority: Authority, client: Client
) -> None:
    make_area(make_version(make_programme(authority)), title="Tajny obszar")

    client.cookies["django_language"] = "en"
    response = client.get(f"/testowo/{page}")

    assert response.status_code == 200
    assert "The programme is being prepared" in response.text
    assert "Tajny obszar" not in response.text


@pytest.mark.parametrize(
    "page",
    [
        "areas/99/",
        "actions/99.9/",
        "initiatives/99/",
        "initiatives/x/",
        "initiatives/p99999999999999999999/",
        "bodies/99999999999999999999/",
        "periods/99999999999999999999/programme/",
        "areas/%00/",
    ],
)
def test_unknown_thing_is_not_found(page: str, version: ProgrammeVersion, client: Client) -> None:
    assert client.get(f"/testowo/{page}").status_code == 404


def test_draft_and_other_versions_never_show(version: ProgrammeVersion, client: Client) -> None:
    programme = version.programme
    draft = make_version(programme, minor=1)
    adopted = make_version(programme, minor=2, state=VersionState.ADOPTED)
    hidden = make_findable_body(programme.authority, "TAJ", "Tajna Służba")
    for other in (draft, adopted):
        area = make_area(other, code="99", title="Tajny obszar")
        make_action(area, code="99.1", text="Tajne działanie", lead=hidden)
        make_initiative(other, name="Tajny projekt", number=99, implementers=(hidden,))

    pages = [*LISTS, "search/?q=tajne", "search/?q=sluzba", "sitemap.xml"]
    pages += ["open-data/programme.json", "open-data/actions.csv", "open-data/initiatives.csv"]
    shown = "".join(client.get(f"/testowo/{page}").text for page in pages)

    assert "Tajn" not in shown
    for page in ("areas/99/", "actions/99.1/", "initiatives/99/", f"bodies/{hidden.pk}/"):
        assert client.get(f"/testowo/{page}").status_code == 404


def test_other_authority_shows_nothing_of_this_one(
    version: ProgrammeVersion, client: Client
) -> None:
    other = make_authority(slug="obcowo", name="Obcowo")
    area = make_area(make_version(make_programme(other), is_public=True), code="77", title="Lasy")
    make_action(area, code="77.1", text="Szkoła w lesie")

    for page in (
        "areas/3/",
        "actions/3.1/",
        "initiatives/7/",
        f"bodies/{version.programme.lead_body_id}/",
    ):
        assert client.get(f"/obcowo/{page}").status_code == 404
    assert client.get(f"/obcowo/periods/{version.programme_id}/programme/").status_code == 404
    assert "3.1" not in client.get("/obcowo/search/?q=szkol").text


def test_words_of_the_programme_carry_their_language_on_a_foreign_page(
    version: ProgrammeVersion, client: Client
) -> None:
    client.cookies["django_language"] = "en"

    text = client.get("/testowo/areas/7/").text

    assert '<html lang="en"' in text
    assert '<h1 lang="pl">Ruch drogowy</h1>' in text


def test_earlier_period_is_read_below_its_own_address(
    version: ProgrammeVersion, client: Client
) -> None:
    past = make_programme(
        version.programme.authority, title="Program sprzed lat", first_year=2015, last_year=2018
    )
    area = make_area(make_version(past, is_public=True), title="Dawny obszar")
    make_action(area, text="Dawne działanie")

    history = client.get("/testowo/programme/history/").text
    page = client.get(f"/testowo/periods/{past.pk}/areas/1/").text

    assert f"/testowo/periods/{past.pk}/programme/" in history
    assert f'href="/testowo/periods/{past.pk}/actions/1.1/"' in page
    assert "Dawny obszar" not in client.get("/testowo/").text


@pytest.mark.parametrize(
    ("began_on", "ended_on", "words"),
    [
        (date(2021, 5, 3), None, "active since 3\N{NO-BREAK SPACE}May 2021"),
        (date(2021, 5, 3), date(2021, 5, 9), "not triggered"),
        (date(2999, 1, 1), None, "not triggered"),
    ],
)
def test_conditional_action_says_whether_its_time_has_come(
    began_on: date, ended_on: date | None, words: str, authority: Authority, client: Client
) -> None:
    version = make_version(make_programme(authority), is_public=True)
    action = make_action(make_area(version), condition="Gdy wzbiera rzeka")
    Trigger.objects.create(
        programme=version.programme,
        lineage=action.lineage,
        began_on=began_on,
        ended_on=ended_on,
        note="Tajna notatka",
    )
    client.cookies["django_language"] = "en"

    text = client.get("/testowo/actions/1.1/").text

    assert words in text
    assert "Tajna notatka" not in text


@pytest.mark.parametrize(
    ("host_name", "canonical"),
    [
        (None, "http://testserver/testowo/areas/3/"),
        ("safe.example.org", "http://safe.example.org/areas/3/"),
    ],
)
def test_search_engines_keep_one_address_of_a_page(
    client: Client, version: ProgrammeVersion, host_name: str | None, canonical: str
) -> None:
    Authority.objects.filter(slug="testowo").update(host_name=host_name)

    page = client.get("/testowo/areas/3/?kind=conditional").content.decode()

    assert f'<link rel="canonical" href="{canonical}">' in page


def test_one_letter_words_of_names_do_not_end_a_line(
    client: Client, version: ProgrammeVersion
) -> None:
    role = ActionRole.objects.filter(
        action__version=version, action__code="3.1", role=ActionRoleKind.PARTNER
    ).first()
    assert role is not None
    Body.objects.filter(pk=role.body_id).update(public_name="Szkoły i przedszkola")

    page = client.get("/testowo/areas/3/").content.decode()

    assert "Szkoły i\u00a0przedszkola" in page.replace("&nbsp;", "\u00a0")
