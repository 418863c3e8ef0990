"""Charts: one function makes one Vega-Lite chart, drawn as SVG for pages and documents alike.

What a chart says stands in its title, its text equivalent and its table; the drawing repeats it.
The same chart gives the same bytes, in every process.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import vl_convert
from django.conf import settings

from prevenio.web.typefaces import FONTS

_WEIGHTS = ("400Regular", "500Medium", "600SemiBold", "700Bold")
_VERSION = "6.4"
_INK, _EDGE = "#16232E", "#78838C"
_TIP = {"type": "text", "align": "left", "dx": 7, "fontWeight": 600}


class Brand(Protocol):
    """Whoever has colours of its own."""

    @property
    def brand(self) -> str: ...
    @property
    def brand_mid(self) -> str: ...
    @property
    def brand_line(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, and what is written at its tip."""

    label: str
    value: int
    tip: str
    colour: str
    is_outlined: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with everything that has to be said beside the drawing.

    The title says the finding, the subtitle the measure; `text` says what the eye would see.
    """

    title: str
    subtitle: str
    text: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spec: Mapping[str, Any]

    def svg(self) -> str:
        _register_fonts()
        return vl_convert.vegalite_to_svg(dict(self.spec), vl_version=_VERSION)

    def png(self, *, scale: float = 2.0) -> bytes:
        _register_fonts()
        return vl_convert.svg_to_png(self.svg(), scale=scale)


def step_colours(brand: Brand) -> tuple[str, str, str, str]:
    """Four steps of a scale from much to nothing: dark to white; the last one is outlined."""
    return brand.brand, brand.brand_mid, brand.brand_line, "#FFFFFF"


def bars(items: Sequence[Bar], *, width: int = 420, label_width: int = 150) -> dict[str, Any]:
    """Bars that lie, one below the other, each with its words at the tip."""
    values = [
        {"row": str(place), "value": one.value, "tip": one.tip} for place, one in enumerate(items)
    ]
    x = _lengths("value", max((one.value for one in items), default=0))
    y = _rows_axis(label_width, [one.label for one in items])
    fill = _by_row([one.colour for one in items])
    stroke = _by_row([_EDGE if one.is_outlined else one.colour for one in items])
    mark = {"type": "bar", "height": 18, "strokeWidth": 1.2, "cornerRadius": 1}
    layers = [
        {"mark": mark, "encoding": {"x": x, "y": y, "fill": fill, "stroke": stroke}},
        {"mark": _TIP, "encoding": {"x": x, "y": y, "text": {"field": "tip"}}},
    ]
    return _framed(width=width, values=values, layers=layers, row_height=28)


def stacks(
    rows: Sequence[tuple[str, Sequence[int], str]],
    series: Sequence[tuple[str, str]],
    *,
    width: int = 420,
    label_width: int = 150,
    row_height: int = 28,
) -> dict[str, Any]:
    """Stacked bars: of each row its label, one number for each series, the words at its tip.

    A series is its name and its colour; the legend stands above, for there are few of them.
    """
    names = [name for name, _colour in series]
    values = [
        {"row": str(place), "series": name, "value": value, "order": order}
        for place, (_label, numbers, _tip) in enumerate(rows)
        for order, (name, value) in enumerate(zip(names, numbers, strict=True))
        if value
    ]
    tips = [
        {"row": str(place), "whole": sum(numbers), "tip": tip}
        for place, (_label, numbers, tip) in enumerate(rows)
    ]
    longest = max((sum(numbers) for _label, numbers, _tip in rows), default=0)
    x = {**_lengths("value", longest), "stack": "zero"}
    y = _rows_axis(label_width, [label for label, _numbers, _tip in rows])
    scale = {"domain": names, "range": [colour for _name, colour in series]}
    fill = {"field": "series", "type": "nominal", "scale": scale, "legend": _legend()}
    order = {"field": "order", "type": "quantitative"}
    layers = [
        {
            "mark": {"type": "bar", "height": 18, "strokeWidth": 1, "stroke": _EDGE},
            "encoding": {"x": x, "y": y, "fill": fill, "order": order},
        },
        {
            "data": {"values": tips},
            "mark": _TIP,
            "encoding": {"x": _lengths("whole", longest), "y": y, "text": {"field": "tip"}},
        },
    ]
    return _framed(width=width, values=values, layers=layers, row_height=row_height)


def _lengths(field: str, longest: int) -> dict[str, Any]:
    """Counts start at zero."""
    scale = {"domain": [0, longest or 1]}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _by_row(colours: Sequence[str]) -> dict[str, Any]:
    scale = {"domain": [str(place) for place in range(len(colours))], "range": list(colours)}
    return {"field": "row", "type": "nominal", "scale": scale, "legend": None}


def _legend() -> dict[str, Any]:
    return {
        "title": None,
        "orient": "top",
        "direction": "horizontal",
        "symbolType": "square",
        "symbolStrokeColor": _EDGE,
        "symbolStrokeWidth": 1,
        "symbolSize": 140,
        "labelFontSize": 14,
        "labelLimit": 0,
        "columnPadding": 16,
        "offset": 10,
    }


def _rows_axis(label_width: int, labels: Sequence[str]) -> dict[str, Any]:
    """Rows are told apart by their place, for two of them may have the same label."""
    shown = json.dumps(dict(enumerate(labels)), ensure_ascii=False)
    axis = {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelExpr": f"({shown})[datum.value]",
        "labelAlign": "left",
        "labelPadding": label_width,
        "labelLimit": label_width - 12,
        "minExtent": label_width,
        "maxExtent": label_width,
    }
    places = [str(place) for place in range(len(labels))]
    return {"field": "row", "type": "nominal", "sort": places, "axis": axis}


def _framed(
    *, width: int, values: Sequence[Mapping[str, Any]], layers: list[Any], row_height: int
) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": {"step": row_height},
        "padding": {"left": 0, "right": 0, "top": 4, "bottom": 4},
        "background": None,
        "data": {"values": list(values)},
        "layer": layers,
        "config": {
            "font": "Figtree",
            "view": {"stroke": None},
            "axis": {"labelFontSize": 14, "labelColor": _INK, "grid": False},
            "legend": {"labelColor": _INK},
            "text": {"fontSize": 14, "color": _INK},
        },
    }


@cache
def _register_fonts() -> None:
    for weight in _WEIGHTS:
        vl_convert.register_font_directory(str(settings.ASSETS / FONTS / weight))
