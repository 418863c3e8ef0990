"""What each rule finds on the founding region's slide deck, row by row."""

from functools import cache

import pytest

from prevenio.programme.checking import RULES, check
from prevenio.programme.importing.document import Finding
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme
from tests.shared_material import PLZEN, document

EXPECTED: dict[str, list[str]] = {
    "P-65": ["27"],
    "P-66": ["2011", "2012"],
    "P-67": ["doposud", "v současné době"],
    "P-68": ["20,5 milionu", "3,5 milionu"],
    "P-69": ["cca", "téměř", "většiny"],
    "P-70": ["BESIP", "HPV", "KŘPP", "NSZM", "PK", "PPP", "ZPK", "ZČU", "ČR-BY"],
    "P-71": ["STŘÍBRO – VYBUDOVÁNÍ MĚSTSKÉHO KAMEROVÉHO DOHLEDOVÉHO SYSTÉMU"],
    "P-72": ["kolektivní orgány"],
    "P-74": ["U+F0D2"],
}


@cache
def findings() -> list[Finding]:
    path = document(PLZEN)
    source = read_source(path.read_bytes(), path.name)
    return check(read_programme(source), source, "cs")


def found(code: str) -> list[Finding]:
    return [finding for finding in findings() if finding.code == code]


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_rule_finds_what_stands_in_the_deck(code: str) -> None:
    assert sorted("~".join(finding.about) for finding in found(code)) == EXPECTED[code]


def test_joined_municipalities_are_counted_against_the_named_ones() -> None:
    (finding,) = found("P-65")

    assert "27" in finding.message
    assert "jmenováno je jich 15" in finding.message
    assert "12" in finding.message


def test_unnamed_sub_projects_are_summed_up() -> None:
    assert all("36" in finding.message for finding in found("P-66"))


def test_four_named_sub_projects_lack_amount_owner_and_date() -> None:
    assert len(found("P-73")) == 4


@pytest.mark.parametrize("code", sorted(code for code in RULES if code.startswith("K-")))
def test_rules_for_programmes_of_chapters_are_silent(code: str) -> None:
    assert found(code) == []
