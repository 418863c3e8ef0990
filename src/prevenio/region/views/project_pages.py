"""What the pages about projects share: who is let in, forms that do one thing, files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from prevenio.people.doors import DeskRequest, for_bureau
from prevenio.region.models.kept import WithFile
from prevenio.region.project_access import Sight, sight_of
from prevenio.region.views.doors import View, region_page
from prevenio.region.views.serving import served
from prevenio.web.trying import done_by


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a form: its title, what it is about, its button."""

    title: str
    button: str
    note: str = ""


def register_page(view: View) -> View:
    """A page for the bureau and for readers; others find nothing."""

    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not sight(request).sees_all:
            raise Http404
        return view(request, **kwargs)

    return region_page(guarded)


def bureau_page(view: View) -> View:
    """A page for the bureau alone; readers are told so, others find nothing."""
    return register_page(for_bureau(view))


def sight(request: DeskRequest) -> Sight:
    """What the person of a request sees."""
    return sight_of(request.user, request.memberships)


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
