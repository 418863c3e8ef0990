"""What happens to a practice: handed in, sent back, shared, released, taken over; its files."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest
from prevenio.region import project_access
from prevenio.region.forms.choosing import upload_of
from prevenio.region.forms.practices import PracticeFileForm, ReuseForm
from prevenio.region.forms.projects import ReasonForm
from prevenio.region.models import Practice, PracticeFile
from prevenio.region.operations import practice_files, practices
from prevenio.region.queries.practices import own_municipalities
from prevenio.region.views.doors import region_page
from prevenio.region.views.practices import practice_address, practice_of
from prevenio.region.views.project_pages import Words, asked, bureau_page, crumb, file_of, sight
from prevenio.web.trying import from_a_button, tried


@region_page
@from_a_button("region:practice", "practice_id")
def practice_submitted(request: DeskRequest, practice_id: int) -> HttpResponse:
    return _moved(request, practice_id, practices.submit_practice, _("The bureau has it now."))


@bureau_page
@from_a_button("region:practice", "practice_id")
def practice_shared(request: DeskRequest, practice_id: int) -> HttpResponse:
    success = _("All municipalities can now read the practice.")
    return _moved(request, practice_id, practices.share_practice, success)


@bureau_page
@from_a_button("region:practice", "practice_id")
def practice_released(request: DeskRequest, practice_id: int) -> HttpResponse:
    success = _("Residents can now read the practice.")
    return _moved(request, practice_id, practices.release_practice, success)


@bureau_page
@from_a_button("region:practice", "practice_id")
def practice_hidden(request: DeskRequest, practice_id: int) -> HttpResponse:
    success = _("Residents can no longer read the practice.")
    return _moved(request, practice_id, practices.hide_practice, success)


@bureau_page
def practice_sent_back(request: DeskRequest, practice_id: int) -> HttpResponse:
    found = practice_of(request, practice_id)
    form = ReasonForm(request.POST or None)
    return asked(
        request,
        form,
        lambda: practices.send_back_practice(
            practice=found,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        ),
        Words(_("Send the practice back"), _("Send it back"), _("What is missing?")),
        success=_("The practice has been sent back."),
        back=practice_address(found),
        crumbs=_above(found),
    )


@region_page
def practice_reused(request: DeskRequest, practice_id: int) -> HttpResponse:
    found = practice_of(request, practice_id)
    seen = sight(request)
    own = own_municipalities(request.authority, seen)
    if not seen.keeps and not own:
        raise NotAllowed
    form = ReuseForm(request.POST or None, authority=request.authority, own=own, keeps=seen.keeps)
    return asked(
        request,
        form,
        lambda: practices.reuse_practice(
            practice=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        Words(_("Who took the practice over?"), _("Write it down"), found.title),
        success=_("The reuse has been written down."),
        back=practice_address(found),
        crumbs=_above(found),
    )


@region_page
def practice_file_new(request: DeskRequest, practice_id: int) -> HttpResponse:
    found = practice_of(request, practice_id)
    if not project_access.can_write_practice(request.user, found, timezone.now()):
        raise NotAllowed
    form = PracticeFileForm(request.POST or None, request.FILES or None)

    def add() -> PracticeFile:
        sent = upload_of(form, settings.DOCUMENT_LIMIT)
        # The form asks for a file.
        assert sent is not None
        return practice_files.add_practice_file(
            practice=found, sent=sent, by=request.user, at=timezone.now()
        )

    return asked(
        request,
        form,
        add,
        Words(_("Add a file"), _("Add"), found.title),
        success=_("The file has been added."),
        back=practice_address(found),
        crumbs=_above(found),
    )


@region_page
def practice_file(request: DeskRequest, practice_id: int, practice_file_id: int) -> HttpResponse:
    return file_of(_file_of(request, practice_id, practice_file_id))


@region_page
@from_a_button("region:practice", "practice_id")
def practice_file_removed(
    request: DeskRequest, practice_id: int, practice_file_id: int
) -> HttpResponse:
    found = _file_of(request, practice_id, practice_file_id)
    tried(
        request,
        lambda: practice_files.remove_practice_file(file=found, by=request.user, at=timezone.now()),
        _("The file has been removed."),
    )
    return redirect("region:practice", practice_id)


def _file_of(request: DeskRequest, practice_id: int, practice_file_id: int) -> PracticeFile:
    found = practice_of(request, practice_id)
    return get_object_or_404(PracticeFile, pk=practice_file_id, practice=found)


def _moved(
    request: DeskRequest, practice_id: int, operation: Callable[..., object], success: str
) -> HttpResponse:
    found = practice_of(request, practice_id)
    tried(
        request,
        lambda: operation(practice=found, by=request.user, at=timezone.now()),
        success,
    )
    return redirect("region:practice", found.pk)


def _above(found: Practice) -> list[tuple[str, str]]:
    return [
        crumb(_("Good practice"), "region:practices"),
        (found.title, practice_address(found)),
    ]
