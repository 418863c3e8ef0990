"""From bytes to text: UTF-8, or UTF-16 with its mark; old encodings are named, never guessed at.

A letter taken wrongly would stand in a resolution unseen, so a file in an old encoding is refused
with the name of the encoding that it seems to be in.
"""

import codecs
import math
import unicodedata
from collections.abc import Mapping

from prevenio.programme.importing.readers.refusals import OldEncoding, UnknownKind, WrongEncoding

OLD_ENCODINGS: Mapping[str, str] = {"cp1250": "Windows-1250", "iso8859-2": "ISO-8859-2"}

# How often each accented letter stands among 1,000 letters of running text.
LETTERS: Mapping[str, Mapping[str, float]] = {
    "pl": {
        "ą": 9.9, "ć": 4.0, "ę": 11.1, "ł": 18.2, "ń": 2.0, "ó": 8.5, "ś": 6.6, "ź": 0.6, "ż": 8.3,
    },
    "cs": {
        "á": 22.4, "č": 9.5, "ď": 0.2, "é": 13.3, "ě": 16.5, "í": 32.7, "ň": 0.1, "ó": 0.3,
        "ř": 12.1, "š": 8.2, "ť": 0.4, "ú": 1.0, "ů": 6.9, "ý": 10.7, "ž": 9.9,
    },
}  # fmt: skip

TYPOGRAPHY = frozenset("„”“’‘‚–—…§°«»•·´×½²³€\u00a0\u00ad")
NEIGHBOURS = frozenset("äöüßôľëőű")
LIKELIHOOD_OF_TYPOGRAPHY = 0.005
LIKELIHOOD_OF_NEIGHBOURS = 0.0008
LIKELIHOOD_OF_OTHERS = 0.00001
CAPITALS_SHARE = 0.1
LEAST_PLAUSIBLE = -7.0

# Czech, the more accented of the two, has 16 accented letters in a hundred.
MOST_ACCENTED = 0.4
FEW_LETTERS = 10

MOST_CONTROLS = 0.01
ALLOWED_CONTROLS = frozenset("\t\n\r\f\v\x1a\x1c\x1d\x1e\x85")
TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown")


def decode(content: bytes, name: str) -> str:
    """The text of the bytes, without a byte order mark.

    Raises WrongEncoding or UnknownKind.
    """
    text = _by_mark(content, name)
    if text is None:
        text = _by_default(content, name)
    if _is_binary(text):
        raise _not_text(name, 1 + _newlines_before_control(text))
    if _is_garbled(text):
        raise WrongEncoding(name, _line_of_first_accent(text))
    return text


def _by_mark(content: bytes, name: str) -> str | None:
    """The text where a byte order mark names the encoding."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                before = content[len(mark) : len(mark) + error.start].decode(encoding, "replace")
                raise WrongEncoding(name, before.count("\n") + 1) from error
    return None


def _by_default(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        if _is_binary(content.decode("cp1250", "replace")):
            raise _not_text(name, line) from error
        old = None if _is_broken_utf8(content) else _old_encoding(content)
        if old is not None:
            raise OldEncoding(name, line, old) from error
        raise WrongEncoding(name, line) from error


def _is_broken_utf8(content: bytes) -> bool:
    """Whether most accented letters are UTF-8: then the rest is damage, no other encoding."""
    text = content.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return sum(not sign.isascii() for sign in text) - damaged > damaged


def _old_encoding(content: bytes) -> str | None:
    """The old encoding in which the bytes read best; None if they are garbage in every one."""
    best: str | None = None
    best_score = LEAST_PLAUSIBLE
    for encoding, spoken in OLD_ENCODINGS.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any("\x80" <= sign <= "\x9f" for sign in text) or _is_overaccented(text):
            continue
        score = max(_plausibility(text, letters) for letters in LETTERS.values())
        if score > best_score:
            best, best_score = spoken, score
    return best


def _plausibility(text: str, letters: Mapping[str, float]) -> float:
    """The mean log likelihood of the accented letters, if the text is in this language."""
    whole = sum(letters.values())
    counts: dict[str, int] = {}
    for sign in text:
        if not sign.isascii():
            counts[sign] = counts.get(sign, 0) + 1
    total = sum(
        count * math.log(_likelihood(sign, letters, whole)) for sign, count in counts.items()
    )
    return total / max(sum(counts.values()), 1)


def _likelihood(sign: str, letters: Mapping[str, float], whole: float) -> float:
    share = 1.0 if sign == sign.lower() else CAPITALS_SHARE
    if sign.lower() in letters:
        return share * letters[sign.lower()] / whole
    if sign in TYPOGRAPHY:
        return LIKELIHOOD_OF_TYPOGRAPHY
    if sign.lower() in NEIGHBOURS:
        return share * LIKELIHOOD_OF_NEIGHBOURS
    return LIKELIHOOD_OF_OTHERS


def _is_overaccented(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    accented = sum(not sign.isascii() for sign in letters)
    return len(letters) >= FEW_LETTERS and accented > MOST_ACCENTED * len(letters)


def _is_binary(text: str) -> bool:
    """Whether the text is full of control characters, as programs and pictures are."""
    controls = sum(map(_is_control, text))
    return "\x00" in text or controls > MOST_CONTROLS * len(text)


def _is_garbled(text: str) -> bool:
    """Whether the text was decoded wrongly before it was saved."""
    if text.isascii():
        return False
    if text.count("\ufffd") > MOST_CONTROLS * len(text):
        return True
    again = text.encode("cp1250", "replace").decode("utf-8", "replace")
    damaged = again.count("\ufffd")
    return sum(not sign.isascii() for sign in again) - damaged > damaged


def _line_of_first_accent(text: str) -> int:
    before = next(place for place, sign in enumerate(text) if not sign.isascii())
    return text.count("\n", 0, before) + 1


def _newlines_before_control(text: str) -> int:
    place = next(place for place, sign in enumerate(text) if _is_control(sign))
    return text.count("\n", 0, place)


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" and sign not in ALLOWED_CONTROLS


def _not_text(name: str, line: int) -> WrongEncoding | UnknownKind:
    if name.lower().endswith(TEXT_ENDINGS):
        return WrongEncoding(name, line)
    return UnknownKind(name, "binary")
