"""A report that is being written: it travels from page to page in the pages' own fields.

There is no session: going back works, several reports can be written side by side, and nothing of
a resident lies on the server before it is sent, but for photos. As long as only what and where are
chosen, the pages are plain addresses; once words or contacts are typed or a photo was added, they
go by POST alone: whoever reads the key of a photo in a log or a history could take it as their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from prevenio.reports import uploads
from prevenio.reports.operations.photos import MOST_PHOTOS, photo_in
from prevenio.web.photo_places import point_of

DECIMALS = 6
_OPEN = ("category", "place", "opened", "source")
_TYPED = ("words", "from_hour", "to_hour", "contact_name", "email", "phone")
_TOLD = ("words", "contact_name", "phone")
_QUIET = ("nature", "guard_token", "danger_seen")
_QUESTION = "q_"
_LONGEST_OPEN = timedelta(hours=1)
_LONGEST, _LONGEST_WORDS, _MOST_QUESTIONS = 400, 20_000, 30
_SALT = "prevenio.portal.report_draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far. `fields` are the values by the names of the form's fields."""

    fields: Mapping[str, str] = field(default_factory=dict)
    point: tuple[float, float] | None = None
    weekdays: Sequence[str] = ()
    photos: Sequence[str] = ()
    refusals: Sequence[str] = ()

    @property
    def category(self) -> str:
        return self.fields.get("category", "")

    @property
    def place(self) -> str:
        return self.fields.get("place", "")

    @property
    def is_from_photo(self) -> bool:
        return self.fields.get("source") == "photo"

    @property
    def is_private(self) -> bool:
        """Whether there is something that must stand in no address."""
        return self.is_typed or bool(self.photos)

    @property
    def is_typed(self) -> bool:
        """Whether something was typed besides what and where."""
        questions = any(name.startswith(_QUESTION) for name in self.fields)
        typed = any(self.fields.get(name) for name in _TYPED)
        return bool(typed or questions or self.weekdays)

    @property
    def says_more_than_when(self) -> bool:
        """Whether there is something that a confirmation of another report leaves behind."""
        told = (*_TOLD, *(name for name in self.fields if name.startswith(_QUESTION)))
        return bool(self.photos) or any(self.fields.get(name) for name in told)

    @property
    def way(self) -> str:
        """How the next page is asked for."""
        return "post" if self.is_private else "get"

    @property
    def opened_at(self) -> datetime:
        """When the first page was opened; now, where nothing true is said of it.

        A first page that a phone has kept may be days old: an hour is as good as a day.
        """
        now = timezone.now()
        try:
            moment = int(signing.loads(self.fields.get("opened", ""), salt=_SALT))
            opened = datetime.fromtimestamp(moment, tz=UTC)
        except (signing.BadSignature, TypeError, ValueError, OverflowError, OSError):
            return now
        return min(now, max(opened, now - _LONGEST_OPEN))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Everything that is known, as the hidden fields of a page."""
        for name, value in self.fields.items():
            if value and (self.is_private or name in _OPEN):
                yield name, value
        if self.point is not None:
            yield "lat", str(self.point[0])
            yield "lon", str(self.point[1])
        for key in self.photos:
            yield "held", key
        for day in self.weekdays:
            yield "weekdays", day

    def without(self, *names: str) -> Sequence[tuple[str, str]]:
        """The hidden fields of a page that asks for the named ones itself."""
        return [pair for pair in self.pairs() if pair[0] not in names]

    def at(self, latitude: float, longitude: float, place: str) -> "Draft":
        """The same with another place."""
        fields = {**self.fields, "place": place[:_LONGEST], "source": ""}
        return replace(self, point=(latitude, longitude), fields=fields)

    def nowhere(self) -> "Draft":
        """The same without a place."""
        return replace(self, point=None, fields={**self.fields, "place": "", "source": ""})


def draft_in(said: MultiValueDict[str, str], *, is_private: bool) -> Draft:
    """What an address says of a report, or the fields of a form (`is_private`)."""
    held = said.getlist("held")[:20] if is_private else ()
    names = (*_OPEN, *_TYPED, *_QUIET) if is_private else _OPEN
    fields = {name: _text(said, name) for name in names}
    if is_private:
        fields |= _questions(said)
    if not fields["opened"]:
        fields["opened"] = signing.dumps(int(timezone.now().timestamp()), salt=_SALT)
    return Draft(
        fields=fields,
        point=_point(said.get("lat"), said.get("lon")),
        weekdays=[day for day in said.getlist("weekdays")[:7] if is_private and day.isdecimal()],
        photos=uploads.known_keys(held, MOST_PHOTOS),
    )


def point_said(said: Mapping[str, Any]) -> tuple[float, float] | None:
    """The point of an address: latitude and longitude in degrees."""
    return _point(str(said.get("lat", "")), str(said.get("lon", "")))


def point_and_name(said: str) -> tuple[float, float, str] | None:
    """A chosen line of a list: `50.87,20.63,Bodzentyńska 12`."""
    latitude, _comma, rest = said[:_LONGEST].partition(",")
    longitude, _comma, name = rest.partition(",")
    point = _point(latitude, longitude)
    return (*point, name.replace("\x00", "")[:200]) if point else None


def _point(latitude: object, longitude: object) -> tuple[float, float] | None:
    try:
        north, east = float(str(latitude)), float(str(longitude))
    except ValueError:
        return None
    if not (isfinite(north) and isfinite(east) and abs(north) <= 90 and abs(east) <= 180):
        return None
    return round(north, DECIMALS), round(east, DECIMALS)


def _text(said: MultiValueDict[str, str], name: str) -> str:
    longest = _LONGEST_WORDS if name == "words" else _LONGEST
    return (said.get(name) or "").replace("\x00", "")[:longest]


def _questions(said: MultiValueDict[str, str]) -> dict[str, str]:
    names = [name for name in said if name.startswith(_QUESTION)][:_MOST_QUESTIONS]
    return {name: _text(said, name) for name in names if said.get(name)}


def with_photo(draft: Draft, file: "UploadedFile[Any]") -> Draft:
    """The draft with a photo, and with the place where it was taken if none was chosen.

    Raises PhotoTooLarge, NoPhoto, or what `web.pictures.cleaned` raises.
    """
    key = uploads.hold(photo_in(file))
    file.seek(0)
    taken_at = point_of(file.read())
    draft = replace(draft, photos=[*draft.photos, key])
    if draft.point is None and taken_at is not None:
        fields = {**draft.fields, "source": "photo"}
        draft = replace(draft, point=taken_at, fields=fields)
    return draft
