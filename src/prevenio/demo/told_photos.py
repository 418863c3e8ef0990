"""Photos of sample reports: drawn by code, and they say so. Nothing on them was ever seen."""

import io
from collections.abc import Callable, Mapping, Sequence

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from prevenio.demo.told_stage import Stage
from prevenio.reports.models import Outcome, Report, ReportPhoto
from prevenio.reports.operations.photos import photo_of
from prevenio.web.typefaces import drawn_with

_SIZE = (640, 420)
_ROAD, _PAVEMENT, _DARK, _LIGHT = "#8A8F98", "#C9CDD3", "#1B2230", "#F2E3A0"
type Draw = ImageDraw.ImageDraw


def photos_of(stage: Stage, reports: Sequence[Report]) -> Sequence[ReportPhoto]:
    """A photo that residents may see for one report of each kind that has a drawing."""
    found = {code: _shown(stage, reports, code) for code in SCENES}
    return [_photo(stage, code, one) for code, one in found.items() if one is not None]


def _shown(stage: Stage, reports: Sequence[Report], code: str) -> Report | None:
    """The first one of its kind that was solved."""
    category = stage.versions[code].category_id
    solved = (one for one in reports if one.outcome == Outcome.SOLVED)
    return next((one for one in solved if one.category_id == category), None)


def _photo(stage: Stage, code: str, report: Report) -> ReportPhoto:
    kept = photo_of("sample.jpg", _drawn(code, stage.words["sample"]))
    return ReportPhoto(
        report=report,
        number=1,
        kind=kept.kind,
        size=len(kept.content),
        sha256=kept.sha256,
        file=ContentFile(kept.content, name=f"{report.key}-1.{kept.ending}"),
        is_public=True,
        added_at=report.received_at,
    )


def _drawn(code: str, sample: str) -> bytes:
    picture = Image.new("RGB", _SIZE, _PAVEMENT)
    draw = ImageDraw.Draw(picture)
    SCENES[code](draw)
    draw.rectangle((0, 0, 240, 52), fill="white")
    draw.text((14, 8), sample, fill="black", font=drawn_with("700Bold", 32))
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()


def _parking(draw: Draw) -> None:
    draw.rectangle((0, 300, 640, 420), fill=_ROAD)
    draw.rounded_rectangle((180, 190, 500, 290), 24, fill="#A33B3B")
    draw.polygon([(240, 192), (285, 130), (400, 130), (450, 192)], fill="#7E2D2D")
    for left in (220, 400):
        draw.ellipse((left, 250, left + 66, 316), fill=_DARK)


def _dark_place(draw: Draw) -> None:
    draw.rectangle((0, 0, *_SIZE), fill=_DARK)
    draw.polygon([(250, 420), (310, 160), (330, 160), (420, 420)], fill="#333C4D")
    draw.line([(470, 420), (470, 90), (400, 90)], fill="#566074", width=10)
    draw.ellipse((120, 150, 150, 180), fill=_LIGHT)


def _road_damage(draw: Draw) -> None:
    draw.rectangle((0, 60, *_SIZE), fill=_ROAD)
    draw.ellipse((200, 200, 460, 330), fill="#4A4E56")
    draw.ellipse((235, 225, 420, 305), fill="#35383F")
    for left in range(20, 640, 160):
        draw.rectangle((left, 90, left + 80, 104), fill="white")


SCENES: Mapping[str, Callable[[Draw], None]] = {
    "parking": _parking,
    "dark-place": _dark_place,
    "road-damage": _road_damage,
}
