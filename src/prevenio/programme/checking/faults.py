"""What a rule finds, before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from prevenio.programme.checking.text.words import plain
from prevenio.programme.importing.document import Lines, Quote, Severity

FINGERPRINT_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault as facts. `message` and `fix` name sentences of the rule that found it.

    `essence` is what makes this fault itself beside `about`: words of the document, never line
    numbers, so that the fault is known again after another import. `severity` stands only where
    this fault weighs otherwise than its rule.
    """

    about: tuple[str, ...] = ()
    lines: Lines = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    message: str = "message"
    fix: str = "fix"
    quotes: tuple[Quote, ...] = ()
    essence: str = ""
    severity: Severity | None = None

    def fingerprint(self, code: str) -> str:
        """A mark that stays the same wherever in the document the fault stands."""
        parts = [code, *(plain(name) for name in self.about), self.message, plain(self.essence)]
        return sha256("\x1f".join(parts).encode()).hexdigest()[:FINGERPRINT_LENGTH]
