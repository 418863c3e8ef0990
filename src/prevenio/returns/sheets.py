"""The returns of a period as a workbook: the list, and bodies by areas."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import JSONField, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.returns.counts import counts_sent
from prevenio.returns.models import ActionReturn, ReportingPeriod, SealedReturn
from prevenio.returns.queries.desk import count_in_words, outcome_in_words
from prevenio.returns.queries.figures import Board, Figures, Row
from prevenio.web.sheets import bytes_of, new_book, write_sheet

_WIDEST = 60


def workbook_of(period: ReportingPeriod, returns: QuerySet[ActionReturn], board: Board) -> bytes:
    """Two sheets in the language of the page; the same bytes for the same rows.

    Of a return only what was sent is told. Rows are written as they are read.
    """
    book = new_book(period.name)
    write_sheet(book, pgettext("name of a sheet", "Returns"), _columns(), _rows(returns))
    write_sheet(
        book,
        pgettext("name of a sheet", "Bodies and areas"),
        [(_("Body"), 34), *((area.code, 9) for area in board.areas), (_("Total"), 11)],
        _sums(board),
    )
    return bytes_of(book, at=period.opened_at)


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


def _day_of(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
