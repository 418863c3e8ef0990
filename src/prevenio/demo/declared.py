"""The paper of the sample's declaration: it is made here, and says so in its first line."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from prevenio.kernel.typography import bind_short_words
from prevenio.people.models import Authority, Body
from prevenio.region.files import Upload
from prevenio.web.typesetting import compile_pdf

TEMPLATE = Path(__file__).resolve().parent / "templates" / "demo" / "declaration.typ"


def sample_paper(authority: Authority, said: Mapping[str, Any], parties: Sequence[Body]) -> Upload:
    """One page of PDF; equal words give equal bytes."""
    paper = said["paper"]
    day = date.fromisoformat(said["signed_on"])
    content = {
        "title": bind_short_words(said["name"]),
        "authority": authority.name,
        "language": authority.language,
        "brand": authority.brand,
        "sample": paper["sample"],
        "paragraphs": [bind_short_words(one) for one in paper["paragraphs"]],
        "parties": [one.name for one in parties],
        "day": paper["day"],
    }
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    pdf = compile_pdf(TEMPLATE, content, timestamp=int(moment.timestamp()))
    return Upload(paper["file"], pdf)
