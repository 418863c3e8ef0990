"""A resident reads written pages: they fit the screen, axe finds no fault, nothing is foreign."""

import pytest

from prevenio.editorial.tests.factories import make_item, make_picture
from prevenio.people.models import Authority
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey


def test_a_resident_reads_a_whole_page(visitor: Visitor, authority: Authority) -> None:
    picture = make_picture(authority, title="Przejście przy szkole")
    make_item(
        authority,
        title="Pełna strona",
        picture=picture,
        body=[
            ("paragraph", "<p>Słowa o drodze.</p>"),
            ("heading", "Co dalej"),
            ("quote", {"words": "Patrz w lewo.", "who": "Strażnik"}),
            (
                "call_out",
                {"title": "Przyjdź", "text": "Co wtorek", "button": "Dalej", "address": "/"},
            ),
            ("links", [{"label": "Strona miasta", "address": "https://example.org/"}]),
        ],
    )
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))

    visitor.go("/testowo/news/pelna-strona/")
    visitor.go("/testowo/publications/")

    assert all(one.startswith((visitor.base, "data:")) for one in asked)
