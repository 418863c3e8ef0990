"""A workbook: its sheets in order, with shared strings, formats and comments joined to them."""

import posixpath
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple

from prevenio.indicators.importing.package import WORKBOOK, Package, local
from prevenio.indicators.importing.refusals import DamagedWorkbook, TooLarge, printable
from prevenio.indicators.importing.sheet_parts import (
    PARTS_OF_SHEET,
    Formats,
    SheetReader,
    rich_text,
)
from prevenio.indicators.importing.sheets import Sheet, tidy

MOST_CELLS = 1_000_000
MOST_SHEETS = 1_000
MOST_MERGED = 20_000
MAC_EPOCH = datetime(1904, 1, 1)

type Relations = dict[str, tuple[str, str]]


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """Every sheet with cells. Raises UnreadableStatistics."""
    package = Package(content, name)
    root = package.tree(WORKBOOK)
    if root is None:
        raise DamagedWorkbook(name, WORKBOOK)
    relations = _relations(package, WORKBOOK)
    strings = _shared_strings(package, _target(relations, "sharedStrings"))
    formats = _formats(package, _target(relations, "styles"), root)
    entries = [one for one in root.iter() if local(one.tag) == "sheet"]
    if len(entries) > MOST_SHEETS:
        raise TooLarge(name, f"it has more than {MOST_SHEETS} sheets")
    sheets: list[Sheet] = []
    left = MOST_CELLS
    for entry in entries:
        kind, part = relations.get(_relation_id(entry), ("", ""))
        if kind == "worksheet":
            reader = SheetReader(printable(entry.get("name", "")), strings, formats)
            reader.sheet.is_hidden = entry.get("state", "visible") != "visible"
            left -= _fill(reader, package, part, left)
            sheets.append(reader.sheet)
    return sheets


def _fill(reader: SheetReader, package: Package, part: str, left: int) -> int:
    """Read one sheet; the number of its cells."""
    sheet = reader.sheet
    if part not in package.parts:
        raise DamagedWorkbook(package.name, part)
    try:
        for event, tag, element in package.elements(part, PARTS_OF_SHEET):
            reader.take(event, tag, element)
            if reader.count > left:
                raise TooLarge(package.name, f"it has more than {MOST_CELLS} cells")
            if len(sheet.merged) > MOST_MERGED:
                raise TooLarge(package.name, f"it has over {MOST_MERGED} merged ranges on a sheet")
        sheet.comments.update(_comments(package, part))
    except (ValueError, IndexError, OverflowError) as error:
        raise DamagedWorkbook(package.name, f"{part} ({sheet.title})") from error
    return reader.count


def _relations(package: Package, part: str) -> Relations:
    """What a part points to, by the id it uses: the kind of the target and its part."""
    folder, base = posixpath.split(part)
    root = package.tree(f"{folder}/_rels/{base}.rels")
    found: Relations = {}
    for one in root if root is not None else ():
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = one.get("Type", "").rpartition("/")[2]
        found[one.get("Id", "")] = kind, posixpath.normpath(path)
    return found


def _relation_id(entry: Element) -> str:
    return next((value for key, value in entry.items() if key.endswith("}id")), "")


def _target(relations: Relations, kind: str) -> str:
    return next((part for found, part in relations.values() if found == kind), "")


def _shared_strings(package: Package, part: str) -> list[str]:
    strings: list[str] = []
    if part not in package.parts:
        return strings
    root: Element | None = None
    for event, tag, element in package.elements(part, frozenset(("sst", "si"))):
        root = element if root is None else root
        if (event, tag) == ("end", "si"):
            strings.append(rich_text(element))
            root.clear()
    return strings


def _formats(package: Package, part: str, workbook: Element) -> Formats:
    root = package.tree(part)
    written = dict(BUILTIN_FORMATS)
    kinds: list[int] = []
    try:
        for group in root if root is not None else ():
            if local(group.tag) == "numFmts":
                written |= {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in group}
            elif local(group.tag) == "cellXfs":
                kinds = [int(one.get("numFmtId", 0)) for one in group]
    except ValueError as error:
        raise DamagedWorkbook(package.name, part) from error
    codes = [written.get(kind, "General") for kind in kinds]
    formats = Formats(
        dates=frozenset(style for style, code in enumerate(codes) if is_date_format(code)),
        percentages=frozenset(style for style, code in enumerate(codes) if "%" in code),
    )
    if _counts_from_1904(workbook):
        return Formats(formats.dates, formats.percentages, MAC_EPOCH)
    return formats


def _counts_from_1904(workbook: Element) -> bool:
    return any(
        one.get("date1904") in ("1", "true") for one in workbook if local(one.tag) == "workbookPr"
    )


def _comments(package: Package, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The remarks on cells; answers in a thread are kept by programs in the same remark."""
    target = _target(_relations(package, part), "comments")
    root = package.tree(target)
    for one in root.iter() if root is not None else ():
        if local(one.tag) == "comment":
            text = " ".join(rich_text(child) for child in one if local(child.tag) == "text")
            yield coordinate_to_tuple(one.get("ref", "")), tidy(text)
