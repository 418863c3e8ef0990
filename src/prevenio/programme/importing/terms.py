"""Terms: the years that words about time come to."""

import re

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import ReadTerm
from prevenio.programme.importing.vocabulary import Vocabulary

# A year may be broken by a space ("2 020"): a narrow column cut it.
_BROKEN_YEAR = re.compile(r"(?<!\d)(?:1 ?9|2 ?0)(?: ?\d){2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT_END = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[/–—-]\s*(\d\d)(?!\d|\.\s?\d)")
_FROM_ONLY = re.compile(
    r"^(?:od|poczynając od|počínaje)\b(?!.*\b(?:do|až)\b)(?!.*\d\s*[–—-]\s*\d)", re.IGNORECASE
)
_UNTIL_ONLY = re.compile(r"^do\b", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"(?<![\d./–-])(\d\d)\s*[/–—-]\s*(\d\d)(?![\d./])")


def term_of(text: str, words: Vocabulary) -> ReadTerm:
    """The term that the words name: first and last year, or that it has no end."""
    words_only = " ".join(text.split())
    years = years_in(words_only)
    open_ended = bool(words.open_ended.search(fold(words_only)))
    first = min(years, default=None)
    last = max(years, default=None)
    open_ended = open_ended or (first is not None and bool(_FROM_ONLY.match(words_only)))
    if open_ended and first == last:
        last = None
    if first == last and _UNTIL_ONLY.match(words_only):
        first = None
    return ReadTerm(words_only, first, last, open_ended)


def years_in(text: str) -> list[int]:
    """Every year the text names, a school year as two."""
    mended = _BROKEN_YEAR.sub(lambda found: found.group().replace(" ", ""), text)
    years = [int(year) for year in _YEAR.findall(mended)]
    for start, end in _SHORT_END.findall(mended):
        last = int(start[:2] + end)
        if int(start) < last <= int(start) + 20:
            years.append(last)
    rest = _SHORT_END.sub(" ", mended)
    for start, end in _SCHOOL_YEAR.findall(rest):
        if int(end) == int(start) + 1:
            years += [2000 + int(start), 2000 + int(end)]
    return years
