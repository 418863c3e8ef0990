"""Titles as people read them, from titles as documents shout them."""


def sentence_case(title: str) -> str:
    """A title written in capitals in sentence case; any other title as it is.

    Short words of capitals inside an ordinary title (abbreviations) are not touched, and a title in
    capitals gives no way to tell them, so they are lowered too.
    """
    letters = [letter for letter in title if letter.isalpha()]
    if not letters or not all(letter.isupper() for letter in letters) or len(letters) < 6:
        return title
    lowered = title.lower()
    first = next(place for place, letter in enumerate(lowered) if letter.isalpha())
    return lowered[:first] + lowered[first].upper() + lowered[first + 1 :]
