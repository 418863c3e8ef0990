from datetime import date
from io import BytesIO
from unicodedata import normalize

import pdfplumber
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.programme import documents
from prevenio.programme.models import (
    Abbreviation,
    Amount,
    Chapter,
    DraftingMember,
    Milestone,
    ProgrammeVersion,
    Signatory,
    Statement,
    StatementKind,
)
from prevenio.programme.queries.whole import whole_programme
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_findable_body,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db

HOSTILE = (
    '#panic("x") = $a^2$ \\ <label> @ref *b* _i_ `c` // /* "\' [ ] { } \u200b\u202e 🚓 汉字 \x07'
)


def small_version(authority: Authority | None = None) -> ProgrammeVersion:
    """A version with one of everything that the document shows."""
    authority = authority or make_authority(name="Testowo", is_sample=True)
    police = make_findable_body(authority, "KMP", "Komenda Miejska Policji", "Policja")
    roads = make_findable_body(authority, "MZD", "Miejski Zarząd Dróg")
    programme = make_programme(authority, title="Program bezpieczeństwa 2021–2023")
    version = make_version(programme, is_public=True)
    assert version.act is not None
    Signatory.objects.create(act=version.act, name="Zofia Przykładowa", office="Przewodnicząca")
    DraftingMember.objects.create(version=version, name="Jan Testowy", office="Straż Miejska")
    for place, title in enumerate(("Wstęp", "Wykaz skrótów", "Cele", "Obszary działania")):
        Chapter.objects.create(
            version=version, position=place, number="I" * (place + 1), title=title, text="Słowa."
        )
    Abbreviation.objects.create(version=version, position=1, short="KMP", name=police.name)
    Statement.objects.create(version=version, kind=StatementKind.GOAL, position=1, text="Spokój.")
    Milestone.objects.create(version=version, position=1, on=date(2021, 6, 1), text="Początek.")
    Amount.objects.create(version=version, position=1, value=1200, currency="PLN", text="Lampy.")
    area = make_area(version, code="1", title="Ruch drogowy", lead_body=police)
    make_action(area, title="Kontrole", text="Patrole.", lead=police, partners=(roads,))
    make_initiative(version, name="Odblaski", implementers=(police,), number=1)
    return version


def text_of(pdf: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [" ".join(page.extract_text().split()) for page in document.pages]


def test_document_shows_the_whole_version_in_the_order_of_its_chapters() -> None:
    pages = text_of(documents.programme_pdf(whole_programme(small_version())))

    assert len(pages) == 5
    assert pages[0].startswith("Testowo")
    assert "2021–2023" in pages[0]
    whole = " ".join(pages)
    order = ["Zofia Przykładowa", "Wstęp Słowa.", "KMP Komenda Miejska Policji", "1. Spokój."]
    order += ["1 Ruch drogowy", "1.1 Kontrole", "Odblaski", "Początek.", "Lampy.", "Jan Testowy"]
    places = [whole.rindex(words) for words in order]
    assert places == sorted(places)


def test_document_is_tagged_titled_and_in_its_language() -> None:
    pdf = documents.programme_pdf(whole_programme(small_version()))

    with pdfplumber.open(BytesIO(pdf)) as document:
        catalog = document.doc.catalog
        tags = _tags(document.structure_tree)
    assert catalog["Lang"] == b"pl"
    assert catalog["MarkInfo"]["Marked"] is True
    assert b"pdfuaid:part" in pdf
    assert {"H1", "H2", "Table", "TH", "TD", "TOC", "Caption"} <= tags


def _tags(elements: list[dict[str, object]]) -> set[str]:
    found: set[str] = set()
    for element in elements:
        found.add(str(element["type"]))
        found |= _tags(element.get("children", []))  # type: ignore[arg-type]
    return found


def test_sample_and_draft_stand_in_the_running_head() -> None:
    version = make_version(make_programme(make_authority(is_sample=True)))
    make_action(make_area(version))

    *_, last = text_of(documents.programme_pdf(whole_programme(version)))

    assert last.split(" Tabela ")[0].count("1.0") == 1


@pytest.mark.parametrize("field", ["title", "text", "name"])
def test_markup_in_the_text_stays_text(field: str) -> None:
    version = make_version(make_programme(title=HOSTILE))
    area = make_area(version, title=HOSTILE, threat_analysis=HOSTILE, summary=HOSTILE)
    body = make_findable_body(version.programme.authority, HOSTILE, HOSTILE)
    make_action(area, title=HOSTILE, text=HOSTILE, lead=body, condition=HOSTILE)
    make_initiative(version, name=HOSTILE, aim=HOSTILE, method=HOSTILE, implementers=(body,))
    Chapter.objects.create(version=version, position=1, number=HOSTILE[:12], title=HOSTILE)

    whole = " ".join(text_of(documents.programme_pdf(whole_programme(version))))

    assert '#panic("x")' in whole
    assert "*b* _i_ `c`" in whole


@given(st.text(max_size=200))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_breaks_the_document(text: str) -> None:
    version = make_version(make_programme())
    area = make_area(version, title="Obszar")
    area.title, area.summary = text.replace("\0", ""), text.replace("\0", "")
    area.save()

    assert documents.programme_pdf(whole_programme(version)).startswith(b"%PDF")


def test_letters_of_other_alphabets_are_shown() -> None:
    version = make_version(
        make_programme(title="Належytym Ελλάδα Žluťoučký kůň z\u0307o\u0301łc\u0301")
    )

    (cover, *_) = text_of(documents.programme_pdf(whole_programme(version)))

    assert normalize("NFC", "Належytym Ελλάδα Žluťoučký kůň żółć") in normalize("NFC", cover)


def test_row_longer_than_a_page_is_not_cut_off() -> None:
    version = make_version(make_programme())
    make_action(make_area(version), text="Bardzo długie zdanie o drodze. " * 130 + "Koniec.")

    pages = text_of(documents.programme_pdf(whole_programme(version)))

    assert any("Koniec." in page for page in pages)


def test_empty_version_still_makes_a_document() -> None:
    version = make_version(make_programme(first_year=None, last_year=None))

    assert len(text_of(documents.programme_pdf(whole_programme(version)))) == 2


def test_adopted_version_is_printed_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    version = small_version()
    assert documents.stored_size(version) is None
    kept = documents.stored_pdf(version)
    monkeypatch.setattr(documents, "programme_pdf", lambda whole: b"made again")

    assert documents.stored_pdf(version) == kept
    assert documents.stored_size(version) == len(kept)
    default_storage.delete(f"programmes/{documents.key_of(version)}.pdf")
    assert documents.stored_pdf(version) == b"made again"


def test_half_written_file_is_never_sent() -> None:
    version = small_version()
    whole = documents.stored_pdf(version)
    name = f"programmes/{documents.key_of(version)}.pdf"
    default_storage.delete(name)
    default_storage.save(name, ContentFile(whole[: len(whole) // 2]))

    assert documents.stored_pdf(version) == whole


def test_same_version_gives_the_same_bytes() -> None:
    whole = whole_programme(small_version())

    assert documents.programme_pdf(whole) == documents.programme_pdf(whole)
