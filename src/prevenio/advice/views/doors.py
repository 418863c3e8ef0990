"""Who is let in to the advice desk, and which question a page is about."""

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prevenio.advice import access
from prevenio.advice.models import Question
from prevenio.advice.queries.desk import questions_seen
from prevenio.kernel.errors import NotAllowed
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, desk_page

type View = Callable[..., HttpResponse]
KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


def advice_page(view: View) -> View:
    """A page for whoever answers questions; others find nothing."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk_page
    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not access.has_advice(request.user, request.memberships, today(request)):
            raise Http404
        return view(request, **kwargs)

    return guarded


def for_bureau(view: View) -> View:
    """Refuse at the door who could only fill a form in for nothing."""

    @wraps(view)
    def guarded(request: DeskRequest, /, **kwargs: Any) -> HttpResponse:
        if not access.is_bureau(request.memberships):
            raise NotAllowed
        return view(request, **kwargs)

    return guarded


def today(request: DeskRequest) -> date:
    """The day by the authority's own clock."""
    return people.today_in(request.authority, timezone.now())


def question_of(request: DeskRequest, question_id: int) -> Question:
    """A question that the person may see. Raises Http404."""
    seen = questions_seen(request.user, request.memberships, request.authority, today(request))
    rows = seen.select_related("authority", "topic", "municipality", "group", "body", "person")
    return get_object_or_404(rows, pk=question_id)


def key_in(request: DeskRequest, name: str) -> int | None:
    """The number of a row in the address; None for anything else."""
    text = request.GET.get(name, "")
    return int(text) if KEY.fullmatch(text) else None
