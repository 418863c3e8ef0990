"""The municipalities of a region for residents: the list with its map, and the page of one."""

import hashlib
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from prevenio.advice.queries.public import promised_days
from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.people.views.asking import searched_words
from prevenio.places.models import Municipality
from prevenio.places.queries.answering import Answer, answer_for_precinct
from prevenio.portal import joined
from prevenio.portal import street_answers as answers
from prevenio.portal.feeding import feed_query
from prevenio.portal.showing import PublicRequest, content_lang, download, show_page
from prevenio.portal.street_ground import outline_of_precinct
from prevenio.programme.models import Initiative, ProgrammeVersion
from prevenio.programme.queries.initiatives import key_of
from prevenio.programme.queries.pinned import public_programme
from prevenio.region.chains import standing_on
from prevenio.region.models import AccessionStep, Declaration
from prevenio.region.queries.milestones import public_timeline
from prevenio.subscriptions.queries.feeds import Narrowed
from prevenio.web.forms import DayField

PER_PAGE = 100


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    """Who has joined, by wave, on a map and as a list that stands alone."""
    authority, today = request.authority, timezone.localdate()
    day = _asked_day(request) or today
    shown = joined.shown_on(authority, min(day, today))
    words = fold(searched_words(request))
    listed = shown.named if shown.named else shown.region.places
    found = [one for one in listed if words in fold(one.municipality.name)]
    return show_page(
        request,
        "municipalities/overview.html",
        menu="municipalities",
        shown=shown,
        counts=shown.region.counts,
        outline=joined.outline_of(authority, shown),
        page=Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        words=searched_words(request),
        is_today=shown.region.day == today,
        declarations=joined.declarations_of(authority, None),
        milestones=public_timeline(authority.pk, None),
        today=today,
        content_lang=content_lang(authority),
    )


@require_safe
def municipality(request: PublicRequest, municipality_id: int) -> HttpResponse:
    """Who answers in a municipality, its group, its projects, and how it went."""
    authority, today = request.authority, timezone.localdate()
    rows = Municipality.objects.filter(authority=authority).select_related("authority")
    found = get_object_or_404(rows, pk=municipality_id)
    answering = joined.answering_in(found, today)
    chosen = _chosen(request, answering.precincts)
    answer = answer_for_precinct(precinct=chosen.precinct, at=timezone.now()) if chosen else None
    return show_page(
        request,
        "municipalities/municipality.html",
        menu="municipalities",
        municipality=found,
        step=_public_step(found),
        answering=answering,
        chosen=chosen,
        group=joined.group_of(found, today),
        promised=promised_days(authority),
        feed=feed_query(Narrowed(municipality=found.pk)),
        initiatives=_initiatives(authority, found),
        declarations=joined.declarations_of(authority, found),
        milestones=public_timeline(authority.pk, found),
        today=today,
        content_lang=content_lang(authority),
        **_people(answer),
        outline=outline_of_precinct(authority, chosen.precinct.pk, day=today) if chosen else None,
    )


@require_safe
def declaration_file(request: PublicRequest, declaration_id: int) -> HttpResponse:
    public = Declaration.objects.filter(authority=request.authority, is_public=True)
    found = get_object_or_404(public.exclude(file=""), pk=declaration_id)
    try:
        with found.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as missing:
        raise Http404 from missing
    disposition = content_disposition_header(True, found.file_name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=found.file_kind, headers=headers)


@require_safe
def as_csv(request: PublicRequest) -> HttpResponse:
    content = joined.as_csv(joined.shown_on(request.authority, timezone.localdate()))
    return _file(request, content, "text/csv; charset=utf-8", "municipalities.csv")


@require_safe
def as_json(request: PublicRequest) -> HttpResponse:
    shown = joined.shown_on(request.authority, timezone.localdate())
    content = joined.as_json(request.authority, shown)
    return _file(request, content, "application/json", "municipalities.json")


def _file(request: PublicRequest, content: bytes, kind: str, name: str) -> HttpResponse:
    return download(
        request,
        lambda: content,
        kind=kind,
        name=f"{request.authority.slug}-{name}",
        etag=hashlib.sha256(content).hexdigest(),
        changed_at=None,
    )


def _asked_day(request: PublicRequest) -> date | None:
    try:
        found: date | None = DayField(required=False).clean(request.GET.get("day", ""))
    except ValidationError:
        return None
    return found


def _chosen(
    request: PublicRequest, precincts: Sequence[joined.PrecinctLink]
) -> joined.PrecinctLink | None:
    """The precinct that is asked for, else the first."""
    asked = request.GET.get("precinct", "")
    first = next(iter(precincts), None)
    return next((one for one in precincts if str(one.precinct.pk) == asked), first)


def _public_step(municipality: Municipality) -> AccessionStep | None:
    """How far it has come, as far as residents are told."""
    rows = municipality.accession_steps.select_related("wave").order_by("pk")
    step = standing_on(rows, timezone.localdate())
    is_told = step is not None and step.is_public and step.standing != "CONTACTED"
    return step if is_told else None


def _people(answer: Answer | None) -> dict[str, object]:
    if answer is None:
        return {"people": (), "nights": ()}
    return {"people": answers.people_of(answer.people), "nights": answers.people_of(answer.nights)}


def _initiatives(
    authority: Authority, municipality: Municipality
) -> Sequence[tuple[Initiative, str]]:
    shown = public_programme(authority=authority, today=timezone.localdate())
    version: ProgrammeVersion | None = shown.version if shown else None
    return [(one, key_of(one)) for one in joined.initiatives_in(version, municipality)]
