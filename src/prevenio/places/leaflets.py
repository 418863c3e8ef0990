"""The leaflet of a precinct: who looks after it, on one page for the door of a house."""

import hashlib
import json
import math
import re
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import segno
import shapely
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from prevenio.kernel.typography import bind_short_words
from prevenio.people.addresses import address
from prevenio.people.models import Authority
from prevenio.places.models import Boundary, Precinct
from prevenio.places.picturing import picture_of
from prevenio.places.queries.answering import Answer, answer_for_precinct
from prevenio.places.queries.cards import PersonCard
from prevenio.web.templatetags.parts import day as day_in_words
from prevenio.web.typesetting import compile_pdf

TEMPLATE = Path(__file__).parent / "templates" / "places" / "leaflet.typ"
MOST_PEOPLE = 5
_MARGIN = 0.12
_WIDE_TO_HIGH = 38 / 33
_NOON = time(12)


def leaflet_of(precinct: Precinct, day: date, language: str) -> bytes:
    """The leaflet as PDF/UA-1 on A5, as of a day, in a language; equal rows, equal bytes."""
    return leaflet_pdf(leaflet_content(precinct, day, language), day)


def leaflet_pdf(content: dict[str, Any], day: date) -> bytes:
    """The page for content that was gathered before."""
    moment = datetime.combine(day, _NOON, UTC)
    return compile_pdf(TEMPLATE, content, timestamp=int(moment.timestamp()))


def digest_of(content: dict[str, Any]) -> str:
    """What a leaflet is known again by: the same content gives the same page."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def leaflet_content(precinct: Precinct, day: date, language: str) -> dict[str, Any]:
    """Everything the leaflet shows, in words of the language."""
    authority = precinct.authority
    noon = datetime.combine(day, _NOON, ZoneInfo(authority.time_zone))
    with translation.override(language):
        answer = answer_for_precinct(precinct=precinct, at=noon)
        where = address("portal:precinct", authority=authority, args=[precinct.pk])
        return {
            "language": language,
            "authority": [authority.name, authority.second_line],
            "brand": authority.brand,
            "sample": _("Sample data") if authority.is_sample else "",
            "title": _("Who looks after your street"),
            "lead": _lead(precinct, answer),
            "numbers": _numbers(authority, answer, precinct),
            "people": [_person(card) for card in answer.people[:MOST_PEOPLE]],
            "nobody": _("Nobody is named for this precinct yet. The authority will tell you more."),
            "map": _map(precinct, day),
            "map_words": _("Outline of the precinct"),
            "ask": _("Who answers right now?"),
            "ask_more": _(
                "This page says who answers at this hour, who is away and who stands in."
            ),
            "address": where.partition("://")[2].rstrip("/"),
            "contact": authority.contact,
            "code": _code(where),
            "code_words": _("Code with the address of the page"),
            "foot": [
                _("%(authority)s. As of %(day)s")
                % {"authority": authority.name, "day": day_in_words(day)},
                _("This leaflet may be put up in the hall"),
            ],
        }


def _lead(precinct: Precinct, answer: Answer) -> str:
    names = [precinct.name]
    if answer.municipality is not None and answer.municipality.name not in precinct.name:
        names.append(answer.municipality.name)
    about = f": {precinct.about}" if precinct.about else ""
    return bind_short_words(", ".join(names) + about)


def _numbers(authority: Authority, answer: Answer, precinct: Precinct) -> list[list[str]]:
    """Three numbers to keep: danger to life, the night, and the precinct's own people."""
    numbers = [[authority.emergency_number, _("danger to life")]]
    numbers += [[card.phone, card.who] for card in answer.nights if card.phone][:1]
    own = [card for card in answer.people if card.precinct_id == precinct.pk and card.phone]
    numbers += [[card.phone, card.role] for card in own][:1]
    return numbers


def _person(card: PersonCard) -> dict[str, str]:
    return {
        "icon": _icon(card.icon),
        "role": bind_short_words(card.role),
        "who": card.who,
        "purpose": bind_short_words(card.purpose),
        "phone": card.phone or card.email,
        "hours": card.hours_short,
    }


def _icon(name: str) -> str:
    """A Lucide drawing; the template gives it its colour."""
    folder = settings.ASSETS / "lucide-static" / "icons"
    file = folder / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.is_file():
        file = folder / "shield.svg"
    return str(file.read_text(encoding="utf-8"))


def _map(precinct: Precinct, day: date) -> dict[str, Any]:
    """The outline of the precinct with the edges of its neighbours; empty where not drawn."""
    boundaries = Boundary.objects.on(day).filter(precinct__kind=precinct.kind_id)
    own = boundaries.filter(precinct=precinct).first()
    if own is None:
        return {}
    west, south, east, north = _frame(own)
    around = boundaries.filter(
        west__lt=east, east__gt=west, south__lt=north, north__gt=south
    ).exclude(pk=own.pk)
    frame = shapely.box(west, south, east, north)
    neighbours = [_shape(one).intersection(frame) for one in around]
    areas = [one for one in neighbours if one.geom_type.endswith("Polygon") and not one.is_empty]
    layers = {
        "frame": np.array([frame], dtype=object),
        "around": np.array(areas, dtype=object),
        "own": np.array([_shape(own)], dtype=object),
    }
    return picture_of(layers)


def _frame(own: Boundary) -> tuple[float, float, float, float]:
    """The box of a boundary with room around it, as wide to its height as on the page."""
    wide = math.cos(math.radians((own.south + own.north) / 2))
    height = max(own.north - own.south, (own.east - own.west) * wide / _WIDE_TO_HIGH)
    half = height * (0.5 + _MARGIN)
    across = half * _WIDE_TO_HIGH / wide
    middle, level = (own.west + own.east) / 2, (own.south + own.north) / 2
    return middle - across, level - half, middle + across, level + half


def _shape(boundary: Boundary) -> Any:
    return shapely.from_wkb(bytes(boundary.shape))


def _code(where: str) -> str:
    """A QR code that can still be read when a quarter of it is worn."""
    written = BytesIO()
    segno.make(where, error="q", micro=False).save(written, kind="svg", border=0, xmldecl=False)
    return written.getvalue().decode()
