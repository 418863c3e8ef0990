"""A quick way out of what nobody else should see: for whom it is, and where it leads."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from prevenio.reports.models import CategoryVersion, ReportClass

_PAGES = Path(__file__).resolve().parent / "packs" / "neutral" / "pages.json"
# A category that is public later than this spares whoever reports it.
_DAY = 24


def neutral_page(country: str) -> str:
    """A page that anybody may have open: the weather of a country, where its page is known."""
    pages = _pages()
    return pages.get(country, pages[""])


def is_delicate(version: CategoryVersion | None) -> bool:
    """Whether somebody near may mind that it is reported."""
    if version is None:
        return False
    return version.data_class != ReportClass.PUBLIC or version.delay_hours > _DAY


@cache
def _pages() -> Mapping[str, str]:
    pages: dict[str, str] = json.loads(_PAGES.read_text("utf-8"))
    return pages
