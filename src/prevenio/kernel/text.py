"""Text without its marks, so that what people write differently is found alike."""

import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans({"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o"})


def fold(text: str) -> str:
    """The text in lower case without diacritics, the Polish ł included."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_WITHOUT_DECOMPOSITION))
    return "".join(char for char in apart if not unicodedata.combining(char)).lower()


def fold_in_place(text: str) -> str:
    """The text folded letter by letter, as long as it was, so that places in it stay true."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join((fold(char) or " ")[0] for char in text)
