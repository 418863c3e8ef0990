"""Areas and actions before their bodies and codes are settled."""

from dataclasses import dataclass, field

from prevenio.programme.importing.document import Lines, ReadTerm


@dataclass(slots=True)
class RawAction:
    """An action before its bodies are told apart."""

    own_number: str | None
    text: str
    responsible: str
    partners: str
    lines: Lines
    sub_actions: tuple[str, ...] = ()
    term: ReadTerm = field(default_factory=ReadTerm)
    method: str = ""
    indicators: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    pieces: tuple[Lines, ...] = ()


@dataclass(slots=True)
class RawArea:
    """An area while its actions are still being found."""

    title: str
    code: str | None = None
    lines: list[int] = field(default_factory=list)
    actions: list[RawAction] = field(default_factory=list)
    is_named: bool = False
    claimed: bool = False
