"""The library of good practice on the desk: list, one practice, writing it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest
from prevenio.region import project_access
from prevenio.region.forms.practices import NewPracticeForm, TellingForm, told_before
from prevenio.region.models import Evidence, Practice, PracticeState
from prevenio.region.operations import practices as operations
from prevenio.region.queries import practices as queries
from prevenio.region.views.doors import region_page
from prevenio.region.views.project_pages import Words, asked, crumb, sight

PER_PAGE = 40


@region_page
def practice_list(request: DeskRequest) -> HttpResponse:
    seen = sight(request)
    choice = choice_of(request)
    practices = queries.practices_seen(request.authority, seen)
    page = Paginator(queries.narrowed(practices, choice), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "menu": "region",
        "choice": choice,
        "page": page,
        "topics": queries.topics_of(practices),
        "evidences": Evidence.choices,
        "states": PracticeState.choices,
        "may_write": seen.keeps or queries.own_municipalities(request.authority, seen).exists(),
    }
    return render(request, "region/projects/practices.html", context)


@region_page
def practice_new(request: DeskRequest) -> HttpResponse:
    seen = sight(request)
    own = queries.own_municipalities(request.authority, seen)
    if not seen.keeps and not own:
        raise NotAllowed
    form = NewPracticeForm(
        request.POST or None, authority=request.authority, own=own, keeps=seen.keeps
    )
    above = crumb(_("Good practice"), "region:practices")
    return asked(
        request,
        form,
        lambda: operations.write_practice(
            authority=request.authority,
            municipality=form.cleaned_data["municipality"],
            told=form.told,
            by=request.user,
            at=timezone.now(),
        ),
        Words(
            _("Write about good practice"),
            _("Save"),
            _("What was the problem, what was done, what came of it. Name no person."),
        ),
        success=_("The practice has been saved."),
        back=above[1],
        crumbs=[above],
        leads_to=practice_address,
    )


@region_page
def practice(request: DeskRequest, practice_id: int) -> HttpResponse:
    found = practice_of(request, practice_id)
    seen = sight(request)
    may_write = project_access.can_write_practice(request.user, found, timezone.now())
    is_open = found.state in operations.OPEN_STATES
    is_own = found.municipality_id is None
    context = {
        "menu": "region",
        "practice": found,
        "files": found.files.order_by("pk"),
        "reuses": queries.reuses_of(found),
        "may_write": may_write and (is_open or is_own),
        "may_submit": may_write and is_open and not is_own,
        "may_share": seen.keeps
        and (found.state == PracticeState.SUBMITTED or (is_own and is_open)),
        "may_decide": seen.keeps,
        "may_reuse": found.state == PracticeState.SHARED
        and (seen.keeps or queries.own_municipalities(request.authority, seen).exists()),
    }
    return render(request, "region/projects/practice.html", context)


@region_page
def practice_change(request: DeskRequest, practice_id: int) -> HttpResponse:
    found = practice_of(request, practice_id)
    if not project_access.can_write_practice(request.user, found, timezone.now()):
        raise NotAllowed
    form = TellingForm(
        request.POST or None, authority=request.authority, initial=told_before(found)
    )
    address = practice_address(found)
    return asked(
        request,
        form,
        lambda: operations.change_practice(
            practice=found, told=form.told, by=request.user, at=timezone.now()
        ),
        Words(found.title, _("Save")),
        success=_("The practice has been changed."),
        back=address,
        crumbs=[crumb(_("Good practice"), "region:practices"), (found.title, address)],
    )


def practice_of(request: DeskRequest, practice_id: int) -> Practice:
    """A practice that the person may read. Raises Http404."""
    rows = queries.practices_seen(request.authority, sight(request))
    rows = rows.select_related("authority", "municipality", "contact").prefetch_related("topics")
    return get_object_or_404(rows, pk=practice_id)


def practice_address(found: Practice) -> str:
    """The address of a practice's page on the desk."""
    return reverse("region:practice", args=[found.pk])


def choice_of(request: DeskRequest) -> queries.Choice:
    """What the list is narrowed to; what is no choice narrows nothing."""
    evidence, state = request.GET.get("evidence", ""), request.GET.get("state", "")
    return queries.Choice(
        words=request.GET.get("q", "")[:100],
        topic=request.GET.get("topic", "")[:60],
        evidence=evidence if evidence in Evidence.values else "",
        state=state if state in PracticeState.values else "",
    )
