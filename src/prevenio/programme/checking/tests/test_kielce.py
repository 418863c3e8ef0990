"""What each rule finds on the founding city's programme, row by row."""

from collections.abc import Sequence
from functools import cache

import pytest

from prevenio.programme.checking import check
from prevenio.programme.importing.document import Finding, ProgrammeDocument
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.source import Source
from tests.shared_material import KIELCE, document

# About whom or what each rule speaks; the order within a rule does not matter.
EXPECTED: dict[str, list[str]] = {
    "K-145": ["dziesięć obszarów"],
    "K-146": ["PSSE", "MZB", "SCRiTM", "WGKOŚ", "WBZK", "RPZUK", "KP PSP", "ŚCPiE", "WRD"],
    "K-147": [
        "WGKOŚ~WGKiŚ",
        "WBZK~WBiZK",
        "RPZUK~RPZiUK",
        "KP PSP~KM PSP",
        "ŚCPiE~SCPiE",
    ],
    "K-148": ["ZTM", "PIH", "WBiZK"],
    "K-149": ["KP"],
    "K-150": ["PIH"],
    "K-151": ["PIW", "PPIS", "PINB", "MOPR"],
    "K-152": ["10.3~10.4", "11.4~11.9", "11.5~11.10"],
    "K-153": ["3.1~3.17", "11.1~11.6", "11.2~11.7", "11.3~11.8"],
    "K-154": ["9.2~9.4"],
    "K-155": ["1.5", "10.2", "11.2"],
    "K-156": ["3.13~MOSiR"],
    "K-157": ["4.5"],
    "K-158": ["6.6~KMP", "10.2~EKS"],
    "K-159": ["KO", "CBŚP", "PSSE", "OSP", "KRPA", "organizatorzy imprez"],
    "K-160": ["5", "6", "9", "10", "11"],
    "K-161": [""],
    "K-162": ["1~13"],
    "K-163": ["8~9", "22~23~24~25"],
    "K-165": [*map(str, (3, 5, 6, *range(13, 18), *range(29, 37))), ""],
    "K-166": [""],
    "K-167": ["harmonogram", "załączona tabela"],
    "K-168": ["art. 12 pkt 9b~art. 12 ust. 9b"],
    "K-171": ["należyтым", "Przemocności", "Przystępczości", "Orsz", "EZPIECZEŃSTWA"],
    "K-172": ["1.5", "2.3", "3.9", "10.4", "10", "14", "19", "22", "27", "32"],
    "K-173": ["19", "20", "21", "22"],
    "K-174": ["13", "29"],
}
FOR_DECKS = ["P-65", "P-66", "P-67", "P-68", "P-69", "P-70", "P-71", "P-72", "P-73", "P-74"]


@cache
def kielce() -> tuple[ProgrammeDocument, Source]:
    path = document(KIELCE)
    source = read_source(path.read_bytes(), path.name)
    return read_programme(source), source


@cache
def findings() -> list[Finding]:
    return check(*kielce(), "pl")


def found(code: str) -> list[Finding]:
    return [finding for finding in findings() if finding.code == code]


def named(some: Sequence[Finding]) -> list[str]:
    return ["~".join(finding.about) for finding in some]


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_rule_finds_what_stands_in_the_programme(code: str) -> None:
    assert sorted(named(found(code))) == sorted(EXPECTED[code])


def test_terms_outside_the_plan() -> None:
    terms = found("K-164")

    warnings = [finding for finding in terms if finding.severity == "warning"]
    notes = [finding.about for finding in terms if finding.severity == "note"]
    assert sorted(named(warnings), key=int) == [*"123456789", "19", "20", "21", "36"]
    assert sorted(len(about) for about in notes) == [1, 24]
    assert ("17",) in notes


def test_names_of_the_commission_and_the_programme_vary() -> None:
    commission, programme = sorted(found("K-169"), key=lambda finding: len(finding.about))

    assert commission.about == (
        "Komisja Bezpieczeństwa i Porządku",
        "Komisja Bezpieczeństwa i Porządku Publicznego",
    )
    assert len(programme.about) == 3


def test_reporting_is_unclear_but_the_commissions_own_report_is_told_apart() -> None:
    (finding,) = found("K-170")

    assert finding.about == ("ocenę", "informację", "sprawozdania")
    assert "osobnym dokumentem" in finding.message


def test_rows_with_several_undertakings_are_among_those_found() -> None:
    assert {"1.5", "7.9", "9.2", "11.2"} <= set(named(found("K-175")))


def test_psse_is_found_with_every_line_it_stands_on() -> None:
    psse = next(finding for finding in found("K-146") if finding.about == ("PSSE",))

    assert "13 razy" in psse.message
    assert len(psse.lines) == 13


def test_damaged_words_are_quoted_with_what_was_meant() -> None:
    quotes = {(quote.wrong, quote.right) for item in found("K-171") for quote in item.quotes}

    assert {
        ("należyтым", "należytym"),
        ("Przemocności", "Przestępczości"),
        ("przemocnością", "przestępczością"),
        ("Orsz", "Oraz"),
        ("EZPIECZEŃSTWA", "BEZPIECZEŃSTWA"),
    } <= quotes


@pytest.mark.parametrize("code", FOR_DECKS)
def test_rules_for_slide_decks_are_silent(code: str) -> None:
    assert found(code) == []


def test_rules_about_raw_text_alone_fall_silent_without_the_source() -> None:
    read, source = kielce()

    with_source = {finding.code for finding in check(read, source, "en")}
    without = {finding.code for finding in check(read, None, "en")}

    assert with_source - without == {"K-171", "K-173"}
