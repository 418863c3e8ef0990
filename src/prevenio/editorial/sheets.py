"""The logs as workbooks and as CSV; text stays text, whatever sign it begins with."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.editorial.models import Mention
from prevenio.web.sheets import bytes_of, new_book, text_in_csv, write_sheet

type Table = tuple[Sequence[str], Iterable[Sequence[object]]]
_WIDTH = 22


def mentions_table(mentions: QuerySet[Mention]) -> Table:
    """One row for each entry of the media log."""
    heads = [
        _("Day"),
        _("Kind"),
        _("Title"),
        pgettext("media log", "Where"),
        _("Address"),
        _("Area of action"),
        _("Body"),
    ]
    rows = (
        [
            one.day,
            str(one.get_kind_display()),
            one.title,
            one.outlet,
            one.link,
            str(one.area or ""),
            one.body.short_name if one.body else "",
        ]
        for one in mentions
    )
    return heads, rows


def pages_table(pages: QuerySet[Any]) -> Table:
    """One row for each page that was published."""
    heads = [
        _("First published"),
        _("Kind"),
        _("Title"),
        _("Language"),
        _("Area of action"),
        _("Municipality"),
        _("Printed copies"),
    ]
    rows = (
        [
            one.first_published_at.date(),
            str(one.get_kind_display()),
            one.title,
            one.locale.language_code,
            str(one.area or ""),
            str(one.municipality or ""),
            getattr(getattr(one, "publication", None), "copies", None),
        ]
        for one in pages
    )
    return heads, rows


def workbook_of(title: str, table: Table) -> bytes:
    """A workbook with one sheet."""
    heads, rows = table
    book = new_book()
    write_sheet(book, title, [(head, _WIDTH) for head in heads], rows)
    return bytes_of(book)


def csv_of(table: Table) -> bytes:
    """UTF-8 text with its mark, semicolons between the cells."""
    heads, rows = table
    written = io.StringIO()
    write = csv.writer(written, delimiter=";", lineterminator="\r\n").writerow
    write(heads)
    for row in rows:
        write([text_in_csv(cell) for cell in row])
    return b"\xef\xbb\xbf" + written.getvalue().encode()
