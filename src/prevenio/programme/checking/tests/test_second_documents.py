"""The same faults in other words: two programmes and two decks, read and checked as a whole."""

from functools import cache
from pathlib import Path

import pytest

from prevenio.programme.checking import check
from prevenio.programme.importing.document import Finding
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme

DOCUMENTS = Path(__file__).parent / "documents"

POLISH_PROGRAMME = {
    "K-145": ["pięć obszarów"],
    "K-146": ["ZDR", "ZGKM"],
    "K-147": ["ZGKM~ZGKiM"],
    "K-148": ["PUP", "PZD"],
    "K-149": ["KPP"],
    "K-150": ["PZD"],
    "K-151": ["MOPS"],
    "K-152": ["2.2~2.3"],
    "K-153": ["1.1~1.3"],
    "K-154": ["2.4~2.2", "2.4~2.3"],
    "K-155": ["1.2"],
    "K-156": ["1.4~MDK"],
    "K-157": ["3.2"],
    "K-159": ["ZDR"],
    "K-160": ["3", "większa aktywność seniorów"],
    "K-161": [""],
    "K-162": ["1~3"],
    "K-163": ["1~2"],
    "K-164": ["2", "2", "4"],
    "K-165": ["", "2"],
    "K-166": [""],
    "K-167": ["harmonogram"],
    "K-168": ["art. 7 ust. 1 pkt 14~art. 7 ust. 1 lit. 14"],
    "K-169": [
        "Komisja Porządku i Spokoju~Komisja Porządku i Spokoju Mieszkańców",
        "Program Ograniczania Wandalizmu oraz Wspierania Bezpieczeństwa Pieszych"
        "~Programie Wspierania Bezpieczeństwa Pieszych oraz Ograniczania Wandalizmu",
    ],
    "K-170": ["ocenę~informację"],
    "K-171": ["Wankalizmu", "należyтым"],
    "K-173": ["3"],
    "K-174": ["3"],
    "K-175": ["2.5"],
}
CZECH_PROGRAMME = {
    "K-145": ["pěti oblastí"],
    "K-146": ["HOS", "TSM"],
    "K-147": ["TSM~TSMě"],
    "K-148": ["DDM"],
    "K-149": ["MP"],
    "K-150": ["HZS"],
    "K-151": ["OOP"],
    "K-152": ["2.2~2.3"],
    "K-153": ["1.1~1.2"],
    "K-154": ["2.4~2.2", "2.4~2.3"],
    "K-155": ["1.3"],
    "K-156": ["2.1~MP"],
    "K-157": ["3.2"],
    "K-159": ["HOS", "TSM", "TSMě"],
    "K-160": ["3"],
    "K-161": [""],
    "K-162": ["1~2"],
    "K-163": ["1~2"],
    "K-164": ["2", "2"],
    "K-165": ["", "2"],
    "K-166": [""],
    "K-167": ["přiložená tabulka"],
    "K-168": ["§ 35 odst. 2~§ 35 písm. 2)"],
    "K-169": ["Bezpečnostní komise~Komise pro bezpečnost"],
    "K-170": ["vyhodnocení~zprávu"],
    "K-175": ["1.4"],
}
CZECH_DECK = {
    "P-65": ["9"],
    "P-66": ["2019"],
    "P-67": ["dosud", "nyní"],
    "P-68": ["6,4 milionu"],
    "P-69": ["přibližně"],
    "P-70": ["MěP", "VŠPJ"],
    "P-71": ["SENIOŘI A TELEFON"],
    "P-72": ["příslušné orgány"],
    "P-73": ["Bezpečný přechod", "Světla na náves"],
    "P-74": ["U+F0B7"],
}
POLISH_DECK = {
    "P-65": ["9"],
    "P-66": ["2019"],
    "P-67": ["dotychczas", "obecnie"],
    "P-68": ["6,4 mln"],
    "P-69": ["prawie"],
    "P-70": ["UJK"],
    "P-71": ["SENIORZY I TELEFON"],
    "P-72": ["właściwe organy"],
    "P-73": ["Bezpieczne przejście", "Światła przy szkole"],
    "P-74": ["U+F0B7"],
}
EXPECTED = {
    "brzezina.pl.txt": POLISH_PROGRAMME,
    "lhotka.cs.txt": CZECH_PROGRAMME,
    "vysocina.cs.txt": CZECH_DECK,
    "podgorze.pl.txt": POLISH_DECK,
}


@cache
def findings(name: str) -> list[Finding]:
    source = read_source((DOCUMENTS / name).read_bytes(), name)
    document = read_programme(source)
    return check(document, source, document.language)


@pytest.mark.parametrize(
    ("name", "code"), [(name, code) for name, codes in EXPECTED.items() for code in codes]
)
def test_rule_finds_its_fault_in_other_words(name: str, code: str) -> None:
    found = ["~".join(finding.about) for finding in findings(name) if finding.code == code]

    assert sorted(found) == sorted(EXPECTED[name][code])


@pytest.mark.parametrize("name", ["czyste.pl.txt", "ciste.cs.txt"])
def test_every_rule_is_silent_on_a_clean_document(name: str) -> None:
    assert findings(name) == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_other_rules_are_silent(name: str) -> None:
    assert {finding.code for finding in findings(name)} == set(EXPECTED[name])
