"""The generic words of safety programmes, language by language."""

from prevenio.programme.importing.vocabulary.czech import CZECH
from prevenio.programme.importing.vocabulary.polish import POLISH
from prevenio.programme.importing.vocabulary.words import Vocabulary

__all__ = ["CZECH", "POLISH", "Vocabulary", "vocabulary_of"]


def vocabulary_of(language: str) -> Vocabulary:
    """The words of a language; Polish where the language has none of its own."""
    return CZECH if language == "cs" else POLISH
