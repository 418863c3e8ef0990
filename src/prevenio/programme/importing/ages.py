"""Ages that the words for an audience give."""

import re

from prevenio.kernel.text import fold

Ages = tuple[int | None, int | None]

_AGE = r"(\d{1,3})"
_BETWEEN = re.compile(rf"{_AGE}\s*(?:-|–|do|az)\s*{_AGE}\.?\s*(?:lat\w*|let\w*|rok\w*)")
_FROM = re.compile(
    rf"{_AGE}\s*\+"
    rf"|(?:powyzej|ponad|od|ukonczeniu|ukonczyl\w*|nad|starsi\w*|starsz\w* niz)\s+{_AGE}"
    r"\.?\s*(?:lat\w*|let\w*|rok\w*)"
)
_TO = re.compile(rf"(?:do|ponizej|pod|mlodsi\w*)\s+{_AGE}\.?\s*(?:lat\w*|let\w*|rok\w*)")
OLDEST = 120


def ages_in(text: str) -> Ages:
    """The first and the last age, both included; None where the words set no bound."""
    plain = fold(text)
    if between := _BETWEEN.search(plain):
        return _plausible(int(between[1]), int(between[2]))
    if first := _FROM.search(plain):
        return _plausible(int(first[1] or first[2]), None)
    if last := _TO.search(plain):
        return _plausible(None, int(last[1]))
    return None, None


def _plausible(first: int | None, last: int | None) -> Ages:
    if any(age is not None and age > OLDEST for age in (first, last)):
        return None, None
    if first is not None and last is not None and last < first:
        return None, None
    return first, last
