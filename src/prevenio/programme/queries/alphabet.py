"""Names in the order of a language's alphabet, which no database here keeps for itself."""

from collections.abc import Callable, Iterable

_ALPHABETS = {
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
}
# Czech sorts these with their plain letter.
_ACCENTS = str.maketrans("áďéěíňóťúůý", "adeeinotuuy")


def in_alphabet[T](things: Iterable[T], *, language: str, name: Callable[[T], str]) -> list[T]:
    """The things ordered by name: Polish ł after l, Czech ch after h."""
    places = {letter: place for place, letter in enumerate(_ALPHABETS.get(language, "").split())}
    return sorted(things, key=lambda thing: (_places(name(thing), places), name(thing)))


def _places(name: str, places: dict[str, int]) -> list[tuple[int, int]]:
    lower = name.lower()
    if "ch" in places:
        lower = lower.translate(_ACCENTS)
    found = []
    at = 0
    while at < len(lower):
        letter = "ch" if "ch" in places and lower.startswith("ch", at) else lower[at]
        place = places.get(letter)
        found.append((0, ord(letter[0])) if place is None else (1, place))
        at += len(letter)
    return found
