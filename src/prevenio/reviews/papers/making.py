"""Every document of a period: from the database to bytes, in the format that is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from prevenio.people.models import Authority, Body
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews.papers import pdf, word
from prevenio.reviews.papers.blocks import Paper
from prevenio.reviews.papers.body import BodyContent, content_of_body
from prevenio.reviews.papers.body_words import body_paper
from prevenio.reviews.papers.goals import GoalsContent, content_of_goals
from prevenio.reviews.papers.goals_words import goals_paper
from prevenio.reviews.papers.measures import measures_of

SETTERS: Mapping[str, Callable[..., bytes]] = {"pdf": pdf.pdf_of, "docx": word.docx_of}
HALF, YEAR = "half", "year"


@dataclass(frozen=True, slots=True)
class Made:
    """One document as bytes: as of which moment, and the checksum of its data."""

    content: bytes
    at: datetime
    digest: str


def span_of(year: int, span: str) -> tuple[date, date]:
    """The first half of a year, or all of it."""
    return date(year, 1, 1), date(year, 6, 30) if span == HALF else date(year, 12, 31)


def goals_content(version: ProgrammeVersion, year: int, span: str) -> GoalsContent:
    """What the goals review of a half-year or a year says now."""
    first_day, last_day = span_of(year, span)
    measures = measures_of(version.programme.authority, first_day, last_day)
    return content_of_goals(version, first_day=first_day, last_day=last_day, measures=measures)


def goals_review(version: ProgrammeVersion, year: int, span: str, ending: str) -> Made:
    """The goals review of a half-year or a year as PDF or DOCX."""
    content = goals_content(version, year, span)
    paper = goals_paper(content, version.programme.authority)
    return _set(paper, content.as_of_moment, ending)


def body_statement(period: ReportingPeriod, body: Body, ending: str) -> Made:
    """The statement on a body's work as it would be now, as PDF or DOCX."""
    return frozen_statement(content_of_body(period, body), period.authority, ending)


def frozen_statement(content: BodyContent, authority: Authority, ending: str) -> Made:
    """A statement on a body's work of a given content, as PDF or DOCX."""
    return _set(body_paper(content, authority), content.as_of_moment, ending)


def _set(paper: Paper, at: datetime, ending: str) -> Made:
    return Made(SETTERS[ending](paper, at=at), at, paper.digest)
