"""The bureau's pages of the directory of advice points."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.advice.forms.keeping import PointForm
from prevenio.advice.models import AdvicePoint
from prevenio.advice.operations import keeping as operations
from prevenio.advice.views.doors import advice_page
from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.web.trying import done_by, from_a_button, tried

PER_PAGE = 50


@advice_page
@for_bureau
def overview(request: DeskRequest) -> HttpResponse:
    rows = AdvicePoint.objects.filter(authority=request.authority).select_related("municipality")
    page = Paginator(rows.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "advice/points.html", {"menu": "advice", "page": page, "today": today(request)}
    )


@advice_page
@for_bureau
def point(request: DeskRequest, point_id: int | None = None) -> HttpResponse:
    found = _point(request, point_id) if point_id else AdvicePoint(authority=request.authority)
    form = PointForm(request.POST or None, instance=found, authority=request.authority)
    if done_by(
        request,
        form,  # type: ignore[arg-type]
        lambda: operations.save_point(
            point=form.save(commit=False), by=request.user, at=timezone.now()
        ),
        _("The advice point has been saved."),
    ):
        return redirect("advice:points")
    context = {
        "menu": "advice",
        "form": form,
        "title": found.name if point_id else _("New advice point"),
        "back": "advice:points",
        "above": _("Advice points"),
        "removal": "advice:point-removal" if point_id else "",
        "key": point_id,
    }
    return render(request, "advice/kept.html", context)


@advice_page
@for_bureau
@from_a_button("advice:point", "point_id")
def removal(request: DeskRequest, point_id: int) -> HttpResponse:
    found = _point(request, point_id)
    tried(
        request,
        lambda: operations.remove_point(point=found, by=request.user, at=timezone.now()),
        _("The advice point has been removed."),
    )
    return redirect("advice:points")


def _point(request: DeskRequest, point_id: int) -> AdvicePoint:
    rows = AdvicePoint.objects.filter(authority=request.authority).select_related("authority")
    return get_object_or_404(rows, pk=point_id)
