"""Rules about names that change from place to place: the programme's and its commission's."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence, as_written
from prevenio.programme.checking.text.bodies import place_stems
from prevenio.programme.checking.text.commissions import commissions
from prevenio.programme.checking.text.damage import damaged_words
from prevenio.programme.checking.text.nearness import edits
from prevenio.programme.checking.text.passages import prose
from prevenio.programme.checking.text.words import folded, is_shouted, stem, word_set
from prevenio.programme.importing.document import Lines, ProgrammeDocument
from prevenio.programme.importing.source import Source

FEWEST_WORDS_OF_A_TITLE = 4
FEWEST_WORDINGS = 2
LONGEST_TITLE = 16

_WORD = re.compile(r"\w+")
_JOINING = word_set("i a oraz z ze dla na o do v ve w pro")
_ENDING = word_set("miasta miasto gminy powiatu mesta obce kraje lata roky rok okres")


@dataclass(frozen=True, slots=True)
class _Mention:
    """The programme's title in the text: as written, as meant, and whether a line cut it off."""

    words: list[str]
    meant: list[str]
    lines: Lines
    is_cut: bool


@rule(
    "K-169",
    "warning",
    weight=65,
    title=Sentence(
        en="Name of the commission or the programme varies",
        pl="Nazwa komisji albo programu jest niejednolita",
        cs="Název komise nebo programu není jednotný",
    ),
    why=Sentence(
        en="A court or a supervisor may take two names for two bodies or two documents.",
        pl="Organ nadzoru lub sąd może uznać dwie nazwy za dwa organy albo dwa dokumenty.",
        cs="Dozorový orgán nebo soud může dva názvy považovat za dva orgány či dva dokumenty.",
    ),
    commission=Sentence(
        en="One commission is called by {count:name|names}: {names}.",
        pl="Ta sama komisja ma w tekście {count:nazwę|nazwy|nazw}: {names}.",
        cs="Táž komise má v textu {count:název|názvy|názvů}: {names}.",
    ),
    programme=Sentence(
        en="The programme's title stands in {count:wording|wordings}: {names}.",
        pl="Tytuł programu ma w tekście {count:brzmienie|brzmienia|brzmień}: {names}.",
        cs="Název programu má v textu {count:podobu|podoby|podob}: {names}.",
    ),
    fix_commission=Sentence(
        en="Use the name from the act that set the commission up: check it there.",
        pl="Użyj wszędzie nazwy z aktu powołującego komisję; sprawdź ją w tym akcie.",
        cs="Používejte všude název z aktu, kterým byla komise zřízena; ověřte jej tam.",
    ),
    fix_programme=Sentence(
        en="Use the title from the adopting act everywhere, or a short name defined once.",
        pl="Używaj wszędzie tytułu z aktu przyjmującego program albo raz określonej nazwy "
        "skróconej.",
        cs="Používejte všude název z aktu, kterým byl program přijat, nebo jednou zavedenou "
        "zkratku.",
    ),
)
def names_vary(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for names in _commissions(document, source):
        yield _fault("commission", names)
    titles = _programme_titles(document, source)
    if len(titles) >= FEWEST_WORDINGS:
        yield _fault("programme", titles)


def _fault(kind: str, names: dict[str, Lines]) -> Fault:
    lines = tuple(line for places in names.values() for line in places)
    facts = {"count": len(names), "names": tuple(map(as_written, names))}
    return Fault(tuple(names), lines, facts, kind, f"fix_{kind}")


def _commissions(document: ProgrammeDocument, source: Source | None) -> list[dict[str, Lines]]:
    """Groups of names that must mean one commission."""
    named = commissions(document, source)
    groups: list[dict[str, Lines]] = []
    for place, one in enumerate(named):
        same = [other for other in named[place + 1 :] if one.is_same_as(other)]
        if same and not any(one.name in group for group in groups):
            groups.append({item.name: item.lines for item in (one, *same)})
    return groups


def _programme_titles(document: ProgrammeDocument, source: Source | None) -> dict[str, Lines]:
    """Distinct wordings of the title; damaged letters and case endings do not make a wording."""
    title = _title_words(document.title)
    if len(title) < FEWEST_WORDS_OF_A_TITLE:
        return {}
    wordings: dict[tuple[str, ...], tuple[Counter[str], list[int]]] = {}
    mentions = list(_mentions(document, source, title))
    for mention in mentions:
        if mention.is_cut and any(_begins(mention.meant, other.meant) for other in mentions):
            continue
        key = _wording_key(mention.meant, wordings)
        names, lines = wordings.setdefault(key, (Counter(), []))
        names[_unshouted(mention.meant)] += 1
        lines += mention.lines
    return {
        names.most_common(1)[0][0]: tuple(dict.fromkeys(lines))
        for names, lines in wordings.values()
    }


def _mentions(
    document: ProgrammeDocument, source: Source | None, title: list[str]
) -> Iterator[_Mention]:
    damages = damaged_words(source) if source is not None else ()
    mended = {damage.wrong.lower(): damage.right for damage in damages}
    places = place_stems(document)
    for passage in prose(document, source):
        for start, words, is_cut in _titles_in(passage.text, title[0], places):
            meant = [mended.get(word.lower(), word) for word in words]
            if _is_like(meant, title):
                yield _Mention(words, meant, passage.line_at(start), is_cut)


def _title_words(title: str) -> list[str]:
    return [word for word in _WORD.findall(title) if not word.isdigit()]


def _titles_in(
    text: str, beginning: str, places: frozenset[str]
) -> Iterator[tuple[int, list[str], bool]]:
    """Where the title begins in a text, its words up to the town or the years, whether cut off.

    A title in large letters runs over several lines, each of them a paragraph to the reader.
    """
    matches = list(_WORD.finditer(text))
    for place, match in enumerate(matches[:-1]):
        is_beginning = _same_word(folded(match.group()), folded(beginning))
        if not match.group()[0].isupper() or not is_beginning:
            continue
        words: list[str] = []
        for at in range(place, min(place + LONGEST_TITLE, len(matches))):
            word = matches[at].group()
            gap = text[matches[at - 1].end() : matches[at].start()] if words else ""
            if not (word[0].isupper() or folded(word) in _JOINING) or gap.strip():
                break
            if folded(word) in _ENDING or stem(word)[:4] in places:
                break
            words.append(word)
        while words and folded(words[-1]) in _JOINING:
            words.pop()
        if len(words) >= FEWEST_WORDS_OF_A_TITLE:
            yield match.start(), words, place + len(words) == len(matches)


def _unshouted(words: list[str]) -> str:
    """A title as running text writes it."""
    if not is_shouted(" ".join(words)):
        return " ".join(words)
    lower = [word.lower() for word in words]
    return " ".join(word if folded(word) in _JOINING else word.capitalize() for word in lower)


def _is_like(words: list[str], title: list[str]) -> bool:
    """Whether most of the title's words stand among some words, in any order."""
    meaning = [folded(word) for word in title if folded(word) not in _JOINING]
    found = [folded(word) for word in words]
    kept = [word for word in meaning if any(_same_word(word, other) for other in found)]
    return 2 * len(kept) > len(meaning)


def _begins(words: list[str], longer: list[str]) -> bool:
    if len(words) >= len(longer):
        return False
    pairs = zip(words, longer, strict=False)
    return all(_same_word(folded(one), folded(other)) for one, other in pairs)


def _wording_key(
    words: list[str], known: dict[tuple[str, ...], tuple[Counter[str], list[int]]]
) -> tuple[str, ...]:
    key = tuple(folded(word) for word in words if folded(word) not in _JOINING)
    for other in known:
        same_length = len(other) == len(key)
        if same_length and all(_same_word(a, b) for a, b in zip(key, other, strict=True)):
            return other
    return key


def _same_word(one: str, other: str) -> bool:
    """Whether two folded words are one word in other cases, or with letters damaged."""
    return one[:4] == other[:4] or edits(one, other, 2) <= 2
