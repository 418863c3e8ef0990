"""Lecturers that projects trained, and the sessions they held."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.activities.models import Activity, ActivityState
from prevenio.people.doors import DeskRequest, today
from prevenio.region.forms.projects import LecturerForm
from prevenio.region.models import Lecturer, LecturerSession
from prevenio.region.operations import lecturers as operations
from prevenio.region.queries.registers import lecturers_found
from prevenio.region.views.project_pages import Words, asked, bureau_page, register_page, sight
from prevenio.region.views.projects import around, project_of
from prevenio.web.trying import from_a_button, tried

PER_PAGE = 50
FIELDS = ("person_name", "trained_on", "trained_by", "may_be_named", "last_day")


@register_page
def lecturer_list(request: DeskRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    found = lecturers_found(request.authority, today=today(request), words=words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"menu": "region", "page": page, "words": words}
    return render(request, "region/projects/lecturers.html", context)


@bureau_page
def lecturer_new(request: DeskRequest, project_id: int) -> HttpResponse:
    found = project_of(request, project_id)
    form = LecturerForm(request.POST or None, authority=request.authority)
    return asked(
        request,
        form,
        lambda: operations.add_lecturer(
            project=found, training=form.training, by=request.user, at=timezone.now()
        ),
        Words(_("Add a lecturer"), _("Add")),
        success=_("The lecturer has been added."),
        **around(found),
    )


@register_page
def lecturer(request: DeskRequest, lecturer_id: int) -> HttpResponse:
    found = _lecturer_of(request, lecturer_id)
    held = found.held.select_related("activity__kind").order_by("-activity__last_day", "-pk")
    page = Paginator(held, PER_PAGE).get_page(request.GET.get("page"))
    may_edit = sight(request).keeps
    context = {
        "menu": "region",
        "lecturer": found,
        "page": page,
        "may_edit": may_edit,
        "offered": _offered(found) if may_edit else [],
    }
    return render(request, "region/projects/lecturer.html", context)


@bureau_page
def lecturer_change(request: DeskRequest, lecturer_id: int) -> HttpResponse:
    found = _lecturer_of(request, lecturer_id)
    before = {name: getattr(found, name) for name in FIELDS} | {"body": found.body_id}
    form = LecturerForm(request.POST or None, authority=request.authority, initial=before)
    return asked(
        request,
        form,
        lambda: operations.change_lecturer(
            lecturer=found, training=form.training, by=request.user, at=timezone.now()
        ),
        Words(found.person_name, _("Save")),
        success=_("The lecturer has been changed."),
        **around(project_of(request, found.project_id)),
    )


@bureau_page
@from_a_button("region:lecturer", "lecturer_id")
def session_added(request: DeskRequest, lecturer_id: int) -> HttpResponse:
    found = _lecturer_of(request, lecturer_id)
    key = request.POST.get("activity", "")
    wanted = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    activity = get_object_or_404(Activity, pk=wanted, authority=request.authority)
    tried(
        request,
        lambda: operations.link_session(
            lecturer=found, activity=activity, by=request.user, at=timezone.now()
        ),
        _("The session counts for the lecturer."),
    )
    return redirect("region:lecturer", found.pk)


@bureau_page
@from_a_button("region:lecturer", "lecturer_id")
def session_removed(request: DeskRequest, lecturer_id: int, session_id: int) -> HttpResponse:
    found = _lecturer_of(request, lecturer_id)
    session = get_object_or_404(LecturerSession, pk=session_id, lecturer=found)
    tried(
        request,
        lambda: operations.unlink_session(session=session, by=request.user, at=timezone.now()),
        _("The session no longer counts for the lecturer."),
    )
    return redirect("region:lecturer", found.pk)


def _lecturer_of(request: DeskRequest, lecturer_id: int) -> Lecturer:
    rows = Lecturer.objects.filter(project__authority=request.authority)
    return get_object_or_404(rows.select_related("body", "project__initiative"), pk=lecturer_id)


def _offered(lecturer: Lecturer) -> list[Activity]:
    """Activities of the project since the training that are not yet counted, the newest first."""
    done = Activity.objects.filter(
        authority=lecturer.project.authority_id,
        initiative__lineage=lecturer.project.lineage,
        state=ActivityState.DONE,
        last_day__gte=lecturer.trained_on,
    )
    left = done.exclude(pk__in=lecturer.held.values("activity_id")).select_related("kind")
    return list(left.order_by("-last_day", "-pk")[:200])
