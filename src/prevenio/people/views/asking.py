"""What the address of a list asks for."""

from django.http import HttpRequest

LONGEST = 100


def searched_words(request: HttpRequest) -> str:
    """The words of the search field. PostgreSQL refuses null characters, so they are dropped."""
    return request.GET.get("q", "").strip()[:LONGEST]
