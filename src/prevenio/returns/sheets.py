"""The returns of a period as a workbook: the list, and bodies by areas."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.db.models import JSONField, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from prevenio.returns.counts import counts_sent
from prevenio.returns.models import ActionReturn, ReportingPeriod, SealedReturn
from prevenio.returns.queries.desk import count_in_words, outcome_in_words
from prevenio.returns.queries.figures import Board, Figures, Row

# A workbook's own clock starts in 1980; any day will do, as long as it is always the same.
_PACKED_ON = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DAY = "yyyy-mm-dd"
_WIDEST = 60


def workbook_of(period: ReportingPeriod, returns: QuerySet[ActionReturn], board: Board) -> bytes:
    """Two sheets in the language of the page; the same bytes for the same rows.

    Of a return only what was sent is told. Rows are written as they are read.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Prevenio"
    book.properties.title = period.name
    book.properties.created = plain_moment(period.opened_at)
    write_sheet(book, pgettext("name of a sheet", "Returns"), _columns(), _rows(returns))
    write_sheet(
        book,
        pgettext("name of a sheet", "Bodies and areas"),
        [(_("Body"), 34), *((area.code, 9) for area in board.areas), (_("Total"), 11)],
        _sums(board),
    )
    written = BytesIO()
    book.save(written)
    return always_alike(written, plain_moment(period.opened_at))


def _columns() -> Sequence[tuple[str, int]]:
    return [
        (_("Number"), 9),
        (_("Action"), 40),
        (_("Area"), 30),
        (_("Body"), 14),
        (_("Part"), 26),
        (_("State"), 22),
        (_("State of the action"), 18),
        (_("Due on"), 12),
        (_("First sent"), 12),
        (_("Sent"), 12),
        (_("Certified"), 12),
        (_("Accepted"), 12),
        (_("On time"), 9),
        (_("What was done"), _WIDEST),
        (_("Numbers"), 40),
    ]


def _rows(returns: QuerySet[ActionReturn]) -> Iterable[Sequence[object]]:
    latest = SealedReturn.objects.filter(action_return=OuterRef("pk")).order_by("-number")
    sent = Subquery(latest.values("content")[:1], output_field=JSONField())
    due = returns.select_related("action__area", "body", "period__window").annotate(sent=sent)
    for one in due.iterator(chunk_size=500):
        yield _row(one, one.sent or {})


def _row(one: ActionReturn, sent: dict[str, Any]) -> Sequence[object]:
    return [
        one.action.code,
        one.action.shown_title,
        str(one.action.area),
        one.body.short_name,
        capfirst(str(one.get_part_display())),
        str(one.get_state_display()),
        outcome_in_words(sent) if sent else "",
        one.due_on,
        *(_day_of(getattr(one, f"{name}_at")) for name in _MOMENTS),
        _on_time(one),
        sent.get("narrative", ""),
        "; ".join(count_in_words(count) for count in counts_sent(sent)),
    ]


_MOMENTS = ("first_submitted", "submitted", "certified", "accepted")


def _on_time(one: ActionReturn) -> str:
    first = _day_of(one.first_submitted_at)
    if first is None:
        return ""
    return _("yes") if first <= one.period.window.due_on else _("no")


def _sums(board: Board) -> Iterable[Sequence[object]]:
    rows: Sequence[Row] = (*board.rows, *board.rest)
    for row in rows:
        yield [row.name, *(_share(cell.figures) for cell in row.cells), _share(row.total)]
    totals = [_share(cell.figures) for cell in board.area_totals]
    yield [_("Total"), *totals, _share(board.total)]


def _share(figures: Figures | None) -> str:
    return f"{figures.accepted}/{figures.expected}" if figures else ""


def write_sheet(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[object]],
) -> None:
    """A sheet with fixed heads; `columns` are their words and widths."""
    sheet = book.create_sheet(title=title[:31])
    sheet.freeze_panes = "A2"
    for place, (_name, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    heads = [_cell(sheet, name) for name, _width in columns]
    for head in heads:
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.append(heads)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    """A value as it is; text always as text, whatever sign it begins with."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"
        if text.startswith(_FORMULA):
            # What spreadsheets know an apostrophe by: the text stays text when it is edited.
            cell.quotePrefix = True
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = _DAY
    return cell


def _day_of(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def plain_moment(moment: datetime) -> datetime:
    """A moment as workbooks keep it: without a zone."""
    return moment.replace(microsecond=0, tzinfo=None)


def always_alike(written: BytesIO, at: datetime) -> bytes:
    """The packed workbook without the moment at which it was made."""
    packed = BytesIO()
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, date_time=_PACKED_ON)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return packed.getvalue()
