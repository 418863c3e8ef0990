"""An author hands in, an editor approves, a resident reads; every page keeps its policy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Response, expect

from prevenio.editorial.models import File, News, Picture
from prevenio.editorial.tests.factories import (
    make_file,
    make_item,
    make_picture,
    picture_bytes,
    section_of,
)
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority
from tests.journeys.conftest import Visitor, for_residents, on_a_wide_screen

pytestmark = pytest.mark.journey
EDITING = "/testowo/editing/"
TITLE = "Nowe przejście przy szkole"
# What a page saves by itself leaves the browser late, as on a slow network.
SLOW_SAVING = """() => {
  const send = window.fetch;
  window.fetch = async (address, options) => {
    if (options?.headers?.Accept === "application/json") {
      console.log("saves itself");
      await new Promise((go) => setTimeout(go, 1500));
    }
    return send(address, options);
  };
}"""


@pytest.fixture
def authority(transactional_db: None) -> Authority:
    return make_authority(slug="testowo", name="Testowo", languages=["pl", "cs", "en"])


@pytest.fixture
def editing(visitor: Visitor) -> Iterator[Callable[[str], Page]]:
    """Opens Wagtail's pages; none of them may complain, or ask for what is not there."""
    faults: list[str] = []
    page = visitor.page

    def note(response: Response) -> None:
        # A half-written page that saves itself is told so by 400; the page says it in words.
        is_draft = response.request.method == "POST" and response.status == 400
        if response.status >= 400 and not is_draft:
            faults.append(f"{response.status} {response.url}")

    def open_page(address: str) -> Page:
        page.goto(f"{visitor.base}{EDITING}{address}")
        page.wait_for_load_state("networkidle")
        return page

    page.on("response", note)
    page.on("console", lambda said: faults.append(said.text) if said.type == "warning" else None)
    yield open_page
    page.wait_for_load_state("networkidle")
    assert faults == []


@for_residents
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

    visitor.go("/testowo/news/")
    visitor.page.get_by_role("link", name="Pełna strona").first.click()
    visitor.page.wait_for_url("**/news/pelna-strona/")
    visitor.look()
    visitor.go("/testowo/publications/")


@on_a_wide_screen
@pytest.mark.parametrize("language", ["pl", "cs", "en"])
def test_an_author_hands_in_an_editor_approves_and_residents_read(
    visitor: Visitor,
    authority: Authority,
    reporter: User,
    coordinator: User,
    editing: Callable[[str], Page],
    tmp_path: Path,
    picture: Callable[[Page, str], None],
) -> None:
    section = section_of(authority, language=visitor.language)
    visitor.sign_in(authority, reporter)
    page = editing(f"pages/add/editorial/news/{section.pk}/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_intro").fill("Od poniedziałku dzieci przechodzą bezpieczniej.")
    write_paragraph(page, "Pasy są już namalowane.")
    choose_new_picture(page, tmp_path / "pasy.png")
    picture(page, "wagtail-writing")
    act(page, "button[name=action-submit]")
    item = News.objects.get()
    assert (item.live, item.owner) == (False, reporter)

    page.context.clear_cookies(name="sessionid")
    visitor.sign_in(authority, coordinator)
    visitor.go("/testowo/desk/editorial/")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_load_state("networkidle")
    act(page, "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")

    page.context.clear_cookies(name="sessionid")
    visitor.go("/testowo/")
    visitor.go("/testowo/news/")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_url("**/news/nowe-przejscie-przy-szkole/")
    visitor.look()
    picture(page, "news-item")
    assert "Pasy są już namalowane." in visitor.text()
    expect(page.locator("main img[alt='Pasy przed szkołą']")).to_have_count(1)


@on_a_wide_screen
@pytest.mark.parametrize("language", ["pl"])
def test_a_page_sent_while_it_saves_itself_is_made_once(
    visitor: Visitor, authority: Authority, reporter: User, editing: Callable[[str], Page]
) -> None:
    section = section_of(authority, language=visitor.language)
    visitor.sign_in(authority, reporter)
    page = editing(f"pages/add/editorial/news/{section.pk}/")
    made: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and "/pages/add/" in request.url:
            made.append(request.headers["accept"])

    page.on("request", note)
    page.evaluate(SLOW_SAVING)
    page.locator("#id_intro").fill("Od poniedziałku dzieci przechodzą bezpieczniej.")
    with page.expect_console_message(lambda said: said.text == "saves itself"):
        # As slowly as people write: the page looks for changes only some seconds after it opened.
        page.locator("#id_title").press_sequentially(TITLE, delay=250)
    act(page, "button[name=action-submit]")

    assert made == ["application/json"]
    assert News.objects.get().workflow_in_progress


@on_a_wide_screen
@pytest.mark.parametrize("language", ["pl"])
def test_editors_upload_many_files_at_once_and_delete_them(
    visitor: Visitor,
    authority: Authority,
    coordinator: User,
    editing: Callable[[str], Page],
    tmp_path: Path,
) -> None:
    item = make_item(authority, title="Do usunięcia")
    pictures = [tmp_path / f"{name}.png" for name in ("pole", "las")]
    for place, path in enumerate(pictures):
        path.write_bytes(picture_bytes(size=(64, 40 + place)))
    visitor.sign_in(authority, coordinator)

    page = editing("images/multiple/add/")
    forms = page.locator("#upload-list form")
    page.set_input_files("#fileupload", pictures)
    forms.nth(1).wait_for()
    forms.first.locator("[name$=description]").fill("Zielone pole")
    forms.first.locator("[type=submit]").click()
    forms.nth(1).wait_for(state="detached")
    forms.first.locator(".delete").click()
    forms.first.wait_for(state="detached")
    assert [one.description for one in Picture.objects.all()] == ["Zielone pole"]

    page = editing("documents/multiple/add/")
    leaflet = tmp_path / "ulotka.pdf"
    leaflet.write_bytes(b"%PDF-1.4 ulotka")
    page.set_input_files("#fileupload", leaflet)
    forms.first.locator("[type=submit]").click()
    forms.first.wait_for(state="detached")
    assert File.objects.get().title == "ulotka"

    for address in (
        f"images/{Picture.objects.get().pk}/delete/",
        f"documents/delete/{File.objects.get().pk}/",
        f"pages/{item.pk}/delete/",
    ):
        editing(address)
        page.locator(".serious[type=submit], form button.serious").first.click()
        page.wait_for_load_state("networkidle")
    assert not any(one.objects.exists() for one in (Picture, File, News))


@on_a_wide_screen
@pytest.mark.parametrize("language", ["pl"])
def test_every_page_of_the_editors_keeps_the_policy(
    visitor: Visitor, authority: Authority, coordinator: User, editing: Callable[[str], Page]
) -> None:
    item = make_item(authority, title="Wiadomość", picture=make_picture(authority))
    item.save_revision(user=coordinator)
    file = make_file(authority)
    section = section_of(authority)
    visitor.sign_in(authority, coordinator)

    for address in (
        *("", f"pages/{section.pk}/", f"pages/{section.pk}/add_subpage/"),
        *(f"pages/{item.pk}/{what}/" for what in ("edit", "history", "unpublish")),
        *("images/", "images/add/", f"images/{item.picture_id}/"),
        *("documents/", "documents/add/", f"documents/edit/{file.pk}/"),
        *("pages/search/?q=wiad", f"bulk/wagtailcore/page/delete/?id={item.pk}"),
    ):
        page = editing(address)
        assert page.locator("h1, h2").first.is_visible(), address
    for what in ("copy", "move"):
        page = editing(f"pages/{item.pk}/{what}/")
        page.locator(".page-chooser [data-w-dropdown-target=toggle]").click()
        page.locator("[data-chooser-action-choose]").locator("visible=true").click()
        page.locator(".modal-dialog table").wait_for()
    for section in section_of(authority).get_siblings():
        kind = section.specific.kind.lower()
        editing(f"pages/add/editorial/{kind}/{section.pk}/")


def write_paragraph(page: Page, words: str) -> None:
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    page.locator(".w-combobox__option").first.click()
    page.locator(".Draftail-Editor [contenteditable=true]").first.click()
    page.keyboard.type(words)


def choose_new_picture(page: Page, path: Path) -> None:
    """Through the chooser's window: its second tab takes a file, whose name becomes the title."""
    path.write_bytes(picture_bytes(size=(640, 400)))
    page.locator("#id_picture-chooser .unchosen button").first.click()
    page.locator("#tab-label-upload").click()
    form = page.locator("#tab-upload form")
    form.locator("input[type=file]").set_input_files(path)
    form.locator("[name$=title]").fill(path.stem)
    form.locator("[name$=description]").fill("Pasy przed szkołą")
    form.locator("[type=submit]").click()
    page.locator("#id_picture-chooser .chosen img").wait_for()


def act(page: Page, selector: str) -> None:
    """Open the menu at the foot of the editor and do one thing of it."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    # The page changes its own address when it saves itself; only a new page is the form's answer.
    with page.expect_event("load"):
        page.locator(selector).locator("visible=true").first.click()
    page.wait_for_load_state("networkidle")
