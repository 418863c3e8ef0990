import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.usefixtures("sheet_of_parts")

WORDS = {
    "en": ("Skip to main content", "Sample data.", "Menu"),
    "pl": ("Przejdź do treści", "Dane przykładowe.", "Menu"),
    "cs": ("Přejít na obsah", "Ukázková data.", "Nabídka"),
}


def page(address: str, language: str = "en") -> str:
    client = Client(raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(address).content.decode()


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("address", ["/", "/desk/", "/task/"])
def test_base_pages_speak_the_language_of_the_person(address: str, language: str) -> None:
    html = page(address, language)

    skip, sample, _menu = WORDS[language]
    assert f'<html lang="{language}"' in html
    assert skip in html
    assert sample in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


@pytest.mark.parametrize("address", ["/", "/desk/"])
def test_menu_marks_the_current_entry(address: str) -> None:
    html = page(address)

    assert html.count('aria-current="page">Programme</a>') in (0, 2)
    assert '<details class="drawer">' in html


def test_languages_are_those_of_the_authority() -> None:
    html = page("/", "cs")

    assert re.findall(r'name="language" value="(\w+)"', html) == ["pl", "cs"] * 2
    assert html.count('value="cs" lang="cs" aria-current="true"') == 2


def test_colours_of_the_authority_stand_in_a_sheet_with_the_nonce() -> None:
    response = Client().get("/")

    policy = response.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None
    assert "unsafe-inline" not in policy
    assert f'<style nonce="{nonce[1]}">' in response.content.decode()


def test_title_says_that_something_is_wrong() -> None:
    assert "<title>Błąd: " in page("/desk/?name=", "pl").replace("\n", "")
    assert "<title>3 sprawy" in page("/desk/", "pl")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere/", 404, "Nie ma takiej strony"),
        ("/refused/", 403, "Nie masz uprawnień"),
        ("/failed/", 500, "Coś nie zadziałało po naszej stronie"),
    ],
)
def test_failing_pages_say_what_to_do(address: str, status: int, words: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "pl"

    response = client.get(address)

    assert response.status_code == status
    assert words in response.content.decode()


@pytest.mark.parametrize("template", ["400.html", "403_csrf.html", "500.html"])
@pytest.mark.parametrize("language", WORDS)
def test_error_pages_need_nothing_from_the_request(template: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(template)

    assert html.count("<h1") == 1
    assert f'lang="{language}"' in html
    assert "{" not in html


def test_refusal_of_the_kernel_is_told_in_words_with_local_numbers() -> None:
    from_kernel = Client()
    from_kernel.cookies[settings.LANGUAGE_COOKIE_NAME] = "cs"

    response = from_kernel.get("/pale/")

    assert response.status_code == 403
    assert "4,9 ku 1" in response.content.decode()
