"""The documents beside the annual review: goals, bodies' statements, presentation, workbook."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.conf import settings
from django.db import connection
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from prevenio.people.models import Authority, Body, Country, User
from prevenio.people.tests.factories import make_authority
from prevenio.programme.models import Statement, StatementKind
from prevenio.returns.content import Count
from prevenio.returns.models import Outcome, ReportingPeriod
from prevenio.reviews import operations
from prevenio.reviews.deck.slides import deck_of
from prevenio.reviews.models import Degree, Verdict
from prevenio.reviews.papers import pdf, word
from prevenio.reviews.papers.body import content_of_body, from_plain, plain
from prevenio.reviews.papers.body_words import body_paper
from prevenio.reviews.papers.goals import GoalsContent, content_of_goals
from prevenio.reviews.papers.goals_words import goals_paper
from prevenio.reviews.papers.measures import MeasureLine
from prevenio.reviews.queries.whole import whole_review
from prevenio.reviews.tests.factories import (
    LATER,
    accept,
    action,
    assess,
    fresh,
    make_head,
    make_period,
)
from prevenio.reviews.workbook import workbook_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOSTILE = '=1+2 #panic("x") $a$ <label> @ref *b* \u202e 🚓 汉字 \x07 <w:t>&amp;'
MEASURE = MeasureLine(
    None,
    "K-139",
    "Przestępstwa",
    "liczba",
    "2345",
    "2501.5",
    "",
    "down",
    "Spadek większy niż przypadkowy.",
    "2023-01-05",
    "KMP",
    "ujawnione",
)
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)


@pytest.fixture
def head(authority: Authority) -> User:
    return make_head(authority)


@pytest.fixture
def period(authority: Authority, head: User) -> ReportingPeriod:
    """Two areas, two goals: 1.1 is done and judged, 1.2 is judged without a return, 2.1 is sent."""
    made = make_period(authority, head)
    accept(made, "1.1", head, counts=(Count("czujniki", "1240", "sztuk"),))
    accept(made, "2.1", head, outcome=Outcome.IN_COURSE)
    assess(made, head, {"1.1": Degree.FULL})
    said = {"verdict": Verdict.CHANGE, "finding": HOSTILE, "follow_up": "Nowy plan."}
    assess(made, head, {"1.2": Degree.PARTLY}, follow_up_by=LATER.date(), **said)
    operations.open_from_follow_ups(period=made, by=head, at=LATER)
    rows = [
        (StatementKind.STRATEGY, "Nowoczesne miasto"),
        (StatementKind.STRATEGY, "Poprawa bezpieczeństwa"),
        (StatementKind.GOAL, "Mniej przestępstw"),
        (StatementKind.GOAL, "Bezpieczne szkoły"),
    ]
    goals = [
        Statement.objects.create(version=made.version, kind=kind, position=place, text=text)
        for place, (kind, text) in enumerate(rows)
    ]
    for code in ("1.1", "1.2", "2.1"):
        action(made, code).goals.add(goals[2])
    return fresh(made)


def body_of(period: ReportingPeriod) -> Body:
    return Body.objects.get(authority=period.authority, short_name="PSP")


def goals_of(period: ReportingPeriod) -> GoalsContent:
    return content_of_goals(period.version, first_day=FIRST, last_day=LAST, measures=[MEASURE])


def pages_of(content: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(content)) as document:
        return [" ".join((page.extract_text() or "").split()) for page in document.pages]


def test_goals_are_counted_by_assessment_else_by_return(period: ReportingPeriod) -> None:
    content = goals_of(period)

    levels = [(one.level, one.text, one.actions) for one in content.goals]
    assert levels == [
        ("STRATEGIC", "Nowoczesne miasto", 0),
        ("OPERATIONAL", "Poprawa bezpieczeństwa", 0),
        ("GOAL", "Mniej przestępstw", 3),
        ("GOAL", "Bezpieczne szkoły", 0),
    ]
    goal = content.goals[2]
    assert (goal.degrees, goal.by_return, goal.silent) == ({"FULL": 1, "PARTLY": 2}, 1, 0)
    assert content.whole.actions == 3


def test_goals_of_half_a_year_do_not_count_the_whole_year(period: ReportingPeriod) -> None:
    content = content_of_goals(
        period.version, first_day=date(2022, 1, 1), last_day=date(2022, 6, 30)
    )

    assert content.whole.silent == 3
    pages = pages_of(pdf.pdf_of(goals_paper(content, period.authority), at=LATER))
    assert content.digest in pages[-1].replace(" ", "")


def test_goals_review_shows_the_cascade_measures_and_checksum(period: ReportingPeriod) -> None:
    content = goals_of(period)
    paper = goals_paper(content, period.authority)

    pages = " ".join(pages_of(pdf.pdf_of(paper, at=LATER)))
    document = Document(BytesIO(word.docx_of(paper, at=LATER)))

    for words in ("Nowoczesne miasto", "Poprawa bezpieczeństwa", "Przestępstwa", "2 501,5", "KMP"):
        assert words in pages.replace("\xa0", " ")
    assert content.digest in pages.replace(" ", "")
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]  # type: ignore[union-attr]
    assert [text.split(".")[0] for text in captions] == ["Tabela 1", "Wykres 1", "Tabela 2"]
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)


def test_papers_are_tagged_and_charts_have_words(period: ReportingPeriod) -> None:
    for paper in (
        goals_paper(goals_of(period), period.authority),
        body_paper(content_of_body(period, body_of(period)), period.authority),
    ):
        with pdfplumber.open(BytesIO(pdf.pdf_of(paper, at=LATER))) as document:
            assert document.doc.catalog["MarkInfo"]["Marked"] is True
            metadata = document.doc.catalog["Metadata"].resolve().get_data().decode()
            figures = list(_alternatives(document.structure_tree))
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert any(figures)


def _alternatives(tree: list[dict[str, Any]]) -> Iterator[str]:
    for node in tree:
        if node.get("type") == "Figure":
            yield str(node.get("alt_text") or "")
        yield from _alternatives(node.get("children") or [])


def test_statement_says_returns_days_assessments_and_corrective_actions(
    period: ReportingPeriod,
) -> None:
    content = content_of_body(period, body_of(period))

    assert (content.line.expected, content.line.on_time, content.line.missing) == (3, 2, 1)
    assert [(one.code, one.degree) for one in content.led] == [
        ("1.1", "FULL"),
        ("1.2", "PARTLY"),
        ("2.1", ""),
    ]
    assert [(one.number, one.code, one.state) for one in content.corrections] == [
        (1, "1.2", "OPEN")
    ]
    assert from_plain(plain(content)) == content
    pages = " ".join(pages_of(pdf.pdf_of(body_paper(content, period.authority), at=LATER)))
    assert "1 240" in pages.replace("\xa0", " ")
    assert "#panic(" in pages


def test_deck_has_native_charts_with_words_a_table_and_the_checksum(
    period: ReportingPeriod,
) -> None:
    whole = whole_review(period)

    deck = Presentation(BytesIO(deck_of(whole)))

    slides = list(deck.slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title]
    assert [title.replace("\xa0", " ") for title in titles[:4]] == [
        "Jak szedł program bezpieczeństwa w 2022 roku",
        "W skrócie",
        "1 Obszar 1",
        "2 Obszar 2",
    ]
    assert len(titles) == len(slides)
    charts = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    tables = [shape for slide in slides for shape in slide.shapes if shape.has_table]
    assert (len(charts), len(tables)) == (4, 2)
    assert all(_description(shape) for shape in (*charts, *tables))
    assert all(slide.notes_slide.notes_text_frame.text for slide in slides)
    last = "".join(shape.text_frame.text for shape in slides[-1].shapes if shape.has_text_frame)
    assert whole.digest in last
    assert float(deck.slide_width or 0) / float(deck.slide_height or 1) == pytest.approx(
        16 / 9, 0.01
    )


def _description(shape: Any) -> str:
    return str(shape._element._nvXxPr.cNvPr.get("descr") or "")


def test_workbook_has_a_sheet_for_each_kind_and_no_formula(period: ReportingPeriod) -> None:
    whole = whole_review(period)

    book = load_workbook(BytesIO(workbook_of(period, whole, [MEASURE])))

    assert len(book.sheetnames) == 7
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    returns, _assessments, corrections, figures, _bodies, measures, sources = book.worksheets
    assert [returns.max_row, corrections.max_row, figures.max_row] == [4, 2, 4]
    assert corrections["D2"].value.startswith("=1+2")
    assert corrections["D2"].quotePrefix
    assert (measures["C2"].value, measures["D2"].value) == (2345, float(Decimal("2501.5")))
    assert re.fullmatch("[0-9a-f]{64}", str(sources.cell(sources.max_row, 2).value))
    assert isinstance(returns["H2"].value, datetime)


def test_czech_papers_are_czech() -> None:
    authority = make_authority(country=Country.CZECHIA, name="Kraj", slug="kraj")
    period = make_period(authority, make_head(authority))
    content = content_of_body(period, body_of(period))

    pages = " ".join(pages_of(pdf.pdf_of(body_paper(content, authority), at=LATER)))
    deck = Presentation(BytesIO(deck_of(whole_review(period))))

    assert "Nápravná opatření" in pages
    assert deck.slides[1].shapes.title.text_frame.text == "Ve zkratce"


def test_empty_period_still_gives_every_document(authority: Authority, head: User) -> None:
    period = make_period(authority, head, codes=("1.1",))
    whole = whole_review(period)

    assert Presentation(BytesIO(deck_of(whole)))
    assert workbook_of(period, whole)
    content = content_of_goals(period.version, first_day=FIRST, last_day=LAST)
    assert pdf.pdf_of(goals_paper(content, authority), at=LATER)


# Makes every document of a period in a process of its own, from the same database.
MAKE = """
import hashlib, sys, django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from datetime import date
from prevenio.people.models import Body
from prevenio.reviews.tests.test_papers import all_of
for one in all_of(int(sys.argv[2])):
    print(hashlib.sha256(one).hexdigest())
"""


def all_of(period_id: int) -> list[bytes]:
    """Every document of a period, in every format."""
    period = fresh(ReportingPeriod.objects.get(pk=period_id))
    whole = whole_review(period)
    papers = [
        goals_paper(goals_of(period), period.authority),
        body_paper(content_of_body(period, body_of(period)), period.authority),
    ]
    made = [setter(paper, at=LATER) for paper in papers for setter in (pdf.pdf_of, word.docx_of)]
    return [*made, deck_of(whole), workbook_of(period, whole, [MEASURE])]


@pytest.mark.django_db(transaction=True)
def test_documents_of_one_moment_have_the_same_bytes_in_another_process(
    period: ReportingPeriod, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the other process opens the file of the SQLite test database")
    here = all_of(period.pk)
    copied = tmp_path / "copy.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copied)])

    there = subprocess.run(
        [sys.executable, "-c", MAKE, str(copied), str(period.pk)],
        capture_output=True,
        text=True,
        check=True,
        env={**_environment(), "PREVENIO_DATA": str(tmp_path)},
    )

    assert [hashlib.sha256(one).hexdigest() for one in here] == there.stdout.split()
    for packed in (here[1], here[3], here[4], here[5]):
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
