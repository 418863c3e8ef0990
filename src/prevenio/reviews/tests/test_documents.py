import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from django.core.files.storage import default_storage
from docx import Document
from docx.oxml.ns import qn

from prevenio.people.models import Authority, Country, User
from prevenio.people.tests.factories import make_authority, make_body
from prevenio.returns.content import Count
from prevenio.returns.models import Outcome, ReportingPeriod
from prevenio.reviews import contents, documents
from prevenio.reviews.models import Degree, Verdict
from prevenio.reviews.queries.whole import WholeReview, whole_review
from prevenio.reviews.tests.factories import (
    LATER,
    accept,
    assess,
    assess_all,
    fresh,
    make_head,
    make_period,
    make_published,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOSTILE = (
    '#panic("x") = $a$ \\ <label> @ref *b* `c` // [ ] { } \u200b\u202e 🚓 汉字 \x07 <w:t>&amp;'
)
# Makes the documents of a content that stands in a file, in a process of its own.
MAKE = """
import hashlib, json, sys, django
django.setup()
from datetime import datetime
from prevenio.people.models import Authority
from prevenio.reviews import contents, documents
from prevenio.reviews.queries.whole import WholeReview
said = json.load(open(sys.argv[1]))
authority = Authority(**said["authority"])
content = contents.from_json(said["content"])
whole = WholeReview(authority, None, content, datetime.fromisoformat(said["moment"]))
for make in (documents.review_pdf, documents.review_docx):
    print(hashlib.sha256(make(whole)).hexdigest())
"""


@pytest.fixture
def head(authority: Authority) -> User:
    return make_head(authority)


@pytest.fixture
def period(authority: Authority, head: User) -> ReportingPeriod:
    """Two areas: one with a return, a verdict and a follow-up, one that waits for its season."""
    made = make_period(authority, head, codes=("1.1", "1.2", "2.1"))
    accept(made, "1.1", head, counts=(Count("czujniki", "1240", "sztuk"),))
    accept(made, "2.1", head, outcome=Outcome.IN_COURSE)
    assess(made, head, {"1.1": Degree.FULL, "2.1": Degree.NOT_DUE})
    assess(
        made,
        head,
        {"1.2": Degree.PARTLY},
        reason_codes=["MONEY"],
        verdict=Verdict.CHANGE,
        finding="Za mało zajęć.",
        follow_up="Nowy plan.",
        follow_up_by=LATER.date(),
    )
    return fresh(made)


def pages_of(pdf: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [" ".join((page.extract_text() or "").split()) for page in document.pages]


def test_pdf_shows_the_review_from_cover_to_checksum(period: ReportingPeriod) -> None:
    whole = whole_review(period)

    pages = pages_of(documents.review_pdf(whole))

    assert len(pages) == 9
    assert "Jak szedł program bezpieczeństwa w 2022 roku" in pages[0]
    assert "W pełni zrealizowano 1 z 2 działań." in pages[0]
    assert "1 Obszar 1 1 z 2 4" in pages[1]
    assert "2 Obszar 2 nic nie oczekiwano 5" in pages[1]
    assert "1.1 Działanie 1.1 PSP 1 240 sztuk wykonane w pełni" in pages[3]
    assert "Za mało zajęć. Nowy plan." in pages[3]
    assert "3 kwietnia 2023" in pages[3]
    assert "Kto sprawozdawał na czas" in pages[5]
    assert "Co zmienić" in pages[6]
    assert whole.digest in pages[-1].replace(" ", "")


def test_pdf_is_tagged_as_accessible_and_charts_have_words(period: ReportingPeriod) -> None:
    pdf = documents.review_pdf(whole_review(period))

    with pdfplumber.open(BytesIO(pdf)) as document:
        catalog = document.doc.catalog
        assert catalog["MarkInfo"]["Marked"] is True
        metadata = document.doc.catalog["Metadata"].resolve().get_data().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        figures = _alternatives(document.structure_tree)
    assert len([words for words in figures if words]) >= 4
    assert any("pełni: 1; " in words for words in figures)


def _alternatives(tree: list[dict[str, object]]) -> list[str]:
    found = []
    for node in tree:
        if node.get("type") == "Figure":
            found.append(str(node.get("alt_text") or ""))
        found += _alternatives(node.get("children") or [])  # type: ignore[arg-type]
    return found


def test_docx_has_real_headings_heads_that_repeat_and_captions_that_count(
    period: ReportingPeriod,
) -> None:
    document = Document(BytesIO(documents.review_docx(whole_review(period))))

    styled = [(one.style.name if one.style else "", one) for one in document.paragraphs]
    heads = [one.text for name, one in styled if name == "Heading 1"]
    assert heads[:3] == ["W\xa0skrócie", "1 Obszar 1", "2 Obszar 2"]
    assert all(one._tbl.find(".//" + qn("w:tblHeader")) is not None for one in document.tables)
    captions = [one for name, one in styled if name == "Caption"]
    tables = [one.text for one in captions if one.text.startswith("Tabela")]
    assert [text.split(".")[0] for text in tables] == [
        f"Tabela {number}" for number in range(1, len(tables) + 1)
    ]
    fields = [code.text for one in captions for code in one._p.iter(qn("w:instrText"))]
    assert {text.split()[0] for text in fields} == {"SEQ"}
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(described) == 4
    assert all(described)
    said = document.core_properties
    assert (said.language, said.author) == ("pl-PL", "Testowo")
    assert said.title.replace("\xa0", " ") == "Jak szedł program bezpieczeństwa w 2022 roku"


def test_docx_is_packed_without_the_hour(period: ReportingPeriod) -> None:
    with zipfile.ZipFile(BytesIO(documents.review_docx(whole_review(period)))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_docx_opens_in_libreoffice(period: ReportingPeriod, tmp_path: Path) -> None:
    whole = whole_review(period)
    (tmp_path / "review.docx").write_bytes(documents.review_docx(whole))

    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "review.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    pages = pages_of((tmp_path / "review.pdf").read_bytes())
    assert 6 <= len(pages) <= 12
    assert whole.digest in "".join(pages).replace(" ", "")


def test_documents_of_one_moment_have_the_same_bytes_in_another_process(
    period: ReportingPeriod, tmp_path: Path
) -> None:
    whole = whole_review(period)
    fields = ("slug", "name", "country", "languages", "time_zone", "currency")
    said = {
        "authority": {name: getattr(period.authority, name) for name in fields},
        "content": contents.as_json(whole.content),
        "moment": whole.changed_at.isoformat(),
    }
    (tmp_path / "content.json").write_text(json.dumps(said), encoding="utf-8")

    there = subprocess.run(
        [sys.executable, "-c", MAKE, str(tmp_path / "content.json")],
        capture_output=True,
        text=True,
        check=True,
    )

    here = [documents.review_pdf(whole), documents.review_docx(whole)]
    assert [hashlib.sha256(one).hexdigest() for one in here] == there.stdout.split()


def test_hostile_words_are_only_words(authority: Authority, head: User) -> None:
    period = make_period(authority, head, fields={"1.1": {"title": HOSTILE[:100]}})
    period.version.areas.update(title=f"{HOSTILE} | x")
    make_body(authority=authority)
    assess_all(period, head)
    assess(period, head, {"1.1": Degree.PARTLY}, verdict=Verdict.STOP, finding=HOSTILE)
    whole = whole_review(fresh(period))

    pages = pages_of(documents.review_pdf(whole))
    document = Document(BytesIO(documents.review_docx(whole)))

    assert "#panic(" in " ".join(pages)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("#panic(" in text and "<w:t>&amp;" in text for text in cells)


def test_period_without_a_return_or_an_assessment_is_printed(
    authority: Authority, head: User
) -> None:
    pages = pages_of(documents.review_pdf(whole_review(make_period(authority, head))))

    assert "Żadne działanie nie zostało jeszcze ocenione." in pages[0]


def test_czech_authority_reads_czech() -> None:
    authority = make_authority(country=Country.CZECHIA, name="Kraj")
    head = make_head(authority)
    period = make_period(authority, head)
    assess_all(period, head)

    pages = pages_of(documents.review_pdf(whole_review(fresh(period))))

    assert "Plně bylo splněno 3 z 3 opatření." in pages[0]
    assert "Obsah" in pages[1]


def test_published_pdf_is_made_once_and_kept(
    authority: Authority, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = whole_review(make_published(make_period(authority, head), head))
    first = documents.stored_pdf(whole)

    def never(whole: WholeReview) -> bytes:
        raise AssertionError("made twice")

    with monkeypatch.context() as patched:
        patched.setattr(documents, "review_pdf", never)
        assert documents.stored_pdf(whole) == first

    pages = pages_of(first)
    assert "28 lutego 2023" in pages[0]
    assert "30 marca 2023" in pages[0]
    assert "Zofia Przykładowa, Prezydent Miasta" in " ".join(pages)
    default_storage.delete(f"reviews/{documents.key_of(whole)}.pdf")
