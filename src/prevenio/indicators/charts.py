"""The chart of a series: line, breaks, targets; wide for a desk, narrow for a phone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.indicators.figures import decimal_words, number_words, percent, span_words
from prevenio.indicators.formulas import Missing
from prevenio.indicators.models import Nature, SeriesBreak, TargetKind
from prevenio.indicators.series import Point, Series, crossing, target_for, year_of
from prevenio.indicators.wording import change_words, finding, interval_words
from prevenio.web.charts import Brand, Chart

WIDE, NARROW = 640, 300
MOST_POINTS = 24
_INK, _WARN, _GRID = "#16232E", "#764800", "#DCD7CB"
_HALF_GAP = 0.08


def chart_of(series: Series, brand: Brand, *, width: int = WIDE) -> Chart:
    """The chart with its words: the finding, the measure, what the eye would see, the table."""
    points = shown_points(series)
    rows = [
        (
            span_words(series.indicator.frequency, point.span),
            number_words(series.indicator, point.number),
        )
        for point in points
    ]
    return Chart(
        title=finding(series),
        subtitle=measure_words(series),
        text=text_of(series),
        head=(_("Span"), _("Value")),
        rows=tuple(rows),
        spec=_spec(series, points, brand.brand, width),
    )


@lru_cache(maxsize=128)
def _drawn(spec: str) -> str:
    return Chart("", "", "", (), (), json.loads(spec)).svg()


def svg_of(chart: Chart) -> str:
    """The drawing; the same chart is drawn once and remembered."""
    return _drawn(json.dumps(chart.spec, ensure_ascii=False, sort_keys=True))


def shown_points(series: Series) -> Sequence[Point]:
    known = [one for one in series.points if one.number is not None]
    return known[-MOST_POINTS:]


def measure_words(series: Series) -> str:
    unit = series.indicator.unit
    if series.indicator.nature == Nature.SHARE:
        return series.indicator.population or str(series.indicator.get_nature_display())
    return unit or str(series.indicator.get_nature_display())


def text_of(series: Series) -> str:
    """What the chart shows, for whoever does not see it."""
    points = shown_points(series)
    if not points:
        return _("There is no value yet.")
    facts = {
        "name": series.indicator.name,
        "number": len(points),
        "first": _place(series, points[0]),
        "last": _place(series, points[-1]),
        "highest": _place(series, max(points, key=_height)),
        "lowest": _place(series, min(points, key=_height)),
    }
    words = (
        ngettext(
            "%(name)s: %(number)s value, %(last)s.",
            "%(name)s: %(number)s values, from %(first)s to %(last)s; highest %(highest)s, lowest "
            "%(lowest)s.",
            len(points),
        )
        % facts
    )
    breaks = [one for one in series.confirmed_breaks if one.label or one.what]
    return " ".join([words, *(one.what for one in breaks)])


def table_rows(series: Series) -> Iterator[tuple[str, str, str, str, SeriesBreak | None]]:
    """The values, the newest first: span, number, change, interval, and the break below the row."""
    compared = {one.new.span: one for one in series.comparisons}
    for point in reversed([one for one in series.points if one.number is not None]):
        comparison = compared.get(point.span)
        yield (
            span_words(series.indicator.frequency, point.span),
            number_words(series.indicator, point.number),
            change_words(series.indicator, comparison),
            interval_words(series.indicator, comparison),
            comparison.broken_by if comparison else None,
        )


def public_rows(series: Series) -> Iterator[tuple[str, str, str, str, SeriesBreak | None]]:
    """The rows for residents: a number that is too small is told as such."""
    shown = {row[0]: row for row in table_rows(series)}
    limit = series.indicator.smallest_shown
    too_small = ngettext("fewer than %(limit)s event", "fewer than %(limit)s events", limit) % {
        "limit": limit
    }
    for point in reversed(series.points):
        words = span_words(series.indicator.frequency, point.span)
        if point.missing == Missing.TOO_SMALL:
            yield words, too_small, "–", "", None
        elif words in shown:
            yield shown[words]


def _place(series: Series, point: Point) -> str:
    return _("%(number)s (%(span)s)") % {
        "number": number_words(series.indicator, point.number),
        "span": span_words(series.indicator.frequency, point.span),
    }


def _height(point: Point) -> float:
    return float(point.number or 0)


def _spec(series: Series, points: Sequence[Point], colour: str, width: int) -> dict[str, Any]:
    is_narrow = width < WIDE
    layers = [
        *_breaks(series, points, width),
        *_line(series, points, colour, is_narrow=is_narrow),
        *_targets(series, points, is_narrow=is_narrow),
        *_words(_marks(series, points, is_narrow=is_narrow), {"dy": -15, "fontWeight": 600}),
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": 260 if is_narrow else 320,
        "padding": {"left": 0, "right": 12, "top": 8, "bottom": 4},
        "background": None,
        "data": {"values": [{}]},
        "encoding": {"x": _x_axis(series, points, is_narrow=is_narrow), "y": _y_axis(series)},
        "layer": layers,
        "config": {
            "font": "Figtree",
            "view": {"stroke": None},
            "axis": {"labelFontSize": 14, "labelColor": "#4B5964"},
            "text": {"fontSize": 14, "color": _INK},
        },
    }


def _line(
    series: Series, points: Sequence[Point], colour: str, *, is_narrow: bool
) -> Iterator[dict[str, Any]]:
    rows = _marks(series, points, is_narrow=is_narrow)
    yield {
        "data": {"values": rows},
        "mark": {"type": "line", "strokeWidth": 2.5, "color": colour},
        "encoding": {"detail": {"field": "run", "type": "nominal"}},
    }
    newest = len(points) - 1
    for is_newest in (False, True):
        yield {
            "data": {"values": [one for one in rows if (one["place"] == newest) == is_newest]},
            "mark": {
                "type": "point",
                "size": 55,
                "filled": True,
                "fill": colour if is_newest else "#FFFFFF",
                "stroke": colour,
                "strokeWidth": 2,
                "opacity": 1,
            },
        }


def _marks(series: Series, points: Sequence[Point], *, is_narrow: bool) -> list[dict[str, Any]]:
    """Where each value stands, in which run, and its label if it has one."""
    runs = _runs(series, points)
    labelled = _labelled(points, runs, is_narrow=is_narrow)
    return [
        {
            "place": place,
            "value": _height(point),
            "run": runs[place],
            "label": number_words(series.indicator, point.number) if place in labelled else "",
        }
        for place, point in enumerate(points)
    ]


def _labelled(points: Sequence[Point], runs: Sequence[int], *, is_narrow: bool) -> set[int]:
    """The first value, the last of each run, and the highest turn: not every one."""
    if not points:
        return set()
    ends = {place for place in range(len(points)) if runs[place : place + 2] != [runs[place]] * 2}
    few = {0, len(points) - 1, *ends}
    heights = [_height(point) for point in points]
    turns = [
        place
        for place in range(1, len(points) - 1)
        if runs[place - 1] == runs[place + 1]
        and (heights[place] - heights[place - 1]) * (heights[place + 1] - heights[place]) < 0
    ]
    if is_narrow or not turns:
        return few
    return few | {max(turns, key=heights.__getitem__)}


def _runs(series: Series, points: Sequence[Point]) -> list[int]:
    runs = [0] * len(points)
    for place in range(1, len(points)):
        broken = crossing(series.confirmed_breaks, points[place - 1].span, points[place].span)
        runs[place] = runs[place - 1] + (broken is not None)
    return runs


def _breaks(series: Series, points: Sequence[Point], width: int) -> Iterator[dict[str, Any]]:
    for place in range(1, len(points)):
        broken = crossing(series.confirmed_breaks, points[place - 1].span, points[place].span)
        if broken is None:
            continue
        lines = [{"place": place - 0.5 + side * _HALF_GAP} for side in (-1, 1)]
        yield {
            "data": {"values": lines},
            "mark": {"type": "rule", "color": _WARN, "strokeDash": [4, 4], "strokeWidth": 1.5},
            "encoding": {"x": _x_field(), "y": {"value": 0}, "y2": {"value": "height"}},
        }
        said = _("break: %(label)s") % {"label": broken.label or _("the way of counting changed")}
        if width < WIDE:
            said = _("break")
        is_left = place > len(points) / 2
        share = (place - 0.5) / max(1, len(points) - 1)
        room = round(width * (share if is_left else 1 - share)) - 20
        yield {
            "data": {"values": [{"place": place - 0.5, "text": said}]},
            "mark": {
                "type": "text",
                "align": "right" if is_left else "left",
                "dx": -12 if is_left else 12,
                "color": _WARN,
                "fontWeight": 600,
                "limit": max(60, room),
            },
            "encoding": {"x": _x_field(), "y": {"value": 4}, "text": {"field": "text"}},
        }


def _targets(
    series: Series, points: Sequence[Point], *, is_narrow: bool
) -> Iterator[dict[str, Any]]:
    """Each target as a dashed line over the years in which it held."""
    lines: list[dict[str, Any]] = []
    for place, point in enumerate(points):
        target = target_for(series.targets, year_of(point.span), TargetKind.TARGET)
        if target is None or target.number is None:
            continue
        height = float(target.number)
        if lines and lines[-1]["key"] == target.pk and lines[-1]["until"] == place - 0.5:
            lines[-1]["until"] = place + 0.5
            continue
        label = _("target %(number)s") % {"number": number_words(series.indicator, target.number)}
        lines.append(
            {
                "key": target.pk,
                "place": max(0.0, place - 0.5),
                "until": place + 0.5,
                "value": height,
                "label": label,
            }
        )
    for line in lines:
        line["until"] = min(line["until"], len(points) - 1 + 0.4)
    if not lines:
        return
    yield {
        "data": {"values": lines},
        "mark": {"type": "rule", "color": _WARN, "strokeDash": [7, 4], "strokeWidth": 2},
        "encoding": {"x2": {"field": "until"}},
    }
    look = {"dy": 15, "color": _WARN, "fontWeight": 600}
    if is_narrow:
        newest = {**lines[-1], "place": lines[-1]["until"] - 0.7}
        yield from _words([newest], {**look, "align": "right"})
    else:
        yield from _words(lines, {**look, "align": "left"})


def _words(rows: Sequence[Mapping[str, Any]], look: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Labels with a white rim, so that no line runs through them."""
    rim = {"stroke": "#FFFFFF", "strokeWidth": 4, "strokeJoin": "round"}
    for more in (rim, {}):
        yield {
            "data": {"values": rows},
            "mark": {"type": "text", **look, **more},
            "encoding": {"text": {"field": "label"}},
        }


def _x_field() -> Mapping[str, Any]:
    return {"field": "place", "type": "quantitative"}


def _x_axis(series: Series, points: Sequence[Point], *, is_narrow: bool) -> dict[str, Any]:
    words = [span_words(series.indicator.frequency, point.span) for point in points]
    longest = max((len(word) for word in words), default=4)
    fitting = max(2, (NARROW if is_narrow else WIDE) // (10 * max(longest, 4)))
    step = max(1, -(-len(words) // fitting))
    # Counted from the newest, whose label must not be missing.
    places = list(range(len(words) - 1, -1, -step))[::-1]
    shown = json.dumps(dict(enumerate(words)), ensure_ascii=False)
    axis = {
        "title": None,
        "values": places,
        "grid": False,
        "ticks": False,
        "domainColor": _INK,
        "labelPadding": 8,
        "labelExpr": f"({shown})[datum.value]",
        "labelFlush": False,
        "labelOverlap": False,
    }
    scale = {"domain": [0, max(1, len(points) - 1)], "nice": False, "padding": 14}
    return {**_x_field(), "axis": axis, "scale": scale}


def _y_axis(series: Series) -> dict[str, Any]:
    """Counts start at zero; so does everything else, lest a small change look like a large one."""
    heights = [_height(one) for one in shown_points(series)]
    heights += [float(one.number) for one in series.targets if one.number is not None]
    top = max([*heights, 1e-9])
    low = min([*heights, 0.0])
    scale = {"domain": [low, top * 1.08], "nice": 5, "zero": True}
    axis: dict[str, Any] = {
        "title": None,
        "domain": False,
        "ticks": False,
        "tickCount": 5,
        "gridColor": _GRID,
        "labelPadding": 8,
        "labelExpr": _tick_words(series),
    }
    return {"field": "value", "type": "quantitative", "axis": axis, "scale": scale}


def _tick_words(series: Series) -> str:
    """Numbers of the axis with the language's own spaces and commas."""
    if series.indicator.nature == Nature.SHARE:
        scale = "" if series.indicator.unit == "%" else " * 100"
        after = percent(0.5).removeprefix("50")
        return f"format(datum.value{scale}, '~f') + '{after}'"
    between = decimal_words(Decimal(10_000)).strip("01")
    point = decimal_words(Decimal("0.5")).strip("05")
    grouped = "format(datum.value, ',~f')"
    return f"replace(replace(replace({grouped}, '.', '|'), /,/g, '{between}'), '|', '{point}')"
