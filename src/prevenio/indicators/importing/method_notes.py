"""Sentences of a source that say from which year on its numbers are made in another way."""

import re
from collections.abc import Iterator

from prevenio.indicators.importing.refusals import quoted

YEAR = r"(?:roku\s+)?(?P<year>(?:19|20)\d\d)"
FROM = re.compile(rf"\b(?:od|Od|z dniem|platn[áý] od|since|from)\s+{YEAR}\b")
UNTIL = re.compile(rf"\b(?:do|Do|platn[áý] do|until)\s+{YEAR}\b")
TAGS = re.compile(r"<br\s*/?>|\n+", re.IGNORECASE)
OTHER_TAGS = re.compile(r"<[^<>]{0,200}>")

# A full stop ends a sentence before a capital letter, but not after the short words of laws.
SENTENCE = re.compile(
    r"(?<=[.;])(?<!\bDz\.)(?<!\bU\.)(?<!\bNr\.)(?<!\bok\.)\s+(?=[^\W\d_a-ząćęłńóśźż])"
)


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a description, without the marks of a web page."""
    for part in TAGS.split(text):
        for sentence in SENTENCE.split(OTHER_TAGS.sub("", part)):
            if tidied := " ".join(sentence.split()):
                yield tidied


def changes_in(text: str) -> Iterator[tuple[int, str]]:
    """The first year of each changed method and the sentence that says so."""
    for sentence in sentences_of(text):
        for year in dict.fromkeys(int(match["year"]) for match in FROM.finditer(sentence)):
            yield year, sentence


def change_in_label(label: str) -> int | None:
    """The first year of another counting where a name says from or until when it holds."""
    if match := FROM.search(label):
        return int(match["year"])
    if match := UNTIL.search(label):
        return int(match["year"]) + 1
    return None


def note_in_name(name: str) -> str:
    """The doubt about a territory whose name says since when it is counted so."""
    return f"The name carries a note: “{quoted(name)}”. Earlier years may not be comparable."
