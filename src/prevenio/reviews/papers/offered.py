"""Which documents a period has, and what is known of each since it was made last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from prevenio.returns.models import PeriodKind, ReportingPeriod
from prevenio.reviews.papers.making import HALF, YEAR, Made

_KEPT_FOR = 400 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Offered:
    """One document in one format: where it is, and how it was when it was made last.

    `size` is in bytes, 0 while it has not been made; `as_of` is the moment of its data.
    """

    title: str
    form: str
    address: str
    key: str
    size: int = 0
    as_of: datetime | None = None


def offered(period: ReportingPeriod) -> Sequence[tuple[str, Sequence[Offered]]]:
    """The documents of a period in groups, each with what is known of it; one look-up."""
    groups = [(title, list(rows)) for title, rows in _groups(period)]
    keys = [one.key for _title, rows in groups for one in rows]
    known = cache.get_many(keys)
    return [(title, [_with(one, known.get(one.key)) for one in rows]) for title, rows in groups]


def remember(key: str, made: Made) -> None:
    """Keep how big a document was and as of when, for the list."""
    cache.set(key, (len(made.content), made.at), _KEPT_FOR)


def key_of(period_id: int, name: str) -> str:
    return f"reviews.papers.{period_id}.{name}"


def _with(one: Offered, known: tuple[int, datetime] | None) -> Offered:
    return replace(one, size=known[0], as_of=known[1]) if known else one


def _groups(period: ReportingPeriod) -> Sequence[tuple[str, Sequence[Offered]]]:
    review, year = _("Annual review"), period.last_day.year
    rows = [
        (_("Annual review"), "PDF/UA", "pdf"),
        (_("Annual review"), "DOCX", "docx"),
        (_("Presentation"), "PPTX", "deck"),
        (_("Material for the commission"), "PDF/UA", "material"),
        (_("Everything as a workbook"), "XLSX", "everything"),
    ]
    groups = [
        (
            review,
            [
                Offered(title, form, _address(name, period.pk), key_of(period.pk, name))
                for title, form, name in rows
            ],
        )
    ]
    if period.kind == PeriodKind.YEAR:
        groups.append((_("Management control"), _goals(period, year)))
    return groups


def _goals(period: ReportingPeriod, year: int) -> list[Offered]:
    spans = [
        (HALF, _("Report on the most important goals, first half of %(year)s")),
        (YEAR, _("Report on the most important goals, year %(year)s")),
    ]
    return [
        Offered(
            title % {"year": year},
            form,
            _address(f"goals-{span}-{ending}", period.version_id, year),
            key_of(period.version_id, f"goals.{year}.{span}.{ending}"),
        )
        for span, title in spans
        for form, ending in (("PDF/UA", "pdf"), ("DOCX", "docx"))
    ]


def _address(name: str, *args: int) -> str:
    return reverse(f"reviews:{name}", args=args)
