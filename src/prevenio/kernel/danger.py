"""Words that may mean danger now: who writes them is shown the emergency number before sending."""

import json
import re
from functools import cache
from pathlib import Path

from prevenio.kernel.text import fold

_WORDS = Path(__file__).parent / "packs" / "danger.json"
_SPACES = re.compile(r"\s+")


def sounds_like_danger(text: str) -> bool:
    """Whether the text holds one of the words or phrases of any language, as beginnings of words.

    Everybody is understood in every language: people write in the one they think in.
    """
    folded = " " + _SPACES.sub(" ", re.sub(r"[^\w\s]", " ", fold(text)))
    return any(f" {phrase}" in folded for phrase in _phrases())


@cache
def _phrases() -> tuple[str, ...]:
    by_language = json.loads(_WORDS.read_text("utf-8"))
    return tuple(fold(phrase) for phrases in by_language.values() for phrase in phrases)
