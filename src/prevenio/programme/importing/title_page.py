"""The title page: what the programme is called and which years it covers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prevenio.kernel.text import fold, fold_in_place
from prevenio.programme.importing.chapters import looks_like_title
from prevenio.programme.importing.document import Lines, ReadAct
from prevenio.programme.importing.items import Item, Paragraph
from prevenio.programme.importing.labels import label_of
from prevenio.programme.importing.quotes import unquoted
from prevenio.programme.importing.terms import years_in
from prevenio.programme.importing.vocabulary import Vocabulary
from prevenio.programme.importing.vocabulary.words import stems

_TITLE_WORDS = stems(
    "program", "plan", "strategi", "koncepc", "koncepce", "projekt", "bezpec", "bezpiecz"
)
NOMINATIVES = {
    "programu": "Program",
    "planu": "Plan",
    "plánu": "Plán",
    "strategii": "Strategia",
    "koncepcji": "Koncepcja",
}
LONGEST_LINE = 240
FURTHEST = 14


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The title with its lines, the years it names, the items of the front it takes up."""

    title: str
    lines: Lines
    first_year: int | None
    last_year: int | None
    taken: frozenset[int]


def title_page_of(front: Sequence[Item], words: Vocabulary) -> TitlePage:
    """The title page at the beginning of what stands before the first chapter."""
    taken: list[int] = []
    for at, item in enumerate(front[:FURTHEST]):
        if not isinstance(item, Paragraph) or not _may_stand_on_it(item, words):
            break
        taken.append(at)
    paragraphs = [item for at in taken if isinstance(item := front[at], Paragraph)]
    title = _title(paragraphs)
    years = years_in(title) or years_in(" ".join(item.text for item in paragraphs))
    lines = tuple(n for item in paragraphs for n in item.lines)
    first, last = min(years, default=None), max(years, default=None)
    return TitlePage(title, lines, first, last, frozenset(taken))


def with_act(page: TitlePage, act: ReadAct, years_before: Sequence[int] = ()) -> TitlePage:
    """The title page, what it does not say taken from what the act says it adopts."""
    said = act.subject or act.annex or ""
    if not page.title:
        named = _TITLE_WORDS.search(fold_in_place(said))
        page = replace(page, title=_named_title(said[named.start() :]) if named else "")
    if page.first_year is None:
        years = years_in(page.title) or years_in(said) or years_before
        page = replace(
            page, first_year=min(years, default=None), last_year=max(years, default=None)
        )
    return page


def _named_title(said: str) -> str:
    """What an act adopts, its first word in the nominative."""
    first, space, rest = unquoted(said.strip(" ,;.")).partition(" ")
    return f"{NOMINATIVES.get(first.lower(), first)}{space}{rest}"


def _title(paragraphs: Sequence[Paragraph]) -> str:
    """The first paragraph that names a programme, with the lines that go on right under it."""
    named = [item for item in paragraphs if _TITLE_WORDS.search(fold(item.text))]
    if not named:
        return ""
    best = named[0]
    title = best.text
    for item in paragraphs[paragraphs.index(best) + 1 :]:
        goes_on = item.text[:1].islower() or (best.is_caps and item.is_caps)
        if years_in(title) or not goes_on:
            break
        title = f"{title} {item.text}"
    return unquoted(title)


def _may_stand_on_it(item: Paragraph, words: Vocabulary) -> bool:
    plain = fold(item.text)
    if item.symbol or len(item.text) > LONGEST_LINE or item.text.endswith((":", ";", ",")):
        return False
    if item.marker and item.marker.kind != "bullet":
        return False
    if words.area.match(plain) or words.goal.match(plain) or label_of(item.text, words):
        return False
    if words.contents.match(plain) or (
        words.subject_of(item.text) and not _TITLE_WORDS.search(plain)
    ):
        return False
    names_years = len(item.text) < 60 and bool(years_in(item.text))
    return looks_like_title(item.text) or item.is_caps or item.heading == 1 or names_years
