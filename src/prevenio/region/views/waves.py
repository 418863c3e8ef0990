from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.region.forms.accession import CountForm, WaveForm
from prevenio.region.models import StatedCount, Wave
from prevenio.region.operations import waves as operations
from prevenio.region.queries import visible
from prevenio.region.queries.standings import by_wave, region_on
from prevenio.region.views.doors import MENU, form_page, region_page
from prevenio.region.views.trails import to_overview, to_waves
from prevenio.web.trying import done_by, from_a_button, tried


@region_page
def waves(request: DeskRequest) -> HttpResponse:
    seen = visible.waves_visible_to(request.memberships, request.authority)
    rows = list(seen.annotate(steps=Count("accession_steps")).order_by("on", "pk"))
    region = region_on(request.authority, today(request))
    joined = {one.wave: one.places for one in by_wave(rows, region.places) if one.wave}
    stated = visible.stated_counts_visible_to(request.memberships, request.authority)
    context = {
        "menu": MENU,
        "trail": to_overview(),
        "waves": [(one, joined.get(one, [])) for one in rows],
        "stated": stated.order_by("on", "pk"),
        "may_run": people.is_bureau(request.memberships),
    }
    return render(request, "region/waves.html", context)


@region_page
@for_bureau
def wave_new(request: DeskRequest) -> HttpResponse:
    form = WaveForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.add_wave(
            authority=request.authority, said=form.said, by=request.user, at=timezone.now()
        ),
        _("The wave has been added."),
    ):
        return redirect("region:waves")
    return form_page(request, form, title=_("New wave"), button=_("Add the wave"), trail=to_waves())


@region_page
@for_bureau
def wave(request: DeskRequest, wave_id: int) -> HttpResponse:
    found = _wave_of(request, wave_id)
    names = ("name", "on", "precision", "note", "is_published")
    form = WaveForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if done_by(
        request,
        form,
        lambda: operations.change_wave(
            wave=found, said=form.said, by=request.user, at=timezone.now()
        ),
        _("The wave has been changed."),
    ):
        return redirect("region:waves")
    return form_page(
        request,
        form,
        title=_("Change a wave"),
        note=found.name,
        button=_("Save the change"),
        trail=to_waves(),
    )


@region_page
@for_bureau
@from_a_button("region:waves")
def wave_removal(request: DeskRequest, wave_id: int) -> HttpResponse:
    found = _wave_of(request, wave_id)
    tried(
        request,
        lambda: operations.remove_wave(wave=found, by=request.user, at=timezone.now()),
        _("The wave has been removed."),
    )
    return redirect("region:waves")


@region_page
@for_bureau
def count_new(request: DeskRequest) -> HttpResponse:
    form = CountForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.state_count(
            authority=request.authority, said=form.said, by=request.user, at=timezone.now()
        ),
        _("The count has been taken over."),
    ):
        return redirect("region:waves")
    return form_page(
        request,
        form,
        title=_("A count that a document states"),
        note=_("Municipalities that it counts and nobody has named are added to the counts."),
        button=_("Take it over"),
        trail=to_waves(),
    )


@region_page
@for_bureau
@from_a_button("region:waves")
def count_removal(request: DeskRequest, count_id: int) -> HttpResponse:
    mine = StatedCount.objects.filter(authority=request.authority).select_related("authority")
    found = get_object_or_404(mine, pk=count_id)
    tried(
        request,
        lambda: operations.remove_count(count=found, by=request.user, at=timezone.now()),
        _("The count has been taken back."),
    )
    return redirect(reverse("region:waves"))


def _wave_of(request: DeskRequest, wave_id: int) -> Wave:
    seen = visible.waves_visible_to(request.memberships, request.authority)
    return get_object_or_404(seen, pk=wave_id)
