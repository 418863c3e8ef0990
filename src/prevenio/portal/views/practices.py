from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.people.access import today_in
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.region.models import Evidence, PracticeFile
from prevenio.region.queries import practices as queries
from prevenio.region.queries.registers import networks_of, public_documents
from prevenio.region.views.serving import served
from prevenio.web.forms import DayField

PER_PAGE = 40


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    evidence = request.GET.get("evidence", "")
    choice = queries.Choice(
        words=request.GET.get("q", "")[:100],
        topic=request.GET.get("topic", "")[:60],
        evidence=evidence if evidence in Evidence.values else "",
    )
    practices = queries.public_practices(request.authority)
    rows = queries.narrowed(practices, choice)
    return show_page(
        request,
        "projects/practices.html",
        menu="practices",
        choice=choice,
        page=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        topics=queries.topics_of(practices),
        evidences=Evidence.choices,
        content_lang=content_lang(request.authority),
    )


@require_safe
def practice(request: PublicRequest, practice_id: int) -> HttpResponse:
    rows = queries.public_practices(request.authority).select_related("municipality", "contact")
    found = get_object_or_404(rows.prefetch_related("topics"), pk=practice_id)
    return show_page(
        request,
        "projects/practice.html",
        menu="practices",
        practice=found,
        files=found.files.order_by("pk"),
        reuses=queries.public_reuses_of(found),
        content_lang=content_lang(request.authority),
    )


@require_safe
def file(request: PublicRequest, practice_id: int, practice_file_id: int) -> HttpResponse:
    rows = PracticeFile.objects.filter(
        practice__in=queries.public_practices(request.authority), practice=practice_id
    )
    found = get_object_or_404(rows, pk=practice_file_id)
    return served(found.file, name=found.file_name, kind=found.file_kind)


@require_safe
def documents(request: PublicRequest) -> HttpResponse:
    rows = public_documents(request.authority)
    said, fault, day = request.GET.get("on", "")[:40], "", None
    try:
        day = DayField(required=False).clean(said)
    except ValidationError as wrong:
        fault = " ".join(wrong.messages)
    if day is not None:
        rows = rows.in_force_on(day)
    return show_page(
        request,
        "projects/documents.html",
        menu="projects",
        page=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        networks=networks_of(request.authority)[:50],
        said=said,
        fault=fault,
        day=day,
        today=today_in(request.authority, timezone.now()),
        content_lang=content_lang(request.authority),
    )


@require_safe
def document_file(request: PublicRequest, document_id: int) -> HttpResponse:
    found = get_object_or_404(public_documents(request.authority), pk=document_id)
    return served(found.file, name=found.file_name, kind=found.file_kind)
