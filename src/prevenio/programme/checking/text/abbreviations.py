"""Abbreviations by their shape, and where a document uses them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from prevenio.programme.checking.text.passages import Passage, prose
from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.checking.text.words import folded, is_shouted, word_set
from prevenio.programme.importing.document import Lines, ProgrammeDocument, ReadAbbreviation
from prevenio.programme.importing.source import Source
from prevenio.programme.importing.vocabulary import vocabulary_of

LONGEST = 8
SHOUTED_WORD = 7

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AND = ("i", "a")
_ROMAN = re.compile(r"^(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$")

_NEAR = 60
_SAID = r"(?:dále(?: jen| též)?|zwan\w+ dalej|dalej|w skrócie|zkráceně|further)\W{0,4}"
_SAID_BEFORE = re.compile(rf"\b{_SAID}$")
_OPENED_BEFORE = re.compile(rf"\w\W{{1,3}}\(\s*(?:{_SAID})?[„“\"'«]?$")
_CLOSED_AFTER = re.compile(r"[“”\"'»]?\s*\)")
_WORDS_AFTER = re.compile(r"\s*[(=–—]\s*(\w[^)\n]*)")

# What every reader of the language knows without a glossary.
_KNOWN_ANYWHERE = word_set(
    """AIDS BTS CD COV COVID DNA DVD EN EU EUR EURO FAQ GPS HIV ID IP ISO IT LED NATO NGO OK OSN PC
    PDF PIN PM QR SARS SIM SMS TV UNESCO USA USB USD WC WHO WIFI WWW"""
)
_KNOWN = {
    "pl": _KNOWN_ANYWHERE | word_set("NIP NR ONZ PESEL PLN PKP PRL REGON RP RODO UE VAT"),
    "cs": _KNOWN_ANYWHERE | word_set("CZ CZK ZŠ MŠ SŠ ČR ČSN ČSR DPH DIČ IČ IČO OSVČ SPZ SR SRN"),
    "en": _KNOWN_ANYWHERE | word_set("UK US VAT"),
}


@dataclass(slots=True)
class Use:
    """How often an abbreviation is used, and on which lines."""

    short: str
    count: int = 0
    lines: list[int] = field(default_factory=list)


def has_shape(token: str) -> bool:
    """Whether a word looks like an abbreviation: capitals with at most single small letters."""
    if "-" in token:
        parts = token.split("-")
        return all(2 <= len(part) <= 4 and part.isupper() for part in parts)
    capitals = sum(letter.isupper() for letter in token)
    small = len(token) - capitals
    if not 2 <= len(token) <= LONGEST or not token[0].isupper() or capitals < 2:
        return False
    if _ROMAN.match(token):
        return False
    pairs = pairwise(token)
    has_word_inside = any(one.islower() and other.islower() for one, other in pairs)
    # Two capitals joined by "and" are a stump of a longer abbreviation; MěÚ is a whole one.
    is_stump = capitals == 2 and token[-2:-1] in _AND
    return small == 0 or not (has_word_inside or is_stump or token[-1].islower())


def is_known_to_all(short: str, language: str) -> bool:
    """Whether an abbreviation needs no glossary in this language."""
    known = _KNOWN.get(language, _KNOWN["en"])
    return all(part in known for part in short.split("-"))


@once_per_document
def uses(document: ProgrammeDocument, source: Source | None) -> Mapping[str, Use]:
    """Every abbreviation used outside the glossary, as written, with its lines."""
    tokeniser = _Tokeniser(document, source)
    found: dict[str, Use] = {}
    for passage in _texts(document, source):
        for short, offset in tokeniser.abbreviations(passage.text):
            use = found.setdefault(short, Use(short))
            use.count += 1
            for line in _exact(passage, offset, short, source):
                if line not in use.lines:
                    use.lines.append(line)
    return found


def defined(document: ProgrammeDocument) -> frozenset[str]:
    """The abbreviations of the glossary."""
    return frozenset(row.short for row in document.abbreviations)


@once_per_document
def glossary(document: ProgrammeDocument, source: Source | None) -> list[ReadAbbreviation]:
    """The rows of the list of abbreviations, without those that running text explains."""
    told = {
        line: passage.text
        for passage in prose(document, source)
        for line in passage.lines
        if source is not None
    }
    return [
        row
        for row in document.abbreviations
        if not any(_is_told(row.short, told.get(line, "")) for line in row.lines)
    ]


def _is_told(short: str, text: str) -> bool:
    """Whether a sentence explains an abbreviation; a line that begins with it is a glossary's."""
    return not text.lstrip(" •*-–").startswith(short) and is_explained(short, text)


def is_explained(short: str, text: str) -> bool:
    """Whether a text joins an abbreviation to its words, in brackets, by a dash or "dalej"."""
    return any(
        _is_explained_here(short, text, match)
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text)
    )


def _is_explained_here(short: str, text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + 2 * _NEAR]
    if _SAID_BEFORE.search(before):
        return True
    if _OPENED_BEFORE.search(before) and _CLOSED_AFTER.match(after):
        return True
    words = _WORDS_AFTER.match(after)
    return words is not None and fits(short, words[1])


def fits(short: str, name: str) -> bool:
    """Whether the letters of an abbreviation can be read off its name, in order.

    A letter is read at the start of a word, or right after the letter read before it (BESIP from
    "BEzpečnost SIlničního Provozu"); a doubled letter may stand for one word.
    """
    letters = [folded(letter) for letter in short if letter.isalpha()]
    words = [folded(word) for word in re.findall(r"[^\W\d_]+", name)]
    return _read(tuple(letters), tuple(words), 0, 0)


@lru_cache(maxsize=4096)
def _read(letters: tuple[str, ...], words: tuple[str, ...], word: int, place: int) -> bool:
    if not letters:
        return True
    letter, rest = letters[0], letters[1:]
    if place and word < len(words):
        current = words[word]
        if current[place : place + 1] == letter and _read(rest, words, word, place + 1):
            return True
        if place == 1 and current[0] == letter and _read(rest, words, word, place):
            return True
    start = word + 1 if place else word
    return any(
        words[next_word].startswith(letter) and _read(rest, words, next_word, 1)
        for next_word in range(start, len(words))
    )


class _Tokeniser:
    """Finds abbreviations in a text, compounds of the glossary (KM PSP) first."""

    def __init__(self, document: ProgrammeDocument, source: Source | None) -> None:
        shorts = defined(document)
        named = {body.short for body in document.bodies if _is_compound(body.short)}
        compounds = sorted({*named, *(s for s in shorts if " " in s)}, key=len, reverse=True)
        parts = {part for short in compounds for part in short.split()[1:]}
        self.tails = parts - shorts
        self.compounds = [(re.compile(rf"(?<!\w){re.escape(c)}(?!\w)"), c) for c in compounds]
        self.shorts = shorts
        self.ordinary = _ordinary_words(document, source) - {folded(short) for short in shorts}

    def abbreviations(self, text: str) -> Iterator[tuple[str, int]]:
        for pattern, compound in self.compounds:
            for match in pattern.finditer(text):
                yield compound, match.start()
            text = pattern.sub(lambda match: "|" * len(match[0]), text)
        found = list(_TOKEN.finditer(text))
        skipped = False
        for place, match in enumerate(found):
            token, was_skipped, skipped = match.group(), skipped, False
            if was_skipped or not self._is_abbreviation(token) or _is_reference(text, match):
                continue
            following = found[place + 1] if place + 1 < len(found) else None
            if following is not None and self._is_compound(text, match, following):
                skipped = True
                yield f"{token} {following.group()}", match.start()
            elif token not in self.tails:
                yield token, match.start()

    def _is_abbreviation(self, token: str) -> bool:
        return token in self.shorts or (has_shape(token) and folded(token) not in self.ordinary)

    def _is_compound(self, text: str, one: re.Match[str], other: re.Match[str]) -> bool:
        return other.group() in self.tails and text[one.end() : other.start()] == " "


def _is_compound(short: str) -> bool:
    """Whether a body is called by abbreviations only: KP PSP."""
    parts = short.split()
    return len(parts) > 1 and all(map(has_shape, parts))


def _ordinary_words(document: ProgrammeDocument, source: Source | None) -> frozenset[str]:
    """Words that stand in capitals in names and headings, or elsewhere in small letters."""
    names = [document.title, *(item.name for item in document.initiatives)]
    names += [project.name for project in document.projects if project.name]
    words = {
        folded(word)
        for name in names
        for word in _TOKEN.findall(name)
        if is_shouted(name) or len(word) > 4
    }
    headings = [chapter.title for chapter in document.chapters]
    headings += [area.title for area in document.areas]
    words |= {folded(word) for word in _TOKEN.findall(" ".join(headings)) if len(word) > 3}
    for passage in prose(document, source):
        words |= {
            folded(word)
            for word in _TOKEN.findall(passage.text)
            if len(word) > 3 and word[1:].islower()
        }
    return frozenset(words)


def _texts(document: ProgrammeDocument, source: Source | None) -> Iterator[Passage]:
    rows = {line for row in glossary(document, source) for line in row.lines}
    chapter = vocabulary_of(document.language).chapter
    for passage in prose(document, source):
        is_heading = _is_heading(passage.text) or bool(chapter.match(folded(passage.text)))
        if not rows.intersection(passage.lines) and not is_heading:
            yield _without_shouting(passage)
    for action in document.actions:
        responsible = action.responsible_cell or ", ".join(action.responsible)
        partners = action.partners_cell or ", ".join(action.partners)
        for text in (responsible, partners, action.text):
            yield Passage(text, action.lines, in_table=True)
    for initiative in document.initiatives:
        texts = (*initiative.implementers, initiative.method, *initiative.funding, initiative.aim)
        for text in texts:
            yield _without_shouting(Passage(text, initiative.lines, in_table=True))


def _is_reference(text: str, match: re.Match[str]) -> bool:
    """Whether letters belong to a reference number: ZK-08-2018, ZK 2345/09/22, 12/2024/RM."""
    follows = re.match(r"[-/.]?\d| \d+/\d", text[match.end() : match.end() + 8])
    return follows is not None or re.search(r"\d[-/]$", text[: match.start()][-2:]) is not None


def _is_heading(text: str) -> bool:
    """Whether a text in capitals holds a word too long for an abbreviation of its own."""
    return is_shouted(text) and any(len(word) > 4 for word in _TOKEN.findall(text))


def _without_shouting(passage: Passage) -> Passage:
    """The passage with runs of capitals blanked that hold a long word: names, not letters."""
    text = passage.text
    for run in _shouted_runs(text):
        if any(len(match.group()) >= SHOUTED_WORD for match in run):
            start, end = run[0].start(), run[-1].end()
            text = text[:start] + " " * (end - start) + text[end:]
    return Passage(text, passage.lines, passage.starts, passage.in_table)


def _shouted_runs(text: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if match.group().isupper():
            run.append(match)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _exact(passage: Passage, offset: int, short: str, source: Source | None) -> Lines:
    if passage.starts:
        return passage.line_at(offset)
    if source is not None and len(passage.lines) > 1:
        spelled = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
        lines = tuple(n for n in passage.lines if spelled.search(source.text_of([n])))
        return lines or passage.lines
    return passage.lines
