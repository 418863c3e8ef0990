"""The glossary: rows, lines and definitions in running text that expand abbreviations."""

import re
from collections.abc import Iterable, Sequence

from prevenio.kernel.text import fold
from prevenio.programme.importing.body_cells import is_acronym
from prevenio.programme.importing.document import Lines, ReadAbbreviation
from prevenio.programme.importing.tables import Table, one_line
from prevenio.programme.importing.vocabulary import Vocabulary

_LINE = re.compile(r"^([^\W\d_][\w./ ]{0,22}?)\s*(?:\s[–—-]\s|\s*[:=]\s|\s[–—-])\s*(\S.{3,})$")
_DEFINED = re.compile(
    r"\((?:(?:dalej|zwan\w+ dalej|w skrócie|dále(?: jen)?|dále také|zkráceně"
    r"|w dalszej części)\s*(?:jako)?[:\s–—-]*)?"
    r"[„\"“'‚]?([^\W\d_][\w ]{1,11}?)[”\"“'‘]?\)"
)
_CALLED = re.compile(
    r"[,(\s]\s*(?:zwan\w+ )?(?:dalej|w skrócie|dále jen|dále také|dále"
    r"|zkráceně)\s*(?:jako)?[:\s–—-]*"
    r"[„\"“'‚]?([^\W\d_][\w]{1,9})\b[”\"“'‘]?"
)
# The letters first, what they stand for in brackets: "PČR (Policie České republiky)".
_NAMED = re.compile(r"(?<!\w)([^\W\d_]{2,10}) \(([^\W\d_][^()]{5,80})\)")
_MARKED = re.compile(r"dalej|skróc|dále|zkrác")
_WORD = re.compile(r"[^\W\d_][\w-]*\.?")
_SMALL = frozenset(
    {
        "i",
        "w",
        "we",
        "a",
        "z",
        "ze",
        "na",
        "do",
        "dla",
        "o",
        "v",
        "ve",
        "s",
        "se",
        "pro",
        "nad",
        "oraz",
    }
)


def rows_of(table: Table) -> list[ReadAbbreviation]:
    """The abbreviations that a glossary's table expands."""
    found = []
    for row in table.rows:
        short, name = table.cell(row, "short"), table.cell(row, "full_name", "name")
        if not name and table.column("full_name", "name") is None:
            name = one_line(max(row.cells, key=len))
        if short:
            found.append(ReadAbbreviation(short, name.lstrip("–—-= "), row.lines))
    return found


def abbreviation_in_line(text: str, lines: Lines) -> ReadAbbreviation | None:
    """An abbreviation that one line expands: "KMP – Komenda Miejska Policji"."""
    found = _LINE.match(text)
    if not found:
        return None
    short, name = found[1].strip(), found[2].strip(" ;,.")
    if len(short.split()) > 3 or not _is_short(short, name):
        return None
    return ReadAbbreviation(short, name, lines)


def abbreviations_in_sentence(text: str, lines: Lines, words: Vocabulary) -> list[ReadAbbreviation]:
    """Abbreviations that one sentence lists: "Skróty: OPS – Ośrodek…, OSP – Ochotnicza…"."""
    label, colon, listed = text.partition(":")
    if not colon or words.subject_of(label) != "glossary":
        return []
    found: list[ReadAbbreviation] = []
    for part in re.split(r"\s*[,;]\s*", listed.strip(" .")):
        row = abbreviation_in_line(part, lines)
        if row:
            found.append(row)
        elif found:
            last = found[-1]
            found[-1] = ReadAbbreviation(last.short, f"{last.name}, {part}", lines)
    return found if len(found) > 1 else []


def _is_short(short: str, name: str) -> bool:
    first = short.split()[0]
    return is_acronym(first) or (
        len(short) < len(name) / 2 and len(short) <= 8 and short[:1].isupper()
    )


def definitions_in(
    paragraphs: Iterable[tuple[str, Lines]], known: Sequence[ReadAbbreviation], words: Vocabulary
) -> list[ReadAbbreviation]:
    """Abbreviations that running text defines in brackets after the full name."""
    taken = {fold(row.short) for row in known}
    found: list[ReadAbbreviation] = []
    for text, lines in paragraphs:
        for each in (*_DEFINED.finditer(text), *_CALLED.finditer(text)):
            short = each[1].strip()
            if fold(short) in taken or not is_acronym(short.split()[0]):
                continue
            name = _name_before(
                text[: each.start()], short, bool(_MARKED.search(each.group())), words
            )
            if name:
                taken.add(fold(short))
                found.append(ReadAbbreviation(short, name, lines))
        for each in _NAMED.finditer(text):
            short, name = each[1], each[2].strip(" ,;„”“")
            if fold(short) not in taken and is_acronym(short) and _begins_with(short, name):
                taken.add(fold(short))
                found.append(ReadAbbreviation(short, name, lines))
    return found


def _begins_with(short: str, name: str) -> bool:
    """Whether the capitals are those of the name's first words."""
    capitals = [fold(char) for char in short if char.isupper()]
    initials = [fold(word)[0] for word in _WORD.findall(name) if fold(word) not in _SMALL]
    return initials[: len(capitals)] == capitals


def _name_before(text: str, short: str, marked: bool, words: Vocabulary) -> str | None:
    """The words before the bracket that the letters stand for, or the whole proper name."""
    tokens = text.split()[-14:]
    letters = [char for char in fold(short) if char.isalpha()]
    for count in range(1, len(tokens) + 1):
        name = tokens[-count:]
        parts = [part for token in name for part in token.split("-") if part]
        initials = [fold(part.strip('„”"“(,'))[:1] for part in parts if fold(part) not in _SMALL]
        if initials == letters or (
            len(initials) == len(letters) + 1
            and initials[0] == letters[0]
            and initials[: len(letters)] == letters
        ):
            return " ".join(name).strip(' ,;:(„”"“')
    return _proper_name(tokens, words) if marked else None


def _proper_name(tokens: Sequence[str], words: Vocabulary) -> str | None:
    """The last run of words that begins with a body's head noun or its adjective."""
    for at in range(len(tokens) - 1, -1, -1):
        bare = fold(tokens[at].strip('„”"“(,'))
        named = bare in words.body_heads or words.body_adjectives.match(bare)
        before = fold(tokens[at - 1].strip('„”"“(,')) if at else ""
        if named and tokens[at][:1].isupper() and not words.body_adjectives.match(before):
            return " ".join(tokens[at:]).strip(' ,;:(„”"“')
    return None
