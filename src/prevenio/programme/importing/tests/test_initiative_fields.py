import pytest

from prevenio.programme.importing.audience import audience_of
from prevenio.programme.importing.funding import method_and_funding
from prevenio.programme.importing.initiative_names import name_and_aim
from prevenio.programme.importing.vocabulary import CZECH, POLISH


@pytest.mark.parametrize(
    ("text", "name", "aim"),
    [
        ("SENIOR Z KLASĄ Program ma uczyć.", "SENIOR Z KLASĄ", "Program ma uczyć."),
        (
            "ŁĄKA PONAD WSZYSTKO W program ten wpisano konkurs.",
            "ŁĄKA PONAD WSZYSTKO",
            "W program ten wpisano konkurs.",
        ),
        ("ZDROWY i BEZPIECZNY Celem jest ruch.", "ZDROWY i BEZPIECZNY", "Celem jest ruch."),
        ("5 MINUT DLA ŻYCIA Program z treściami", "5 MINUT DLA ŻYCIA", "Program z treściami"),
        ("BEZ BÓJEK - zajęcia dla klas", "BEZ BÓJEK", "zajęcia dla klas"),
        ("„Bezpieczny Maluch” celem jest nauka", "Bezpieczny Maluch", "celem jest nauka"),
        (
            "Szkolenia dla pedagogów. Celem szkoleń jest wiedza.",
            "Szkolenia dla pedagogów.",
            "Celem szkoleń jest wiedza.",
        ),
        ("Festyn rodzinny w maju", "Festyn rodzinny w maju", ""),
    ],
)
def test_name_ends_where_the_aim_begins(text: str, name: str, aim: str) -> None:
    assert name_and_aim(text, POLISH) == (name, aim)


@pytest.mark.parametrize(
    ("text", "method", "sources"),
    [
        ("Pogadanki. Źródło finansowania: własne", "Pogadanki.", ("własne",)),
        (
            "Pokazy. Źródło finansowania – własne oraz Urząd Miasta (BZK)",
            "Pokazy.",
            ("własne", "Urząd Miasta (BZK)"),
        ),
        ("Kursy. Współfinansowanie - Urząd Miasta.", "Kursy.", ("Urząd Miasta",)),
        ("Pogadanki. Materiały własne Policji.", "Pogadanki. Materiały własne Policji.", ()),
    ],
)
def test_money_is_told_from_method(text: str, method: str, sources: tuple[str, ...]) -> None:
    assert method_and_funding(text, POLISH) == (method, sources)


def test_czech_money_is_told_too() -> None:
    said = method_and_funding(
        "Besedy ve třídách. Zdroj financování: rozpočet města a dotace", CZECH
    )

    assert said == ("Besedy ve třídách.", ("rozpočet města", "dotace"))


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Dzieci Młodzież Seniorzy", ("Dzieci", "Młodzież", "Seniorzy")),
        ("Dzieci Młodzie ż", ("Dzieci", "Młodzież")),
        ("Miesz- kańcy miasta", ("Mieszkańcy miasta",)),
        ("Seniorzy z Klubów Seniora", ("Seniorzy z Klubów Seniora",)),
        ("rodzice/opiekunowie, młodzi dorośli", ("rodzice", "opiekunowie", "młodzi dorośli")),
    ],
)
def test_groups_are_told_apart_and_cut_words_mended(text: str, groups: tuple[str, ...]) -> None:
    assert audience_of(text, POLISH, frozenset({"mlodziez"})) == groups
