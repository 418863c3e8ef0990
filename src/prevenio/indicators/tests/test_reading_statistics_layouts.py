"""Tables are found by their labels, wherever they stand and whatever stands around them."""

from datetime import date
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from prevenio.indicators.importing.narrowing import narrowed_to
from prevenio.indicators.importing.tsk import period_in
from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.tests.workbooks import (
    POLISH_HEAD,
    POLISH_ROWS,
    add,
    czech,
    doubts_at,
    polish,
    read,
    sheet_of,
    value_at,
)

POLISH_VALUES = {
    ("rozboje", "2661000", "2013", 11, "-"),
    ("rozboje", "2661000", "2014", 12, "-"),
    ("kradzieże", "2661000", "2013", 13, "-"),
    ("kradzieże", "2661000", "2014", 14.5, "-"),
    ("rozboje", "2604000", "2013", 21, "-"),
    ("rozboje", "2604000", "2014", 22, "-"),
    ("kradzieże", "2604000", "2013", 23, "-"),
    ("kradzieże", "2604000", "2014", 24, "-"),
}


def said(file: StatisticsFile) -> set[tuple[Any, ...]]:
    return {(one.series, one.territory, one.period, one.value, one.unit) for one in file.values}


def test_a_plain_table_is_read_without_doubt() -> None:
    file = read(polish())

    assert file.source == "GUS BDL"
    assert said(file) == POLISH_VALUES
    assert [value.cell for value in file.values] == [
        "C4", "D4", "E4", "F4", "C5", "D5", "E5", "F5",
    ]  # fmt: skip
    assert file.values[0].territory_name == "Powiat m. Testowo"
    assert file.doubts == ()


def test_notes_around_a_table_are_doubts() -> None:
    def put(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        for one in list(sheet.merged_cells.ranges):
            one.shift(row_shift=2)
        sheet["A1"] = "Stan na dzień 1 stycznia"
        sheet.merge_cells("A1:F1")
        sheet["A9"] = "a) dane nieostateczne"

    file = read(polish(put))

    assert said(file) == POLISH_VALUES
    assert "“Stan na dzień 1 stycznia”" in doubts_at(file, "A1")
    assert "“a) dane nieostateczne”" in doubts_at(file, "A9")
    assert len(file.doubts) == 2


def test_a_column_more_and_another_name_of_the_sheet_change_nothing() -> None:
    def put(sheet: Worksheet) -> None:
        sheet.title = "Arkusz 1"
        sheet.insert_cols(3)
        for one in list(sheet.merged_cells.ranges):
            if one.min_col > 2:
                one.shift(col_shift=1)
        sheet["C1"] = "Województwo"
        sheet["C4"] = sheet["C5"] = "TESTOWSKIE"

    file = read(polish(put))

    assert said(file) == POLISH_VALUES
    assert {value.sheet for value in file.values} == {"Arkusz 1"}
    assert file.doubts == ()


def test_years_as_numbers_and_marks_in_heads_are_read() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["C2"], sheet["D2"], sheet["E1"] = 2013, "2014*", "kradzieże¹"

    file = read(polish(put))

    assert {value.period for value in file.values} == {"2013", "2014"}
    assert "footnote mark: “2014*”" in doubts_at(file, "D2")
    assert "footnote mark: “kradzieże¹”" in doubts_at(file, "E1")


def test_a_head_that_is_not_merged_holds_to_the_right_and_is_doubted() -> None:
    file = read(sheet_of((*POLISH_HEAD, *POLISH_ROWS)))

    assert said(file) == POLISH_VALUES
    assert "“rozboje” is not merged" in doubts_at(file, "C1")
    assert "“kradzieże” is not merged" in doubts_at(file, "E1")


def test_labels_at_the_bottom_of_a_head_are_found_too() -> None:
    rows = [list(row) for row in (*POLISH_HEAD, *POLISH_ROWS)]
    rows[0][:2], rows[2][:2] = [None, None], ["Kod", "Nazwa"]

    assert said(read(sheet_of(rows, ("C1:D1", "E1:F1")))) == POLISH_VALUES


def test_a_table_of_one_series_is_called_by_its_description() -> None:
    rows = (("Kod", "Nazwa", "2013", "2014"), ("2661000", "Testowo", 1, 2))
    book = sheet_of(rows)
    about = book.create_sheet("OPIS", 0)
    add(about, (("Podgrupa:", "Pożary lasów"), ("Data ostatniej aktualizacji:", "15.05.2025")))

    file = read(book)

    assert {value.series for value in file.values} == {"Pożary lasów"}
    assert (file.title, file.updated_on) == ("Pożary lasów", date(2025, 5, 15))


def test_changes_of_method_are_found_in_the_descriptions() -> None:
    book = polish()
    about = book.create_sheet("OPIS", 0)
    text = "Dane z Dz. U. Nr 83. Od 2014 r. dane bez nieletnich.<br/>Do 2012 r. było inaczej."
    add(about, (("Kategoria:", "Prawo"), (None, text), ("Przypisy:", "Znak '-' to brak.")))

    file = read(book)

    assert [(note.from_year, note.text, note.cell) for note in file.notes] == [
        (2014, "Od 2014 r. dane bez nieletnich.", "B2")
    ]
    assert "2014" in doubts_at(file, "B2")
    assert "Znak '-' to brak." in doubts_at(file, "B3")


def test_a_territory_and_a_year_that_stand_twice_are_doubted_and_read() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["A5"] = "2661000"
        sheet["D2"] = "2013"

    file = read(polish(put))

    assert len(file.values) == 8
    assert "2661000 stands a second time; the first is row 4" in doubts_at(file, "A5")
    assert "2013 of “rozboje” stands a second time" in doubts_at(file, "D2")


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    def put(sheet: Worksheet) -> None:
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["E"].hidden = True

    file = read(polish(put))

    assert said(file) == POLISH_VALUES
    assert "Row 5 is hidden" in doubts_at(file, "C5")
    assert "hidden" in doubts_at(file, "E4")


def test_what_belongs_to_nobody_is_told() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["C7"] = 99
        sheet["G4"] = 98
        sheet["A5"] = 2604000

    file = read(polish(put))

    assert len(file.values) == 8
    assert "no code of a territory" in doubts_at(file, "A7")
    assert "names no year" in doubts_at(file, "G3")
    assert "zeros in front" in doubts_at(file, "A5")


def test_notes_in_names_are_doubts_and_changes() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["B4"] = "Powiat m. Testowo od 2014"

    file = read(polish(put))

    assert "“Powiat m. Testowo od 2014”" in doubts_at(file, "B4")
    assert [(note.from_year, note.territory) for note in file.notes] == [(2014, "2661000")]


def test_other_sheets_are_passed_over_aloud_and_empty_ones_silently() -> None:
    book = polish()
    book.create_sheet("Pusty")
    add(book.create_sheet("Inne"), (("Dzień dobry", 5),))

    file = read(book)

    assert [(doubt.sheet, doubt.cell) for doubt in file.doubts] == [("Inne", "A1")]
    assert said(file) == POLISH_VALUES


def test_a_number_that_two_sheets_give_is_doubted_on_the_second() -> None:
    book = polish()
    book.copy_worksheet(book.worksheets[0]).title = "Kopia"

    file = read(book)

    assert len(file.values) == 16
    assert [doubt.sheet for doubt in file.doubts] == ["Kopia"] * 8
    assert "“TABLICA” gives this number already, in C4" in doubts_at(file, "C4")


def test_a_table_without_years_beside_a_good_one_is_passed_over_aloud() -> None:
    book = polish()
    add(book.create_sheet("Bez lat"), (("Kod", "Nazwa", "rozboje"), *POLISH_ROWS))

    file = read(book)

    assert said(file) == POLISH_VALUES
    assert [doubt.sheet for doubt in file.doubts] == ["Bez lat"]


def test_descriptions_above_a_table_on_its_own_sheet_are_heard() -> None:
    about = (("Kategoria:", "Prawo"), ("Podgrupa:", "Rozboje od 2014 roku inaczej"), ())
    file = read(sheet_of((*about, *POLISH_HEAD, *POLISH_ROWS)))

    assert len(file.values) == 8
    assert file.title == "Rozboje od 2014 roku inaczej"
    assert [note.from_year for note in file.notes] == [2014]


def test_a_police_table_is_read_with_its_summaries() -> None:
    file = read(czech())

    assert file.source == "PČR TSK"
    assert file.title == "Kriminalita dle TSK"
    assert file.doubts == ()
    assert len(file.values) == 12
    assert [value.series for value in file.values[:4]] == [
        "131 loupež (§ 173): REGISTROVÁNO, POČET",
        "131 loupež (§ 173): OBJASNĚNO, POČET",
        "131 loupež (§ 173): OBJASNĚNO, tj. v % (objasněnost)",
        "131 loupež (§ 173): škoda v tisících Kč",
    ]
    assert [value.unit for value in file.values[:4]] == ["počet", "počet", "%", "tisících Kč"]
    assert file.values[4].series == "132 loupež v bance: REGISTROVÁNO, POČET"
    assert file.values[8].series == "100-199 Násilná kriminalita: REGISTROVÁNO, POČET"
    assert file.values[8].territory_name == "KŘP TESTOVSKÉHO KRAJE (03)"


def test_a_police_sheet_under_another_name_is_doubted() -> None:
    def put(sheet: Worksheet) -> None:
        sheet.title = "List1"

    file = read(czech(put))

    assert file.territories == ("List1",)
    assert "TESTOVSKÉHO KRAJE" in doubts_at(file, "A1")


def test_codes_with_notes_twice_without_names_or_named_otherwise_are_doubted() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["A6"], sheet["B6"] = 131, "loupež, platná do 2018"
        sheet["B9"] = None
        sheet["A2"] = "* pozor"

    book = czech(put)
    other = book.copy_worksheet(book.worksheets[0])
    other.title, other["B5"] = "Testovec", "loupež (§ 173/1)"

    file = read(book)

    assert "131 stands a second time" in doubts_at(file, "A6")
    assert "platná do 2018" in doubts_at(file, "B6")
    assert "no name" in doubts_at(file, "B9")
    assert "“* pozor”" in doubts_at(file, "A2")
    assert "“loupež (§ 173/1)” here and “loupež (§ 173)” on “Testovský”" in doubts_at(file, "B5")
    assert {(note.series_code, note.from_year) for note in file.notes} == {("131", 2019)}
    assert len(file.values) == 24


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("období 1.1. - 31.12.2019", "2019"),
        ("období 1. 1. – 30. 6. 2019", "2019-01/2019-06"),
        ("období 1.7.2018 - 30.6.2019", "2018-07/2019-06"),
        ("období 1.1. - 15.3.2019", "2019-01-01/2019-03-15"),
        ("období 1.2. - 29.2.2020", "2020-02/2020-02"),
        ("období 31.2. - 31.12.2019", None),
        ("období 1.12. - 31.1.2019", None),
        ("rok 2019", None),
        ("období 1.1. - 31.12.0000", None),
    ],
)
def test_the_period_of_a_head_line(line: str, period: str | None) -> None:
    assert period_in(line) == period


def test_a_sheet_without_its_period_is_left_out_aloud() -> None:
    book = czech()
    other = book.copy_worksheet(book.worksheets[0])
    other.title, other["A1"] = "Jiný", "Kriminalita"

    file = read(book)

    assert file.territories == ("Testovský",)
    assert any("of which period" in doubt.text for doubt in file.doubts if doubt.sheet == "Jiný")


def test_one_territory_is_cut_out_with_what_concerns_it() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["C4"], sheet["C5"], sheet["C1"] = "-", "bd.", "rozboje*"

    file = narrowed_to(read(polish(put)), "2604000")

    assert {value.territory for value in file.values} == {"2604000"}
    assert doubts_at(file, "C4") == ""
    assert "bd." in doubts_at(file, "C5")
    assert "rozboje*" in doubts_at(file, "C1")
    assert value_at(file, "D5") == 22
