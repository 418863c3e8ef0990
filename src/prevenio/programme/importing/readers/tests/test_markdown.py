from hypothesis import given
from hypothesis import strategies as st

from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.readers.markdown import read_markdown
from prevenio.programme.importing.readers.markdown_marks import without_marks
from prevenio.programme.importing.readers.plain_text import read_plain_text
from prevenio.programme.importing.source import SourceLine
from tests.document_makers import make_markdown


def read(text: str) -> list[SourceLine]:
    return list(read_source(text.encode(), "program.md").lines)


def test_headings_of_both_kinds_give_their_level() -> None:
    lines = read("# Program ##\n\nII. Cele\n========\n\nObszar\n---\n\n### \\#3 Dla *szkół*\n")

    assert [(line.text, line.heading) for line in lines if line.text] == [
        ("Program", 1),
        ("II. Cele", 1),
        ("========", None),
        ("Obszar", 2),
        ("---", None),
        ("#3 Dla szkół", 3),
    ]


def test_pipe_table_gives_cells_and_its_ruling_belongs_to_the_head() -> None:
    lines = read("| l.p. | Działanie |\n|---|:-:|\n| 1. | a \\| b<br>c |\n| 2. |\n\nkoniec\n")

    assert [(line.cells, line.row, line.text) for line in lines] == [
        (("l.p.", "Działanie"), 1, "l.p.\tDziałanie"),
        (("", ""), 1, "|---|:-:|"),
        (("1.", "a | b\nc"), 2, "1.\ta | b c"),
        (("2.", ""), 3, "2.\t"),
        (None, None, ""),
        (None, None, "koniec"),
    ]
    assert [line.table for line in lines] == [1, 1, 1, 1, None, None]


def test_tables_of_one_width_that_only_blank_lines_part_are_one() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    narrow = "| a |\n|---|\n| 1 |\n"

    assert [line.table for line in read(table + table + narrow) if line.text] == [1] * 6 + [2] * 3
    assert [line.table for line in read(table + "tekst\n\n" + table) if line.table] == [
        1, 1, 1, 2, 2, 2,
    ]  # fmt: skip


def test_empty_head_of_a_table_is_a_part_of_the_row_below() -> None:
    lines = read("|  |  |\n|--|--|\n| 1. | patrole |\n| 2. | lekcje |\n")

    assert [line.cells for line in lines] == [
        ("", ""),
        ("", ""),
        ("1.", "patrole"),
        ("2.", "lekcje"),
    ]
    assert [line.row for line in lines] == [1, 1, 1, 2]
    assert all(not line.is_blank for line in lines)


def test_table_without_outer_pipes_is_a_table() -> None:
    lines = read("lp | działanie\n--- | ---\n1. | patrole\n# dalej\n")

    assert [line.cells for line in lines] == [
        ("lp", "działanie"),
        ("", ""),
        ("1.", "patrole"),
        None,
    ]


def test_rows_between_pipes_need_no_ruling() -> None:
    lines = read("| 1. | patrole |\n| 2. | lekcje |\n\n|  | w szkołach |\n\n| tekst |\n")

    assert [line.cells for line in lines if line.table] == [
        ("1.", "patrole"),
        ("2.", "lekcje"),
        ("", "w szkołach"),
    ]
    assert {line.table for line in lines if line.table} == {1}


def test_marks_leave_the_words() -> None:
    assert without_marks("**Cel** _główny_ i ***ważny*** oraz ~~stary~~") == (
        "Cel główny i ważny oraz stary"
    )
    assert without_marks("**UCHWAŁA NR 1") == "UCHWAŁA NR 1"
    assert without_marks("RADY MIASTA**") == "RADY MIASTA"
    assert without_marks("1\\) punkt \\*bez\\* `kodu_x`") == "1) punkt *bez* kodu_x"
    assert without_marks('[statut](https://example.org "x") i ![](a.png)') == "statut i "
    assert without_marks("a&nbsp;&lt;b&gt; AT&T <https://example.org>") == (
        "a\u00a0<b> AT&T https://example.org"
    )


def test_what_is_no_mark_stays() -> None:
    assert without_marks("5 * 3 * 2 i nazwa_pliku_x") == "5 * 3 * 2 i nazwa_pliku_x"
    assert without_marks("<p>akapit") == "<p>akapit"


def test_lists_keep_their_marks() -> None:
    lines = read("- 1) pierwszy\n* drugi\n2\\. trzeci\n> - cytat\n")

    assert [line.text for line in lines] == ["- 1) pierwszy", "* drugi", "2. trzeci", "- cytat"]


def test_fenced_lines_are_read_as_they_stand() -> None:
    lines = read("```\n# *a* | b\n|---|---|\n```\n# b\n")

    assert [line.text for line in lines] == ["```", "# *a* | b", "|---|---|", "```", "b"]
    assert [line.heading for line in lines] == [None, None, None, None, 1]


def test_pasted_rows_with_tabs_are_rows_too() -> None:
    lines = read("# Obszar\n\n1.\tpatrole\tKMP\n\n\tnocą\t\n\t- punkt\n")

    assert [line.cells for line in lines if line.table] == [
        ("1.", "patrole", "KMP"),
        ("", "nocą", ""),
    ]
    assert {line.table for line in lines if line.table} == {1}


def test_form_is_told_by_content_where_the_name_is_silent() -> None:
    table = b"| a | b |\n|---|---|\n| 1 | 2 |\n"

    assert read_source(table, "program").form == "markdown"
    assert read_source(table, "program.txt").form == "markdown"
    assert read_source(b"# a\n\ntext\n\n# b\n", "program").form == "markdown"
    assert read_source(b"# a\n\ntext\n\n# b\n", "program.txt").form == "text"
    assert read_source(b"a | b\n", "program").form == "text"


@given(st.text())
def test_every_line_has_its_number_and_no_visible_line_becomes_blank(text: str) -> None:
    plain = list(read_plain_text(text))
    lines = list(read_markdown(text))

    assert [line.number for line in lines] == [line.number for line in plain]
    assert all(line.is_blank == before.is_blank for line, before in zip(lines, plain, strict=True))


words = st.lists(st.text("aąż1", min_size=1, max_size=5), max_size=3).map(" ".join)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(words, min_size=width, max_size=width).filter(any), min_size=2, max_size=5
        )
    )
)
def test_table_has_the_same_cells_as_in_plain_text(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows) + "\n"

    in_markdown = [
        line.cells for line in read(make_markdown(text).decode()) if any(line.cells or ())
    ]

    assert in_markdown == [line.cells for line in read_plain_text(text)]
