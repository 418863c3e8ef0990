"""What a paper is built of: plain values, worded already; each format draws them in its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from prevenio.kernel.typography import bind_short_words
from prevenio.web.charts import Chart
from prevenio.web.typesetting import showable


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph; a small one is a note below what it is about."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table. Widths are in millimetres, of 170 in all; `right` names number columns."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    right: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A numbered chart, so many millimetres wide, with the words that stand for it."""

    chart: Chart
    width: int = 170


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, one below the other."""

    rows: Sequence[Sequence[str]]


Block = Words | Table | Drawing | Facts


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered chapter: what it says first, then its blocks."""

    title: str
    blocks: Sequence[Block]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document, worded in the language of the authority.

    `cover` are up to three facts below the title: label, value, note. `digest` is the checksum of
    the data that the paper was made of.
    """

    language: str
    authority: Mapping[str, str]
    title: str
    when: str
    programme: str
    mark: str
    lead: str
    rest: str
    cover: Sequence[Sequence[str]]
    chapters: Sequence[Chapter]
    sources: Sequence[Sequence[str]]
    digest: str
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def running_title(self) -> str:
        return f"{self.title}, {self.when}"


def readable(value: Any) -> Any:
    """The same value with short words bound and every letter such that documents can show it."""
    if isinstance(value, str):
        return bind_short_words(str(showable(value)))
    if isinstance(value, Chart):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: readable(getattr(value, one.name)) for one in fields(value)}
        return replace(value, **changed)
    if isinstance(value, Mapping):
        return {key: readable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [readable(one) for one in value]
    return value
