"""The sign that PostgreSQL keeps in no text never reaches a query by an address."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from prevenio.web.middleware import WholeTextMiddleware


def asked(query: str) -> str:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.GET["q"])

    response = WholeTextMiddleware(answer)(RequestFactory().get(f"/?q={query}"))
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def test_nul_in_an_address_becomes_a_space() -> None:
    assert asked("Ma%C5%82a%00ulica") == "Mała ulica"


def test_other_words_stay_as_they_are() -> None:
    assert asked("100%25%2000") == "100% 00"
