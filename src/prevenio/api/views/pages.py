"""The description of the interface: for machines as OpenAPI, for people as a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from prevenio.api import formats
from prevenio.api.describing import description_of, parts_of
from prevenio.api.problems import not_there
from prevenio.api.views.answering import answered, problems_answer
from prevenio.api.views.interface import interface


@answered
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    body = formats.as_json(_described(request))
    return HttpResponse(body, content_type=formats.TYPES[formats.JSON])


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    described = _described(request)
    context = {"parts": parts_of(described).items(), "base": described["servers"][0]["url"]}
    return render(request, "api/page.html", context)


@csrf_exempt
@answered
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """What else may be asked for below the addresses of machines: told as machines are told."""
    return problems_answer(request, not_there().problems)


def _described(request: HttpRequest) -> dict[str, Any]:
    here = reverse("api:page")
    base = request.build_absolute_uri(here).removesuffix("api/")
    return description_of(interface, base)
