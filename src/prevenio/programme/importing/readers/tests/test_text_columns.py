"""Tables that only spaces align, and the running heads between their pages."""

from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.source import SourceLine

TABLE = """\
Gazeta miejska                     – 4 –            poz. 12

Lp.  Działanie                    Realizator        Termin

1.   Przegląd lamp na rynku       Zakład Energii    maj
     i w parku
2.   Nowe ławki                   Zieleń Miejska,   2024
                                  Rada Osiedla

Gazeta miejska                     – 5 –            poz. 12

Lp.  Działanie                    Realizator        Termin

3.   Patrole                      straż             na bieżąco

Tekst pod tabelą, który nie należy do żadnej komórki i ciągnie się dalej.
"""
UNNUMBERED = """\
Úkol                      Odpovídá               Termín
Měření rychlosti          městská policie,       trvale
u škol                    Policie ČR
Besedy v knihovně         knihovna               2025
"""
GLOSSARY = """\
SM          Straż Miejska
KP PSP      Komenda Powiatowa Straży
            Pożarnej
ośp         ośrodek pomocy
"""
PROSE = """\
To  jest zwykły akapit,  w którym   wyrównanie do obu
brzegów  rozepchnęło  wyrazy, ale  żadnej tabeli  tu
nie ma, a odstępy  nie  leżą pod  sobą w kolumnach.
1)   pierwszy punkt listy
2)   drugi punkt listy
3)   trzeci punkt listy
"""


def lines_of(text: str) -> tuple[SourceLine, ...]:
    return read_source(text.encode(), "program.txt").lines


def rows_of(text: str) -> list[tuple[str, ...]]:
    """The rows with the pieces of their cells joined."""
    rows: dict[tuple[int | None, int | None], list[str]] = {}
    for line in lines_of(text):
        if line.cells:
            row = rows.setdefault((line.table, line.row), [""] * len(line.cells))
            row[:] = [f"{a} {b}".strip() for a, b in zip(row, line.cells, strict=True)]
    return [tuple(row) for row in rows.values()]


def test_aligned_columns_are_cells_and_their_lines_one_row() -> None:
    assert rows_of(TABLE) == [
        ("Lp.", "Działanie", "Realizator", "Termin"),
        ("1.", "Przegląd lamp na rynku i w parku", "Zakład Energii", "maj"),
        ("2.", "Nowe ławki", "Zieleń Miejska, Rada Osiedla", "2024"),
        ("Lp.", "Działanie", "Realizator", "Termin"),
        ("3.", "Patrole", "straż", "na bieżąco"),
    ]


def test_running_heads_belong_to_the_page() -> None:
    assert [line.number for line in lines_of(TABLE) if line.margin] == [1, 10]


def test_rows_without_numbers_begin_with_a_capital() -> None:
    assert rows_of(UNNUMBERED) == [
        ("Úkol", "Odpovídá", "Termín"),
        ("Měření rychlosti u škol", "městská policie, Policie ČR", "trvale"),
        ("Besedy v knihovně", "knihovna", "2025"),
    ]


def test_two_columns_with_short_keys_are_a_table() -> None:
    assert rows_of(GLOSSARY) == [
        ("SM", "Straż Miejska"),
        ("KP PSP", "Komenda Powiatowa Straży Pożarnej"),
        ("ośp", "ośrodek pomocy"),
    ]


def test_justified_prose_and_lists_are_no_tables() -> None:
    assert rows_of(PROSE) == []


def test_hard_spaces_part_no_columns() -> None:
    assert rows_of("z\u00a0dnia\nw\u00a0lesie\no\u00a0zmroku\n") == []


def test_numbered_chapters_are_no_running_heads() -> None:
    chapters = "Kapitola 1\n\nÚvod\n\nText.\n\nKapitola 2\n\nCíle\n\nText.\n"

    assert [line for line in lines_of(chapters) if line.margin] == []


def test_marks_parted_by_tabs_are_of_a_list_and_no_table() -> None:
    text = "1.\tWstęp\n\nZdanie.\n•\tjedno,\n•\tdrugie.\n\nLp.\tKto\n1.\tSM\n2.\tKP\n"

    assert [line.cells for line in lines_of(text) if line.cells] == [
        ("Lp.", "Kto"),
        ("1.", "SM"),
        ("2.", "KP"),
    ]
