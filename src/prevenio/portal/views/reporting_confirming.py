""" "I see it too" and "it is gone", of a report or of a problem place: taken, and answered."""

from collections.abc import Sequence
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from prevenio.kernel.errors import Refused
from prevenio.portal.report_sending import language_of
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.views.reporting_requests import not_kept, person_key
from prevenio.reports import receipts
from prevenio.reports.forms.receipt import ConfirmForm
from prevenio.reports.models import Confirmation, ProblemPlace, Report
from prevenio.reports.operations.confirming import confirm, confirm_place
from prevenio.web import guarding
from prevenio.web.guarding import GuardedForm
from prevenio.web.refusals import sentence

type Fields = Sequence[tuple[str, str]]
type Known = Report | ProblemPlace
_THERE, _GONE = "there", "gone"


def said_on(request: PublicRequest, known: Known) -> tuple[ConfirmForm, HttpResponse | None]:
    """The form of a page, and the answer where it was sent and taken."""
    act = request.POST.get("act", "")
    form = ConfirmForm(request.POST if act in (_THERE, _GONE) else None)
    form.initial["language"] = get_language()
    if not (form.is_bound and form.is_valid()):
        return form, None
    return form, said_by(request, form, known, is_there=act == _THERE)


def said_by(
    request: PublicRequest, form: ConfirmForm, known: Known, *, is_there: bool, own: Fields = ()
) -> HttpResponse | None:
    """The answer to a valid form; None where it has to be shown once more."""
    verdict = guarding.judge(request, form, at=timezone.now())
    if verdict.again is not None:
        form.ask_again(verdict)
        return None
    form_key = _key_of(form, known, is_there=is_there)
    try:
        made = _said(request, form, known, form_key, is_there=is_there)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return None
    return _thanks(request, known, made, form_key, own)


def _said(
    request: PublicRequest, form: ConfirmForm, known: Known, form_key: str, *, is_there: bool
) -> Confirmation:
    email = str(form.cleaned_data.get("email") or "")
    who, when = person_key(request, email), form.when if is_there else None
    language = language_of(request.authority, str(form.data.get("language", "")))
    if isinstance(known, Report):
        say = partial(confirm, report=known)
    else:
        say = partial(confirm_place, place=known)
    return say(
        is_there=is_there,
        person_key=who,
        form_key=form_key,
        when=when,
        email=email,
        language=language,
        at=timezone.now(),
    )


def _key_of(form: GuardedForm, known: Known, *, is_there: bool) -> str:
    """Another one than a report would have that is sent from the same page.

    Whoever goes back and says the other thing, or the same of another report, says something new.
    """
    token = str(form.data.get("guard_token", ""))
    key = guarding.read_token(token, form.guard_name, timezone.now())[0]
    return f"{key}-confirmed-{known.key}-{_THERE if is_there else _GONE}"


def _thanks(
    request: PublicRequest, known: Known, made: Confirmation, form_key: str, own: Fields
) -> HttpResponse:
    """The same for whoever says it, newly or once more or of an own report: see `confirm`."""
    is_report = isinstance(known, Report)
    page = show_page(
        request,
        "reports/confirmed.html",
        what=known.version if isinstance(known, Report) else known.name,
        what_lang="" if is_report else content_lang(request.authority),
        is_place=not is_report,
        back=reverse(f"portal:{'report' if is_report else 'problem-place'}", args=[known.key]),
        made=made,
        words=receipts.words_of(form_key, made.language).replace("-", " "),
        own=own,
    )
    return not_kept(page)
