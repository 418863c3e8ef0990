"""An author writes, an editor publishes, a resident reads; another authority has no such page."""

import pytest

from prevenio.editorial.models import News
from prevenio.editorial.tests.factories import make_item, make_picture, section_of
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
HERE = "/testowo/editing/"


def press(visitor: Visitor, action: str) -> None:
    """One of the actions of Wagtail's bar, whether it is folded away or not."""
    with visitor.page.expect_navigation():
        visitor.page.evaluate(f"document.querySelector('button[name={action}]').click()")


def test_a_page_goes_from_its_author_to_residents(
    visitor: Visitor, authority: Authority, reporter: User, coordinator: User
) -> None:
    page, context = visitor.page, visitor.page.context
    before = context.cookies()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    make_authority(slug="obcowo")
    section = section_of(authority)

    visitor.sign_in(authority, reporter)
    page.goto(f"{visitor.base}{HERE}pages/add/editorial/news/{section.pk}/")
    page.locator("[name=title]").fill("Bezpieczna droga")
    page.locator("[name=intro]").fill("Nowe przejście przy szkole.")
    press(visitor, "action-submit")
    context.clear_cookies()
    context.add_cookies(before)  # type: ignore[arg-type]
    visitor.sign_in(authority, coordinator)
    item = News.objects.get()
    page.goto(f"{visitor.base}{HERE}pages/{item.pk}/edit/")
    press(visitor, "action-publish")
    context.clear_cookies()
    context.add_cookies(before)  # type: ignore[arg-type]

    visitor.go("/testowo/news/")
    page.get_by_role("link", name="Bezpieczna droga").first.click()
    page.wait_for_load_state()
    visitor.look()
    assert "Nowe przejście" in visitor.text()
    assert faults == []
    response = page.goto(f"{visitor.base}/obcowo/news/bezpieczna-droga/")
    assert response is not None
    assert response.status == 404


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
