import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevenio.people.models import Authority, User
from prevenio.programme.models import Choice, ImportDraft, ProgrammeVersion, VersionState
from prevenio.programme.operations import drafts, versions
from prevenio.programme.tests.documents import SMALL_PROGRAMME, small_source
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def adopted(authority: Authority, coordinator: User) -> ProgrammeVersion:
    source, content = small_source()
    now = timezone.now()
    imported = drafts.store_draft(
        authority=authority, source=source, content=content, by=coordinator, at=now
    )
    drafts.decide(
        draft=imported, keys=["body:ZGM"], choice=Choice.ACCEPT, value=None, by=coordinator, at=now
    )
    version = drafts.save_programme(draft=imported, open_doubts=0, by=coordinator, at=now)
    return versions.adopt_version(
        version=version, act=version.act, effective_from=None, by=coordinator, at=now
    )


def test_a_resolution_becomes_a_programme_by_keyboard(
    visitor: Visitor, authority: Authority, coordinator: User
) -> None:
    visitor.sign_in(authority, coordinator)
    visitor.go(f"/{authority.slug}/desk/programme/import/")
    visitor.page.locator("input[type=file]").set_input_files(
        {"name": "uchwala.txt", "mimeType": "text/plain", "buffer": SMALL_PROGRAMME.encode()}
    )
    visitor.press("Read the document")

    while visitor.page.locator(".doubt").count():
        with visitor.page.expect_navigation():
            visitor.page.keyboard.press("a")
    visitor.look()
    assert ImportDraft.objects.get().decisions.count() == 1
    visitor.press("Save the programme")

    version = ProgrammeVersion.objects.get()
    assert version.state == VersionState.DRAFT
    assert f"/versions/{version.pk}/check/" in visitor.page.url


def test_a_finding_is_let_stand_with_a_reason(
    visitor: Visitor, authority: Authority, coordinator: User, adopted: ProgrammeVersion
) -> None:
    visitor.sign_in(authority, coordinator)
    visitor.go(f"/{authority.slug}/desk/programme/versions/{adopted.pk}/check/")
    finding = visitor.page.locator(".finding:not(.finding--waived)").first
    sentence = finding.locator(".finding__title").inner_text()
    finding.get_by_role("link", name=visitor.say("Let it stand, with a reason")).click()
    visitor.look()

    visitor.press("Let it stand")
    expect(visitor.page.locator(".govuk-error-summary")).to_be_visible()
    visitor.page.locator("textarea[name=reason]").fill("Tak ustalono na posiedzeniu komisji.")
    visitor.press("Let it stand")

    waived = visitor.page.locator(".finding--waived")
    assert sentence.replace("\u00a0", " ") in waived.inner_text().replace("\u00a0", " ")
    assert "Tak ustalono" in waived.inner_text()


def test_an_action_is_amended_and_residents_read_it(
    visitor: Visitor, authority: Authority, coordinator: User, adopted: ProgrammeVersion
) -> None:
    visitor.sign_in(authority, coordinator)
    visitor.go(f"/{authority.slug}/desk/programme/versions/{adopted.pk}/amendment/")
    visitor.page.locator("textarea[name=reason]").fill("Wniosek rady osiedla.")
    visitor.press("Begin the amendment")
    draft = ProgrammeVersion.objects.get(state=VersionState.DRAFT)

    visitor.go(f"/{authority.slug}/desk/programme/versions/{draft.pk}/actions/2.1/")
    visitor.page.locator("textarea[name=text]").fill(
        "Spotkania o oszustwach przy drzwiach, przez telefon i w sieci."
    )
    visitor.press("Keep the change")
    expect(visitor.page.locator(".changed ins", has_text="w sieci").first).to_be_visible()

    visitor.go(f"/{authority.slug}/desk/programme/versions/{draft.pk}/changes/")
    expect(visitor.page.locator("article")).to_have_count(1)
    visitor.go(f"/{authority.slug}/desk/programme/versions/{draft.pk}/adoption/")
    for name, value in {
        "number": "XX/55/2025",
        "adopted_on": "2025-03-20",
        "body_name": "Rada Miasta Testowo",
        "despite": "Rada uchwaliła tekst w tym brzmieniu.",
    }.items():
        visitor.page.locator(f"[name={name}]").fill(value)
    visitor.press("Adopt and show to residents")

    visitor.go(f"/{authority.slug}/actions/2.1/")
    assert "i w sieci" in visitor.text()


def test_a_resident_searches_without_diacritics_and_reads(
    visitor: Visitor, authority: Authority, adopted: ProgrammeVersion
) -> None:
    visitor.go(f"/{authority.slug}/")
    visitor.go(f"/{authority.slug}/search/?q=oswietlenia+przeglad")
    visitor.page.locator("main a", has_text="1.2").first.click()
    visitor.look()

    assert "oświetlenia" in visitor.text()


def test_the_programme_prints(
    visitor: Visitor, authority: Authority, adopted: ProgrammeVersion
) -> None:
    visitor.go(f"/{authority.slug}/programme/")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("header nav").first).not_to_be_visible()
    expect(visitor.page.locator("h1")).to_be_visible()

    document = visitor.page.request.get(
        visitor.base + str(visitor.page.locator("a[href$='.pdf']").first.get_attribute("href"))
    )
    assert document.ok
    assert document.body().startswith(b"%PDF")
