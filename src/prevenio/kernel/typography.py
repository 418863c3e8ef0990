"""Where a line must not break: Polish and Czech set no one-letter word at its end."""

import re

NO_BREAK = "\u00a0"
_TAG = re.compile(r"(<[^>]*>)")
_SHORT_WORD = re.compile(r"(?<![^\s(„“‚\u00a0])([AIOUWZKSVaiouwzksv])\s+(?=\S)")
_UNIT = re.compile(r"(?<=\d)\s+(?=(?:%|zł|Kč|mln|tys\.|mil\.|tis\.|km|m|ha|min|MB)(?!\w))")


def bind_short_words(text: str) -> str:
    """Put a non-breaking space after one-letter words and between a number and its unit.

    Tags of a marked-up text stay as they are.
    """
    return "".join(piece if piece.startswith("<") else _bound(piece) for piece in _TAG.split(text))


def _bound(text: str) -> str:
    return _UNIT.sub(NO_BREAK, _SHORT_WORD.sub(rf"\1{NO_BREAK}", text))
