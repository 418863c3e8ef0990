from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.activities.access import may_record
from prevenio.desk import first_day, queries
from prevenio.desk.access import can_read_journal
from prevenio.desk.changes import changes_for
from prevenio.desk.clock import clock_of
from prevenio.desk.duties import duties_of
from prevenio.desk.reporting import Reporting, reporting_of
from prevenio.desk.work_done import work_done
from prevenio.kernel.working_days import working_days_until
from prevenio.people import access, addresses
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.models import Authority
from prevenio.programme.queries.pinned import bodies_in
from prevenio.web.strips import Part

MOST_BODIES = 10
# Month names in the genitive where the language has one.
WEEKDAY_AND_DAY = {"pl": "l, j E", "cs": "l j. E", "en": "l, j F"}


@require_safe
@desk_page
def home(request: DeskRequest) -> HttpResponse:
    authority, memberships = request.authority, request.memberships
    state = queries.state_of(authority=authority, user=request.user, at=timezone.now())
    work = queries.work_of(authority=authority)
    reporting = reporting_of(authority=authority, memberships=memberships, today=localdate())
    done = work_done(
        authority=authority, user=request.user, memberships=memberships, today=localdate()
    )
    form_of_day = WEEKDAY_AND_DAY[get_language() or "en"]
    context: dict[str, object] = {
        "menu": "desk",
        "weekday": capfirst(date_format(localdate(), form_of_day)),
        "duties": duties_of(memberships, state, work, reporting, done),
    }
    is_public = queries.Step.PUBLICATION in state.done
    if access.can_manage_authority(memberships) and not is_public:
        context |= first_day_context(authority, state)
        return render(request, "desk/first_day.html", context)
    context["public_version"] = shown = queries.public_version(work)
    context["shown_bodies"] = bodies_in(shown.pk, access.body_ids_of(memberships)) if shown else ()
    context["records"] = may_record(memberships)
    context["sees_journal"] = can_read_journal(memberships)
    context["changes"] = changes_for(
        request.user, authority=authority, memberships=memberships, at=timezone.now()
    )
    context |= returns_context(authority, reporting)
    if reporting.sees_all:
        context["deadlines"] = clock_of(
            authority=authority,
            planned=state.planned_review,
            boards=reporting.boards,
            today=localdate(),
        )
    return render(request, "desk/home.html", context)


@require_safe
@desk_page
def rooms(request: DeskRequest) -> HttpResponse:
    """Every room of the desk; the bar above holds only those of every day."""
    return render(request, "desk/rooms.html", {"menu": "rooms"})


def returns_context(authority: Authority, reporting: Reporting) -> dict[str, object]:
    """The cards about returns: what is late, the board of the newest period, one's own."""
    newest = reporting.newest
    left = None
    if newest is not None and newest.due_on is not None:
        left = working_days_until(newest.due_on, today=localdate(), country=authority.country)
    return {
        "reporting": reporting,
        "today": localdate(),
        "board": newest.shortened(MOST_BODIES) if newest else None,
        "left": left,
    }


def first_day_context(authority: Authority, state: queries.State) -> dict[str, object]:
    """The set-up list with its strip; done steps solid, the next one hatched."""
    done, total = len(state.done), len(queries.Step)
    sample = queries.sample_authority(but=authority)
    return {
        "rows": first_day.rows_of(state),
        "done": done,
        "total": total,
        "parts": [
            Part("done", done, _("done")),
            Part("going", 1, _("next")),
            Part("open", total - done - 1, _("later")),
        ],
        "sample": addresses.address("portal:home", authority=sample) if sample else "",
    }
