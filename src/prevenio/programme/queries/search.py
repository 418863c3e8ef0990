"""Finding words in a public programme without their diacritics."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    Expression,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Lower

from prevenio.kernel.text import fold
from prevenio.programme.models import ProgrammeVersion
from prevenio.programme.queries.public import bodies_taking_part

MOST_LETTERS = 100
MOST_WORDS = 8
FEWEST_LETTERS = 2
# A programme holds hundreds of rows, not thousands; the bound keeps a page small on any data.
MOST_HITS = 400

_POSITION = F("position")
_WORD = re.compile(r"\d+(?:\.\d+)+|\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: an area, an action, an initiative or a body; `key` is for its address."""

    kind: str
    key: str
    code: str
    title: str
    text: str
    rank: int

    @property
    def heading(self) -> str:
        """What the hit is called: its title, else its text, else its short name."""
        return self.title or self.text or self.code


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, better hits first within each kind; the kind of the best hit leads.

    `is_widened` says that no row had these words and that ones with like beginnings are given.
    """

    words: Sequence[str]
    hits: Sequence[Hit]
    is_widened: bool = False

    @property
    def is_too_short(self) -> bool:
        return sum(map(len, self.words)) < FEWEST_LETTERS


def search(version: ProgrammeVersion, *, text: str) -> Found:
    """Areas, actions, initiatives and bodies in which every word of the text begins a word."""
    words = words_of(text)
    nothing = Found(words=words, hits=[])
    if nothing.is_too_short:
        return nothing
    stems = [_stem(word) for word in words]
    rows = _rows_with(version, stems)
    if hits := _hits(rows, words):
        return Found(words=words, hits=hits)
    if hits := _hits(rows, stems):
        return Found(words=stems, hits=hits, is_widened=True)
    return nothing


def words_of(text: str) -> list[str]:
    """The words that are looked for, without diacritics, each once; codes as 3.17 stay whole."""
    found = dict.fromkeys(_WORD.findall(fold(text[:MOST_LETTERS])))
    return list(found)[:MOST_WORDS]


def begins_a_word(word: str) -> re.Pattern[str]:
    """A pattern that finds a folded word, or one that begins with it, in folded text."""
    return re.compile(rf"(?<!\w){re.escape(word)}\w*")


def _stem(word: str) -> str:
    """The word without the ending that Polish and Czech change most."""
    return word[:-2] if len(word) > 6 else word[:-1] if len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    pk: int
    code: str
    position: int
    title: str
    text: str
    search_text: str

    @property
    def searched(self) -> str:
        return f"{fold(self.code)} {self.search_text}"


def _rows_with(version: ProgrammeVersion, words: Sequence[str]) -> list[_Row]:
    actions, areas = version.actions.all(), version.areas.all()
    initiatives, bodies = version.initiatives.all(), bodies_taking_part(version)
    number = Coalesce(Cast("number", CharField()), Value(""))
    tables = (
        _columns(actions, words, kind="action", code=F("code"), title=F("title"), text=F("text")),
        _columns(areas, words, kind="area", code=F("code"), title=F("title"), text=F("summary")),
        _columns(
            initiatives, words, kind="initiative", code=number, title=F("name"), text=F("aim")
        ),
        _columns(
            bodies,
            words,
            kind="body",
            code=F("short_name"),
            title=F("public_name"),
            text=F("name"),
            position=Value(0),
        ),
    )
    first, *others = tables
    return [_Row(*row) for row in first.union(*others, all=True)[:MOST_HITS]]


def _columns(
    rows: QuerySet[Any],
    words: Sequence[str],
    *,
    kind: str,
    code: Expression | F,
    title: F,
    text: F,
    position: Expression | F = _POSITION,
) -> QuerySet[Any, tuple[str, int, str, int, str, str, str]]:
    # The columns of a union must be of one type in all its parts.
    columns: QuerySet[Any, tuple[str, int, str, int, str, str, str]] = (
        rows.annotate(
            hit_kind=Value(kind, output_field=CharField()),
            hit_code=Cast(code, TextField()),
            hit_position=Cast(position, IntegerField()),
            hit_title=Cast(title, TextField()),
            hit_text=Cast(text, TextField()),
            hit_words=Concat(
                Lower("hit_code"), Value(" "), "search_text", output_field=TextField()
            ),
        )
        .filter(*(Q(hit_words__contains=word) for word in words))
        .values_list(
            *("hit_kind", "pk", "hit_code", "hit_position"),
            *("hit_title", "hit_text", "search_text"),
        )
    )
    return columns


def _hits(rows: Iterable[_Row], words: Sequence[str]) -> list[Hit]:
    patterns = [begins_a_word(word) for word in words]
    hits = [
        _hit(row, words, patterns)
        for row in rows
        if all(pattern.search(row.searched) for pattern in patterns)
    ]
    hits.sort(key=lambda hit: (-hit.rank, hit.kind))
    best = {kind: -place for place, kind in enumerate(dict.fromkeys(hit.kind for hit in hits))}
    return sorted(hits, key=lambda hit: (-best[hit.kind], -hit.rank))


def _hit(row: _Row, words: Sequence[str], patterns: Iterable[re.Pattern[str]]) -> Hit:
    heading = f"{fold(row.code)} {fold(row.title)}"
    rank = 0
    for word, pattern in zip(words, patterns, strict=True):
        if found := pattern.search(heading):
            rank += 3 if found.group() == word else 2
    if " ".join(words) in heading:
        rank += 1
    return Hit(row.kind, _key(row), row.code, row.title, row.text, rank)


def _key(row: _Row) -> str:
    if row.kind == "body":
        return str(row.pk)
    return row.code or f"p{row.position}"
