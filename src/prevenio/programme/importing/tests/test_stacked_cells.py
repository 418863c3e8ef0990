"""Cells that a copy put below each other are rows again, where nothing must be guessed."""

from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.tests.sources import text_source

HEAD = "Obszar 1. Ulice\n\nLp.\nZadanie\nRealizator\nTermin\n"


def actions_of(rows: str) -> list[tuple[str, str, tuple[str, ...]]]:
    programme = read_programme(text_source(HEAD + rows))
    return [(action.code, action.text, action.responsible) for action in programme.actions]


def test_cells_below_each_other_are_rows() -> None:
    rows = "1.\nPatrole\nSM\n2024\n2.\nNowe lampy\nZarząd Dróg,\nSM\n2025\nTekst pod tabelą.\n"

    assert actions_of(rows) == [
        ("1.1", "Patrole", ("SM",)),
        ("1.2", "Nowe lampy", ("Zarząd Dróg", "SM")),
    ]


def test_cells_of_unknown_height_are_left_alone() -> None:
    assert actions_of("1.\nPatrole w parku\ni na rynku\nSM\n2024\n2.\nLampy\nSM\n2025\n") == []
