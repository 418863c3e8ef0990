"""The annual review as a PDF/UA-1 document, kept once it is published, and as a Word document."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from prevenio.reviews.printed import printed
from prevenio.reviews.queries.whole import WholeReview
from prevenio.reviews.word import docx_of
from prevenio.web import charts, typesetting
from prevenio.web.charts import Chart
from prevenio.web.shapes import SHAPES
from prevenio.web.typesetting import compile_pdf

TEMPLATE = Path(__file__).parent / "templates" / "reviews" / "annual_review.typ"
_SOURCES = (
    "printed.py",
    "printed_chapters.py",
    "printed_method.py",
    "wording.py",
    "charts.py",
    "documents.py",
)


def review_pdf(whole: WholeReview) -> bytes:
    """A review as a PDF/UA-1 document; the same review gives the same bytes."""
    content = printed(whole.content, whole.review, whole.authority)
    drawn = {**_drawn(content), "shapes": _shapes()}
    return compile_pdf(TEMPLATE, drawn, timestamp=int(whole.changed_at.timestamp()))


def review_docx(whole: WholeReview) -> bytes:
    """A review as a Word document; the same review gives the same bytes."""
    content = printed(whole.content, whole.review, whole.authority)
    return docx_of(typesetting.showable(content), at=whole.changed_at)


def stored_pdf(whole: WholeReview) -> bytes:
    """The PDF of a published review: made once and kept; of another one: made on demand."""
    if not whole.is_published:
        return review_pdf(whole)
    name = f"reviews/{key_of(whole)}.pdf"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            kept: bytes = file.read()
        # A file that was cut short is made again.
        if kept.rstrip().endswith(b"%%EOF"):
            return kept
        default_storage.delete(name)
    made = review_pdf(whole)
    default_storage.save(name, ContentFile(made))
    return made


def key_of(whole: WholeReview) -> str:
    """What a document depends on: the content, the steps, the look, this template."""
    authority = whole.authority
    look = [authority.name, authority.second_line, authority.is_sample, authority.brand]
    moment = whole.changed_at.isoformat()
    parts = [whole.digest, moment, look, authority.language, _digest_of_template()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _drawn(value: Any) -> Any:
    """The same values with each chart as its words and its SVG."""
    if isinstance(value, Chart):
        return {
            "title": value.title,
            "subtitle": value.subtitle,
            "text": value.text,
            "head": list(value.head),
            "rows": [list(row) for row in value.rows],
            "svg": value.svg(),
        }
    if isinstance(value, dict):
        return {key: _drawn(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_drawn(one) for one in value]
    return value


def _shapes() -> dict[str, str]:
    """The shapes of states as drawings of their own."""
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{}</svg>'
    return {name: frame.format(shape) for name, shape in SHAPES.items()}


@cache
def _digest_of_template() -> str:
    here = Path(__file__)
    house = [typesetting.HOUSE, Path(typesetting.__file__), Path(charts.__file__)]
    sources = [TEMPLATE, *house, *(here.with_name(name) for name in _SOURCES)]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
