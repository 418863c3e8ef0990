"""Writing a report down for somebody on the phone, at the desk or in an e-mail."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.doors import DeskRequest, today
from prevenio.places.locating import index_of
from prevenio.reports import receipts, uploads
from prevenio.reports.emails import ReadEmail, email_in
from prevenio.reports.forms.taking import TakeForm
from prevenio.reports.models import CategoryVersion, Channel, Report
from prevenio.reports.operations.photos import Photo
from prevenio.reports.operations.taking import (
    Sent,
    take_for_somebody,
    taken_before,
    taken_once_more,
)
from prevenio.reports.person_keys import key_of_contact
from prevenio.reports.queries.categories import categories_on
from prevenio.reports.uploads import Uploaded
from prevenio.reports.views.doors import reports_page, seen_by
from prevenio.web.keys import KEY
from prevenio.web.photo_places import point_of
from prevenio.web.refusals import sentence

# As many keys of photos as are looked at in one form.
_MOST_KEYS = 20
# Fields that say how something was written, and not what.
_NOT_SAID = frozenset({"act", "csrfmiddlewaretoken", "form_key", "held", "language"})


@reports_page
def taking(request: DeskRequest) -> HttpResponse:
    versions = categories_on(request.authority, today(request))
    version = _version_in(request, list(versions))
    if version is None:
        return render(request, "reports/taking_none.html", {"menu": "reports"})
    act = request.POST.get("act", "")
    email, refusal = _email(request) if act == "email" else (None, "")
    photos = _photos(request, act, email)
    form = _form(request, version, versions, act=act, known=_said_in(email))
    report = _taken(request, form, photos) if act == "take" else None
    if report is not None:
        return _receipt(request, report)
    if act == "find":
        form.find_place(request.authority)
    drawn = index_of(request.authority.pk, today(request))
    context = {
        "menu": "reports",
        "form": form,
        "bounds": drawn.bounds,
        "kind": drawn.first_kind,
        "photos": photos,
        "is_read": email is not None,
        "email_refusal": refusal,
    }
    return render(request, "reports/taking.html", context)


def _version_in(request: DeskRequest, versions: list[CategoryVersion]) -> CategoryVersion | None:
    """The category that was chosen, one without questions where none is yet; None without any."""
    said = request.POST.get("category", "")
    key = int(said) if KEY.fullmatch(said) else None
    chosen = next((one for one in versions if one.pk == key), None)
    return chosen or (CategoryVersion() if versions else None)


def _form(
    request: DeskRequest,
    version: CategoryVersion,
    versions: object,
    *,
    act: str,
    known: Mapping[str, str],
) -> TakeForm:
    """What was sent; else what was typed so far, with what an e-mail says where nothing was.

    Each page that is still to be sent has a key of its own: who goes back to it for the next caller
    writes down another report, even of the very same.
    """
    if act == "take":
        return TakeForm(request.POST, version=version, versions=versions)
    # Whoever looks a place up lets go of the point that was there.
    old = ("latitude", "longitude", "hit") if act == "find" else ()
    own = ("weekdays", "form_key", *old)
    typed = {name: value for name, value in request.POST.items() if name not in own}
    initial = {
        "form_key": uuid4().hex,
        "language": get_language() or request.authority.language,
        "category": version.pk,
        "weekdays": request.POST.getlist("weekdays"),
        **typed,
        **{name: value for name, value in known.items() if not str(typed.get(name, "")).strip()},
    }
    if known:
        initial["channel"] = Channel.EMAIL
    return TakeForm(initial=initial, version=version, versions=versions)


def _email(request: DeskRequest) -> tuple[ReadEmail | None, str]:
    """The e-mail that was chosen, or why it cannot be read."""
    file = request.FILES.get("email_file")
    if file is None:
        return None, gettext("Choose the file of the e-mail first.")
    try:
        return email_in(file), ""
    except Refused as refused:
        return None, sentence(refused)


def _said_in(email: ReadEmail | None) -> Mapping[str, str]:
    """What an e-mail says, by the fields of the form; the place where a picture was taken too."""
    if email is None:
        return {}
    said = {"contact_name": email.name, "email": email.email, "words": email.words}
    for picture in email.pictures:
        picture.seek(0)
        if point := point_of(picture.read()):
            return {**said, "latitude": str(point[0]), "longitude": str(point[1])}
    return said


def _photos(request: DeskRequest, act: str, email: ReadEmail | None) -> Uploaded:
    """The photos so far, whatever button was pressed: a browser chooses no file a second time."""
    keys = request.POST.getlist("held")[:_MOST_KEYS]
    if act == "let-go":
        uploads.let_go(keys)
        keys = []
    more = email.pictures if email is not None else ()
    return uploads.hold_all(keys, [*request.FILES.getlist("photos"), *more])


def _is_good(form: TakeForm, photos: Uploaded) -> bool:
    for refusal in photos.refusals:
        form.add_error("photos", refusal)
    return form.is_valid()


def _taken(request: DeskRequest, form: TakeForm, photos: Uploaded) -> Report | None:
    """The report; the same sent twice is one. None where it was refused."""
    key = _key_of(request)
    known = taken_before(request.authority, key)
    if known is not None:
        taken_once_more(report=known, photos=_held(photos), at=timezone.now())
        uploads.let_go(photos.keys)
        return known
    if not _is_good(form, photos) or not form.settle_place(request.authority):
        return None
    try:
        report = take_for_somebody(
            authority=request.authority,
            sent=_sent(request, form, photos, key),
            form_key=key,
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return None
    uploads.let_go(photos.keys)
    return report


def _key_of(request: DeskRequest) -> str:
    """The key of what is sent: of the page and of all that was written on it."""
    said = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if value and name not in _NOT_SAID
    ]
    form_key = request.POST.get("form_key", "")
    return receipts.key_of(form_key, authority_id=request.authority.pk, said=said)


def _sent(request: DeskRequest, form: TakeForm, photos: Uploaded, key: str) -> Sent:
    given, spot = form.cleaned_data, form.spot
    assert spot is not None
    contact = given["email"] or given["phone"] or key
    return Sent(
        version=given["category"],
        latitude=spot.latitude,
        longitude=spot.longitude,
        person_key=key_of_contact(request.authority, contact),
        place_name=spot.name,
        words=given["words"],
        when=form.when,
        answers=form.answers,
        contact=form.contact,
        nature=given["nature"],
        channel=given["channel"],
        language=given["language"],
        photos=_held(photos),
    )


def _held(photos: Uploaded) -> Sequence[Photo]:
    return [one for one in map(uploads.held, photos.keys) if one is not None]


def _receipt(request: DeskRequest, report: Report) -> HttpResponse:
    """Shown in answer to the form itself: the words stand in no address and are kept nowhere."""
    words = receipts.words_of(_key_of(request), report.language)
    context = {
        "menu": "reports",
        "report": report,
        "words": words.split("-"),
        "is_seen": seen_by(request).filter(pk=report.pk).exists(),
    }
    return render(request, "reports/taken.html", context)
