"""The desk's pages about what an office says of itself."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.people import access, operations, queries
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.site_forms import ImprintForm, StatementForm
from prevenio.web.trying import done_by


@require_safe
@desk_page
def site(request: DeskRequest) -> HttpResponse:
    """What the site says of the office, and what is missing."""
    context = {
        "imprint": queries.imprint_of(request.authority),
        "statements": queries.statements_of(request.authority, today=timezone.localdate()),
        "may_manage": access.can_manage_authority(request.memberships),
    }
    return render(request, "people/site.html", context)


@require_http_methods(["GET", "POST"])
@desk_page
def imprint(request: DeskRequest) -> HttpResponse:
    _managers_only(request)
    kept = queries.imprint_of(request.authority)
    form = ImprintForm(request.POST or None, initial=_initial(ImprintForm, kept))
    if done_by(
        request,
        form,
        lambda: operations.change_imprint(
            authority=request.authority,
            values=form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        ),
        _("The imprint has been saved."),
    ):
        return redirect(reverse("people:site"))
    return render(request, "people/imprint.html", {"form": form})


@require_http_methods(["GET", "POST"])
@desk_page
def statement(request: DeskRequest, language: str) -> HttpResponse:
    _managers_only(request)
    if language not in request.authority.languages:
        raise Http404
    kept = queries.statement_of(request.authority, language)
    form = StatementForm(request.POST or None, initial=_initial(StatementForm, kept))
    if done_by(
        request,
        form,
        lambda: operations.state_accessibility(
            authority=request.authority,
            language=language,
            values=form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        ),
        _("The accessibility statement has been saved."),
    ):
        return redirect(reverse("people:site"))
    context = {"form": form, "spoken": get_language_info(language)["name_translated"]}
    return render(request, "people/statement.html", context)


def _managers_only(request: DeskRequest) -> None:
    if not access.can_manage_authority(request.memberships):
        raise Http404


def _initial(form: type[ImprintForm | StatementForm], kept: object | None) -> dict[str, object]:
    return {name: getattr(kept, name) for name in form.base_fields} if kept else {}
