from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms.acts import ActForm
from prevenio.programme.models import Act
from prevenio.programme.operations import acts as operations
from prevenio.programme.queries import acts as queries
from prevenio.web.refusals import sentence


@desk_page
@require_safe
def acts(request: DeskRequest) -> HttpResponse:
    page = queries.acts_page(request.authority, number=request.GET.get("page", "1"))
    return render(request, "programme/acts.html", {"menu": "programme", "page": page})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: DeskRequest, act_id: int) -> HttpResponse:
    thing = get_object_or_404(Act, pk=act_id, authority=request.authority)
    page = queries.act_page(thing)
    form = ActForm(request.POST or None, initial=_initial(page))
    if request.method == "POST" and form.is_valid():
        try:
            operations.complete_act(
                act=thing,
                values=form.act_values,
                signatories=form.cleaned_data["signatories"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The register has been brought up to date."))
            return redirect("programme:act", thing.pk)
    context = {
        "menu": "programme",
        "page": page,
        "form": form,
        "may_adopt": access.can_adopt_programme(request.memberships),
    }
    return render(request, "programme/act.html", context, status=422 if form.errors else 200)


def _initial(page: queries.ActPage) -> dict[str, Any]:
    names = [name for name in ActForm.base_fields if name not in {"legal_basis", "signatories"}]
    signed = [f"{name}, {office}" if office else name for name, office in page.signatories]
    return {name: getattr(page.act, name) for name in names} | {
        "legal_basis": "\n".join(page.act.legal_basis),
        "signatories": "\n".join(signed),
    }
