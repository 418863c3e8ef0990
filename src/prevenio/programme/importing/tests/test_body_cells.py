import pytest

from prevenio.programme.importing.body_cells import BodyLexicon
from prevenio.programme.importing.body_learning import lexicon_of
from prevenio.programme.importing.vocabulary import CZECH, POLISH, Vocabulary

GLOSSARY = [
    ("KMP", "Komenda Miejska Policji"),
    ("KM PSP", "Komenda Miejska Państwowej Straży Pożarnej"),
    ("SM", "Straż Miejska"),
    ("EKS", "Wydział Edukacji, Kultury i Sportu"),
]


def _lexicon(
    *cells: str, words: Vocabulary = POLISH, defined: list[tuple[str, str]] = GLOSSARY
) -> BodyLexicon:
    return lexicon_of(cells, defined, words, " ".join(cells))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("SM, KM PSP EKS, Rady osiedli", ["SM", "KM PSP", "EKS", "Rady osiedli"]),
        ("KMP szkoły SM", ["KMP", "szkoły", "SM"]),
        ("SM szkoły i placówki oświatowe", ["SM", "szkoły", "placówki oświatowe"]),
        ("KP PSP KMP", ["KP PSP", "KMP"]),
        ("KMP KIELCE", ["KMP KIELCE"]),
        ("Wydział Edukacji, Kultury i Sportu, SM", ["Wydział Edukacji, Kultury i Sportu", "SM"]),
        ("Straż Miejska Rady osiedli", ["Straż Miejska", "Rady osiedli"]),
        ("Urząd Miasta (Biuro A, Biuro B), SM", ["Urząd Miasta (Biuro A, Biuro B)", "SM"]),
        ("1) Policja 2) szkoły", ["Policja", "szkoły"]),
        ("nauczyciele i rodzice", ["nauczyciele", "rodzice"]),
        ("brak", []),
        ("-", []),
    ],
)
def test_cell_is_parted_into_single_names(cell: str, names: list[str]) -> None:
    lexicon = _lexicon(cell, "placówki oświatowe", "szkoły", "Rady osiedli")

    assert lexicon.names_in(cell) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Městská policie Policie ČR", ["Městská policie", "Policie ČR"]),
        ("Městská policie základní školy", ["Městská policie", "základní školy"]),
        ("ZŠ a MŠ Lhotka", ["ZŠ a MŠ Lhotka"]),
        ("MP a PČR", ["MP", "PČR"]),
        ("HZS Plzeňského kraje", ["HZS Plzeňského kraje"]),
        ("Odbor školství, kultury a sportu", ["Odbor školství, kultury a sportu"]),
    ],
)
def test_czech_cell_is_parted_too(cell: str, names: list[str]) -> None:
    assert _lexicon(cell, words=CZECH, defined=[]).names_in(cell) == names


def test_names_seen_alone_elsewhere_part_a_run_of_words() -> None:
    lexicon = _lexicon("szkoły", "media lokalne", "szkoły media lokalne")

    assert lexicon.names_in("szkoły media lokalne") == ["szkoły", "media lokalne"]
