from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms import AbbreviationForm
from prevenio.programme.operations.editing import abbreviations as operations
from prevenio.programme.queries import findings as queries
from prevenio.programme.views.doors import confirmation
from prevenio.programme.views.versions import version_of
from prevenio.web.refusals import sentence


@desk_page
@require_http_methods(["GET", "POST"])
def abbreviations(request: DeskRequest, version_id: int) -> HttpResponse:
    version = version_of(request, version_id)
    short = request.GET.get("short", "")
    initial = {"short": short, "name": queries.name_of_body(request.authority, short)}
    form = AbbreviationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_abbreviation(
                version=version, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("short", sentence(refusal))
        else:
            messages.success(request, _("The abbreviation is in the list now."))
            return redirect("programme:abbreviations", version.pk)
    context = {
        "menu": "programme",
        "version": version,
        "rows": version.abbreviations.order_by("position", "pk"),
        "form": form,
        "can_change": access.can_edit_programme(request.memberships) and version.is_editable,
    }
    status = 422 if form.errors else 200
    return render(request, "programme/abbreviations.html", context, status=status)


@desk_page
@require_http_methods(["GET", "POST"])
def remove_abbreviation(
    request: DeskRequest, version_id: int, abbreviation_id: int
) -> HttpResponse:
    version = version_of(request, version_id)
    row = get_object_or_404(version.abbreviations.select_related("version"), pk=abbreviation_id)
    if request.method == "GET":
        return confirmation(
            request,
            question=_("Remove “%(short)s” from the list of abbreviations?") % {"short": row.short},
            consequence=row.name or _("It has no full name."),
            button=_("Remove the abbreviation"),
            back=reverse("programme:abbreviations", args=[version_id]),
            version=version,
        )
    try:
        operations.remove_abbreviation(abbreviation=row, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The abbreviation has been removed from the draft."))
    return redirect("programme:abbreviations", version_id)
