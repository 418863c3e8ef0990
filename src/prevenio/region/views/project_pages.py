"""What the pages about projects share: who is let in, forms that do one thing, files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import NotAllowed
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.region.models.kept import WithFile
from prevenio.region.project_access import Sight, sight_of
from prevenio.region.views.serving import served
from prevenio.web.trying import done_by

type View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a form: its title, what it is about, its button."""

    title: str
    button: str
    note: str = ""


def project_page(view: View) -> View:
    """A page for everybody who is something in the authority; what one sees is narrowed inside."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk_page
    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        return view(request, **kwargs)

    return guarded


def register_page(view: View) -> View:
    """A page for the bureau and for readers; others find nothing."""

    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not sight(request).sees_all:
            raise Http404
        return view(request, **kwargs)

    return project_page(guarded)


def bureau_page(view: View) -> View:
    """A page for the bureau alone; readers are told so, others find nothing."""

    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not sight(request).keeps:
            raise NotAllowed
        return view(request, **kwargs)

    return register_page(guarded)


def sight(request: DeskRequest) -> Sight:
    """What the person of a request sees."""
    return sight_of(request.user, request.memberships)


def today(request: DeskRequest) -> date:
    """The day by the authority's own clock."""
    return people.today_in(request.authority, timezone.now())


def asked(
    request: DeskRequest,
    form: forms.Form,
    operation: Callable[[], Any],
    words: Words,
    *,
    success: str,
    back: str,
    crumbs: list[tuple[str, str]] | None = None,
    leads_to: Callable[[Any], str] | None = None,
    removal: str = "",
) -> HttpResponse:
    """Show a form; once it was sent and done, lead back, or to what came of it.

    `removal` is where a button beside the form removes the thing itself.
    """
    made: list[Any] = []
    if done_by(request, form, lambda: made.append(operation()), success):
        return redirect(leads_to(made[0]) if leads_to else back)
    context = {
        "menu": "region",
        "form": form,
        "words": words,
        "back": back,
        "crumbs": [(str(name), address) for name, address in crumbs or []],
        "removal": removal,
    }
    return render(request, "region/projects/form.html", context)


def crumb(name: object, page: str, **place: object) -> tuple[str, str]:
    """A step above a page: its words and its address."""
    return str(name), reverse(page, kwargs=place)


def file_of(row: WithFile) -> HttpResponse:
    """The file of a row, to be saved and not to be shown. Raises Http404."""
    return served(row.file, name=row.file_name, kind=row.file_kind)
