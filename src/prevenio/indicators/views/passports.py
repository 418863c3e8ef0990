"""Adding and changing passports."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.indicators import sources
from prevenio.indicators.forms import PassportForm
from prevenio.indicators.models import Indicator
from prevenio.indicators.operations import passports as operations
from prevenio.indicators.queries.links import newest_version
from prevenio.indicators.views.doors import WAYS, indicator_of
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.web.trying import done_by


@require_http_methods(WAYS)
@desk_page
@for_bureau
def new(request: DeskRequest) -> HttpResponse:
    form = PassportForm(
        request.POST or None,
        authority=request.authority,
        version=newest_version(request.authority),
        initial={"smallest_shown": 5, "stale_after": 180},
    )
    made: list[Indicator] = []

    def add() -> None:
        made.append(
            operations.add_indicator(
                authority=request.authority,
                passport=form.passport,
                links=form.links,
                by=request.user,
                at=timezone.now(),
            )
        )

    if done_by(request, form, add, _("The indicator has been added.")):
        return redirect(made[0])
    return _page(request, form, None)


@require_http_methods(WAYS)
@desk_page
@for_bureau
def change(request: DeskRequest, indicator_id: int) -> HttpResponse:
    indicator = indicator_of(request, indicator_id)
    form = PassportForm(
        request.POST or None,
        authority=request.authority,
        version=newest_version(request.authority),
        indicator=indicator,
    )

    def save() -> None:
        operations.change_indicator(
            indicator=indicator,
            passport=form.passport,
            links=form.links,
            revision=form.cleaned_data["revision"] or 0,
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, save, _("The passport has been changed.")):
        return redirect(indicator)
    return _page(request, form, indicator)


@require_safe
@desk_page
@for_bureau
def measures(request: DeskRequest) -> HttpResponse:
    context = {"menu": "indicators", "measures": sources.measures_of(request.authority)}
    return render(request, "indicators/measures.html", context)


def _page(request: DeskRequest, form: PassportForm, indicator: Indicator | None) -> HttpResponse:
    context = {"menu": "indicators", "form": form, "indicator": indicator}
    status = 422 if form.errors else 200
    return render(request, "indicators/passport_form.html", context, status=status)
