"""Writing a report down for somebody on the phone, at the desk or in an e-mail."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.doors import DeskRequest
from prevenio.reports import receipts
from prevenio.reports.forms.taking import TakeForm
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.operations.taking import Contact, Sent, take_for_somebody, taken_before
from prevenio.reports.person_keys import key_of_contact
from prevenio.reports.queries.categories import categories_on
from prevenio.reports.queries.ground import box_of_all
from prevenio.reports.views.doors import KEY, reports_page, seen_by, today
from prevenio.web.refusals import sentence


@reports_page
def taking(request: DeskRequest) -> HttpResponse:
    versions = categories_on(request.authority, today(request))
    version = _version_in(request, list(versions))
    if version is None:
        return render(request, "reports/taking_none.html", {"menu": "reports"})
    act = request.POST.get("act", "")
    form = _form(request, version, versions, is_sent=act == "take")
    if act == "take" and form.is_valid() and form.settle_place(request.authority):
        report = _taken(request, form)
        if report is not None:
            return _receipt(request, report, form)
    if act == "find":
        form.find_place(request.authority)
    box = box_of_all(request.authority, today(request))
    context = {"menu": "reports", "form": form, "bounds": box}
    return render(request, "reports/taking.html", context)


def _version_in(request: DeskRequest, versions: list[CategoryVersion]) -> CategoryVersion | None:
    """The category that was chosen, else the first one."""
    said = request.POST.get("category", "")
    key = int(said) if KEY.fullmatch(said) else None
    chosen = next((one for one in versions if one.pk == key), None)
    return chosen or next(iter(versions), None)


def _form(
    request: DeskRequest, version: CategoryVersion, versions: object, *, is_sent: bool
) -> TakeForm:
    if is_sent:
        return TakeForm(request.POST, version=version, versions=versions)
    # Whoever looks a place up lets go of the point that was there.
    old = ("latitude", "longitude", "hit") if request.POST.get("act") == "find" else ()
    typed = {name: value for name, value in request.POST.items() if name not in ("weekdays", *old)}
    initial = {
        "form_key": uuid4().hex,
        "language": get_language() or request.authority.language,
        "category": version.pk,
        "weekdays": request.POST.getlist("weekdays"),
        **typed,
    }
    return TakeForm(initial=initial, version=version, versions=versions)


def _taken(request: DeskRequest, form: TakeForm) -> Report | None:
    """The report; the same form sent twice is one. None where it was refused."""
    key = form.cleaned_data["form_key"].hex
    known = taken_before(request.authority, key)
    if known is not None:
        return known
    try:
        return take_for_somebody(
            authority=request.authority,
            sent=_sent(request, form),
            form_key=key,
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return None


def _sent(request: DeskRequest, form: TakeForm) -> Sent:
    given, spot = form.cleaned_data, form.spot
    assert spot is not None
    contact = given["email"] or given["phone"] or given["form_key"].hex
    return Sent(
        version=given["category"],
        latitude=spot.latitude,
        longitude=spot.longitude,
        person_key=key_of_contact(request.authority, contact),
        place_name=spot.name,
        words=given["words"],
        when=form.when,
        answers=form.answers,
        contact=Contact(given["contact_name"], given["email"], given["phone"]),
        nature=given["nature"],
        channel=given["channel"],
        language=given["language"],
    )


def _receipt(request: DeskRequest, report: Report, form: TakeForm) -> HttpResponse:
    """Shown in answer to the form itself: the words stand in no address and are kept nowhere."""
    words = receipts.words_of(form.cleaned_data["form_key"].hex, report.language)
    context = {
        "menu": "reports",
        "report": report,
        "words": words.split("-"),
        "is_seen": seen_by(request).filter(pk=report.pk).exists(),
    }
    return render(request, "reports/taken.html", context)
