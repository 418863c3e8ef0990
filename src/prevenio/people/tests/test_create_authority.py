import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people import operations
from prevenio.people.forms import is_path, path_from
from prevenio.people.models import Authority, Membership, Role, User
from prevenio.people.operations.authorities import RESERVED_PATHS
from prevenio.people.tests.factories import NOON, make_authority, make_user


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("root@example.org", name="Root")


def test_authority_starts_with_its_countrys_ways_and_a_coordinator(administrator: User) -> None:
    authority = operations.create_authority(
        name="Plzeňský kraj", slug="plzensky-kraj", country="CZ", by=administrator, at=NOON
    )

    assert (authority.languages, authority.time_zone, authority.currency) == (
        ["cs"],
        "Europe/Prague",
        "CZK",
    )
    assert Membership.objects.get().role == Role.COORDINATOR
    assert Entry.objects.filter(fact="people.authority.created").count() == 1


def test_only_who_runs_the_installation_creates_authorities(db: None) -> None:
    with pytest.raises(NotAllowed):
        operations.create_authority(name="A", slug="a", country="PL", by=make_user(), at=NOON)

    assert not Authority.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("slug", sorted(RESERVED_PATHS))
def test_paths_of_the_installation_are_refused(administrator: User, slug: str) -> None:
    with pytest.raises(operations.PathReserved):
        operations.create_authority(name="A", slug=slug, country="PL", by=administrator, at=NOON)


def test_a_path_is_given_once(administrator: User) -> None:
    make_authority(slug="kielce")

    with pytest.raises(operations.PathTaken):
        operations.create_authority(
            name="Kielce", slug="kielce", country="PL", by=administrator, at=NOON
        )


def test_page_takes_the_path_from_the_name(client: Client, administrator: User) -> None:
    client.force_login(administrator)

    response = client.post("/authorities/new/", {"name": "Łódź Północ", "country": "PL"})

    assert response.status_code == 302
    assert response["Location"].endswith("/lodz-polnoc/desk/")
    assert Authority.objects.get().name == "Łódź Północ"


@pytest.mark.parametrize(
    "slug", ["desk", "../etc", "a b", "KIELCE", "ż", "a\x00b", "-a", "a" * 41, "<b>"]
)
def test_page_refuses_a_wrong_path_and_keeps_the_answers(
    client: Client, administrator: User, slug: str
) -> None:
    client.force_login(administrator)

    response = client.post("/authorities/new/", {"name": "Kielce", "slug": slug, "country": "PL"})

    assert response.status_code == 200
    assert b'value="Kielce"' in response.content
    assert b"Error:" in response.content
    assert not Authority.objects.exists()


def test_names_are_shown_as_text_and_never_run(client: Client, administrator: User) -> None:
    client.force_login(administrator)

    client.post("/authorities/new/", {"name": "<script>1</script>", "slug": "x", "country": "PL"})

    page = client.get("/authorities/").content.decode()
    assert "<script>1</script>" not in page
    assert "&lt;script&gt;1&lt;/script&gt;" in page


@pytest.mark.parametrize("path", ["/authorities/", "/authorities/new/"])
def test_strangers_find_no_page_of_the_installation(
    client: Client, coordinator: User, path: str
) -> None:
    assert client.get(path).status_code == 302
    client.force_login(coordinator)

    assert client.get(path).status_code == 404


def test_first_page_says_what_to_do_while_nothing_is_there(client: Client, db: None) -> None:
    page = client.get("/").content.decode()

    assert "prevenio create_administrator" in page


def test_first_page_leads_to_the_only_authority(client: Client, authority: Authority) -> None:
    assert client.get("/")["Location"].endswith("/testowo/")


def test_first_page_lists_authorities(client: Client, authority: Authority) -> None:
    make_authority(slug="drugie", name="Drugie")

    page = client.get("/").content.decode()

    assert "/testowo/" in page
    assert "/drugie/" in page


@pytest.mark.parametrize("path", ["/", "/authorities/"])
def test_lists_of_authorities_need_few_statements(
    client: Client, administrator: User, path: str, django_assert_max_num_queries: object
) -> None:
    for _number in range(60):
        make_authority()
    client.force_login(administrator)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get(f"{path}?page=2")

    assert page.status_code == 200


@given(st.text(max_size=120))
def test_a_suggested_path_is_empty_or_right(name: str) -> None:
    path = path_from(name)

    if path:
        is_path(path)
        assert len(path) <= 40


@pytest.mark.parametrize(("language", "country"), [("cs", "CZ"), ("pl", "PL"), ("en", "PL")])
def test_the_country_follows_the_language_of_the_page(
    client: Client, administrator: User, language: str, country: str
) -> None:
    client.force_login(administrator)
    client.cookies["django_language"] = language

    page = client.get("/authorities/new/").content.decode()

    assert f'<option value="{country}" selected>' in page


def test_a_show_city_is_called_so_among_the_others(client: Client, authority: Authority) -> None:
    make_authority(name="Pokazowo", is_sample=True)

    page = client.get("/", headers={"accept-language": "en"}).content.decode()

    assert page.count("Sample data") == 1
