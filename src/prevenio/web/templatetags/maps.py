"""Maps that are drawn when somebody asks for them, and the outlines that stand there before."""

import json
from collections.abc import Sequence
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("web/map.html")
def map(
    name: str,
    label: str,
    *,
    bounds: Sequence[float] | None = None,
    shapes: str = "",
    marks: str = "",
    point: Sequence[float] | None = None,
    choose: str = "",
    answers: str = "",
    question: str = "",
    when: str = "asked",
    outline: str = "",
    mine: int | None = None,
) -> dict[str, object]:
    """A map with its name for screen readers.

    `bounds` are west, south, east, north in degrees; `shapes` the address of GeoJSON, `mine` the id
    of the shape in it that the page is about; `marks` the ids of the lists whose items carry
    `data-longitude`, `data-latitude` and `data-number`; `point` a longitude and latitude for the
    pin; `choose` the address that a pressed point is asked of at once; `answers` the one that is
    offered where the map is pressed, in the words of `question`.
    It is drawn when asked for, or (`when="seen"`) as soon as it comes near the screen.
    """
    return {
        "name": name,
        "label": label,
        "bounds": _joined(bounds),
        "shapes": shapes,
        "marks": marks,
        "point": _joined(point),
        "choose": choose,
        "answers": answers,
        "question": question,
        "when": when,
        "outline": outline,
        "mine": mine or "",
        "library": static("maplibre/maplibre-gl.mjs"),
        "worker": static("maplibre/maplibre-gl-worker.mjs"),
        "sheet": static("maplibre/maplibre-gl.css"),
        "reader": static("pmtiles/pmtiles.js"),
        "tiles": _tiles(),
        "words": json.dumps(_words(label), ensure_ascii=False),
    }


def _joined(numbers: Sequence[float] | None) -> str:
    return ",".join(f"{number:.5f}" for number in numbers or ())


def _tiles() -> str:
    """Where the ground map is served: by the portal, or where the setting says."""
    if not settings.BASEMAP:
        return ""
    try:
        own = reverse("portal:basemap")
    except NoReverseMatch:
        return ""
    return own if Path(settings.BASEMAP).is_file() else settings.BASEMAP


def _words(label: str) -> dict[str, str]:
    """What the map says, by the keys of MapLibre."""
    return {
        "Map.Title": label,
        "NavigationControl.ZoomIn": _("Zoom in"),
        "NavigationControl.ZoomOut": _("Zoom out"),
        "Popup.Close": _("Close"),
        "AttributionControl.ToggleAttribution": _("Where the map comes from"),
        "CooperativeGesturesHandler.WindowsHelpText": _("Hold Ctrl and scroll to zoom the map"),
        "CooperativeGesturesHandler.MacHelpText": _("Hold ⌘ and scroll to zoom the map"),
        "CooperativeGesturesHandler.MobileHelpText": _("Move the map with two fingers"),
    }
