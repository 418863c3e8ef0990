"""Places in a project team."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest
from prevenio.region.forms.projects import PlaceForm
from prevenio.region.models import TeamMember
from prevenio.region.operations import teams as operations
from prevenio.region.views.project_pages import Words, asked, bureau_page
from prevenio.region.views.projects import around, project_of

FIELDS = ("person_name", "body_name", "department", "role", "is_public", "first_day", "last_day")


@bureau_page
def member_new(request: DeskRequest, project_id: int) -> HttpResponse:
    found = project_of(request, project_id)
    form = PlaceForm(request.POST or None, authority=request.authority)
    return asked(
        request,
        form,
        lambda: operations.add_team_member(
            project=found, place=form.place, by=request.user, at=timezone.now()
        ),
        Words(_("Add somebody to the team"), _("Add")),
        success=_("The team has one more member."),
        **around(found),
    )


@bureau_page
def member(request: DeskRequest, team_member_id: int) -> HttpResponse:
    rows = TeamMember.objects.filter(project__authority=request.authority)
    found = get_object_or_404(rows, pk=team_member_id)
    project = project_of(request, found.project_id)
    before = {name: getattr(found, name) for name in FIELDS}
    before |= {"body": found.body_id, "user": found.user_id}
    form = PlaceForm(request.POST or None, authority=request.authority, initial=before)
    return asked(
        request,
        form,
        lambda: operations.change_team_member(
            member=found, place=form.place, by=request.user, at=timezone.now()
        ),
        Words(found.person_name, _("Save"), _("Whoever leaves the team gets a last day.")),
        success=_("The place in the team has been changed."),
        **around(project),
    )
