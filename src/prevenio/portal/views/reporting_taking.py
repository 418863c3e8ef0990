"""A filled-in report is looked at by the guard and taken."""

from dataclasses import replace

from django.utils import timezone

from prevenio.kernel.danger import sounds_like_danger
from prevenio.kernel.errors import Refused
from prevenio.portal.report_draft import Draft
from prevenio.portal.report_sending import known_report, language_of
from prevenio.portal.showing import PublicRequest
from prevenio.portal.views.reporting_requests import limit_here, person_key
from prevenio.reports import uploads
from prevenio.reports.forms.resident import ReportForm
from prevenio.reports.models import Report
from prevenio.reports.operations.taking import Sent, take
from prevenio.web import guarding
from prevenio.web.refusals import sentence


def sounds_dangerous(form: ReportForm) -> bool:
    """Whether the words mean danger and nobody has said yet that they have seen the number."""
    said = [form.cleaned_data["words"], *form.answers.values()]
    if form.data.get("danger_seen") or not any(map(sounds_like_danger, said)):
        return False
    data = form.data.copy()  # type: ignore[attr-defined]
    data["danger_seen"] = "yes"
    form.data = data
    return True


def key_of(form: ReportForm) -> str:
    token = str(form.data.get("guard_token", ""))
    return guarding.read_token(token, form.guard_name, timezone.now())[0]


def taken(request: PublicRequest, form: ReportForm, draft: Draft) -> Report | None:
    """The report; None where the form has to be shown once more.

    A form that was sent already leads to its receipt again, whatever the guard would say now.
    """
    now = timezone.now()
    also = [limit_here(draft)]
    verdict = guarding.judge(request, form, form.cleaned_data["words"], at=now, also=also)
    if verdict.again is not None:
        known = known_report(request.authority, key_of(form))
        if known is None:
            form.ask_again(verdict)
        return known
    sent = replace(_sent(request, form, draft), doubt=str(verdict.doubt or ""))
    try:
        report = take(authority=request.authority, sent=sent, form_key=verdict.key, at=now)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return None
    uploads.let_go(draft.photos)
    return report


def _sent(request: PublicRequest, form: ReportForm, draft: Draft) -> Sent:
    assert draft.point is not None
    given = form.cleaned_data
    photos = [uploads.held(key) for key in draft.photos]
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
        photos=[one for one in photos if one is not None],
    )
