"""The register of governing documents, also as of a day."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, today
from prevenio.region.forms.choosing import upload_of
from prevenio.region.forms.registers import PaperForm
from prevenio.region.models import GoverningDocument
from prevenio.region.operations import documents as operations
from prevenio.region.queries.registers import documents_seen
from prevenio.region.views.doors import region_page
from prevenio.region.views.project_pages import Words, asked, bureau_page, crumb, file_of, sight
from prevenio.web.forms import DayField

PER_PAGE = 50
FIELDS = (
    *("kind", "title", "number", "adopted_on", "valid_from", "valid_until"),
    *("is_shared", "is_public"),
)


@region_page
def document_list(request: DeskRequest) -> HttpResponse:
    rows = documents_seen(request.authority, sight(request))
    said, fault, day = request.GET.get("on", "")[:40], "", None
    try:
        day = DayField(required=False).clean(said)
    except ValidationError as wrong:
        fault = " ".join(wrong.messages)
    if day is not None:
        rows = rows.in_force_on(day)
    context = {
        "menu": "region",
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "said": said,
        "fault": fault,
        "day": day,
        "today": today(request),
        "may_edit": sight(request).keeps,
    }
    return render(request, "region/projects/documents.html", context)


@bureau_page
def document_new(request: DeskRequest) -> HttpResponse:
    form = PaperForm(request.POST or None, request.FILES or None, authority=request.authority)
    above = crumb(_("Governing documents"), "region:documents")
    return asked(
        request,
        form,
        lambda: operations.keep_document(
            authority=request.authority,
            paper=form.paper,
            by=request.user,
            at=timezone.now(),
            sent=upload_of(form, settings.DOCUMENT_LIMIT),
        ),
        Words(_("Add a document"), _("Add")),
        success=_("The document has been added."),
        back=above[1],
        crumbs=[above],
    )


@bureau_page
def document(request: DeskRequest, document_id: int) -> HttpResponse:
    rows = GoverningDocument.objects.filter(authority=request.authority)
    found = get_object_or_404(rows, pk=document_id)
    before = {name: getattr(found, name) for name in FIELDS}
    before |= {
        "issuer": found.issuer_id,
        "parties": list(found.parties.all()),
        "supersedes": found.supersedes_id,
    }
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        authority=request.authority,
        document=found,
        initial=before,
    )
    above = crumb(_("Governing documents"), "region:documents")
    return asked(
        request,
        form,
        lambda: operations.change_document(
            document=found,
            paper=form.paper,
            by=request.user,
            at=timezone.now(),
            sent=upload_of(form, settings.DOCUMENT_LIMIT),
        ),
        Words(found.title, _("Save"), _("A new file takes the place of the old one.")),
        success=_("The document has been changed."),
        back=above[1],
        crumbs=[above],
    )


@region_page
def document_file(request: DeskRequest, document_id: int) -> HttpResponse:
    rows = documents_seen(request.authority, sight(request))
    return file_of(get_object_or_404(rows, pk=document_id))
