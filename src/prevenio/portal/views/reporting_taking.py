"""A filled-in report is looked at by the guard and taken."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from prevenio.kernel.danger import sounds_like_danger
from prevenio.kernel.errors import Refused
from prevenio.portal.report_draft import Draft
from prevenio.portal.report_sending import known_report, language_of
from prevenio.portal.showing import PublicRequest
from prevenio.portal.views.reporting_requests import limit_here, person_key
from prevenio.reports import receipts, uploads
from prevenio.reports.forms.resident import ReportForm
from prevenio.reports.models import Report
from prevenio.reports.operations.photos import Photo
from prevenio.reports.operations.taking import Sent, take_once, taken_once_more
from prevenio.web import guarding
from prevenio.web.forms import write_into
from prevenio.web.refusals import sentence

SEND_AS_ONESELF = "send-as"
# Fields that say how something was written, and not what.
_NOT_SAID = frozenset({"opened", "source", "guard_token", "danger_seen"})


def sounds_dangerous(form: ReportForm) -> bool:
    """Whether the words mean danger and nobody has said yet that they have seen the number."""
    if form.data.get("danger_seen") or not any(map(sounds_like_danger, form.written)):
        return False
    write_into(form, "danger_seen", "yes")
    return True


def key_of(request: PublicRequest, draft: Draft) -> str:
    """The key of what is sent: of the page that was opened and all that was written on it.

    Empty without a page of ours. Photos are no part of it: they are held no more once they were
    sent, and the same sent once again is the same.
    """
    token = draft.fields.get("guard_token", "")
    page, _age = guarding.read_token(token, ReportForm.guard_name, timezone.now())
    if not page:
        return ""
    said = [
        *((name, value) for name, value in draft.fields.items() if value and name not in _NOT_SAID),
        *(("weekdays", day) for day in draft.weekdays),
        ("point", str(draft.point)),
    ]
    if request.POST.get("act") == SEND_AS_ONESELF:
        said.append(("as", str(request.user.pk)))
    return receipts.key_of(page, authority_id=request.authority.pk, said=said)


def sent_before(request: PublicRequest, draft: Draft) -> Report | None:
    """The report that the very same was taken as; asked before anything is refused."""
    known = known_report(request.authority, key_of(request, draft))
    if known is not None:
        taken_once_more(report=known, photos=_held(draft), at=timezone.now())
        uploads.let_go(draft.photos)
    return known


def taken(request: PublicRequest, form: ReportForm, draft: Draft) -> Report | None:
    """The report; None where the form has to be shown once more.

    What was sent already leads to its receipt again, whatever the guard would say now.
    """
    now = timezone.now()
    also = [limit_here(draft)]
    verdict = guarding.judge(request, form, form.cleaned_data["words"], at=now, also=also)
    if verdict.again is not None:
        known = sent_before(request, draft)
        if known is None:
            form.ask_again(verdict)
        return known
    sent = replace(_sent(request, form, draft), doubt=str(verdict.doubt or ""))
    try:
        done = take_once(
            authority=request.authority, sent=sent, form_key=key_of(request, draft), at=now
        )
    except Refused as refused:
        known = sent_before(request, draft)
        if known is None:
            form.add_error(None, sentence(refused))
        return known
    if not done.is_new:
        taken_once_more(report=done.report, photos=sent.photos, at=now)
    uploads.let_go(draft.photos)
    return done.report


def _sent(request: PublicRequest, form: ReportForm, draft: Draft) -> Sent:
    assert draft.point is not None
    given = form.cleaned_data
    return Sent(
        version=form.version,
        latitude=draft.point[0],
        longitude=draft.point[1],
        person_key=person_key(request, form.contact.email),
        place_name=draft.place,
        words=given["words"],
        when=form.when,
        answers=form.answers,
        contact=form.contact,
        user=form.account,
        nature=given["nature"],
        language=language_of(request.authority, given["language"]),
        photos=_held(draft),
    )


def _held(draft: Draft) -> Sequence[Photo]:
    return [one for one in map(uploads.held, draft.photos) if one is not None]
