"""The check of a stored version, with what was let stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.core.cache import cache

from prevenio.journal.queries import chain_length
from prevenio.people.models import Authority, Body
from prevenio.programme.checking import RULES, check
from prevenio.programme.checking.running import SEVERITIES
from prevenio.programme.importing.document import Finding, ReadAction
from prevenio.programme.models import Programme, ProgrammeVersion, VersionState, Waiver
from prevenio.programme.queries.contents import document_of, source_of

Remedy = Literal[
    "join", "name_once", "action", "initiative", "area", "abbreviations", "chapter", "version"
]
ABBREVIATION_RULES = frozenset(f"K-{number}" for number in range(146, 152))
FEW = 3
KEPT_FOR = 24 * 3600


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """A finding, the words that it points at, and the waiver that lets it stand.

    `source_lines` are lines of the document it was read from; `actions` the actions it speaks of,
    as they stand in the version; `initiative_id` and `area_code` say where else to mend it.
    """

    finding: Finding
    source_lines: Sequence[tuple[int, str]] = ()
    actions: Sequence[ReadAction] = ()
    initiative_id: int | None = None
    area_code: str = ""
    chapter_id: int | None = None
    waiver: Waiver | None = None

    @property
    def remedy(self) -> Remedy:
        """What the page offers: a fix by one button where it is mechanical, else where to mend."""
        code = self.finding.code
        if code in {"K-152", "K-153"} and len(self.actions) > 1:
            return "join"
        if code == "K-155" and self.actions:
            return "name_once"
        if self.actions:
            return "action"
        if self.initiative_id:
            return "initiative"
        if self.area_code:
            return "area"
        if code in ABBREVIATION_RULES:
            return "abbreviations"
        return "chapter" if self.chapter_id else "version"

    @property
    def missing_abbreviation(self) -> str:
        """The abbreviation that the list does not explain; empty where that is not the fault."""
        return self.finding.about[0] if self.finding.code == "K-146" else ""


def newest_version(authority: Authority) -> ProgrammeVersion | None:
    """The version somebody works on, else the one last adopted."""
    return (
        ProgrammeVersion.objects.filter(programme__authority=authority)
        .exclude(state=VersionState.DISCARDED)
        .select_related("programme__authority", "source", "act")
        .order_by("-programme__first_year", "-programme_id", "-major", "-minor")
        .first()
    )


def findings_of(version: ProgrammeVersion, language: str) -> list[CheckedFinding]:
    """Every finding of a version, real faults first; waived ones carry their waiver.

    The check itself is kept until anything changes in the authority: every change is an entry of
    its journal, so the number of the newest entry says whether there was one. Two statements then.
    """
    head = chain_length(version.programme.authority_id)
    key = f"programme.findings.{version.pk}.{head}.{language}"
    checked: list[CheckedFinding] | None = cache.get(key)
    if checked is None:
        checked = _checked(version, language)
        cache.set(key, checked, KEPT_FOR)
    waivers = {
        waiver.fingerprint: waiver
        for waiver in Waiver.objects.filter(
            programme=version.programme_id, withdrawn_at=None
        ).select_related("by")
    }
    return [replace(row, waiver=waivers.get(row.finding.fingerprint)) for row in checked]


def _checked(version: ProgrammeVersion, language: str) -> list[CheckedFinding]:
    source, document = source_of(version), document_of(version)
    texts = {line.number: line.text for line in source.lines} if source else {}
    actions = {action.code: action for action in document.actions}
    areas = {area.code for area in document.areas}
    chapters = {
        number: chapter.pk
        for chapter in version.chapters.defer("text")
        for number in chapter.source_lines
    }
    initiatives = dict(version.initiatives.values_list("number", "pk"))
    return [
        CheckedFinding(
            finding,
            [(number, texts[number]) for number in finding.lines[:6] if number in texts],
            [actions[code] for code in finding.about[:4] if code in actions],
            _initiative_id(finding, initiatives),
            _area_code(finding, areas),
            next((chapters[number] for number in finding.lines if number in chapters), None),
        )
        for finding in check(document, source, language)
    ]


def _area_code(finding: Finding, areas: set[str]) -> str:
    first = finding.about[0] if finding.about else ""
    return first if first in areas and place_of(finding.code) == "actions" else ""


def _initiative_id(finding: Finding, initiatives: Mapping[int | None, int]) -> int | None:
    first = finding.about[0] if finding.about else ""
    if place_of(finding.code) != "initiatives" or not first.isdecimal():
        return None
    return initiatives.get(int(first))


def newest_version_of(programme: Programme) -> ProgrammeVersion:
    """A programme's version with the highest number that was not discarded."""
    return (
        programme.versions.exclude(state=VersionState.DISCARDED)
        .order_by("-major", "-minor", "-pk")[:1]
        .get()
    )


def finding_at(version: ProgrammeVersion, fingerprint: str, language: str) -> CheckedFinding | None:
    """One finding of a version by its fingerprint; None where it is not found any more."""
    found = findings_of(version, language)
    return next((row for row in found if row.finding.fingerprint == fingerprint), None)


PLACES: Mapping[str, frozenset[str]] = {
    "actions": frozenset(f"K-{n}" for n in (145, *range(152, 161), 166, 172, 175)),
    "initiatives": frozenset({"K-162", "K-163", "K-164", "K-165", "K-174", "P-66", "P-73"}),
    "bodies": frozenset(
        {*(f"K-{n}" for n in range(146, 152)), "K-159", "K-169", "P-65", "P-70", "P-72"}
    ),
    "law": frozenset({"K-161", "K-167", "K-168", "K-170"}),
}


def place_of(code: str) -> str:
    """The part of the programme that a rule speaks of; its text where it is none in particular."""
    return next((place for place, codes in PLACES.items() if code in codes), "text")


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The findings of one rule and severity; many small ones stand behind one head."""

    code: str
    severity: str
    title: str
    rows: Sequence[CheckedFinding]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What the page of the check shows: counts, the chosen findings in groups, what was waived."""

    severities: Mapping[str, int]
    places: Mapping[str, int]
    severity: str
    place: str
    code: str
    sections: Mapping[str, Sequence[RuleGroup]]
    waived: Sequence[CheckedFinding]
    rules_run: int
    rules_silent: int
    is_empty: bool = False

    @property
    def asked(self) -> str:
        """What narrows the page, to go on after an address that already has a question mark."""
        asked = {"severity": self.severity, "place": self.place}
        return "".join(f"&{urlencode({name: value})}" for name, value in asked.items() if value)

    @property
    def total(self) -> int:
        return sum(self.severities.values())

    @property
    def blocking(self) -> int:
        return self.severities["error"]

    @property
    def is_clean(self) -> bool:
        return not any(self.severities.values())


def check_page(
    version: ProgrammeVersion, *, language: str, severity: str, place: str, code: str
) -> CheckPage:
    """The check of a version, filtered; groups keep the order of the findings."""
    found = findings_of(version, language)
    counted = [row for row in found if row.waiver is None]
    chosen = [
        row
        for row in counted
        if (not severity or row.finding.severity == severity)
        and (not place or place_of(row.finding.code) == place)
        and (not code or row.finding.code == code)
    ]
    return CheckPage(
        severities={one: sum(row.finding.severity == one for row in counted) for one in SEVERITIES},
        places={
            one: sum(place_of(row.finding.code) == one for row in counted)
            for one in (*PLACES, "text")
        },
        severity=severity,
        place=place,
        code=code,
        sections=_sections(chosen, language, fold=not (severity or place or code)),
        waived=[row for row in found if row.waiver is not None],
        is_empty=not found and not version.actions.exists(),
        rules_run=len(RULES),
        rules_silent=len(RULES) - len({row.finding.code for row in counted}),
    )


def _sections(
    rows: Sequence[CheckedFinding], language: str, *, fold: bool
) -> dict[str, list[RuleGroup]]:
    """The groups under their severity; unasked, only what blocks publication stands open."""
    sections: dict[str, list[RuleGroup]] = {}
    for group in _grouped(rows, language):
        many = len(group.rows) > FEW
        is_folded = many or (fold and group.severity != "error")
        sections.setdefault(group.severity, []).append(replace(group, is_folded=is_folded))
    return sections


def _grouped(rows: Sequence[CheckedFinding], language: str) -> list[RuleGroup]:
    groups: dict[tuple[str, str], list[CheckedFinding]] = {}
    for row in rows:
        groups.setdefault((row.finding.code, row.finding.severity), []).append(row)
    return [
        RuleGroup(code, severity, RULES[code].title.told_in(language, {}), inside)
        for (code, severity), inside in groups.items()
    ]


def name_of_body(authority: Authority, short: str) -> str:
    """The full name of the body with a short name; empty where it is not known."""
    if not short or "\x00" in short:
        return ""
    bodies = Body.objects.filter(authority=authority, short_name=short)
    return bodies.values_list("name", flat=True).first() or ""


def blocking_findings(version: ProgrammeVersion, language: str) -> list[CheckedFinding]:
    """The findings that should be settled before a version is adopted."""
    return [
        row
        for row in findings_of(version, language)
        if row.finding.severity == "error" and row.waiver is None
    ]
