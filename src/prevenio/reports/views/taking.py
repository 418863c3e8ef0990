"""Writing a report down for somebody on the phone, at the desk or in an e-mail.

An e-mail is a file that was saved, or one that came into the mailbox and waits there.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.doors import DeskRequest, today
from prevenio.places.locating import index_of
from prevenio.reports import receipts, uploads
from prevenio.reports.emails import NoEmail, ReadEmail, email_in, email_of
from prevenio.reports.forms.taking import TakeForm
from prevenio.reports.models import CategoryVersion, Channel, IncomingEmail, Report
from prevenio.reports.operations.mailbox import content_of, write_down
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
from prevenio.reports.views.emails import kept_email
from prevenio.web.keys import KEY
from prevenio.web.photo_places import point_of
from prevenio.web.refusals import sentence

# As many keys of photos as are looked at in one form.
_MOST_KEYS = 20
# Fields that say how something was written, and not what.
_NOT_SAID = frozenset({"act", "csrfmiddlewaretoken", "form_key", "held", "language"})


@reports_page
def taking(request: DeskRequest) -> HttpResponse:
    incoming = _incoming(request)
    versions = categories_on(request.authority, today(request))
    version = _version_in(request, list(versions))
    if version is None:
        return render(request, "reports/taking_none.html", {"menu": "reports"})
    act = request.POST.get("act", "")
    if incoming is not None and act == "kept" and not incoming.is_waiting:
        return redirect("reports:email", email_id=incoming.pk)
    email, refusal = _email(request, act, incoming)
    photos = _photos(request, act, email)
    form = _form(request, version, versions, act=act, known=_said_in(email, incoming))
    report = _taken(request, form, photos, incoming) if act == "take" else None
    if report is not None:
        return _receipt(request, report, incoming)
    if act == "find" or (request.POST.get("offered") and not request.POST.get("hit")):
        form.find_place(request.authority)
    drawn = index_of(request.authority.pk, today(request))
    context = {
        "menu": "reports",
        "form": form,
        "bounds": drawn.bounds,
        "kind": drawn.first_kind,
        "photos": photos,
        "incoming": incoming,
        "is_read": email is not None,
        "email_refusal": refusal,
    }
    return render(request, "reports/taking.html", context)


def _incoming(request: DeskRequest) -> IncomingEmail | None:
    """The e-mail of the mailbox that the form is about. Raises Http404."""
    said = request.POST.get("incoming", "")
    if not said:
        return None
    if not KEY.fullmatch(said):
        raise Http404
    return kept_email(request, int(said))


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


def _email(
    request: DeskRequest, act: str, incoming: IncomingEmail | None
) -> tuple[ReadEmail | None, str]:
    """The e-mail that was chosen or that waits, or why it cannot be read."""
    if act == "kept" and incoming is not None:
        with suppress(NoEmail):
            return email_of(content_of(incoming)), ""
        return None, gettext("This e-mail cannot be read here. Write down what you know of it.")
    if act != "email":
        return None, ""
    file = request.FILES.get("email_file")
    if file is None:
        return None, gettext("Choose the file of the e-mail first.")
    try:
        return email_in(file), ""
    except Refused as refused:
        return None, sentence(refused)


def _said_in(email: ReadEmail | None, incoming: IncomingEmail | None) -> Mapping[str, str]:
    """What an e-mail says, by the fields of the form; the place where a picture was taken too."""
    if email is None:
        return {"channel": Channel.EMAIL} if incoming is not None else {}
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


def _taken(
    request: DeskRequest, form: TakeForm, photos: Uploaded, incoming: IncomingEmail | None
) -> Report | None:
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
        report = _written_down(request, _sent(request, form, photos, key), key, incoming)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return None
    uploads.let_go(photos.keys)
    return report


def _written_down(
    request: DeskRequest, sent: Sent, key: str, incoming: IncomingEmail | None
) -> Report:
    by, at = request.user, timezone.now()
    if incoming is not None:
        return write_down(email=incoming, sent=sent, form_key=key, by=by, at=at)
    return take_for_somebody(authority=request.authority, sent=sent, form_key=key, by=by, at=at)


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


def _receipt(request: DeskRequest, report: Report, incoming: IncomingEmail | None) -> HttpResponse:
    """Shown in answer to the form itself: the words stand in no address and are kept nowhere."""
    words = receipts.words_of(_key_of(request), report.language)
    context = {
        "menu": "reports",
        "report": report,
        "words": words.split("-"),
        "incoming": incoming,
        "is_seen": seen_by(request).filter(pk=report.pk).exists(),
    }
    return render(request, "reports/taken.html", context)
