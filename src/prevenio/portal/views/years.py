from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from prevenio.portal.choosing import nearest_year, year_choice
from prevenio.portal.progress import progress
from prevenio.portal.showing import PublicRequest, programme_detail, show
from prevenio.programme.queries.pinned import PublicProgramme
from prevenio.programme.queries.years import year_of, years_of
from prevenio.returns.queries.public import public_states


@programme_detail
def nearest(request: PublicRequest, shown: PublicProgramme) -> HttpResponse:
    today = timezone.localdate()
    year = nearest_year(years_of(shown.version, today=today), to=today.year)
    return redirect(f"{request.path}{year}/")


@programme_detail
def year(request: PublicRequest, shown: PublicProgramme, year: int) -> HttpResponse:
    page = year_of(shown.version, year=year, today=timezone.localdate())
    if page is None:
        raise Http404
    states = public_states(shown.version.programme, year=year)
    due = [one.action.lineage for one in page.actions]
    return show(
        request,
        shown,
        "year.html",
        menu="programme",
        page=page,
        years=year_choice(page.years, around=year),
        states=states,
        progress=progress(states, due) if states and due else None,
    )
