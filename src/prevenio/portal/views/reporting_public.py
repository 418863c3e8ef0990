"""The public page of one report: what of it residents may know, "I see it too", "it is gone"."""

from collections.abc import Sequence
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import Refused
from prevenio.portal.report_public import found_public, shown_of
from prevenio.portal.report_sending import language_of
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.portal.views.reporting_requests import WAYS, not_kept, person_key
from prevenio.reports import receipts
from prevenio.reports.forms.receipt import ConfirmForm
from prevenio.reports.models import Confirmation, Report
from prevenio.reports.operations.confirming import confirm
from prevenio.reports.queries.ground import Names, names_at
from prevenio.web import guarding
from prevenio.web.guarding import GuardedForm
from prevenio.web.refusals import sentence

type Fields = Sequence[tuple[str, str]]
_THERE, _GONE = "there", "gone"


@require_http_methods(WAYS)
def report(request: PublicRequest, key: UUID) -> HttpResponse:
    found = found_public(request.authority, key, at=timezone.now())
    if found is None:
        raise Http404
    act = request.POST.get("act", "")
    form = ConfirmForm(request.POST if act in (_THERE, _GONE) else None)
    form.initial["language"] = get_language()
    if form.is_bound and form.is_valid():
        answer = _confirmed(request, form, found, is_there=act == _THERE)
        if answer is not None:
            return answer
    page = show_page(
        request,
        "reports/report.html",
        menu="map",
        shown=shown_of(found),
        form=form,
        names=_names_of(found),
        content_lang=content_lang(request.authority),
    )
    return not_kept(page) if request.method == "POST" else page


def _names_of(found: Report) -> Names:
    """What residents may know lies there today; a precinct may have ended since the receipt."""
    middle = (found.public_latitude, found.public_longitude)
    return names_at(authority=found.authority, points=[middle], day=timezone.localdate())[0]


@require_safe
def photo(request: PublicRequest, key: UUID, number: int) -> FileResponse:
    """A photo that the staff made public."""
    found = found_public(request.authority, key, at=timezone.now())
    if found is None:
        raise Http404
    shown = get_object_or_404(found.photos.filter(is_public=True), number=number)
    return FileResponse(shown.file.open(), content_type=shown.kind)


def confirmed_page(
    request: PublicRequest, form: ConfirmForm, key: str, *, own: Fields = ()
) -> HttpResponse | None:
    """Instead of sending a report of one's own; None where the form has to be shown once more.

    `own` is what was written and does not go along: it can be sent from the next page.
    """
    try:
        found = found_public(request.authority, UUID(key[:40]), at=timezone.now())
    except ValueError:
        return None
    if found is None:
        return None
    return _confirmed(request, form, found, is_there=True, own=own)


def _confirmed(
    request: PublicRequest, form: ConfirmForm, found: Report, *, is_there: bool, own: Fields = ()
) -> HttpResponse | None:
    now = timezone.now()
    verdict = guarding.judge(request, form, at=now)
    if verdict.again is not None:
        form.ask_again(verdict)
        return None
    email = str(form.cleaned_data.get("email") or "")
    form_key = _key_of(form, found, is_there=is_there)
    try:
        made = confirm(
            report=found,
            is_there=is_there,
            person_key=person_key(request, email),
            form_key=form_key,
            when=form.when if is_there else None,
            email=email,
            language=language_of(request.authority, str(form.data.get("language", ""))),
            at=now,
        )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return None
    return _thanks(request, found, made, form_key, own)


def _key_of(form: GuardedForm, found: Report, *, is_there: bool) -> str:
    """Another one than a report would have that is sent from the same page.

    Whoever goes back and says the other thing, or the same of another report, says something new.
    """
    token = str(form.data.get("guard_token", ""))
    key = guarding.read_token(token, form.guard_name, timezone.now())[0]
    return f"{key}-confirmed-{found.key}-{_THERE if is_there else _GONE}"


def _thanks(
    request: PublicRequest, found: Report, made: Confirmation, form_key: str, own: Fields
) -> HttpResponse:
    """The same for whoever says it, newly or once more or of an own report: see `confirm`."""
    words = receipts.words_of(form_key, made.language).replace("-", " ")
    page = show_page(
        request, "reports/confirmed.html", report=found, made=made, words=words, own=own
    )
    return not_kept(page)
