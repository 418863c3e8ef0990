from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Max, Min, Q
from django.http import Http404, HttpResponse
from django.utils import timezone

from prevenio.activities.models import Activity
from prevenio.activities.queries.public import (
    PublicTotal,
    public_activities,
    public_totals,
    public_totals_of,
)
from prevenio.portal.choosing import nearest_year, year_choice
from prevenio.portal.doing import held_in, sums_across_kinds
from prevenio.portal.showing import PublicRequest, programme_detail, show
from prevenio.programme.models import Action
from prevenio.programme.queries.pinned import PublicProgramme

PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address narrows the list to."""

    year: int
    action: Action | None


@programme_detail
def overview(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    everything = public_activities(authority=request.authority)
    years = _years(request.authority.pk)
    asked = _asked(request, shown, years)
    found = everything.filter(last_day__year=asked.year)
    if asked.action is not None:
        found = found.filter(lineage=asked.action.lineage)
    totals = public_totals_of(found)
    return show(
        request,
        shown,
        "activities.html",
        menu="programme",
        asked=asked,
        years=year_choice(years, around=asked.year),
        page=Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        held=held_in(totals),
        sums=sums_across_kinds(totals),
    )


@programme_detail
def totals(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    years = _years(request.authority.pk)
    asked = _asked(request, shown, years)
    rows = public_totals(authority=request.authority, year=asked.year)
    return show(
        request,
        shown,
        "activity_totals.html",
        menu="programme",
        asked=asked,
        years=year_choice(years, around=asked.year),
        rows=_by_kind(rows),
    )


def _by_kind(rows: Sequence[PublicTotal]) -> list[PublicTotal]:
    """The numbers of one kind beside each other, in the order of the catalogue."""
    kinds = list(dict.fromkeys(one.kind_key for one in rows if one.kind_key))
    return sorted((one for one in rows if one.kind_key), key=lambda one: kinds.index(one.kind_key))


def _years(authority_id: int) -> list[int]:
    """The years in which something was done, without gaps; this year if nothing was."""
    done = Activity.objects.filter(Q(state="DONE"), authority_id=authority_id)
    span = done.aggregate(first=Min("last_day"), last=Max("last_day"))
    today: date = timezone.localdate()
    first, last = span["first"] or today, span["last"] or today
    return list(range(first.year, last.year + 1))


def _asked(request: PublicRequest, shown: PublicProgramme, years: list[int]) -> Asked:
    said = request.GET.get("year", "")
    is_year = said.isascii() and said.isdigit() and len(said) == 4
    year = int(said) if is_year else nearest_year(years, to=timezone.localdate().year)
    action = None
    if code := request.GET.get("action", ""):
        action = shown.version.actions.filter(code=code).order_by("pk").first()
        if action is None:
            raise Http404
    return Asked(year, action)
