"""The rules of the check, each known by its code."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.sentences import Sentence
from prevenio.programme.importing.document import ProgrammeDocument, Severity
from prevenio.programme.importing.source import Source

Examine = Callable[[ProgrammeDocument, Source | None], Iterable[Fault]]

_rules: dict[str, "Rule"] = {}

RULES: Mapping[str, "Rule"] = MappingProxyType(_rules)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, why it matters, how it looks for faults and speaks of them.

    `weight` orders rules of one severity: the lighter the number, the higher on the page.
    `sentences` holds every message and fix that the rule's faults name.
    """

    code: str
    severity: Severity
    title: Sentence
    why: Sentence
    sentences: Mapping[str, Sentence]
    examine: Examine
    weight: int = field(default=50)


def register(rule: Rule) -> Rule:
    """Add a rule to the check; a higher room may register rules about facts of its own.

    Raises ValueError if the code is taken.
    """
    if rule.code in _rules:
        raise ValueError(f"There is a rule {rule.code} already.")
    _rules[rule.code] = rule
    return rule


def rule(
    code: str,
    severity: Severity,
    *,
    title: Sentence,
    why: Sentence,
    weight: int = 50,
    **sentences: Sentence,
) -> Callable[[Examine], Examine]:
    """Register the decorated function as the rule with this code and these words."""

    def registered(examine: Examine) -> Examine:
        register(Rule(code, severity, title, why, sentences, examine, weight))
        return examine

    return registered
