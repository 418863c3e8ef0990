"""Words that people write, before they are kept."""

from prevenio.kernel.errors import Refused

LONGEST = 5_000


class WordsMissing(Refused):
    message: object = "Write something before you send it."


class TooLong(Refused):
    message: object = "This is too long: at most %(most)s characters."


class ReasonMissing(Refused):
    message: object = "Say why."


def words_of(text: str, *, most: int = LONGEST, missing: type[Refused] = WordsMissing) -> str:
    """What was written, without signs that no database keeps. Raises a refusal if nothing is left.

    Raises TooLong too.
    """
    written = text.replace("\x00", "").strip()
    if not written:
        raise missing
    if len(written) > most:
        raise TooLong(most=most)
    return written
