"""Workbooks as different programs pack them: the same table in every one."""

import io
import zipfile

import pytest

from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.tests.workbooks import doubts_at, value_at

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = """<sst xmlns="{space}">
<si><t>Kod</t></si><si><t>Nazwa</t></si><si><r><t>roz</t></r><r><rPr><b/></rPr><t>boje</t></r></si>
<si><t>2013</t></si><si><t>Testowo</t><rPh sb="0" eb="1"><t>tes</t></rPh></si>
<si><t>2661000</t></si>
<si><t>kradzieże_x000D_
z włamaniem</t></si>
</sst>"""
STYLES = """<styleSheet xmlns="{space}">
<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"""
WITH_PLACES = """
<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c>
<c r="E2" t="s"><v>6</v></c></row>
<row r="3"><c r="D3" t="s"><v>3</v></c><c r="E3"><v>2013</v></c></row>
<row r="4"><c r="B4" t="s"><v>5</v></c><c r="C4" t="s"><v>4</v></c><c r="D4" s="1"><v>0.5586</v></c>
<c r="E4" s="2"><v>41000</v></c></row>"""
WITHOUT_PLACES = """
<row/><row><c/><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>
<c t="s"><v>6</v></c></row>
<row><c/><c/><c/><c t="s"><v>3</v></c><c><v>2013</v></c></row>
<row><c/><c t="s"><v>5</v></c><c t="s"><v>4</v></c><c s="1"><v>0.5586</v></c>
<c s="2"><v>41000</v></c></row>"""


PARTS = {
    "xl/workbook.xml": """<workbook xmlns="{space}" xmlns:r="{relations}">{properties}
<sheets><sheet name="Dane" sheetId="1" r:id="rworksheet"{state}/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships xmlns="urn:x">
<Relationship Id="rworksheet" Type="{relations}/worksheet" Target="worksheets/{sheet}.xml"/>
<Relationship Id="rstrings" Type="{relations}/sharedStrings" Target="strings.xml"/>
<Relationship Id="rstyles" Type="{relations}/styles" Target="/xl/styles.xml"/></Relationships>""",
    "xl/worksheets/dane.xml": """<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>
</worksheet>""",
    "xl/strings.xml": STRINGS,
    "xl/styles.xml": STYLES,
}


def packed(rows: str, **changed: str) -> bytes:
    words = {"space": MAIN, "relations": RELATIONS, "properties": "", "state": "", "sheet": "dane"}
    parts = {name: text.format(**words | changed, rows=rows) for name, text in PARTS.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def read(content: bytes) -> StatisticsFile:
    return read_statistics(content, "dane.xlsx")


@pytest.mark.parametrize("rows", [WITH_PLACES, WITHOUT_PLACES])
@pytest.mark.parametrize("space", [MAIN, STRICT])
def test_the_same_table_is_read_however_it_is_packed(rows: str, space: str) -> None:
    file = read(packed(rows, space=space))
    share = file.values[0]

    assert len(file.values) == 1
    assert (share.series, share.period, share.cell) == ("rozboje", "2013", "D4")
    assert (share.territory, share.territory_name, share.sheet) == ("2661000", "Testowo", "Dane")
    assert (share.value, share.is_part_of_one) == (0.5586, True)
    assert "2012-04-01" in doubts_at(file, "E4")


def test_prefixed_names_are_read() -> None:
    rows = WITH_PLACES.replace("</", "</x:").replace("<row", "<x:row").replace("<c ", "<x:c ")
    rows = rows.replace("<v>", "<x:v>")
    content = packed(f'</sheetData><x:sheetData xmlns:x="{MAIN}">{rows}</x:sheetData><sheetData>')

    assert value_at(read(content), "D4") == 0.5586


def test_days_are_counted_as_the_workbook_counts_them() -> None:
    file = read(packed(WITH_PLACES, properties='<workbookPr date1904="1"/>'))

    assert "2016-04-02" in doubts_at(file, "E4")


def test_a_sheet_that_is_missing_is_named() -> None:
    with pytest.raises(Exception, match=r"part “xl/worksheets/gone\.xml”"):
        read(packed(WITH_PLACES, sheet="gone"))


def test_a_hidden_sheet_is_read_aloud() -> None:
    file = read(packed(WITH_PLACES, state=' state="hidden"'))

    assert value_at(file, "D4") == 0.5586
    assert "sheet is hidden" in doubts_at(file, "B2")
