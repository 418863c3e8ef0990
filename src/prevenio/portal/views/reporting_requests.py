"""What a request says of a report: its fields, its photos, and the visitor behind it."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prevenio.kernel.errors import Refused
from prevenio.portal.report_draft import Draft, draft_in, with_photo
from prevenio.portal.showing import PublicRequest
from prevenio.reports.blurring import square_of
from prevenio.reports.operations.photos import MOST_PHOTOS
from prevenio.reports.person_keys import key_of_contact
from prevenio.web import guarding
from prevenio.web.refusals import sentence

WAYS = ["GET", "HEAD", "POST"]
# Reports of one category, about one square of so many metres, by one visitor in a day.
_MOST_HERE, _SQUARE = 3, 100
_MOST_UPLOADS, _DAY = 30, 24 * 3600


def draft_of(request: HttpRequest) -> Draft:
    """What is known so far; new photos are kept, and each that is refused says why."""
    if request.method != "POST":
        return draft_in(request.GET, is_private=False)
    draft = draft_in(request.POST, is_private=True)
    refusals = _ended(request.POST.getlist("held"), draft)
    files = [one for name in ("photos", "photo") for one in request.FILES.getlist(name)]
    if len(draft.photos) + len(files) > MOST_PHOTOS:
        refusals.append(_("A report holds at most %(most)s photos.") % {"most": MOST_PHOTOS})
    files = files[: MOST_PHOTOS - len(draft.photos)]
    if files:
        try:
            count_upload(request, len(files))
        except TooManyUploads as refused:
            refusals.append(sentence(refused))
            files = []
    for file in files:
        try:
            draft = with_photo(draft, file)
        except Refused as refused:
            refusals.append(sentence(refused))
    return replace(draft, refusals=refusals)


def _ended(held: Sequence[str], draft: Draft) -> list[str]:
    """What is said of photos that the form still names and nobody keeps any more."""
    number = len(set(held)) - len(draft.photos)
    if number <= 0:
        return []
    sentence = ngettext(
        "%(number)s photo is not kept any more: we keep one for a day at most. Please add it "
        "again.",
        "%(number)s photos are not kept any more: we keep them for a day at most. Please add them "
        "again.",
        number,
    )
    return [sentence % {"number": number}]


class TooManyUploads(Refused):
    message = gettext_lazy("Too many photos came from this network today.")


def count_upload(request: HttpRequest, number: int = 1) -> None:
    """Count photos before they are read: decoding takes long. Raises TooManyUploads."""
    now = timezone.now()
    if guarding.over_limit(request, "report.photos", _MOST_UPLOADS, _DAY, at=now, by=number):
        raise TooManyUploads


def person_key(request: PublicRequest, email: str) -> str:
    """What tells independent people apart: the address that was left, else the network of today."""
    if not email:
        return guarding.visitor_key(request, at=timezone.now())
    return key_of_contact(request.authority, email)


def limit_here(draft: Draft) -> guarding.Limit:
    """How often one visitor may report the same of one place; beyond it a person looks first."""
    assert draft.point is not None
    square = square_of(*draft.point, _SQUARE)
    action = f"report.{draft.category[:40]}.{square.south:.5f}.{square.west:.5f}"
    return guarding.Limit(action, _MOST_HERE, _DAY)


def not_kept[Answer: HttpResponseBase](response: Answer) -> Answer:
    """No copy of what somebody wrote stays in a browser or on the way, and no robot reads it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
