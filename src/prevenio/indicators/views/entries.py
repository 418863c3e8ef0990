"""Recording values, targets and breaks."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.indicators.forms import BreakForm, TargetForm, ValueForm, WithdrawForm
from prevenio.indicators.models import Indicator, IndicatorValue
from prevenio.indicators.operations import breaks as break_operations
from prevenio.indicators.operations import targets as target_operations
from prevenio.indicators.operations import values as value_operations
from prevenio.indicators.operations.refusals import ReasonMissing
from prevenio.indicators.views.doors import (
    WAYS,
    break_of,
    indicator_of,
    recorded_by,
    today,
    value_of,
)
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.web.trying import done_by, from_a_button, tried


@require_http_methods(WAYS)
@desk_page
def new_value(request: DeskRequest, indicator_id: int) -> HttpResponse:
    indicator = indicator_of(request, indicator_id)
    recorded_by(request, indicator)
    return _value_page(request, indicator, None)


@require_http_methods(WAYS)
@desk_page
def correct_value(request: DeskRequest, value_id: int) -> HttpResponse:
    value = value_of(request, value_id)
    recorded_by(request, value.indicator)
    return _value_page(request, value.indicator, value)


@require_http_methods(WAYS)
@desk_page
def withdraw_value(request: DeskRequest, value_id: int) -> HttpResponse:
    value = value_of(request, value_id)
    recorded_by(request, value.indicator)
    form = WithdrawForm(request.POST or None)

    def withdraw() -> None:
        reason = form.cleaned_data["reason"]
        value_operations.withdraw_value(
            value=value, reason=reason, by=request.user, at=timezone.now()
        )

    if done_by(request, form, withdraw, _("The value has been withdrawn.")):
        return redirect(value.indicator)
    return _page(request, form, value.indicator, "withdraw_form.html", value=value)


@require_http_methods(WAYS)
@desk_page
@for_bureau
def new_target(request: DeskRequest, indicator_id: int) -> HttpResponse:
    indicator = indicator_of(request, indicator_id)
    form = TargetForm(
        request.POST or None,
        authority=request.authority,
        initial={"first_year": today().year, "last_year": today().year},
    )

    def save() -> None:
        target_operations.set_target(
            indicator=indicator, **form.cleaned_data, by=request.user, at=timezone.now()
        )

    if done_by(request, form, save, _("The entry has been added to the ledger.")):
        return redirect(indicator)
    return _page(request, form, indicator, "target_form.html")


@require_http_methods(WAYS)
@desk_page
@for_bureau
def new_break(request: DeskRequest, indicator_id: int) -> HttpResponse:
    indicator = indicator_of(request, indicator_id)
    form = BreakForm(request.POST or None)

    def save() -> None:
        break_operations.add_break(
            indicator=indicator, **form.cleaned_data, by=request.user, at=timezone.now()
        )

    if done_by(request, form, save, _("The break has been recorded.")):
        return redirect(indicator)
    return _page(request, form, indicator, "break_form.html")


@desk_page
@from_a_button("indicators:list")
def confirm_break(request: DeskRequest, break_id: int) -> HttpResponse:
    one = break_of(request, break_id)
    tried(
        request,
        lambda: break_operations.confirm_break(one=one, by=request.user, at=timezone.now()),
        _("The break holds: nothing is compared across it."),
    )
    return redirect(one.indicator)


@desk_page
@from_a_button("indicators:list")
def dismiss_break(request: DeskRequest, break_id: int) -> HttpResponse:
    one = break_of(request, break_id)
    tried(
        request,
        lambda: break_operations.dismiss_break(one=one, by=request.user, at=timezone.now()),
        _("The break is dismissed: values are compared."),
    )
    return redirect(one.indicator)


def _value_page(
    request: DeskRequest, indicator: Indicator, value: IndicatorValue | None
) -> HttpResponse:
    form = ValueForm(request.POST or None, indicator=indicator, today=today(), value=value)

    def save() -> None:
        try:
            value_operations.record_value(
                indicator=indicator,
                figure=form.figure,
                reason=form.cleaned_data["reason"],
                instead_of=form.cleaned_data["instead_of"],
                by=request.user,
                at=timezone.now(),
            )
        except ReasonMissing:
            _remember_current(form)
            raise

    if done_by(request, form, save, _("The value has been recorded.")):
        return redirect(indicator)
    return _page(request, form, indicator, "value_form.html", value=value)


def _remember_current(form: ValueForm) -> None:
    """Say with the form which value is corrected once the reason is there."""
    figure = form.figure
    current = value_operations.current_value(form.indicator, figure.span, figure.breakdown)
    form.data = {**dict(form.data.items()), "instead_of": str(current.pk) if current else ""}


def _page(
    request: DeskRequest,
    form: ValueForm | TargetForm | BreakForm | WithdrawForm,
    indicator: Indicator,
    template: str,
    **more: object,
) -> HttpResponse:
    context = {"menu": "indicators", "form": form, "indicator": indicator, **more}
    status = 422 if form.errors else 200
    return render(request, f"indicators/{template}", context, status=status)
