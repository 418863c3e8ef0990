"""Who is let in to the advice desk, and which question a page is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from prevenio.advice import access
from prevenio.advice.models import Question
from prevenio.advice.queries.desk import questions_seen
from prevenio.people.doors import DeskRequest, desk_page, today

type View = Callable[..., HttpResponse]


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


def question_of(request: DeskRequest, question_id: int) -> Question:
    """A question that the person may see. Raises Http404."""
    seen = questions_seen(request.user, request.memberships, request.authority, today(request))
    rows = seen.select_related("authority", "topic", "municipality", "group", "body", "person")
    return get_object_or_404(rows, pk=question_id)
