from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.places.wording import said
from prevenio.region.forms.readiness import ItemForm, MarkForm
from prevenio.region.models import ReadinessItem
from prevenio.region.operations import readiness as operations
from prevenio.region.views.doors import MENU, form_page, own_municipality, region_page
from prevenio.region.views.trails import to_municipality, to_overview, to_readiness
from prevenio.web.trying import done_by, from_a_button, tried


@region_page
def readiness(request: DeskRequest) -> HttpResponse:
    """The items that are asked of every municipality."""
    rows = ReadinessItem.objects.filter(authority=request.authority).order_by("position", "pk")
    context = {
        "menu": MENU,
        "trail": to_overview(),
        "items": [(one, said(one.texts), said(one.reasons)) for one in rows],
        "may_run": people.is_bureau(request.memberships),
    }
    return render(request, "region/readiness.html", context)


@region_page
@for_bureau
@from_a_button("region:readiness")
def readiness_default(request: DeskRequest) -> HttpResponse:
    tried(
        request,
        lambda: operations.load_default_items(
            authority=request.authority, by=request.user, at=timezone.now()
        ),
        _("The check-list has been begun. Change it as you need."),
    )
    return redirect("region:readiness")


@region_page
@for_bureau
def item_new(request: DeskRequest) -> HttpResponse:
    form = ItemForm(request.POST or None, initial={"is_asked": True, "is_required": True})
    if done_by(
        request,
        form,
        lambda: operations.add_item(
            authority=request.authority,
            said=form.said,
            language=_language(),
            by=request.user,
            at=timezone.now(),
        ),
        _("The item has been added."),
    ):
        return redirect("region:readiness")
    return form_page(
        request, form, title=_("New item"), button=_("Add the item"), trail=to_readiness()
    )


@region_page
@for_bureau
def item(request: DeskRequest, item_id: int) -> HttpResponse:
    mine = ReadinessItem.objects.filter(authority=request.authority)
    found = get_object_or_404(mine, pk=item_id)
    initial = {name: getattr(found, name) for name in ("counted", "is_required", "is_asked")}
    words = {"text": said(found.texts), "reason": said(found.reasons)}
    form = ItemForm(request.POST or None, initial={**initial, **words})
    if done_by(
        request,
        form,
        lambda: operations.change_item(
            item=found,
            said=form.said,
            language=_language(),
            by=request.user,
            at=timezone.now(),
        ),
        _("The item has been changed."),
    ):
        return redirect("region:readiness")
    return form_page(
        request,
        form,
        title=_("Change an item"),
        note=_("The words are those of the language in which you read this page."),
        button=_("Save the change"),
        trail=to_readiness(),
    )


@region_page
def readiness_mark(request: DeskRequest, municipality_id: int, item_id: int) -> HttpResponse:
    municipality = own_municipality(request, municipality_id)
    mine = ReadinessItem.objects.filter(authority=request.authority, is_asked=True, counted="")
    found = get_object_or_404(mine, pk=item_id)
    form = MarkForm(request.POST or None, initial={"on": today(request)})
    if done_by(
        request,
        form,
        lambda: operations.mark_item(
            municipality=municipality,
            item=found,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        ),
        _("It has been written down."),
    ):
        return redirect("region:municipality", municipality_id=municipality.pk)
    return form_page(
        request,
        form,
        title=said(found.texts),
        note=said(found.reasons),
        button=_("Write it down"),
        trail=to_municipality(municipality),
    )


def _language() -> str:
    return (get_language() or "en").split("-")[0]
