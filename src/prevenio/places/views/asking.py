"""A page that asks one thing, and what every page of the places needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from prevenio.people.access import is_bureau, today_in
from prevenio.people.doors import DeskRequest
from prevenio.places.models import Duty, Municipality, Precinct

type Crumbs = Sequence[tuple[str, str]]
PER_PAGE = 50


def today_of(request: DeskRequest) -> date:
    """The day that the authority's own clock shows."""
    return today_in(request.authority, timezone.now())


def is_keeper(request: DeskRequest) -> bool:
    """Whether the person keeps all places; only to show buttons: operations ask by themselves."""
    return is_bureau(request.memberships)


def ask(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: str,
    crumbs: Crumbs,
    submit: str,
    lead: str = "",
    template: str = "places/asking.html",
    **context: Any,
) -> HttpResponse:
    """A form on a page of its own; `crumbs` are addresses and words, the last the way back."""
    shown = {"menu": "places", "form": form, "title": title, "crumbs": crumbs, "submit": submit}
    return render(request, template, shown | {"lead": lead, "back": crumbs[-1][0]} | context)


def municipality_in(request: DeskRequest, municipality_id: int) -> Municipality:
    rows = Municipality.objects.select_related("authority", "office")
    return get_object_or_404(rows, pk=municipality_id, authority=request.authority)


def precinct_in(request: DeskRequest, precinct_id: int) -> Precinct:
    rows = Precinct.objects.select_related("authority", "kind", "municipality__authority")
    return get_object_or_404(rows, pk=precinct_id, authority=request.authority)


def duty_in(request: DeskRequest, duty_id: int) -> Duty:
    rows = Duty.objects.select_related(
        "authority", "kind", "body", "precinct__municipality__authority", "municipality__authority"
    )
    return get_object_or_404(rows, pk=duty_id, authority=request.authority)
