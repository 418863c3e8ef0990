from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from prevenio.activities import access, sheets
from prevenio.activities.models import Activity, ActivityState
from prevenio.activities.queries.lists import (
    Choice,
    activities_found,
    choices_of,
    totals_by_role,
    with_people,
)
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.views.asking import searched_words
from prevenio.programme.models import Action
from prevenio.web.forms import DayField
from prevenio.web.keys import key_in

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@desk_page
def activity_list(request: DeskRequest) -> HttpResponse:
    choice = choice_of(request)
    seen = access.activities_visible_to(request.memberships, request.authority)
    found = activities_found(seen, choice)
    page = Paginator(with_people(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "activities",
        "choice": choice,
        "choices": choices_of(request.authority),
        "states": ActivityState.choices,
        "totals": totals_by_role(found),
        "page": page,
        "action": _action(request, choice),
        "may_record": access.may_record(request.memberships),
        "sees_all": people.sees_all(request.memberships),
        "may_read_kinds": access.may_read_kinds(request.memberships),
    }
    return render(request, "activities/list.html", context)


@require_safe
@desk_page
def export_xlsx(request: DeskRequest) -> HttpResponse:
    content = sheets.workbook_of(_found(request))
    return HttpResponse(content, content_type=XLSX, headers=_headers(request, "xlsx"))


@require_safe
@desk_page
def export_csv(request: DeskRequest) -> HttpResponse:
    content = b"".join(sheets.csv_of(_found(request)))
    headers = _headers(request, "csv")
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def choice_of(request: HttpRequest) -> Choice:
    """What the address asks for; nonsense in it asks for nothing."""
    state = request.GET.get("state", "")
    return Choice(
        kind=key_in(request, "kind"),
        body=key_in(request, "body"),
        area=key_in(request, "area"),
        action=_lineage(request.GET.get("action", "")),
        initiative=key_in(request, "initiative"),
        municipality=key_in(request, "municipality"),
        state=state if state in ActivityState.values else "",
        first_day=_day(request.GET.get("first_day", "")),
        last_day=_day(request.GET.get("last_day", "")),
        words=searched_words(request),
    )


def _found(request: DeskRequest) -> QuerySet[Activity]:
    seen = access.activities_visible_to(request.memberships, request.authority)
    return activities_found(seen, choice_of(request))


def _action(request: DeskRequest, choice: Choice) -> Action | None:
    """The action that the list is narrowed to, in its newest wording."""
    if choice.action is None:
        return None
    known = Action.objects.filter(
        lineage=choice.action, version__programme__authority=request.authority
    )
    return known.order_by("-version_id").first()


def _headers(request: DeskRequest, ending: str) -> dict[str, str]:
    # Translators: a part of a file's name
    name = f"{request.authority.slug}-{pgettext('name of a file', 'activities')}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return {"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"}


def _lineage(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        day: date | None = DayField(required=False).clean(text)
    except ValidationError:
        return None
    return day
