from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.editorial import access, sheets
from prevenio.editorial.forms import MentionForm
from prevenio.editorial.models import Mention, MentionKind
from prevenio.editorial.operations import logging
from prevenio.editorial.queries import media as queries
from prevenio.editorial.queries.media import Choice
from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.views.asking import searched_words
from prevenio.web.trying import done_by, from_a_button, tried

PER_PAGE = 50
WAYS = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@desk_page
def media_log(request: DeskRequest) -> HttpResponse:
    choice = choice_of(request)
    found = queries.mentions_found(request.authority, choice)
    years = queries.counts_by_year(request.authority)
    context = {
        "menu": "editorial",
        "choice": choice,
        "kinds": MentionKind.choices,
        "years": [
            (year, [(label, counts.get(kind, 0)) for kind, label in MentionKind.choices])
            for year, counts in years
        ],
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_keep": access.can_keep_media_log(request.memberships),
    }
    return render(request, "editorial/media_log.html", context)


@require_safe
@desk_page
def media_xlsx(request: DeskRequest) -> HttpResponse:
    table = sheets.mentions_table(queries.mentions_found(request.authority, choice_of(request)))
    content = sheets.workbook_of(pgettext("name of a sheet", "Media log"), table)
    return file_of(request, content, kind=XLSX, name="media-log.xlsx")


@require_safe
@desk_page
def media_csv(request: DeskRequest) -> HttpResponse:
    table = sheets.mentions_table(queries.mentions_found(request.authority, choice_of(request)))
    return file_of(
        request, sheets.csv_of(table), kind="text/csv; charset=utf-8", name="media-log.csv"
    )


@require_http_methods(WAYS)
@desk_page
def mention(request: DeskRequest, mention_id: int | None = None) -> HttpResponse:
    if not access.can_keep_media_log(request.memberships):
        raise NotAllowed
    known = _mention_of(request, mention_id) if mention_id is not None else None
    form = MentionForm(
        request.POST or None,
        authority=request.authority,
        today=timezone.localdate(),
        initial=MentionForm.initial_of(known) if known else {"day": timezone.localdate()},
    )
    if done_by(request, form, lambda: _save(request, known, form), _("The entry has been saved.")):
        return redirect("editorial:media-log")
    context = {"menu": "editorial", "form": form, "mention": known}
    return render(request, "editorial/mention.html", context, status=422 if form.errors else 200)


@desk_page
@from_a_button("editorial:mention", "mention_id")
def mention_removal(request: DeskRequest, mention_id: int) -> HttpResponse:
    found = _mention_of(request, mention_id)
    tried(
        request,
        lambda: logging.remove_mention(mention=found, by=request.user, at=timezone.now()),
        _("The entry has been removed."),
    )
    return redirect("editorial:media-log")


def choice_of(request: HttpRequest) -> Choice:
    """What the address asks for; nonsense in it asks for nothing."""
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    return Choice(
        kind if kind in MentionKind.values else "",
        int(year) if year.isdecimal() and len(year) == 4 and int(year) > 0 else None,
        searched_words(request),
    )


def file_of(request: DeskRequest, content: bytes, *, kind: str, name: str) -> HttpResponse:
    """A file for the person who asks, and for nobody's cache."""
    disposition = content_disposition_header(True, f"{request.authority.slug}-{name}")
    headers = {"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _save(request: DeskRequest, known: Mention | None, form: MentionForm) -> Mention:
    said, by, now = form.said(), request.user, timezone.now()
    if known is None:
        return logging.add_mention(authority=request.authority, said=said, by=by, at=now)
    return logging.change_mention(mention=known, said=said, by=by, at=now)


def _mention_of(request: DeskRequest, mention_id: int) -> Mention:
    return get_object_or_404(Mention, authority=request.authority, pk=mention_id)
