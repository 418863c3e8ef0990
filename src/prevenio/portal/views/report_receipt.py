"""What a resident sees and does with the words of a receipt.

The words come by POST every time and are sent along by the page's own forms: they stand in no
address, no log, no history and no cookie.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.advice.lines import emergency_lines
from prevenio.kernel.danger import sounds_like_danger
from prevenio.kernel.errors import Refused
from prevenio.people.queries import imprint_of
from prevenio.portal.report_followed import beyond, followed_of, told_along
from prevenio.portal.report_photos import own_photo, own_photos_of
from prevenio.portal.report_public import found_public, state_of, told_of
from prevenio.portal.report_steps import steps_of
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.views.reporting_requests import WAYS, count_upload, not_kept
from prevenio.reports import receipts
from prevenio.reports.forms.receipt import MessageForm, ReceiptForm, StillForm
from prevenio.reports.models import (
    FOR_RESIDENTS,
    Confirmation,
    EventKind,
    Report,
    ReportEvent,
    ReportState,
    TextKind,
)
from prevenio.reports.operations import resident as operations
from prevenio.reports.operations.photos import PhotoMissing, photo_in
from prevenio.reports.operations.resident import Holder
from prevenio.reports.queries.families import parts_of
from prevenio.reports.queries.place_page import names_of
from prevenio.reports.queries.public_places import public_places
from prevenio.web import guarding
from prevenio.web.refusals import sentence

_MOST_WRONG, _HOUR = 10, 3600
_ACTION = "report.receipt.wrong"
_OF_PARTS = ("solved", "not-solved")


@require_http_methods(WAYS)
def receipt(request: PublicRequest) -> HttpResponse:
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _found(request, form)
        if isinstance(found, Confirmation):
            return _place_page(request, found)
        if found is not None:
            return opened_page(request, found, receipts.plain(form.cleaned_data["code"]))
    typed = str(form.data.get("code", "")) if form.is_bound else ""
    slips = receipts.slips_in(typed) if form.errors else ()
    return not_kept(show_page(request, "reports/receipt.html", form=form, slips=slips))


@require_safe
def photo(request: PublicRequest, token: str) -> FileResponse:
    """A photo on the page of the receipt it belongs to, as the staff have left it."""
    found = own_photo(token, authority=request.authority)
    if found is None:
        raise Http404
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    return not_kept(FileResponse(opened, content_type=found.kind))


def _found(request: PublicRequest, form: ReceiptForm) -> Holder | Confirmation | None:
    """What the words open; whoever tries many is stopped, with right words as well.

    A report for who sent or confirmed it, else what was said of a problem place as a whole.
    """
    now, words = timezone.now(), form.cleaned_data["code"]
    if guarding.is_at_limit(request, _ACTION, _MOST_WRONG, _HOUR, at=now):
        form.add_error(None, _("Too many words were tried from this network. Wait an hour."))
        return None
    found = operations.found_by(words, authority=request.authority) or operations.place_voice_by(
        words, authority=request.authority
    )
    if found is not None:
        return found
    if not receipts.is_complete(words):
        form.add_error("code", _slip_in(words))
        return None
    guarding.over_limit(request, _ACTION, _MOST_WRONG, _HOUR, at=now)
    form.add_error("code", _("There is no report with these words."))
    return None


def _slip_in(words: str) -> str:
    missing = receipts.WORDS - len(receipts.plain(words).split("-"))
    if missing <= 0:
        return _("There is a slip in these words. Please compare them.")
    sentence = ngettext("%(number)s word is missing.", "%(number)s words are missing.", missing)
    return sentence % {"number": missing}


def _place_page(request: PublicRequest, voice: Confirmation) -> HttpResponse:
    """A problem place for whoever said of it that it is so: how it stands, what was done.

    Its name was written by the staff and is read only as long as all may read it.
    """
    place = voice.place
    assert place is not None
    page = show_page(
        request,
        "reports/opened_place.html",
        voice=voice,
        place=place,
        category=names_of([place.category_id]).get(place.category_id, ""),
        is_public=public_places(request.authority).filter(pk=place.pk).exists(),
        told=told_of(place),
        content_lang=content_lang(request.authority),
    )
    return not_kept(page)


def opened_page(request: PublicRequest, holder: Holder, code: str = "") -> HttpResponse:
    """A report for whoever holds it: how it stands, and what can be said and done.

    `code` goes along with the forms of the page; who has signed in needs none.
    """
    act, part = request.POST.get("act", ""), request.POST.get("part", "")
    message = MessageForm(request.POST if act == "message" else None)
    still = StillForm(request.POST, part=part) if act == "not-solved" else None
    form = still or message
    report, done, refusal = holder.report, "", ""
    # Whoever has confirmed a report reads on, but speaks for nobody else.
    may_act = act in _ACTS and holder.is_reporter and (not form.is_bound or form.is_valid())
    danger = may_act and _sounds_dangerous(form)
    if may_act and not danger:
        try:
            changed = _ACTS[act][0](request, _meant(report, act, part), timezone.now())
            report = changed if changed.pk == report.pk else report
            done, message, still = str(_ACTS[act][1]()), MessageForm(), None
        except Refused as refused:
            refusal = sentence(refused)
    if report.state == ReportState.WITHDRAWN:
        return not_kept(show_page(request, "reports/withdrawn.html"))
    onward = beyond(report)
    followed = [
        replace(one, still=_still_of(one.report, still, part) if one.is_mine else None)
        for one in followed_of(report, onward, is_reporter=holder.is_reporter)
    ]
    page = show_page(
        request,
        "reports/opened.html",
        report=report,
        holder=holder,
        code=code,
        form=form,
        message=message,
        still=_still_of(report, still, part, of_part="") if holder.is_reporter else None,
        parts=sum(one.is_mine for one in followed),
        act=act,
        danger=danger,
        danger_seen=danger or (form.is_bound and "danger_seen" in form.data),
        lines=emergency_lines(request.authority) if danger else (),
        state=state_of(report),
        steps=steps_of(report, exactly=holder.is_reporter),
        followed=followed,
        events=_events_of(report, holder),
        photos=own_photos_of(report) if holder.is_reporter else (),
        is_public=found_public(request.authority, report.key, at=timezone.now()) is not None,
        told=told_along(report, onward),
        imprint=imprint_of(request.authority),
        refusal=refusal,
        done=done,
    )
    return not_kept(page)


def _meant(report: Report, act: str, part: str) -> Report:
    """What is said to be solved or not: the report, or the part of it with that reference."""
    if act not in _OF_PARTS or not part:
        return report
    return next((one for one in parts_of(report) if one.reference == part), report)


def _still_of(
    report: Report, sent: StillForm | None, part: str, of_part: str | None = None
) -> StillForm | None:
    """The form to say that it is not solved, the one that was sent if it was this one."""
    own = report.reference if of_part is None else of_part
    if report.text_erased_at is not None or not operations.is_asked(report):
        return None
    return sent if sent is not None and part == own else StillForm(part=own)


def _sounds_dangerous(form: MessageForm | StillForm) -> bool:
    """Whether the words mean danger and nobody has said yet that they have seen the number."""
    if not form.is_bound or form.data.get("danger_seen"):
        return False
    return sounds_like_danger(form.cleaned_data["text"])


def _events_of(report: Report, holder: Holder) -> list[ReportEvent]:
    """The steps with the words that a resident may read.

    Who confirmed it reads the results since, which were written for all; what was talked about
    with whoever reported it is no business of theirs.
    """
    rows = report.events.select_related("text").order_by("number")
    if holder.confirmation is not None:
        since = rows.filter(kind=EventKind.CLOSED, at__gt=holder.confirmation.at)
        return list(since.filter(text__kind=TextKind.ANSWER))
    return [one for one in rows if one.text is not None and one.text.kind in FOR_RESIDENTS]


type _Act = Callable[[PublicRequest, Report, datetime], Report]


def _message(request: PublicRequest, report: Report, at: datetime) -> Report:
    return operations.add_message(report=report, text=request.POST["text"], at=at)


def _not_solved(request: PublicRequest, report: Report, at: datetime) -> Report:
    return operations.say_not_solved(report=report, text=request.POST["text"], at=at)


def _photo(request: PublicRequest, report: Report, at: datetime) -> Report:
    file = request.FILES.get("photo")
    if file is None:
        raise PhotoMissing
    operations.check_room(report)
    count_upload(request)
    return operations.add_photo(report=report, photo=photo_in(file), at=at)


_ACTS: Mapping[str, tuple[_Act, Callable[[], str]]] = {
    "message": (_message, lambda: _("Your message has arrived.")),
    "photo": (_photo, lambda: _("The photo has arrived.")),
    "solved": (
        lambda _request, one, at: operations.say_solved(report=one, at=at),
        lambda: _("Thank you for telling us."),
    ),
    "not-solved": (_not_solved, lambda: _("The report is open again. We look at it anew.")),
    "withdraw": (
        lambda _request, one, at: operations.withdraw(report=one, at=at),
        lambda: "",
    ),
}
