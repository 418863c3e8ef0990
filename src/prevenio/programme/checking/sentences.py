"""Whole sentences in three languages, with counted nouns and lists put in by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from prevenio.kernel.plurals import plural

LANGUAGES = ("en", "pl", "cs")
LONGEST_LIST = 12

_AND = {"pl": " i ", "cs": " a ", "en": " and "}
_MORE = {
    "pl": ("jeszcze {count}",),
    "cs": ("{count} další", "{count} další", "{count} dalších"),
    "en": ("{count} more",),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as a template in English, Polish and Czech.

    `{name}` puts a fact in, a list joined as the language joins lists. `{count:row|rows}` puts the
    number and the form of the noun that goes with it; `{count:=is|are}` puts the form alone, and a
    form may name facts itself: `{count:=once|{count} times}`. A fact may be a sentence or a list of
    them, as the names of what a project lacks.
    """

    en: str
    pl: str
    cs: str

    def told_in(self, language: str, facts: Mapping[str, object] | None = None) -> str:
        """The sentence in one language with its facts; English for a language not known."""
        language = language if language in LANGUAGES else "en"
        template: str = getattr(self, language)
        return _Teller(language).vformat(template, (), facts or {})


def as_written(words: str) -> Sentence:
    """Words of a document as a fact in quotation marks, the same words in every language."""
    words = words.replace("{", "{{").replace("}", "}}")
    return Sentence(en=f"“{words}”", pl=f"„{words}”", cs=f"„{words}“")


class _Teller(Formatter):
    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            return self._counted(int(value), format_spec)
        if isinstance(value, tuple):
            return listed(self.language, tuple(self.format_field(item, "") for item in value))
        if isinstance(value, Sentence):
            return value.told_in(self.language)
        return str(format(value, format_spec))

    def _counted(self, count: int, spec: str) -> str:
        form = plural(self.language, count, spec.removeprefix("=").split("|"))
        return form if spec.startswith("=") else f"{count} {form}"


def listed(language: str, items: tuple[str, ...]) -> str:
    """Items joined as the language joins a list; a very long one is cut and its rest counted."""
    shown = list(items)
    if len(shown) > LONGEST_LIST:
        left = len(shown) - LONGEST_LIST + 1
        more = plural(language, left, _MORE[language]).format(count=left)
        shown = [*shown[: LONGEST_LIST - 1], more]
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + _AND[language] + shown[-1]
