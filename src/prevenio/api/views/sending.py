"""Open311 GeoReport v2: taking a report that another system sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from prevenio.api import shapes
from prevenio.api.asked import NewRequest
from prevenio.api.models import ApiKey
from prevenio.api.operations import found_key, take_request
from prevenio.api.problems import Wrong
from prevenio.api.sending import form_key_of, read_form, sent_of
from prevenio.api.views.answering import list_of
from prevenio.api.views.authorities import authority_of
from prevenio.api.views.interface import Format, described, interface
from prevenio.api.views.services import category_on_offer, right_place
from prevenio.kernel.danger import sounds_like_danger
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority
from prevenio.reports import receipts
from prevenio.reports.forms.resident import ReportForm
from prevenio.reports.models import Report
from prevenio.reports.operations.taking import Sent, Taken, taken_before
from prevenio.web import guarding

_FORM = "application/x-www-form-urlencoded"
_DAY = 24 * 3600
_BODY = {
    "requestBody": {
        "required": True,
        "content": {_FORM: {"schema": NewRequest.model_json_schema()}},
    },
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "schema": {"type": "string", "maxLength": 200, "pattern": r"^[!-~]*$"},
            "description": gettext_noop(
                "The same report sent twice with the same key is taken once"
            ),
        }
    ],
}


@interface.post(
    "open311/v2/requests.{fmt}",
    url_name="requests",
    tags=["Open311 GeoReport v2"],
    summary=gettext_noop("Send a report"),
    openapi_extra={
        **_BODY,
        **described(
            *(400, 403, 404, 413, 415, 429),
            json=shapes.Taken,
            is_list=True,
            xml="service_requests",
        ),
    },
)
def send(request: HttpRequest, fmt: Format) -> HttpResponse:
    if request.content_type != _FORM:
        raise Wrong(415, _("Send the fields as a form: %(kind)s.") % {"kind": _FORM})
    authority = authority_of(request)
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    form, answers = read_form(pairs)
    right_place(authority, form.jurisdiction_id)
    now = timezone.now()
    sender = _sender_of(request, authority, form, now)
    form_key = form_key_of(
        pairs,
        authority=authority,
        key=sender.key,
        visitor=sender.visitor,
        idempotency_key=sender.once,
        day=timezone.localtime(now),
    )
    try:
        sent = _sent(request, authority, form, answers, sender=sender, at=now)
        taken = take_request(
            authority=authority, sent=sent, form_key=form_key, key=sender.key, at=now
        )
    except (Refused, Wrong):
        # What was taken once is taken, whatever the limits and the category say by now.
        known = taken_before(authority, form_key)
        if known is None:
            raise
        taken = Taken(known, is_new=False)
    is_theirs = sender.is_known_alone or taken.is_new
    words = receipts.words_of(form_key, taken.report.language) if is_theirs else ""
    answer = shapes.Taken(
        service_request_id=taken.report.reference,
        service_notice=_notice_of(taken.report, words, form.description),
        account_id=form.account_id,
    )
    return list_of(fmt, [answer], root="service_requests", item="request")


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who sends: by a key or none, from a network, with a key of the request or none."""

    key: ApiKey | None
    visitor: str
    once: str

    @property
    def is_known_alone(self) -> bool:
        """Whether nobody else can have sent what has the same key of a form."""
        return bool(self.once) or self.key is None


def _sender_of(
    request: HttpRequest, authority: Authority, form: NewRequest, now: datetime
) -> _Sender:
    """Raises KeyRefused."""
    return _Sender(
        key=found_key(authority, form.api_key) if form.api_key else None,
        visitor=guarding.visitor_key(request, at=now),
        once=request.headers.get("Idempotency-Key", "").strip(),
    )


def _sent(
    request: HttpRequest,
    authority: Authority,
    form: NewRequest,
    answers: Mapping[str, str],
    *,
    sender: _Sender,
    at: datetime,
) -> Sent:
    """What is new; without a key a network may send as much as with the form of residents.

    Raises Wrong.
    """
    action = f"{ReportForm.guard_name}.day"
    is_counted = sender.key is None
    if is_counted and guarding.over_limit(request, action, guarding.PATIENCE, _DAY, at=at):
        raise Wrong(429, str(guarding.SENTENCES[guarding.Again.TOO_MANY]))
    return sent_of(
        authority,
        form,
        category_on_offer(authority, form.service_code),
        answers,
        key=sender.key,
        visitor=sender.visitor,
        language=get_language() or authority.language,
    )


def _notice_of(report: Report, words: str, description: str) -> str:
    """What the resident should read: danger first, then how to follow the report."""
    said = []
    if sounds_like_danger(description):
        said.append(_("If somebody is in danger now, call 112."))
    if words:
        said.append(
            _("Receipt: %(words)s. Keep these words: they open the report.") % {"words": words}
        )
    if report.doubt:
        said.append(_("A person looks at it first."))
    return " ".join(said)
