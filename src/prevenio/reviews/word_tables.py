"""Tables of a Word document, written as XML in one piece: cell by cell they would take seconds."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_TWIPS_IN_CM = 567
_RULE = '<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="{shade}"/>'
_BORDERS = (
    _RULE.format(edge="top", size=8, shade="16232E")
    + _RULE.format(edge="bottom", size=8, shade="16232E")
    + _RULE.format(edge="insideH", size=4, shade="B9B4A8")
)
_UNDER_HEAD = f"<w:tcBorders>{_RULE.format(edge='bottom', size=8, shade='16232E')}</w:tcBorders>"


def table_of(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    right: Sequence[int] = (),
) -> Any:
    """A table with rules above and below its head, which repeats; rows do not split.

    Widths are in centimetres; `right` names the columns of numbers.
    """
    sizes = [round(width * _TWIPS_IN_CM) for width in widths]
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    body = "".join(_row(values, sizes, right) for values in rows)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{_row(head, sizes, right, is_head=True)}{body}</w:tbl>"
    )


def _row(
    values: Sequence[str], sizes: Sequence[int], right: Sequence[int], *, is_head: bool = False
) -> str:
    repeats = "<w:tblHeader/>" if is_head else ""
    cells = "".join(
        _cell(value, size, is_head=is_head, is_right=place in right)
        for place, (value, size) in enumerate(zip(values, sizes, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{cells}</w:tr>"


def _cell(value: str, size: int, *, is_head: bool, is_right: bool) -> str:
    side = '<w:jc w:val="right"/>' if is_right else ""
    shade = '<w:color w:val="4B5964"/>' if is_head else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{_UNDER_HEAD if is_head else ""}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="40" w:after="40"/>{side}</w:pPr>'
        f'<w:r><w:rPr>{shade}<w:sz w:val="17"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(value)}</w:t></w:r></w:p></w:tc>'
    )
