"""Running the rules on one document, and putting what they find into words and order."""

from collections.abc import Iterable
from dataclasses import replace
from sys import maxsize

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import RULES, Rule
from prevenio.programme.importing.document import Finding, ProgrammeDocument, Severity
from prevenio.programme.importing.source import Source

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def check(document: ProgrammeDocument, source: Source | None, language: str) -> list[Finding]:
    """Every fault that the rules find, real faults above small ones, told in one language.

    Rules about the raw text stay silent without a source.
    """
    found = [
        (rule, fault)
        for rule in RULES.values()
        for fault in _each_once(rule.code, rule.examine(document, source))
    ]
    found.sort(key=lambda pair: _place(*pair))
    return [told(rule, fault, language) for rule, fault in found]


def _each_once(code: str, faults: Iterable[Fault]) -> Iterable[Fault]:
    """Faults of one rule; one that stands in several places is one fault with all its lines."""
    known: dict[str, Fault] = {}
    for fault in faults:
        mark = fault.fingerprint(code)
        before = known.get(mark)
        known[mark] = fault if before is None else _joined(before, fault)
    return known.values()


def _joined(one: Fault, other: Fault) -> Fault:
    lines = tuple(dict.fromkeys(one.lines + other.lines))
    return replace(one, lines=lines, quotes=tuple(dict.fromkeys(one.quotes + other.quotes)))


def told(rule: Rule, fault: Fault, language: str) -> Finding:
    """A fault of a rule in the words of one language."""
    return Finding(
        code=rule.code,
        severity=fault.severity or rule.severity,
        message=rule.sentences[fault.message].told_in(language, fault.facts),
        about=fault.about,
        lines=fault.lines,
        fix=rule.sentences[fault.fix].told_in(language, fault.facts),
        quotes=fault.quotes,
        fingerprint=fault.fingerprint(rule.code),
    )


def _place(rule: Rule, fault: Fault) -> tuple[int, int, str, int]:
    severity = fault.severity or rule.severity
    first_line = min(fault.lines, default=maxsize)
    return (SEVERITIES.index(severity), rule.weight, rule.code, first_line)
