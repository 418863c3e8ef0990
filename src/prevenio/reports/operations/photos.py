"""Photos of reports: without what the camera wrote, without their names, few per report."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.people.models import User
from prevenio.reports.models import Report, ReportPhoto
from prevenio.web.pictures import KindNotTaken, cleaned

MOST_PHOTOS = 5
LARGEST = 15_000_000


class TooManyPhotos(Refused):
    message = _("A report holds at most %(most)s photos.")


class PhotoTooLarge(Refused):
    message = _("%(name)s is larger than %(most)s MB.")


class PhotoMissing(Refused):
    message = _("Choose a photo first.")


class NoPhoto(Refused):
    message = _("%(name)s is no photo. Add a JPEG, PNG or WebP.")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it may be kept: made anew from its pixels."""

    content: bytes
    kind: str
    ending: str
    sha256: str


def photo_of(name: str, content: bytes) -> Photo:
    """A photo without its metadata. Raises PhotoTooLarge, NoPhoto, or what `cleaned` raises."""
    if len(content) > LARGEST:
        raise PhotoTooLarge(name=name, most=LARGEST // 1_000_000)
    if content.startswith((b"%PDF-", b"PK\x03\x04")):
        raise NoPhoto(name=name)
    try:
        kept = cleaned(name, content)
    except KindNotTaken as error:
        raise NoPhoto(name=name) from error
    return Photo(kept.content, kept.kind, kept.ending, hashlib.sha256(kept.content).hexdigest())


def photo_in(file: "UploadedFile[Any]") -> Photo:
    """The photo of a form, which is not even read where it is too large. Raises as `photo_of`."""
    if (file.size or 0) > LARGEST:
        raise PhotoTooLarge(name=file.name, most=LARGEST // 1_000_000)
    return photo_of(file.name or "", file.read())


def keep_photos(
    report: Report, photos: Sequence[Photo], *, by: User | None, at: datetime, is_new: bool = False
) -> Sequence[ReportPhoto]:
    """Add photos to a report that is locked; the same photo again is kept once.

    A report that is new has none yet: one statement less. Raises TooManyPhotos.
    """
    known = {} if is_new else dict(report.photos.values_list("sha256", "number"))
    new = {one.sha256: one for one in photos if one.sha256 not in known}
    if len(known) + len(new) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    first = max(known.values(), default=0) + 1
    rows = [
        ReportPhoto(
            report=report,
            number=number,
            kind=one.kind,
            size=len(one.content),
            sha256=one.sha256,
            file=ContentFile(one.content, name=f"{report.key}-{number}.{one.ending}"),
            by=by,
            added_at=at,
        )
        for number, one in enumerate(new.values(), start=first)
    ]
    return ReportPhoto.objects.bulk_create(rows)


def copy_photos(report: Report, parts: Sequence[Report]) -> None:
    """Give the parts of a report photos of their own, as the staff have left them.

    Nobody sees them yet. Where one cannot be kept, no file of the others is left behind.
    """
    rows = []
    for photo in report.photos.order_by("number"):
        with photo.file.open("rb") as file:
            content = file.read()
        rows += [_copied(photo, content, part) for part in parts]
    try:
        ReportPhoto.objects.bulk_create(rows)
    except BaseException:
        # One that was not stored yet has a name that no file has.
        for row in rows:
            row.file.storage.delete(str(row.file.name))
        raise


def _copied(photo: ReportPhoto, content: bytes, part: Report) -> ReportPhoto:
    ending = str(photo.file.name).rpartition(".")[2]
    name = f"{part.key}-{photo.number}.{ending}"
    copied = ("number", "kind", "size", "sha256", "by_id", "added_at", "redacted_at")
    values = {one: getattr(photo, one) for one in copied}
    return ReportPhoto(report=part, file=ContentFile(content, name=name), **values)
