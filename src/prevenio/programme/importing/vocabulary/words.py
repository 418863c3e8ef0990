"""How a language names the parts of a programme. Stems are folded and match word beginnings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from prevenio.kernel.text import fold


def stems(*alternatives: str) -> re.Pattern[str]:
    """A pattern that finds any of the folded stems at the beginning of a word.

    A stem may hold regular expression syntax; `$` at its end asks for the whole word.
    """
    parts = [part[:-1] + r"\b" if part.endswith("$") else part for part in alternatives]
    return re.compile(r"\b(?:" + "|".join(parts) + ")")


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language.

    `roles` names columns of tables and labels of lines; `subjects` names what a chapter or the
    sentence before a list speaks of. Both are tried in their order.
    """

    language: str
    roles: Mapping[str, re.Pattern[str]]
    subjects: Mapping[str, re.Pattern[str]]
    months: Mapping[str, int]
    contents: re.Pattern[str]
    chapter: re.Pattern[str]
    opening_or_closing: re.Pattern[str]
    area: re.Pattern[str]
    action: re.Pattern[str]
    initiative: re.Pattern[str]
    goal: re.Pattern[str]
    goal_with_actions: re.Pattern[str]
    sub_action: re.Pattern[str]
    caption: re.Pattern[str]
    drafting: re.Pattern[str]
    monitoring: re.Pattern[str]
    main_goal: re.Pattern[str]
    act: re.Pattern[str]
    act_on: re.Pattern[str]
    act_subject: re.Pattern[str]
    act_basis: re.Pattern[str]
    act_adopts: re.Pattern[str]
    act_resolves: re.Pattern[str]
    act_force: re.Pattern[str]
    act_executor: re.Pattern[str]
    act_annex: re.Pattern[str]
    act_kinds: Mapping[str, str]
    resolving: re.Pattern[str]
    at_meeting: re.Pattern[str]
    at_once: re.Pattern[str]
    signing_office: re.Pattern[str]
    nominatives: Mapping[str, str]
    body_heads: frozenset[str]
    body_adjectives: re.Pattern[str]
    departments: frozenset[str]
    groups: re.Pattern[str]
    audience: re.Pattern[str]
    funding_marker: re.Pattern[str]
    own_materials: re.Pattern[str]
    open_ended: re.Pattern[str]
    aim_starts: re.Pattern[str]
    joining: frozenset[str]
    place_prepositions: frozenset[str]
    no_bodies: re.Pattern[str]
    milestones: re.Pattern[str]
    region_wide: re.Pattern[str]
    approximately: re.Pattern[str]
    project_word: re.Pattern[str]
    towns: re.Pattern[str]
    joined_later: re.Pattern[str]

    def roles_in(self, text: str) -> frozenset[str]:
        """Every role that the words of a table's head or of a label speak of."""
        return _roles_in(self, text)

    def subject_of(self, text: str) -> str | None:
        """What a chapter's title or the sentence before a list speaks of."""
        plain = fold(text)
        return next((name for name, words in self.subjects.items() if words.search(plain)), None)

    def __hash__(self) -> int:
        return hash(self.language)


@lru_cache(maxsize=4096)
def _roles_in(vocabulary: Vocabulary, text: str) -> frozenset[str]:
    plain = fold(text).strip()
    return frozenset(role for role, words in vocabulary.roles.items() if words.search(plain))
