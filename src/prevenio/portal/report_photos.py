"""Photos of a report for whoever holds the words of its receipt.

Words stand in no address, but a browser asks for a picture by one. So each has an address of its
own that is signed, opens this one photo and nothing else, and ends after an hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from prevenio.people.models import Authority
from prevenio.reports.models import Report, ReportPhoto

LASTS = timedelta(hours=1)
_SALT = "prevenio.portal.report_photos"


@dataclass(frozen=True, slots=True)
class OwnPhoto:
    """A photo on the page of a receipt; `token` is the secret part of its address."""

    token: str
    is_public: bool
    is_redacted: bool


def own_photos_of(report: Report) -> Sequence[OwnPhoto]:
    """One statement."""
    rows = report.photos.order_by("number")
    return [
        OwnPhoto(
            token=signing.dumps([report.key.hex, one.number], salt=_SALT),
            is_public=one.is_public,
            is_redacted=one.redacted_at is not None,
        )
        for one in rows
    ]


def own_photo(token: str, *, authority: Authority) -> ReportPhoto | None:
    """The photo as it is now; None for a forged or old address, and for what has been erased."""
    try:
        key, number = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    photos = ReportPhoto.objects.filter(report__authority=authority, report__key=key)
    return photos.filter(number=number).first()
