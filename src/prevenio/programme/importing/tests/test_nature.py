import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.programme.importing.nature import Nature, nature_of
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme
from tests.shared_material import KIELCE, document


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("Bieżący nadzór nad kąpieliskami.", Nature("SUPERVISORY", "CONTINUOUS")),
        ("Průběžná kontrola hracích ploch.", Nature("SUPERVISORY", "CONTINUOUS")),
        ("Cykliczne warsztaty dla rodziców.", Nature("EDUCATIONAL", "PERIODIC")),
        ("Přednášky o bezpečí pro seniory.", Nature("EDUCATIONAL")),
        ("Modernizacja oświetlenia przejść.", Nature("INFRASTRUCTURAL")),
        ("Rozšíření spolupráce se školami.", Nature("ORGANISATIONAL")),
        ("Egzekwowanie zakazu handlu.", Nature("REPRESSIVE")),
        ("Posypywanie chodników w okresie zimowym.", Nature(season=(11, 3))),
        ("Dyżury v letním období u vody.", Nature(season=(6, 9))),
        ("Święto pierwszej pomocy - wrzesień", Nature(season=(9, 9))),
        (
            "W przypadku alarmu powodziowego – objazdy wałów.",
            Nature(condition="alarmu powodziowego"),
        ),
        ("V případě smogové situace, omezení provozu.", Nature(condition="smogové situace")),
        ("Ochrona przed stalkingiem w czasie wakacji.", Nature()),
        ("Wspólne śpiewanie.", Nature()),
    ],
)
def test_words_propose_kind_and_time(text: str, nature: Nature) -> None:
    assert nature_of(text) == nature


@given(st.text())
def test_any_text_has_some_nature(text: str) -> None:
    nature = nature_of(text)

    assert nature.season is None or all(1 <= month <= 12 for month in nature.season)


def test_the_founding_city_has_conditional_seasonal_and_continuous_actions() -> None:
    path = document(KIELCE)
    programme = read_programme(read_source(path.read_bytes(), path.name))
    natures = {action.code: nature_of(action.text) for action in programme.actions}

    assert [code for code, nature in natures.items() if nature.condition] == ["1.11"]
    assert natures["2.11"].season == (11, 3)
    assert natures["7.6"].season == (11, 3)
    assert natures["11.5"].season == natures["11.10"].season == (2, 2)
    assert natures["7.1"].timing == natures["9.2"].timing == "CONTINUOUS"
    assert sum(bool(nature.kind) for nature in natures.values()) > 90
