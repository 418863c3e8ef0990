"""Importing official statistics: upload, look, keep."""

from collections.abc import Iterable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.indicators.forms import StatisticsForm
from prevenio.indicators.importing.values import StatisticValue
from prevenio.indicators.models import StatisticsTerritory, StatisticsUpload
from prevenio.indicators.operations import uploads as operations
from prevenio.indicators.plans import plan_of
from prevenio.indicators.views.doors import WAYS, upload_of
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.web.trying import done_by, tried

MOST_SHOWN = 60


@require_http_methods(WAYS)
@desk_page
@for_bureau
def start(request: DeskRequest) -> HttpResponse:
    form = StatisticsForm(request.POST or None, request.FILES or None)
    taken: list[StatisticsUpload] = []

    def take() -> None:
        statistics, name, content = form.cleaned_data["table"]
        taken.append(
            operations.take_upload(
                authority=request.authority,
                statistics=statistics,
                name=name,
                content=content,
                by=request.user,
                at=timezone.now(),
            )
        )

    if done_by(request, form, take, _("The file has been read. Nothing is kept yet.")):
        return redirect("indicators:preview", taken[0].pk)
    context = {
        "menu": "indicators",
        "form": form,
        "uploads": StatisticsUpload.objects.filter(authority=request.authority)
        .select_related("by")
        .order_by("-at")[:20],
    }
    status = 422 if form.errors else 200
    return render(request, "indicators/import.html", context, status=status)


@require_http_methods(WAYS)
@desk_page
@for_bureau
def preview(request: DeskRequest, upload_id: int) -> HttpResponse:
    upload = upload_of(request, upload_id)
    statistics = operations.statistics_of(upload)
    chosen = request.POST.get("territory") or request.GET.get("territory") or ""
    if request.method == "POST":
        return _kept(request, upload, chosen)
    known = StatisticsTerritory.objects.filter(
        authority=request.authority, source=statistics.source
    ).first()
    territory = chosen or (known.territory if known else "")
    is_there = territory in statistics.territories
    context = {
        "menu": "indicators",
        "upload": upload,
        "statistics": statistics,
        "territories": _names(statistics.values),
        "territory": territory,
        "plan": plan_of(request.authority, statistics, territory) if is_there else None,
        "most": MOST_SHOWN,
    }
    return render(request, "indicators/preview.html", context)


def _kept(request: DeskRequest, upload: StatisticsUpload, territory: str) -> HttpResponse:
    done = tried(
        request,
        lambda: operations.keep_upload(
            upload=upload, territory=territory, by=request.user, at=timezone.now()
        ),
        _("The numbers have been kept."),
    )
    if done:
        return HttpResponseRedirect(reverse("indicators:list"))
    query = urlencode({"territory": territory})
    return HttpResponseRedirect(f"{reverse('indicators:preview', args=[upload.pk])}?{query}")


def _names(values: Iterable[StatisticValue]) -> list[tuple[str, str]]:
    """Each territory with the words beside it, by these words."""
    names: dict[str, str] = {}
    for one in values:
        names.setdefault(one.territory, one.territory_name)
    return sorted(names.items(), key=lambda pair: pair[1].casefold())
