"""The last of the three pages of a report: what will be public, what may be added, send."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from prevenio.advice.lines import emergency_lines
from prevenio.portal.report_choices import category_in
from prevenio.portal.report_draft import Draft
from prevenio.portal.report_places import name_of
from prevenio.portal.report_sending import (
    is_told_otherwise,
    parts_of,
    shown_before_sending,
    told_of,
)
from prevenio.portal.report_steps import steps_of
from prevenio.portal.showing import PublicRequest, show_page
from prevenio.portal.views.reporting import what_page
from prevenio.portal.views.reporting_public import confirmed_page
from prevenio.portal.views.reporting_requests import WAYS, draft_of, not_kept
from prevenio.portal.views.reporting_taking import (
    SEND_AS_ONESELF,
    key_of,
    sent_before,
    sounds_dangerous,
    taken,
)
from prevenio.portal.views.reporting_where import where_page
from prevenio.reports import receipts
from prevenio.reports.forms.receipt import ConfirmInsteadForm
from prevenio.reports.forms.resident import ReportForm
from prevenio.reports.models import CategoryVersion, Report
from prevenio.web import guarding

_CONFIRM = "confirm:"
_SEND = "send"
_OTHERWISE = _(
    "This category has changed since you opened the page. What will be public, or what we ask, is "
    "different now: please look at it and send the report once more. Answers to questions that we "
    "do not ask any more are left out."
)


@require_http_methods(WAYS)
def send(request: PublicRequest) -> HttpResponse:
    draft = draft_of(request)
    act = request.POST.get("act", "")
    is_sent = act in (_SEND, SEND_AS_ONESELF)
    version = category_in(request.authority, draft.category)
    if version is None:
        # What was sent on the last day of a category may be sent once more on the next.
        known = sent_before(request, draft) if is_sent else None
        return what_page(request, draft) if known is None else _receipt(request, known, draft)
    if draft.point is None:
        return where_page(request, draft, is_missing=True)
    if act.startswith(_CONFIRM):
        return _confirmed(request, draft, version, act.removeprefix(_CONFIRM))
    form = _form(request, draft, version, act=act if is_sent else "")
    danger, report = is_sent and sounds_dangerous(form), None
    is_otherwise = is_sent and is_told_otherwise(form)
    if is_sent and not danger:
        report = _taken(request, form, draft, is_read=not is_otherwise)
    if report is not None:
        return _receipt(request, report, draft)
    refusals = [_OTHERWISE] if is_otherwise else ()
    return _page(request, form, draft, version, danger=danger, is_sent=is_sent, refusals=refusals)


def _taken(
    request: PublicRequest, form: ReportForm, draft: Draft, *, is_read: bool
) -> Report | None:
    """The report, also where it was taken before; None where something has to be mended or read."""
    if is_read and form.is_valid():
        return taken(request, form, draft)
    return None if form.is_signed_out else sent_before(request, draft)


def _confirmed(
    request: PublicRequest, draft: Draft, version: CategoryVersion, key: str
) -> HttpResponse:
    """Another report is confirmed instead; where that does not go, everything typed is there."""
    instead = ConfirmInsteadForm(request.POST)
    own = tuple(draft.pairs()) if draft.says_more_than_when else ()
    page = confirmed_page(request, instead, key, own=own) if instead.is_valid() else None
    if page is not None:
        return page
    form = _form(request, draft, version)
    form.challenge = instead.challenge
    for name in ("guard_token", "guard_work"):
        form.initial[name] = instead.data.get(name, "")
    refusals = [str(one) for errors in instead.errors.values() for one in errors]
    return _page(request, form, draft, version, refusals=refusals)


def _form(
    request: PublicRequest, draft: Draft, version: CategoryVersion, *, act: str = ""
) -> ReportForm:
    """What was sent by an act; without one, what is known so far."""
    if act:
        account = request.user if act == SEND_AS_ONESELF else None
        form = ReportForm(request.POST, version=version, account=account)
        for refusal in draft.refusals:
            form.add_error("photos", refusal)
        return form
    known = {**draft.fields, "weekdays": draft.weekdays, "danger_seen": ""}
    form = ReportForm(initial=known, version=version)
    # Counted from the first page on: who takes three quick steps is no machine.
    new = guarding.new_token(form.guard_name, draft.opened_at)
    form.initial["guard_token"] = draft.fields.get("guard_token") or new
    form.initial["told"] = told_of(version)
    form.initial["nature"] = draft.fields.get("nature") or form.fields["nature"].initial
    return form


def _receipt(request: PublicRequest, report: Report, draft: Draft) -> HttpResponse:
    """Shown in answer to the form itself, so that the words stand in no address."""
    key = key_of(request, draft)
    page = show_page(
        request,
        "reports/sent.html",
        report=report,
        words=receipts.words_of(key, report.language).replace("-", " "),
        steps=steps_of(report, exactly=True),
    )
    return not_kept(page)


def _page(
    request: PublicRequest,
    form: ReportForm,
    draft: Draft,
    version: CategoryVersion,
    *,
    danger: bool = False,
    is_sent: bool = False,
    refusals: Sequence[object] = (),
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
        refusals=refusals,
        lines=emergency_lines(request.authority) if danger else (),
        typed=is_sent or draft.is_typed,
        shown=shown,
        parts=parts_of(form, draft),
        hidden=[pair for pair in draft.pairs() if pair[0] not in form.fields],
    )
    return not_kept(page)
