"""Whom a programme is for: groups of people, told apart."""

import re

from prevenio.kernel.text import fold
from prevenio.programme.importing.vocabulary import Vocabulary

_PARTS = re.compile(r"\s*[,;/•]\s*(?![^()]*\))|\n+")
_CUT_WORD = re.compile(r"([^\W\d_]{3,})\s+([^\W\d_])(?=$|[\s,;/.])")
_CUT_AT_HYPHEN = re.compile(r"([^\W\d_]{2,})(?:- +-?| +-)(?=[^\W\d_])")


def audience_of(text: str, words: Vocabulary, known: frozenset[str]) -> tuple[str, ...]:
    """The groups that a cell names, words cut by a narrow column made whole."""
    mended = mend_cut_words(text, known)
    groups: list[str] = []
    for part in _PARTS.split(mended):
        groups += _parted(part.strip(" ."), words)
    return tuple(dict.fromkeys(group for group in groups if group))


def mend_cut_words(text: str, known: frozenset[str]) -> str:
    """The text with words made whole that were cut by a hyphen or before a last letter."""
    text = _CUT_AT_HYPHEN.sub(r"\1", text)
    return _CUT_WORD.sub(lambda found: _whole(found, known), text)


def _whole(found: re.Match[str], known: frozenset[str]) -> str:
    whole = found[1] + found[2]
    return whole if fold(whole) in known else found[0]


def _parted(part: str, words: Vocabulary) -> list[str]:
    """Groups that stand side by side with nothing between them ("Dzieci Młodzież")."""
    groups: list[list[str]] = []
    for token in part.split():
        if groups and _begins_group(token, groups[-1], words):
            groups.append([token])
        elif groups:
            groups[-1].append(token)
        else:
            groups.append([token])
    return [" ".join(group) for group in groups]


def _begins_group(token: str, before: list[str], words: Vocabulary) -> bool:
    small = words.joining | words.place_prepositions | {"po", "do", "od", "pro"}
    if fold(before[-1]) in small or before[-1].endswith("."):
        return False
    named = words.audience.match(fold(token)) and words.audience.match(fold(before[-1]))
    return bool(named) and len(before) == 1 and not _is_adjective(before[-1])


def _is_adjective(token: str) -> bool:
    return fold(token) in {"mlodzi", "mlodych", "mladi", "mladych"}
