"""One indicator as a workbook: its values, its targets, its passport."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.indicators.charts import table_rows
from prevenio.indicators.figures import number_words, span_words
from prevenio.indicators.series import Series
from prevenio.indicators.wording import target_words
from prevenio.web.sheets import bytes_of, new_book, write_sheet

_WIDTH = 18


def workbook_of(series: Series) -> bytes:
    """Three sheets in the language of the page."""
    book = new_book(series.indicator.name)
    write_sheet(book, _("Values"), _columns(_value_head()), _value_rows(series))
    write_sheet(book, _("Targets"), _columns(_target_head()), _target_rows(series))
    passport_head = (pgettext("column", "Field"), _("Text"))
    write_sheet(book, _("Passport"), _columns(passport_head), passport_rows(series))
    return bytes_of(book)


def passport_rows(series: Series) -> Sequence[tuple[str, str]]:
    """The passport as pairs of a label and its words; what is empty is left out."""
    one = series.indicator
    rows = [
        (_("Code"), one.code),
        (_("Name"), one.name),
        (_("What it counts"), one.definition),
        (_("Formula"), one.formula),
        (_("Unit"), one.unit),
        (_("Nature"), str(one.get_nature_display())),
        (_("Share of what"), one.population),
        (_("Source"), one.source),
        (_("Owner"), str(one.owner or "")),
        (pgettext("indicator", "How often"), str(one.get_frequency_display())),
        (_("Direction"), str(one.get_direction_display())),
        (_("Class"), str(one.get_data_class_display())),
        (_("Broken down by"), one.disaggregation),
        (_("Stands in"), one.stand_in),
    ]
    return [(label, words) for label, words in rows if words]


def _columns(head: Iterable[str]) -> Sequence[tuple[str, int]]:
    return [(name, _WIDTH) for name in head]


def _value_head() -> tuple[str, ...]:
    return (
        _("Span"),
        _("First day"),
        _("Last day"),
        _("Value"),
        _("Of how many"),
        pgettext("of a value", "Change"),
        _("95% interval"),
        _("Break"),
        _("As of"),
        _("Source"),
        _("File"),
        _("Cell"),
    )


def _value_rows(series: Series) -> Iterable[Sequence[object]]:
    points = [one for one in series.points if one.number is not None]
    for point, shown in zip(reversed(points), table_rows(series), strict=True):
        row = point.row
        place = row.provenance if row else {}
        yield (
            shown[0],
            point.span.first,
            point.span.last,
            point.number,
            row.denominator if row else None,
            shown[2],
            shown[3],
            shown[4].what if shown[4] else "",
            row.as_of if row else None,
            row.source if row else _("computed"),
            place.get("file", ""),
            " ".join(filter(None, (place.get("sheet", ""), place.get("cell", "")))),
        )


def _target_head() -> tuple[str, ...]:
    return (
        _("From year"),
        _("To year"),
        pgettext("indicator", "Target"),
        _("Result"),
        _("State"),
        _("Act"),
        _("Why"),
    )


def _target_rows(series: Series) -> Iterable[Sequence[object]]:
    for line in series.target_lines:
        target, result = line.target, line.result
        yield (
            target.first_year,
            target.last_year,
            target.number,
            f"{number_words(series.indicator, result.number)} "
            f"({span_words(series.indicator.frequency, result.span)})"
            if result
            else "",
            target_words(line.state) if line.state else str(target.get_kind_display()),
            str(target.act or target.act_text),
            target.reason,
        )
