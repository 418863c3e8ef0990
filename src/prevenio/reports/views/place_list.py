"""The list of problem places on the desk: patrols see places, not single reports."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import pgettext, pgettext_lazy

from prevenio.people.doors import DeskRequest, today
from prevenio.reports import access, place_sheet
from prevenio.reports.models import PlaceState
from prevenio.reports.patrolling import AT, NOW, TONIGHT, Hours, hours_of
from prevenio.reports.queries import place_list, place_page
from prevenio.reports.queries.desk import narrowing_of
from prevenio.reports.views.doors import reports_page
from prevenio.web.keys import key_in

_PER_PAGE = 50
# What stands at a place at which residents say that it happens at the hours that were asked for.
_HOURS_WORDS = {
    NOW: pgettext_lazy("a problem place", "usually now"),
    TONIGHT: pgettext_lazy("a problem place", "usually tonight"),
    AT: pgettext_lazy("a problem place", "usually then"),
}


@reports_page
def overview(request: DeskRequest) -> HttpResponse:
    """The page that a patrol opens: where it happens at an hour, what was tried, on a map too."""
    seen = access.places_visible_to(request.memberships, request.authority)
    choice, day, at = _choice_of(request), today(request), timezone.now()
    found = place_list.narrowed(seen, choice)
    counts = place_list.counts(found)
    listed = place_list.page_of(
        found,
        choice,
        number=counts[choice.kind],
        per_page=_PER_PAGE,
        asked=request.GET.get("page"),
        today=day,
        at=at,
    )
    context = {
        "menu": "reports",
        "page": listed.page,
        "rows": listed.rows,
        "at_hours": listed.at_hours,
        "pills": [(kind, label, counts[kind]) for kind, label in _pills()],
        "choice": choice,
        "hours": _hours_pills(choice.hours),
        "asked": place_page.hours_in_words(choice.hours),
        "weekdays": list(enumerate(WEEKDAYS.values())),
        "day_hours": [(hour, f"{hour}–{hour + 1}") for hour in range(24)],
        "narrowing": narrowing_of(seen, request.authority, day),
        "bounds": place_list.around(listed.rows),
        "precincts": _kind_of(listed.rows),
        "hours_word": _HOURS_WORDS.get(choice.hours.kind, ""),
        "today": day,
    }
    return render(request, "reports/places.html", context)


@reports_page
def export_csv(request: DeskRequest) -> HttpResponse:
    """The list as it is narrowed, all pages of it, as a table."""
    choice, day = _choice_of(request), today(request)
    seen = access.places_visible_to(request.memberships, request.authority)
    found = place_list.narrowed(seen, choice)
    rows = place_list.every_row(found, choice, today=day, at=timezone.now())
    # Where places lie exactly is only for those who work on reports.
    name = f"{request.authority.slug}-problem-places-{day.isoformat()}.csv"
    return HttpResponse(
        place_sheet.csv_of(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _choice_of(request: DeskRequest) -> place_list.Choice:
    kind = request.GET.get("state", "")
    hour, weekday = key_in(request, "hour"), key_in(request, "weekday")
    local = timezone.localtime(timezone.now(), ZoneInfo(request.authority.time_zone))
    return place_list.Choice(
        kind=kind if kind in place_list.KINDS else place_list.OPEN,
        category=key_in(request, "category"),
        precinct=key_in(request, "precinct"),
        municipality=key_in(request, "municipality"),
        body=key_in(request, "body"),
        hours=hours_of(
            request.GET.get("when", ""),
            local,
            weekday=weekday if weekday in range(7) else None,
            hour=hour if hour in range(24) else None,
        ),
    )


def _kind_of(rows: Sequence[place_list.Row]) -> str:
    """The code of the kind of precincts that the map shows; empty where no place has one."""
    return next((row.place.precinct.kind.code for row in rows if row.place.precinct), "")


def _pills() -> Sequence[tuple[str, str]]:
    labels = [(key, str(label)) for key, label in PlaceState.choices]
    return [
        (place_list.OPEN, pgettext("problem places", "all open ones")),
        (place_list.REVIEW, pgettext("problem places", "a review is due")),
        *labels,
    ]


def _hours_pills(hours: Hours) -> Sequence[tuple[str, str]]:
    """The switch of hours; one that was typed in stands among them."""
    pills = [
        ("", pgettext("hours of problem places", "At any time")),
        (NOW, pgettext("hours of problem places", "Now")),
        (TONIGHT, pgettext("hours of problem places", "Tonight")),
    ]
    own = [(AT, str(place_page.hours_in_words(hours)))] if hours.kind == AT else []
    return [*pills, *own]
