import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.usefixtures("sheet_of_parts")


def test_language_is_kept_and_the_same_page_comes_back() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/language/", {"language": "cs", "next": "/programme/?page=2"})

    assert response.status_code == 302
    assert response.headers["Location"] == "/programme/?page=2"
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie.value == "cs"
    assert cookie["httponly"]
    assert 'lang="cs"' in client.get("/").content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "", "\\x"])
def test_other_sites_are_never_the_next_page(target: str) -> None:
    response = Client().post("/language/", {"language": "pl", "next": target})

    assert "elsewhere" not in response.headers["Location"]


def test_unknown_language_changes_nothing() -> None:
    response = Client().post("/language/", {"language": "xx", "next": "/"})

    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_language_is_not_changed_by_following_a_link() -> None:
    assert Client().get("/language/?language=cs").status_code == 405


def test_reading_a_public_page_sets_no_cookie() -> None:
    assert not Client().get("/").cookies
