"""E-mails that came into a mailbox and wait: the list, one of them, setting one aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, today
from prevenio.reports.emails import NoEmail, ReadEmail, beginning_of, email_of
from prevenio.reports.forms.emails import AsideForm
from prevenio.reports.mailboxes import Mailbox
from prevenio.reports.models import DAYS_TO_READ, AsideReason, IncomingEmail
from prevenio.reports.operations.fetching import looked_into
from prevenio.reports.operations.mailbox import content_of, set_aside
from prevenio.reports.queries.emails import has_had_emails, waiting_emails
from prevenio.reports.views.doors import View, reports_page, seen_by
from prevenio.reports.views.stepping import sent_in
from prevenio.web.trying import done_by

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    email: IncomingEmail
    is_late: bool


def mailbox_page(view: View) -> View:
    """A page for whoever reads the mailbox: the bureau. Others find nothing."""

    @reports_page
    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not people.is_bureau(request.memberships):
            raise Http404
        return view(request, **kwargs)

    return guarded


def kept_email(request: DeskRequest, email_id: int) -> IncomingEmail:
    """An e-mail of the authority. Raises Http404, also for who does not read the mailbox."""
    if email_id >= 2**63 or not people.is_bureau(request.memberships):
        raise Http404
    rows = IncomingEmail.objects.filter(authority=request.authority)
    return get_object_or_404(rows.select_related("authority", "report", "settled_by"), pk=email_id)


@mailbox_page
def emails(request: DeskRequest) -> HttpResponse:
    found = waiting_emails(request.authority)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    day = today(request)
    mailboxes = looked_into(_mailboxes_of(request))
    context = {
        "menu": "reports",
        "page": page,
        "is_set_up": mailboxes or has_had_emails(request.authority),
        "rows": [Row(one, one.is_late_on(day)) for one in page],
        "mailboxes": mailboxes,
        "days": DAYS_TO_READ,
    }
    return render(request, "reports/emails.html", context)


@mailbox_page
def email(request: DeskRequest, email_id: int) -> HttpResponse:
    found = kept_email(request, email_id)
    read, beginning = _read(found) if found.is_waiting else (None, "")
    context = {
        "menu": "reports",
        "email": found,
        "read": read,
        "beginning": beginning,
        "is_late": found.is_waiting and found.is_late_on(today(request)),
        "is_seen": found.report_id and seen_by(request).filter(pk=found.report_id).exists(),
    }
    return render(request, "reports/email.html", context)


@mailbox_page
def setting_aside(request: DeskRequest, email_id: int) -> HttpResponse:
    found = kept_email(request, email_id)
    form = AsideForm(sent_in(request))

    def act() -> object:
        reason = AsideReason(form.cleaned_data["reason"])
        return set_aside(email=found, reason=reason, by=request.user, at=timezone.now())

    if done_by(request, form, act, _("The e-mail has been set aside and erased.")):
        return redirect("reports:emails")
    if not found.is_waiting:
        return redirect("reports:email", email_id=found.pk)
    context = {"menu": "reports", "email": found, "form": form}
    return render(request, "reports/email_aside.html", context)


def _read(email: IncomingEmail) -> tuple[ReadEmail | None, str]:
    """What it says; where it cannot be read, how it begins."""
    content = content_of(email)
    try:
        return email_of(content), ""
    except NoEmail:
        return None, beginning_of(content)


def _mailboxes_of(request: DeskRequest) -> Sequence[Mailbox]:
    known: Sequence[Mailbox] = settings.MAILBOXES
    return [one for one in known if one.authority == request.authority.slug]
