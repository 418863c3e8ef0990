"""The words that every paper puts in its places."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.web.templatetags.parts import day


def labels() -> dict[str, str]:
    return {
        "table": _("Table"),
        "chart": _("Chart"),
        "page_of_pages": _("%(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "sources": _("Sources and checksum"),
        "checksum": _("Checksum of the data (SHA-256)"),
        "checksum_note": _("It is made of the data of this document and changes with any of them."),
    }


def mark_of(authority: Authority) -> str:
    return _("Sample data") if authority.is_sample else ""


def day_of(iso: str) -> str:
    """A day kept as text, in words; empty stays empty."""
    return day(date.fromisoformat(iso)) if iso else ""


def as_of_row(authority: Authority, iso: str) -> list[str]:
    """As of when the data are, as label and value."""
    return [_("State of the data"), day(today_in(authority, datetime.fromisoformat(iso)))]


def span_in_words(first_day: str, last_day: str) -> str:
    """A year, a half-year or other days, as they stand in a title."""
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    ends = (first.month, first.day, last.month, last.day)
    year = {"year": last.year}
    if first.year == last.year and ends == (1, 1, 12, 31):
        return _("year %(year)s") % year
    if first.year == last.year and ends == (1, 1, 6, 30):
        return _("first half of %(year)s") % year
    return f"{day(first)} – {day(last)}"


def ended(sentence: str) -> str:
    """A sentence with its full stop."""
    words = sentence.strip()
    return f"{words}." if words and words[-1] not in ".!?…" else words


def joined(parts: Sequence[str], between: str = " ") -> str:
    return between.join(part for part in parts if part)
