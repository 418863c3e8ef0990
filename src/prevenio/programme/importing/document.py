"""What a programme's document holds, as plain values. Its JSON form is a published interface."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Lines = tuple[int, ...]
# A field named `date` hides the class of that name in the annotations of its own class body.
Day = date
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class ReadAct:
    """The act that adopted the programme: a council's resolution, an order, a declaration."""

    number: str | None = None
    date: Day | None = None
    body: str | None = None
    legal_basis: tuple[str, ...] = ()
    lines: Lines = ()
    kind: str | None = None
    subject: str | None = None
    executor: str | None = None
    signatories: tuple["ReadSignatory", ...] = ()
    entry_into_force: str | None = None
    days_to_force: int | None = None
    annex: str | None = None


@dataclass(frozen=True, slots=True)
class ReadSignatory:
    """Who signed, and in which office."""

    name: str
    office: str
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class ReadChapter:
    """A numbered chapter; `text` holds its running prose, paragraphs parted by blank lines."""

    number: str
    title: str
    text: str = ""
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """When an initiative runs: the words, and the years they come to (a school year is two)."""

    text: str = ""
    first_year: int | None = None
    last_year: int | None = None
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class ReadAction:
    """One row of an area's table. `code` is area.row; bodies stand as the document writes them."""

    code: str
    text: str
    responsible: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    lines: Lines = ()
    sub_actions: tuple[str, ...] = ()
    responsible_cell: str = ""
    partners_cell: str = ""
    term: ReadTerm = field(default_factory=ReadTerm)
    method: str = ""
    indicators: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadArea:
    """An area of action with its actions in the document's order."""

    code: str
    title: str
    lines: Lines = ()
    actions: tuple[ReadAction, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadInitiative:
    """One of the named programmes inside the programme."""

    number: int | None
    name: str
    aim: str = ""
    implementers: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    term: ReadTerm = field(default_factory=ReadTerm)
    method: str = ""
    funding: tuple[str, ...] = ()
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class ReadAbbreviation:
    """One row of the glossary of abbreviations, repeated rows included."""

    short: str
    name: str
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class ReadBody:
    """A body after its spellings are merged. `short` is the chief spelling, `aliases` the others.

    `name` is the full name if the document gives one, else None. `is_group` marks a body that
    stands for many (schools, estate councils, parents).
    """

    short: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    lines: Lines = ()
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item of a list: a goal, a form of work, a participant, a duty of the commission."""

    text: str
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class ReadMilestone:
    """A dated event; `date` may be a day, or the first day of a month (`precision` says which)."""

    date: Day | None
    text: str
    lines: Lines = ()
    precision: Literal["day", "month", "year"] = "day"


@dataclass(frozen=True, slots=True)
class ReadWave:
    """Municipalities that joined together."""

    date: Day | None
    municipalities: tuple[str, ...]
    lines: Lines = ()
    precision: Literal["day", "month", "year"] = "day"


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A sub-project or a region-wide project; a bare yearly count has `count` and no name."""

    name: str | None
    year: int | None = None
    count: int | None = None
    scope: Literal["municipal", "region"] | None = None
    details: tuple[str, ...] = ()
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class ReadAmount:
    """A sum of money as written; `currency` is None where the document names none."""

    value: Decimal
    currency: str | None = None
    approximate: bool = False
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class UnplacedLine:
    """A line that the reading could not place; nothing is dropped silently."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Wrong words on one line and what should stand in their place (nothing: strike them)."""

    line: int
    wrong: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of the programme. `code` names the rule, `about` what it concerns.

    `fingerprint` knows the same fault again in a later version, wherever it stands by then.
    """

    code: str
    severity: Severity
    message: str
    about: tuple[str, ...] = ()
    lines: Lines = ()
    fix: str = ""
    quotes: tuple[Quote, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeDocument:
    """Everything read from one document."""

    language: str = "pl"
    title: str = ""
    title_lines: Lines = ()
    first_year: int | None = None
    last_year: int | None = None
    act: ReadAct = field(default_factory=ReadAct)
    chapters: tuple[ReadChapter, ...] = ()
    areas: tuple[ReadArea, ...] = ()
    initiatives: tuple[ReadInitiative, ...] = ()
    abbreviations: tuple[ReadAbbreviation, ...] = ()
    bodies: tuple[ReadBody, ...] = ()
    main_goal: ReadItem | None = None
    goals: tuple[ReadItem, ...] = ()
    forms: tuple[ReadItem, ...] = ()
    participants: tuple[ReadItem, ...] = ()
    commission_duties: tuple[ReadItem, ...] = ()
    drafting_team: tuple[ReadItem, ...] = ()
    milestones: tuple[ReadMilestone, ...] = ()
    waves: tuple[ReadWave, ...] = ()
    projects: tuple[ReadProject, ...] = ()
    amounts: tuple[ReadAmount, ...] = ()
    unplaced: tuple[UnplacedLine, ...] = ()
    torn_rows: tuple[Lines, ...] = ()

    @property
    def actions(self) -> Sequence[ReadAction]:
        return [action for area in self.areas for action in area.actions]


def as_json(document: ProgrammeDocument, findings: Sequence[Finding] = ()) -> dict[str, Any]:
    """The document as the published JSON object: tuples as lists, dates ISO, amounts numbers."""
    plain = asdict(document)
    plain["findings"] = [asdict(finding) for finding in findings]
    return {key: _plain(value) for key, value in plain.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
