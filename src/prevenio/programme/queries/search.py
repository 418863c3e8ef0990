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
from prevenio.places.models import Municipality
from prevenio.programme.models import ProgrammeVersion
from prevenio.programme.queries.pinned import bodies_taking_part

MOST_LETTERS = 100
MOST_WORDS = 8
FEWEST_LETTERS = 2
# A programme holds hundreds of rows, not thousands; the bound keeps a page small on any data.
MOST_HITS = 400

_POSITION = F("position")
_WORD = re.compile(r"\d+(?:\.\d+)+|\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """An area, action, initiative, body or municipality that was found; `key` is its address."""

    kind: str
    key: str
    code: str
    title: str
    text: str
    rank: int
    is_exact: bool

    @property
    def heading(self) -> str:
        """What the hit is called: its title, else its text, else its short name."""
        return self.title or self.text or self.code


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, better hits first within each kind; the kind of the best hit leads.

    `words` are the beginnings to mark. `is_widened` says that no row has the words as they were
    written, only with other endings.
    """

    words: Sequence[str]
    hits: Sequence[Hit]
    is_widened: bool = False

    @property
    def is_too_short(self) -> bool:
        return sum(map(len, self.words)) < FEWEST_LETTERS


def search(version: ProgrammeVersion, *, text: str) -> Found:
    """Areas, actions, initiatives, bodies and towns in which every word begins a word.

    Words with another ending count too, below the exact ones: both languages bend every noun.
    """
    words = words_of(text)
    nothing = Found(words=words, hits=[])
    if nothing.is_too_short:
        return nothing
    sought = [_Sought(word) for word in words]
    rows = _rows_with(version, [one.stem for one in sought])
    hits = _in_order(hit for row in rows if (hit := _hit(row, sought)))
    if not hits:
        return nothing
    return Found(
        words=[one.stem for one in sought],
        hits=hits,
        is_widened=not any(hit.is_exact for hit in hits),
    )


def words_of(text: str) -> list[str]:
    """The words that are looked for, without diacritics, each once; codes as 3.17 stay whole."""
    found = dict.fromkeys(_WORD.findall(fold(text[:MOST_LETTERS])))
    return list(found)[:MOST_WORDS]


def begins_a_word(word: str) -> re.Pattern[str]:
    """A pattern that finds a folded word, or one that begins with it, in folded text."""
    return re.compile(rf"(?<!\w){re.escape(word)}\w*")


class _Sought:
    """A word that is looked for, as written and without the ending that changes most."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.stem = word[:-2] if len(word) > 7 else word[:-1] if len(word) > 5 else word
        self.exact = begins_a_word(word)
        self.like = begins_a_word(self.stem)


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
    rows = [_Row(*row) for row in first.union(*others, all=True)[:MOST_HITS]]
    return [*rows, *_towns_of(version)]


def _towns_of(version: ProgrammeVersion) -> list[_Row]:
    # Towns keep no folded words of their own, and a programme names a few dozen at most.
    towns = Municipality.objects.filter(milestones__version=version).distinct().order_by("pk")
    return [
        _Row("municipality", town.pk, "", 0, town.name, "", fold(town.name))
        for town in towns[:MOST_HITS]
    ]


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


def _hit(row: _Row, sought: Iterable[_Sought]) -> Hit | None:
    """How well the row answers; None if a word is missing. Titles weigh more than texts."""
    heading = f"{fold(row.code)} {fold(row.title)}"
    rank, is_exact = 0, True
    for one in sought:
        if found := one.exact.search(heading):
            rank += 6 if found.group() == one.word else 5
        elif one.like.search(heading):
            rank += 3
            is_exact = is_exact and bool(one.exact.search(row.searched))
        elif one.exact.search(row.searched):
            rank += 2
        elif one.like.search(row.searched):
            rank += 1
            is_exact = False
        else:
            return None
    return Hit(row.kind, _key(row), row.code, row.title, row.text, rank, is_exact)


def _in_order(hits: Iterable[Hit]) -> list[Hit]:
    ranked = sorted(hits, key=lambda hit: (-hit.rank, not hit.is_exact))
    kinds = list(dict.fromkeys(hit.kind for hit in ranked))
    return sorted(ranked, key=lambda hit: kinds.index(hit.kind))


def _key(row: _Row) -> str:
    if row.kind in {"body", "municipality"}:
        return str(row.pk)
    return row.code or f"p{row.position}"
