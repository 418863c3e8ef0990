import pytest

from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.tests.sources import text_source

POLISH = """I. Obszary

Obszar 1. Ulica

Zadanie 1.1 Naprawa lamp

Realizator\tReferat dróg
Partnerzy\tsołtysi
Ryzyka\tbrak pieniędzy

Zadanie 1.2 Patrole

Realizator\tPolicja
Partnerzy\tOSP
Ryzyka\tbrak ludzi
"""
CZECH = """I. Oblasti

Oblast 1. Ulice

Opatření 1.1 Oprava lamp

Realizátor\tTechnické služby
Partneři\tosadní výbory
Rizika\tmálo peněz

Opatření 1.2 Hlídky

Realizátor\tPolicie ČR
Partneři\tSDH
Rizika\tmálo lidí
"""


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("pl", POLISH, ("1.1", "Naprawa lamp. Ryzyka: brak pieniędzy", "Referat dróg", "sołtysi")),
        (
            "cs",
            CZECH,
            ("1.1", "Oprava lamp. Rizika: málo peněz", "Technické služby", "osadní výbory"),
        ),
    ],
)
def test_card_under_a_titled_line_tells_its_action(
    language: str, text: str, first: tuple[str, ...]
) -> None:
    programme = read_programme(text_source(text), language=language)

    told = [(a.code, a.text, *a.responsible, *a.partners) for a in programme.actions]
    assert len(told) == 2
    assert told[0] == first
    assert not programme.unplaced
