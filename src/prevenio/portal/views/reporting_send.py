"""The last of the three pages of a report: what will be public, what may be added, send."""

from dataclasses import replace

from django.db import IntegrityError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from prevenio.advice.lines import emergency_lines
from prevenio.kernel.danger import sounds_like_danger
from prevenio.kernel.errors import Refused
from prevenio.portal import report_uploads
from prevenio.portal.report_choices import category_in
from prevenio.portal.report_draft import Draft
from prevenio.portal.report_places import name_of
from prevenio.portal.report_sending import (
    known_report,
    language_of,
    parts_of,
    shown_before_sending,
)
from prevenio.portal.report_steps import steps_of
from prevenio.portal.showing import PublicRequest, show_page
from prevenio.portal.views.reporting import what_page
from prevenio.portal.views.reporting_public import confirmed_page
from prevenio.portal.views.reporting_requests import (
    WAYS,
    draft_of,
    has_many_here,
    not_kept,
    person_key,
)
from prevenio.portal.views.reporting_where import where_page
from prevenio.reports import receipts
from prevenio.reports.forms.resident import ReportForm
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.operations.taking import Contact, Sent, take
from prevenio.web import guarding
from prevenio.web.guarding import Doubt
from prevenio.web.refusals import sentence

_CONFIRM = "confirm:"


@require_http_methods(WAYS)
def send(request: PublicRequest) -> HttpResponse:
    draft = draft_of(request)
    version = category_in(request.authority, draft.category)
    if version is None:
        return what_page(request, draft)
    if draft.point is None:
        return where_page(request, draft, is_missing=True)
    act = request.POST.get("act", "")
    is_sent = act == "send" or act.startswith(_CONFIRM)
    form = _form(request, draft, version, is_sent=is_sent)
    danger = False
    if act.startswith(_CONFIRM) and form.is_valid():
        page = confirmed_page(request, form, act.removeprefix(_CONFIRM))
        if page is not None:
            return page
    if act == "send" and form.is_valid() and not draft.refusals:
        danger = _sounds_dangerous(form)
        report = None if danger else _taken(request, form, draft)
        if report is not None:
            return _receipt(request, report, _key_of(form))
    return _page(request, form, draft, version, danger=danger, is_sent=is_sent)


def _form(
    request: PublicRequest, draft: Draft, version: CategoryVersion, *, is_sent: bool
) -> ReportForm:
    if is_sent:
        return ReportForm(request.POST, version=version)
    form = ReportForm(
        initial={**draft.fields, "weekdays": draft.weekdays, "danger_seen": ""}, version=version
    )
    token = draft.fields.get("guard_token")
    # Counted from the first page on: who takes three quick steps is no machine.
    form.initial["guard_token"] = token or guarding.new_token(form.guard_name, draft.opened_at)
    form.initial["language"] = draft.fields.get("language") or get_language()
    form.initial["nature"] = draft.fields.get("nature") or form.fields["nature"].initial
    return form


def _sounds_dangerous(form: ReportForm) -> bool:
    """Whether the words mean danger and nobody has said yet that they have seen the number."""
    said = [form.cleaned_data["words"], *form.answers.values()]
    if form.data.get("danger_seen") or not any(map(sounds_like_danger, said)):
        return False
    data = form.data.copy()  # type: ignore[attr-defined]
    data["danger_seen"] = "yes"
    form.data = data
    return True


def _key_of(form: ReportForm) -> str:
    token = str(form.data.get("guard_token", ""))
    return guarding.read_token(token, form.guard_name, timezone.now())[0]


def _taken(request: PublicRequest, form: ReportForm, draft: Draft) -> Report | None:
    """The report; None where the form has to be shown once more.

    A form that was sent already leads to its receipt again, whatever the guard would say now.
    """
    now = timezone.now()
    verdict = guarding.judge(request, form, form.cleaned_data["words"], at=now)
    if verdict.again is not None:
        known = known_report(request.authority, _key_of(form))
        if known is None:
            form.ask_again(verdict)
        return known
    doubt = verdict.doubt
    if doubt is None and has_many_here(request, draft):
        doubt = Doubt.MANY
    sent = replace(_sent(request, form, draft), doubt=str(doubt or ""))
    try:
        report = take(authority=request.authority, sent=sent, form_key=verdict.key, at=now)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return None
    except IntegrityError:
        # The same form in another language: it has its report too.
        known = known_report(request.authority, verdict.key)
        if known is None:
            raise
        return known
    report_uploads.let_go(draft.photos)
    return report


def _sent(request: PublicRequest, form: ReportForm, draft: Draft) -> Sent:
    assert draft.point is not None
    given = form.cleaned_data
    photos = [report_uploads.held(key) for key in draft.photos]
    return Sent(
        version=form.version,
        latitude=draft.point[0],
        longitude=draft.point[1],
        person_key=person_key(request, given["email"]),
        place_name=draft.place,
        words=given["words"],
        when=form.when,
        answers=form.answers,
        contact=Contact(given["contact_name"], given["email"], given["phone"]),
        nature=given["nature"],
        language=language_of(request.authority, given["language"]),
        photos=[one for one in photos if one is not None],
    )


def _receipt(request: PublicRequest, report: Report, key: str) -> HttpResponse:
    """Shown in answer to the form itself, so that the words stand in no address."""
    page = show_page(
        request,
        "reports/sent.html",
        report=report,
        words=receipts.words_of(key, report.language),
        steps=steps_of(report),
    )
    return not_kept(page)


def _page(
    request: PublicRequest,
    form: ReportForm,
    draft: Draft,
    version: CategoryVersion,
    *,
    danger: bool,
    is_sent: bool,
) -> HttpResponse:
    assert draft.point is not None
    shown = shown_before_sending(request.authority, draft, version, at=timezone.now())
    page = show_page(
        request,
        "reports/send.html",
        form=form,
        draft=draft,
        place=draft.place or name_of(request.authority, *draft.point),
        step=3,
        version=version,
        danger=danger,
        lines=emergency_lines(request.authority) if danger else (),
        typed=is_sent or draft.is_private,
        shown=shown,
        parts=parts_of(form, draft),
        hidden=[pair for pair in draft.pairs() if pair[0] not in form.fields],
    )
    return not_kept(page)
