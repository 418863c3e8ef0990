from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, for_bureau
from prevenio.reviews import batches as files
from prevenio.reviews import operations
from prevenio.reviews.models import Batch, BatchState
from prevenio.reviews.papers.municipality import municipalities_of
from prevenio.reviews.queries.batches import batches_of
from prevenio.reviews.queries.statements import bodies_of
from prevenio.reviews.views.doors import may_assess, period_of, review_page
from prevenio.reviews.views.files import ZIP, file_answer, file_name
from prevenio.web.keys import KEY
from prevenio.web.trying import from_a_button, tried

SECONDS_BETWEEN = 4


@review_page
@for_bureau
def new_batch(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    municipalities, bodies = municipalities_of(period.version), list(bodies_of(period))
    if request.method == "POST":
        towns, others = _picked(request, "municipality"), _picked(request, "body")
        begun = tried(
            request,
            lambda: operations.begin_batch(
                period=period,
                municipalities=[one for one in municipalities if one.pk in towns],
                bodies=[one for one in bodies if one.pk in others],
                by=request.user,
                at=timezone.now(),
            ),
            _("The extracts are being made."),
        )
        if begun:
            return redirect("reviews:batch", period.batches.latest("pk").pk)
    context = {
        "menu": "reviews",
        "period": period,
        "municipalities": municipalities,
        "bodies": bodies,
        "picks": request.GET.get("all", ""),
    }
    return render(request, "reviews/batch_new.html", context)


@review_page
def batch(request: DeskRequest, batch_id: int) -> HttpResponse:
    found = _batch_of(request, batch_id)
    stands_still = "still" in request.GET
    context = {
        "menu": "reviews",
        "batch": found,
        "period": found.period,
        "items": found.items.select_related("municipality", "body").order_by("position"),
        "stands_still": stands_still,
        "may_edit": may_assess(request),
    }
    response = render(request, "reviews/batch.html", context)
    if found.is_running and not stands_still:
        # Works without a script; a link on the page stops it.
        response.headers["Refresh"] = str(SECONDS_BETWEEN)
    return response


@review_page
@for_bureau
@from_a_button("reviews:batch", "batch_id")
def cancelled(request: DeskRequest, batch_id: int) -> HttpResponse:
    found = _batch_of(request, batch_id)
    tried(
        request,
        lambda: operations.cancel_batch(batch=found, by=request.user, at=timezone.now()),
        _("The extracts are no longer being made."),
    )
    return redirect("reviews:batch", found.pk)


@review_page
def batch_zip(request: DeskRequest, batch_id: int) -> HttpResponse:
    found = _batch_of(request, batch_id)
    if found.state != BatchState.DONE:
        raise Http404
    # Translators: a part of a file's name
    name = file_name(request.authority, _("extracts"), found.period.last_day.year, "zip")
    return file_answer(files.read_zip(found), ZIP, name)


def _batch_of(request: DeskRequest, batch_id: int) -> Batch:
    return get_object_or_404(batches_of(request.authority), pk=batch_id)


def _picked(request: DeskRequest, name: str) -> set[int]:
    return {int(key) for key in request.POST.getlist(name) if KEY.fullmatch(key)}
