"""Which language a document speaks."""

import re
from typing import Final

LETTERS: Final = {
    "pl": frozenset("ąćęłńśźżĄĆĘŁŃŚŹŻ"),
    "cs": frozenset("áčďěíňřšťúůýžÁČĎĚÍŇŘŠŤÚŮÝŽ"),
}
STOP_WORDS: Final = {
    "pl": frozenset(
        [
            "i",
            "w",
            "z",
            "na",
            "do",
            "oraz",
            "dla",
            "się",
            "jest",
            "przez",
            "od",
            "nie",
            "ze",
            "lub",
            "są",
            "przy",
        ]
    ),
    "cs": frozenset(
        [
            "a",
            "v",
            "s",
            "na",
            "do",
            "pro",
            "se",
            "je",
            "ze",
            "od",
            "jsou",
            "při",
            "nebo",
            "které",
            "jako",
            "bude",
            "ke",
        ]
    ),
}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """`pl` or `cs`, by the letters and the small words that only one of the two uses."""
    words = _WORD.findall(text.lower())
    scores = {
        language: sum(word in STOP_WORDS[language] for word in words)
        + sum(text.count(letter) for letter in LETTERS[language])
        for language in ("pl", "cs")
    }
    return "cs" if scores["cs"] > scores["pl"] else "pl"
