"""Words of Polish and Czech made comparable: without accents, endings and little words."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

STEM_LENGTH = 6

WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_TOKEN = re.compile(r"\w+", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_])")

# Letters that Unicode does not take apart into a base letter and an accent.
_UNDIVIDED = str.maketrans({"ł": "l", "đ": "d", "ß": "s", "ø": "o"})


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(words.split())


_LITTLE_WORDS = word_set(
    """a aby albo ale bez by być byc ci co czy dla do dz gdy go i ich im iz jak jako je jego jej
    jest jestli kiedy ktora ktore ktory ktorych lub ma mi miedzy na nad nie nich niz o od ona one
    oraz pod po poprzez pozostale przez przy s sa sie ta tak takze tego tej ten to tych tym tzw u w
    we wobec wraz z za zas ze zakres zakresu zakresie zwiazanych inne innych inny ramach celem cele
    aj ani az bude budou byl byla bylo byt coz jen jeho jejich jejiz jeji jsou k ke kde ktera ktere
    kteri kterych mezi nebo nez pak pro proti pri s se si so svych tak take techto tento teto tim
    ti tj tuto v ve vcetne vsech z ze zda the of and to in for on with by is are as"""
)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case without accents, ł included; a composed text keeps its length."""
    parts = normalize("NFD", text.lower().translate(_UNDIVIDED))
    return "".join(character for character in parts if not combining(character))


def plain(text: str) -> str:
    """Folded words and numbers parted by single spaces: the same for any layout or punctuation."""
    return " ".join(_TOKEN.findall(folded(text)))


def tokens(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return _TOKEN.findall(folded(text))


def stem(word: str) -> str:
    """The beginning of a folded word that its cases share, roughly."""
    word = folded(word)
    if len(word) <= 4:
        return word
    return word[: max(4, min(STEM_LENGTH, len(word) - 2))]


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(
        stem(word)
        for word in WORD.findall(folded(text))
        if len(word) > 2 and word not in _LITTLE_WORDS
    )


def share_a_stem(one: str, other: str) -> bool:
    """Whether two stems belong together, though one was cut shorter."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 4 and longer.startswith(shorter)


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly: parted before a capital letter."""
    parts: list[str] = []
    for part in _SENTENCE_END.split(text):
        if parts and not part[:1].isupper():
            parts[-1] += " " + part
        else:
            parts.append(part)
    return [part.strip() for part in parts if part.strip()]


def is_shouted(text: str) -> bool:
    """Whether a text is written in capitals throughout."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and all(character == character.upper() for character in letters)
