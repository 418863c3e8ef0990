from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms import WaiverForm
from prevenio.programme.models import ProgrammeVersion, Waiver
from prevenio.programme.operations import waivers as operations
from prevenio.programme.queries import findings as queries
from prevenio.programme.views.doors import for_editors
from prevenio.web.refusals import sentence


@desk_page
@require_safe
def check(request: DeskRequest, version_id: int) -> HttpResponse:
    version = _version(request, version_id)
    page = queries.check_page(
        version,
        language=get_language() or "en",
        severity=request.GET.get("severity", ""),
        place=request.GET.get("place", ""),
        code=request.GET.get("rule", ""),
    )
    context = {
        "menu": "programme",
        "version": version,
        "page": page,
        "checked_at": timezone.now(),
        "may_edit": access.can_edit_programme(request.memberships),
    }
    return render(request, "programme/check.html", context)


@desk_page
@for_editors
@require_http_methods(["GET", "POST"])
def waive(request: DeskRequest, version_id: int) -> HttpResponse:
    version = _version(request, version_id)
    fingerprint = request.POST.get("finding") or request.GET.get("finding", "")
    checked = queries.finding_at(version, fingerprint, get_language() or "en")
    if checked is None:
        raise Http404
    form = WaiverForm(request.POST or None)
    back = _page_of_check(request, version)
    if request.method == "POST" and form.is_valid():
        try:
            operations.waive_finding(
                programme=version.programme,
                code=checked.finding.code,
                fingerprint=fingerprint,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, _("The finding is let stand. The reason stays in sight."))
        return redirect(back)
    context = {
        "menu": "programme",
        "version": version,
        "checked": checked,
        "form": form,
        "back": back,
    }
    return render(request, "programme/waive.html", context, status=422 if form.errors else 200)


@desk_page
@require_http_methods(["POST"])
def withdraw(request: DeskRequest, waiver_id: int) -> HttpResponse:
    waiver = get_object_or_404(
        Waiver.objects.filter(programme__authority=request.authority), pk=waiver_id
    )
    try:
        operations.withdraw_waiver(waiver=waiver, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The finding counts again."))
    version = queries.newest_version_of(waiver.programme)
    return redirect("programme:check", version.pk)


def _page_of_check(request: DeskRequest, version: ProgrammeVersion) -> str:
    """The check as it was narrowed when the finding was chosen."""
    asked = {name: request.GET[name] for name in ("severity", "place") if request.GET.get(name)}
    return reverse("programme:check", args=[version.pk]) + (f"?{urlencode(asked)}" if asked else "")


def _version(request: DeskRequest, version_id: int) -> ProgrammeVersion:
    versions = ProgrammeVersion.objects.filter(programme__authority=request.authority)
    return get_object_or_404(
        versions.select_related("programme__authority", "source", "act"), pk=version_id
    )
