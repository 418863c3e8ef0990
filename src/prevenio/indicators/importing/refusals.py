"""Why a file of statistics cannot be read: what is wrong, where, and how to mend it."""

import unicodedata
from dataclasses import asdict, dataclass
from typing import ClassVar

LONGEST_NAME = 120
LONGEST_QUOTE = 500


@dataclass(eq=False)
class UnreadableStatistics(Exception):
    """A file that cannot be read. `code` is stable; the fields are for machines."""

    name: str

    code: ClassVar[str] = "unreadable"
    wording: ClassVar[str] = "The file “{name}” cannot be read."

    def __post_init__(self) -> None:
        self.name = printable(self.name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])

    @property
    def fields(self) -> dict[str, str | int]:
        """The facts of the refusal, for a machine."""
        return asdict(self)

    def __str__(self) -> str:
        return self.wording.format(**self.fields)


@dataclass(eq=False)
class TooLarge(UnreadableStatistics):
    """The file, or what it unpacks to, is larger than any table of an office; `what` says which."""

    what: str

    code = "too_large"
    wording = (
        "The file “{name}” is too large: {what}. Export fewer years, series or territories at a "
        "time and try again."
    )


@dataclass(eq=False)
class EmptyFile(UnreadableStatistics):
    """There is nothing in the file."""

    code = "empty"
    wording = (
        "The file “{name}” is empty. Check that it is the right file and that it was saved "
        "completely."
    )


@dataclass(eq=False)
class PasswordProtected(UnreadableStatistics):
    """The workbook opens only with a password."""

    code = "password_protected"
    wording = (
        "The workbook “{name}” is protected by a password. Open it, remove the password, save an "
        "unprotected copy and try again."
    )


@dataclass(eq=False)
class OldWorkbook(UnreadableStatistics):
    """A workbook of Excel 97–2003, or of another form than XLSX; `kind` names it."""

    kind: str

    code = "old_workbook"
    wording = (
        "The workbook “{name}” is saved as {kind}. Open it in a spreadsheet program, save it as "
        "XLSX and try again."
    )


@dataclass(eq=False)
class UnknownKind(UnreadableStatistics):
    """The file is no table at all; `kind` says what it seems to be."""

    kind: str

    code = "unknown_kind"
    wording = (
        "The file “{name}” is not a table that can be read (recognised kind: {kind}). Save the "
        "table as XLSX or CSV and try again."
    )


@dataclass(eq=False)
class DamagedWorkbook(UnreadableStatistics):
    """The workbook is broken; `part` is the part of it that cannot be read."""

    part: str

    code = "damaged_workbook"
    wording = (
        "The workbook “{name}” is damaged: its part “{part}” cannot be read. Download it again, or "
        "open it in a spreadsheet program, repair it and save it once more."
    )


@dataclass(eq=False)
class WrongEncoding(UnreadableStatistics):
    """The bytes of a CSV are no UTF-8."""

    line: int

    code = "wrong_encoding"
    wording = (
        "The letters in the file “{name}” cannot be read; the first unreadable character stands in "
        "line {line}. Open the file in an editor and save it again as UTF-8."
    )


@dataclass(eq=False)
class BrokenRow(UnreadableStatistics):
    """A row of a CSV cannot be told from the next."""

    line: int

    code = "broken_row"
    wording = (
        "The file “{name}” cannot be cut into cells at line {line}: a quotation mark may be left "
        "open. Mend that line, or export the table again."
    )


@dataclass(eq=False)
class NoTable(UnreadableStatistics):
    """No sheet holds a table of a known form."""

    sheets: str

    code = "no_table"
    wording = (
        "No table of statistics was found in “{name}” (looked at: {sheets}). Read are exports of "
        "the Polish Local Data Bank with the columns “Kod” and “Nazwa” above rows of territories, "
        "Czech police tables with the columns “TSK” and “takticko statistická klasifikace”, and "
        "CSV files with a code, a name and a year in each row. Check that the head of the table "
        "was not removed."
    )


@dataclass(eq=False)
class NoYears(UnreadableStatistics):
    """The head of a table names no year."""

    sheet: str
    cell: str

    code = "no_years"
    wording = (
        "The table on the sheet “{sheet}” of “{name}” (head at {cell}) does not say which year its "
        "numbers are of. Export it again with years above the columns, or with the line that gives "
        "the period."
    )


def printable(text: str, longest: int = LONGEST_NAME) -> str:
    """The text on one line, without control characters, of a length that one can read."""
    kept = "".join(
        sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", text)
    )
    kept = " ".join(kept.split()) or "?"
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


def quoted(text: str) -> str:
    """What a cell says, for a sentence about the cell."""
    return printable(text, LONGEST_QUOTE)
