"""The page on which a programme as a whole is described."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms import ParticularsForm
from prevenio.programme.models import Programme, ProgrammeKind
from prevenio.programme.operations.particulars import change_particulars
from prevenio.programme.views.doors import for_editors
from prevenio.web.trying import done_by


@desk_page
@for_editors
@require_http_methods(["GET", "POST"])
def particulars(request: DeskRequest, programme_id: int) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=programme_id, authority=request.authority)
    kept = {name: getattr(programme, name) for name in ParticularsForm.base_fields}
    form = ParticularsForm(request.POST or None, initial=kept)
    if done_by(
        request,
        form,
        lambda: change_particulars(
            programme=programme,
            kind=ProgrammeKind(form.cleaned_data["kind"]),
            carried_on=form.carried_on,
            by=request.user,
            at=timezone.now(),
        ),
        _("What is said of the programme has been changed."),
    ):
        return redirect("programme:overview")
    context = {"menu": "programme", "programme": programme, "form": form}
    status = 422 if form.errors else 200
    return render(request, "programme/particulars.html", context, status=status)
