"""The charts of a review: of each area, of all areas, of the bodies' punctuality."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.reviews import wording
from prevenio.reviews.contents import AreaPart, BodyLine
from prevenio.reviews.figures import Tally, discipline_of, tally_of
from prevenio.reviews.models import COUNTED, Degree
from prevenio.web.charts import Bar, Brand, Chart, bars, stacks, step_colours

_LATE, _MISSING = "#C07A00", "#FFFFFF"
_LONGEST_LABEL = 34


def area_chart(area: AreaPart, brand: Brand) -> Chart:
    """How many actions of one area reached which degree."""
    tally = tally_of(area.actions)
    colours = step_colours(brand)
    items = [
        Bar(str(degree.label), count, str(count), colour, is_outlined=degree == COUNTED[-1])
        for degree, count, colour in zip(COUNTED, tally.steps, colours, strict=True)
    ]
    rows = [*_degree_rows(tally)]
    return Chart(
        title=_("Area %(code)s: %(result)s") % {"code": area.code, "result": short(tally)},
        subtitle=_("Number of actions by degree"),
        text=_in_words(rows),
        head=(pgettext("column", "Degree"), pgettext("column", "Actions")),
        rows=tuple(rows),
        spec=bars(items, width=340, label_width=130),
    )


def titled(chart: Chart, title: str) -> Chart:
    """The same chart under another title."""
    return replace(chart, title=title)


def overview_chart(areas: Sequence[AreaPart], brand: Brand) -> Chart:
    """All areas side by side."""
    tallies = [tally_of(area.actions) for area in areas]
    names = [str(degree.label) for degree in COUNTED]
    rows = [
        (_label(f"{area.code} {area.title}"), tally.steps, wording.short_result_tip(tally))
        for area, tally in zip(areas, tallies, strict=True)
    ]
    return Chart(
        title=_overview_title(areas, tallies),
        subtitle=_("Number of actions by degree, area by area; at the tip: in full of all counted"),
        text="; ".join(
            f"{area.code} {area.title}: {wording.short_result(tally)}"
            for area, tally in zip(areas, tallies, strict=True)
        ),
        head=(pgettext("column", "Area"), *(str(degree.label) for degree in Degree)),
        rows=tuple(
            (
                f"{area.code} {area.title}",
                *map(str, tally.all_steps),
            )
            for area, tally in zip(areas, tallies, strict=True)
        ),
        spec=stacks(
            rows, list(zip(names, step_colours(brand), strict=True)), width=370, label_width=250
        ),
    )


def discipline_chart(bodies: Sequence[BodyLine], brand: Brand) -> Chart:
    """Who sent how many returns on time, late, not at all."""
    found = discipline_of(bodies)
    series = [(_("on time"), brand.brand), (_("late"), _LATE), (_("missing"), _MISSING)]
    rows = [
        (
            _label(one.name),
            (one.on_time, one.late, one.missing),
            _("%(on_time)s of %(expected)s") % {"on_time": one.on_time, "expected": one.expected},
        )
        for one in bodies
    ]
    return Chart(
        title=_("%(percent)s%% of returns came on time") % {"percent": found.percent_on_time},
        subtitle=_("Number of returns by body; at the tip: on time of all expected"),
        text="; ".join(f"{label}: {tip}" for label, _numbers, tip in rows),
        head=(_("Body"), _("Expected"), _("On time"), _("Late"), _("Missing")),
        rows=tuple(
            (one.name, *map(str, (one.expected, one.on_time, one.late, one.missing)))
            for one in bodies
        ),
        spec=stacks(rows, series, width=390, label_width=230, row_height=25),
    )


def short(tally: Tally) -> str:
    """The finding of one area's chart."""
    if tally.counted == 0:
        return _("nothing was expected")
    return _("%(done)s of %(counted)s in full") % {"done": tally.full, "counted": tally.counted}


def _degree_rows(tally: Tally) -> list[tuple[str, str]]:
    counts = zip(Degree, tally.all_steps, strict=True)
    rows = [(str(degree.label), str(count)) for degree, count in counts]
    if tally.unassessed:
        rows.append((_("not assessed yet"), str(tally.unassessed)))
    return rows


def _in_words(rows: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{label}: {count}" for label, count in rows)


def _overview_title(areas: Sequence[AreaPart], tallies: Sequence[Tally]) -> str:
    """Says where most was carried out in full, by share of what counts."""
    counted = [pair for pair in zip(areas, tallies, strict=True) if pair[1].counted]
    if not counted or not any(tally.full for _area, tally in counted):
        return _("Degree of realisation by area")
    best, tally = max(counted, key=lambda pair: (pair[1].full / pair[1].counted, pair[1].full))
    return _("Furthest: %(area)s, %(done)s of %(counted)s in full") % {
        "area": best.title,
        "done": tally.full,
        "counted": tally.counted,
    }


def _label(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"
