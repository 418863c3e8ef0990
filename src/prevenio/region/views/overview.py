from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from prevenio.kernel.text import fold
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, today
from prevenio.people.views.asking import searched_words
from prevenio.region import access
from prevenio.region.models import OF_MUNICIPALITIES, Standing
from prevenio.region.queries import visible, waiting
from prevenio.region.queries.accession import ledger_of, with_parties
from prevenio.region.queries.groups import group_rows, meetings_to_show, tasks_to_show
from prevenio.region.queries.milestones import timeline_rows
from prevenio.region.queries.readiness import readiness_of
from prevenio.region.queries.standings import Place, by_wave, region_on
from prevenio.region.views.doors import MENU, asked_day, municipality_of, region_page
from prevenio.region.views.trails import to_municipalities, to_overview
from prevenio.web.keys import key_in

PER_PAGE = 50
NEWEST = 5
NONE = "NONE"


@region_page
def overview(request: DeskRequest) -> HttpResponse:
    """The state of the whole project as of a day."""
    day = asked_day(request, "day", today(request))
    region = region_on(request.authority, day)
    waves = list(
        visible.waves_visible_to(request.memberships, request.authority).order_by("on", "pk")
    )
    sees_all = people.sees_all(request.memberships)
    context = {
        "menu": MENU,
        "region": region,
        "counts": region.counts,
        "is_today": day == today(request),
        "groups": by_wave(waves, region.places),
        "ahead": [one for one in waves if one.on is None or one.on > day],
        "preparing": _named(region.standing_at(Standing.PREPARING), sees_all=sees_all),
        "contacted": region.standing_at(Standing.CONTACTED) if sees_all else [],
        "sees_all": sees_all,
        "may_run": people.is_bureau(request.memberships),
        "own": [one for one in region.places if _is_own(request, one)],
        "waiting": waiting.waiting_for(request.memberships, request.authority, today(request)),
    }
    return render(request, "region/overview.html", context)


@region_page
def municipalities(request: DeskRequest) -> HttpResponse:
    """Every municipality with its standing; one that is another's only as far as it is shared."""
    day = asked_day(request, "day", today(request))
    region = region_on(request.authority, day)
    sees_all = people.sees_all(request.memberships)
    waves = visible.waves_visible_to(request.memberships, request.authority).order_by("on", "pk")
    seen = [one for one in region.places if sees_all or _is_shared(request, one)]
    standing, wave, words = _choice(request)
    found = [one for one in seen if _fits(one, standing, wave, words)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    known = {one.pk: one for one in waves}
    context = {
        "menu": MENU,
        "trail": to_overview(),
        "page": page,
        "rows": [
            (one, known.get(one.wave_id or 0), sees_all or _is_own(request, one)) for one in page
        ],
        "pills": _pills(seen),
        "total": len(seen),
        "standing": standing,
        "wave": wave,
        "words": words,
        "waves": known.values(),
        "day": day,
        "may_run": people.is_bureau(request.memberships),
    }
    return render(request, "region/municipalities.html", context)


@region_page
def municipality(request: DeskRequest, municipality_id: int) -> HttpResponse:
    """All that the region keeps about one municipality."""
    found, day = municipality_of(request, municipality_id), today(request)
    who, authority = request.memberships, request.authority
    groups = visible.groups_visible_to(who, authority, today=day).filter(municipality=found)
    meetings = visible.meetings_visible_to(who, authority, today=day)
    tasks = visible.tasks_visible_to(who, authority, today=day)
    declarations = visible.declarations_visible_to(who, authority)
    milestones = visible.milestones_visible_to(who, authority)
    context = {
        "menu": MENU,
        "trail": to_municipalities(),
        "municipality": found,
        "ledger": ledger_of(found, day),
        "readiness": readiness_of(found, day),
        "groups": group_rows(groups, day),
        "meetings": meetings_to_show(meetings.filter(group__municipality=found))[:NEWEST],
        "tasks": tasks_to_show(tasks.filter(group__municipality=found))[:NEWEST],
        "declarations": with_parties(declarations.filter(municipality=found)),
        "milestones": timeline_rows(milestones.filter(municipality=found)),
        "today": day,
        "may_run": people.is_bureau(who),
        "may_keep": access.may_keep(who, found),
    }
    return render(request, "region/municipality.html", context)


def _named(places: list[Place], *, sees_all: bool) -> list[Place]:
    return [one for one in places if sees_all or (one.step is not None and one.step.is_public)]


def _is_own(request: DeskRequest, place: Place) -> bool:
    return place.municipality.office_id in people.body_ids_of(request.memberships)


def _is_shared(request: DeskRequest, place: Place) -> bool:
    """What one municipality sees of another: that it is named on the public pages."""
    return _is_own(request, place) or (place.step is not None and place.step.is_public)


def _choice(request: DeskRequest) -> tuple[str, int | None, str]:
    asked = request.GET.get("standing", "")
    standing = asked if asked in {NONE, *OF_MUNICIPALITIES} else ""
    return standing, key_in(request, "wave"), searched_words(request)


def _fits(place: Place, standing: str, wave: int | None, words: str) -> bool:
    if standing and (place.standing or NONE) != standing:
        return False
    if wave is not None and place.wave_id != wave:
        return False
    return fold(words) in fold(f"{place.municipality.name} {place.municipality.code}")


def _pills(places: list[Place]) -> list[tuple[str, object, int]]:
    """Each standing with the number of municipalities in it."""
    return [
        (one.value, one.label, sum(place.standing == one for place in places))
        for one in OF_MUNICIPALITIES
    ]
