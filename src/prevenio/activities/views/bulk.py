from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.activities.bulk.checking import Fault
from prevenio.activities.bulk.reading import Row
from prevenio.activities.bulk.writing import table_of, wrong_rows_of
from prevenio.activities.forms.bulk import ColumnsForm, UploadForm, WithdrawForm
from prevenio.activities.models import ActivityBatch, ActivityKind, BatchState
from prevenio.activities.operations import bulk as operations
from prevenio.activities.queries.batches import bodies_of, check_batch
from prevenio.activities.queries.bulk import batches_of
from prevenio.activities.views.bulk_words import remarks_in_words
from prevenio.activities.views.doors import for_recorders, today
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.web.refusals import sentence
from prevenio.web.trying import done_by, from_a_button, tried

PER_PAGE = 20
FAULTS_PER_PAGE = 50
PREVIEW = 10
_WAYS = ["GET", "HEAD", "POST"]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(_WAYS)
@desk_page
@for_recorders
def upload(request: DeskRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _uploaded(request, form)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("file", sentence(refusal))
        else:
            return redirect("activities:batch", batch_id=batch.pk)
    is_bureau = people.is_bureau(request.memberships)
    own = batches_of(request.authority, by=None if is_bureau else request.user)
    kinds = ActivityKind.objects.filter(authority=request.authority).order_by("position", "pk")
    context = {
        "menu": "activities",
        "form": form,
        "page": Paginator(own, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": [one for one in kinds if one.is_current(today())],
    }
    status = 422 if form.errors else 200
    return render(request, "activities/bulk.html", context, status=status)


@require_http_methods(_WAYS)
@desk_page
@for_recorders
def batch(request: DeskRequest, batch_id: int) -> HttpResponse:
    found = _batch(request, batch_id)
    if found.state != BatchState.READ:
        return _taken_page(request, found)
    checked, known = check_batch(found, standing=request.memberships, today=today())
    bodies = bodies_of(request.authority, request.memberships)
    form = ColumnsForm(request.POST or None, batch=found, known=known, bodies=bodies)
    if request.method == "POST" and form.is_valid() and _mapped(request, found, form):
        return redirect("activities:batch", batch_id=found.pk)
    context = {
        "menu": "activities",
        "batch": found,
        "form": form,
        "checked": checked,
        "remarks": remarks_in_words(found.remarks),
        "faults": Paginator(checked.faults, FAULTS_PER_PAGE).get_page(request.GET.get("page")),
        "preview": [one.written for one in checked.right[:PREVIEW]],
        "doubles": sorted(checked.doubles.items())[:FAULTS_PER_PAGE],
    }
    return render(request, "activities/batch.html", context)


@require_http_methods(_WAYS)
@desk_page
@for_recorders
@from_a_button("activities:batch", "batch_id")
def taking(request: DeskRequest, batch_id: int) -> HttpResponse:
    found = _batch(request, batch_id)
    tried(
        request,
        lambda: operations.take_batch(
            batch=found,
            only_right=request.POST.get("act") == "right",
            by=request.user,
            at=timezone.now(),
            today=today(),
        ),
        _("The rows are recorded."),
    )
    return redirect("activities:batch", batch_id=found.pk)


@require_safe
@desk_page
@for_recorders
def wrong_rows(request: DeskRequest, batch_id: int) -> HttpResponse:
    found = _batch(request, batch_id)
    checked, _known = check_batch(found, standing=request.memberships, today=today())
    rows: Sequence[tuple[Row, Sequence[Fault]]] = [(one.row, one.faults) for one in checked.wrong]
    if not rows:
        raise Http404
    name = f"{found.file_name.rpartition('.')[0] or found.file_name}-{found.pk}.xlsx"
    return _workbook(wrong_rows_of(found.table["head"], rows), name)


@require_safe
@desk_page
@for_recorders
def template(request: DeskRequest) -> HttpResponse:
    kinds = ActivityKind.objects.filter(authority=request.authority)
    kind = get_object_or_404(kinds, key=request.GET.get("kind", "")[:40])
    measures = list(kind.measures.order_by("position", "pk"))
    content = table_of([], measures, is_sensitive=kind.is_sensitive)
    return _workbook(content, f"{kind.key}.xlsx")


@require_http_methods(_WAYS)
@desk_page
@for_recorders
def withdrawal(request: DeskRequest, batch_id: int) -> HttpResponse:
    found = _batch(request, batch_id)
    form = WithdrawForm(request.POST or None)

    def withdraw() -> None:
        operations.withdraw_batch(
            batch=found,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, withdraw, _("Everything of this file is withdrawn.")):
        return redirect("activities:batch", batch_id=found.pk)
    count = ngettext("%(count)s activity", "%(count)s activities", found.taken)
    context = {
        "menu": "activities",
        "batch": found,
        "form": form,
        "count": count % {"count": found.taken},
    }
    return render(request, "activities/batch_withdrawal.html", context)


def _uploaded(request: DeskRequest, form: UploadForm) -> ActivityBatch:
    file = form.cleaned_data["file"]
    return operations.upload_batch(
        authority=request.authority,
        name=str(file.name),
        content=file.read(),
        by=request.user,
        at=timezone.now(),
        today=today(),
    )


def _mapped(request: DeskRequest, found: ActivityBatch, form: ColumnsForm) -> bool:
    try:
        operations.map_batch(
            batch=found,
            columns=form.columns(),
            kind_key=form.cleaned_data["kind"],
            body=form.body_chosen(),
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


def _taken_page(request: DeskRequest, found: ActivityBatch) -> HttpResponse:
    context = {
        "menu": "activities",
        "batch": found,
        "has_wrong": bool(found.table.get("rows")),
        "may_withdraw": found.state == BatchState.TAKEN
        and operations.may_withdraw(found, request.memberships),
    }
    return render(request, "activities/batch_taken.html", context)


def _batch(request: DeskRequest, batch_id: int) -> ActivityBatch:
    """A file that the person may open. Raises Http404."""
    rows = ActivityBatch.objects.select_related("authority", "uploaded_by")
    found = get_object_or_404(rows, authority=request.authority, pk=batch_id)
    if not _may_open(request, found):
        raise Http404
    return found


def _may_open(request: DeskRequest, found: ActivityBatch) -> bool:
    return operations.may_open(found, request.user, request.memberships)


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_XLSX)
    disposition = content_disposition_header(True, name)
    assert disposition is not None
    response.headers["Content-Disposition"] = disposition
    return response
