"""What a cell of a table says: a number, a doubt, or a number with a doubt."""

import re
from datetime import date, datetime, time, timedelta

from prevenio.indicators.importing.refusals import quoted
from prevenio.indicators.importing.sheets import CellError, Content, Formula, tidy
from prevenio.indicators.importing.values import Number

NO_INFORMATION = frozenset("-–—−")
MOST_DIGITS = 18
WRITTEN = re.compile(
    r"(?P<sign>[-−+]?)(?P<number>\d[\d ]*(?:[.,]\d+)*)\s*(?P<mark>[*†‡#¹²³⁴⁵]+|[a-z]\)|%)?"
)
# “1.238” and “1,238”: one country's thousand is another's fraction.
TWO_READINGS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
FORMS = (
    re.compile(r"(?P<whole>\d+|\d{1,3}(?: \d{3})+)(?:[.,](?P<fraction>\d+))?"),
    re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<fraction>\d+)"),
    re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<fraction>\d+)"),
    re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})(?P<fraction>)"),
)

type Reading = tuple[Number | None, str]


def read_cell(content: Content | None) -> Reading:
    """The number, or None; and what is to be doubted, or an empty string."""
    if isinstance(content, int | float) and not isinstance(content, bool):
        return content, ""
    if content is None:
        return None, "The cell is blank: the source gives no number here."
    if isinstance(content, str):
        return read_text(content)
    if isinstance(content, Formula):
        return _read_formula(content)
    return None, _no_number(content)


def read_text(text: str) -> Reading:
    """A number that somebody wrote as text, where it can be read in one way only."""
    shown = tidy(text)
    quote = quoted(shown)
    if not shown:
        return None, "The cell holds only spaces: the source gives no number here."
    if shown in NO_INFORMATION:
        return None, f"The cell holds “{quote}”: the source gives no number here."
    match = WRITTEN.fullmatch(shown)
    number = plain_number(match["number"]) if match else None
    if match is None or number is None:
        return None, f"The cell holds the text “{quote}” where a number is due."
    if TWO_READINGS.fullmatch(match["number"]):
        return None, (
            f"The cell holds the text “{quote}”, which can be read as thousands or as a decimal "
            "fraction, so it was left out."
        )
    number = -number if match["sign"] in ("-", "−") else number
    if match["mark"] and match["mark"] != "%":
        return number, f"The number carries a footnote mark: the cell holds “{quote}”."
    return number, f"The number is stored as text: “{quote}”."


def plain_number(written: str) -> Number | None:
    """A number with groups of thousands, a decimal comma or point; None if it is none."""
    match = next((found for form in FORMS if (found := form.fullmatch(written.strip()))), None)
    if match is None:
        return None
    digits, fraction = re.sub(r"[ .,]", "", match["whole"]), match["fraction"]
    if len(digits) + len(fraction or "") > MOST_DIGITS:
        return None
    return float(f"{digits}.{fraction}") if fraction else int(digits)


def _read_formula(formula: Formula) -> Reading:
    quote = quoted(formula.text)
    if isinstance(formula.result, int | float) and not isinstance(formula.result, bool):
        return formula.result, f"The number is the result of the formula “{quote}”."
    if formula.result is None:
        return None, f"The cell holds the formula “{quote}” without its result."
    return None, f"The cell holds the formula “{quote}”. {read_cell(formula.result)[1]}"


def _no_number(content: bool | date | datetime | time | timedelta | CellError) -> str:
    if isinstance(content, CellError):
        return f"The cell holds the error “{quoted(content.code)}” in place of a number."
    if isinstance(content, bool):
        return f"The cell holds “{str(content).upper()}” where a number is due."
    shown = content.isoformat() if isinstance(content, date | datetime | time) else str(content)
    return (
        f"The cell holds the date or time {shown} where a number is due; a spreadsheet program may "
        "have made it out of a number."
    )
