"""Projects: the list, one project with everything around it, its course, its umbrella."""

from typing import TypedDict

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, today
from prevenio.programme.forms import FORERUNNER
from prevenio.region import project_access
from prevenio.region.forms.projects import CourseForm, UmbrellaForm
from prevenio.region.gates import next_kind, standing_steps
from prevenio.region.models import Channel, Phase, Project
from prevenio.region.operations import teams as operations
from prevenio.region.queries import project_parts as parts
from prevenio.region.queries import projects as queries
from prevenio.region.views.doors import region_page
from prevenio.region.views.project_pages import Words, asked, bureau_page, crumb, sight
from prevenio.web.trying import from_a_button, tried

PER_PAGE = 50


class Around(TypedDict):
    """Where a form leads back to, and what stands above it."""

    back: str
    crumbs: list[tuple[str, str]]


@region_page
def project_list(request: DeskRequest) -> HttpResponse:
    said = request.GET.get("phase", "")
    choice = queries.Choice(
        words=request.GET.get("q", "")[:100],
        phase=said if said in Phase.values else "",
        is_mine=request.GET.get("mine") == "1",
    )
    seen = sight(request)
    counts = queries.phase_counts(request.authority, seen, choice, today=today(request))
    found = queries.projects_found(request.authority, seen, choice, today=today(request))
    paginator = Paginator(found, PER_PAGE)
    # One statement less: the counts know it already.
    paginator.__dict__["count"] = counts["FOUND"]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "menu": "region",
        "choice": choice,
        "page": page,
        "rows": queries.rows_of(page),
        "all": counts["ALL"],
        "mine": counts["MINE"],
        "pills": [(one, label, counts[one]) for one, label in Phase.choices if counts[one]],
        "seen": seen,
    }
    return render(request, "region/projects/list.html", context)


@bureau_page
@from_a_button("region:projects")
def taken_up(request: DeskRequest) -> HttpResponse:
    tried(
        request,
        lambda: operations.take_up_projects(
            authority=request.authority, by=request.user, at=timezone.now()
        ),
        _("The initiatives of the programme are now projects."),
    )
    return redirect("region:projects")


@region_page
def project(request: DeskRequest, project_id: int) -> HttpResponse:
    found = project_of(request, project_id)
    now = timezone.now()
    groups, channels = parts.coverage_of(found)
    steps = parts.gate_of(found)
    context = {
        "menu": "region",
        "project": found,
        "bodies": queries.bodies_of(found),
        "members_of_initiator": parts.initiators_members(found),
        "shares": parts.shares_of(found),
        "team": parts.team_of(found),
        "today": today(request),
        "groups": groups,
        "channels": [(one, [group.text in _reached(one) for group in groups]) for one in channels],
        "unreached": [
            one for one in groups if not any(one.text in _reached(each) for each in channels)
        ],
        "lecturers": parts.lecturers_of(found)[:100],
        "steps": steps,
        "next_step": next_kind(standing_steps(steps)),
        "umbrellas": parts.umbrella_of(found),
        "years": parts.years_of(found),
        "this_year": today(request).year,
        "priorities": parts.priorities_of(found),
        "reuses": parts.reuses_of(found),
        "may_edit": sight(request).keeps,
        "may_write": project_access.can_write_year(request.user, found, now),
    }
    return render(request, "region/projects/project.html", context)


@bureau_page
def course(request: DeskRequest, project_id: int) -> HttpResponse:
    found = project_of(request, project_id)
    before = {
        "phase": found.phase,
        "note": found.note,
        "initiator": found.initiator_id,
        "follows": found.follows_id,
        **{name: getattr(found, name) for name in FORERUNNER},
    }
    form = CourseForm(request.POST or None, authority=request.authority, initial=before)
    return asked(
        request,
        form,
        lambda: operations.change_course(
            project=found, course=form.course, by=request.user, at=timezone.now()
        ),
        Words(_("How far is the project?"), _("Save")),
        success=_("The project has been changed."),
        **around(found),
    )


@bureau_page
def umbrella(request: DeskRequest, project_id: int) -> HttpResponse:
    found = project_of(request, project_id)
    form = UmbrellaForm(request.POST or None, authority=request.authority)
    return asked(
        request,
        form,
        lambda: operations.move_under(
            project=found, umbrella=form.umbrella_said, by=request.user, at=timezone.now()
        ),
        Words(
            _("Move the project under an umbrella"),
            _("Write it down"),
            _("What was before stays in the history."),
        ),
        success=_("The move has been written down."),
        **around(found),
    )


def project_of(request: DeskRequest, project_id: int) -> Project:
    """A project that the person may see. Raises Http404."""
    seen = queries.projects_seen(request.authority, sight(request), today=today(request))
    rows = seen.select_related("authority", "initiative", "initiator", "follows__initiative")
    found = get_object_or_404(rows.distinct(), pk=project_id)
    queries.with_present([found], request.authority)
    return found


def around(project: Project) -> Around:
    """Where a form about a project leads back to, and what stands above it."""
    address = project_address(project)
    above = [crumb(_("Projects"), "region:projects"), (str(project), address)]
    return {"back": address, "crumbs": above}


def project_address(project: Project) -> str:
    """The address of a project's page."""
    return crumb("", "region:project", project_id=project.pk)[1]


def _reached(channel: Channel) -> set[str]:
    return {one.audience for one in channel.reaches.all()}
