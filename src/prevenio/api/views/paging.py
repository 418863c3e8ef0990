"""Pages of long answers, with the links of RFC 8288 to the pages before and after."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse


def page_of[M: Model](rows: QuerySet[M], page: int, size: int) -> tuple[Sequence[M], bool]:
    """One page, and whether there are more. One statement: nothing is counted."""
    start = (page - 1) * size
    found = list(rows[start : start + size + 1])
    return found[:size], len(found) > size


def linked(request: HttpRequest, answer: HttpResponse, page: int, *, is_more: bool) -> HttpResponse:
    links = [_link(request, page - 1, "prev")] if page > 1 else []
    if is_more:
        links.append(_link(request, page + 1, "next"))
    if links:
        answer.headers["Link"] = ", ".join(links)
    return answer


def _link(request: HttpRequest, page: int, relation: str) -> str:
    query: Any = request.GET.copy()
    query["page"] = page
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return f'<{address}>; rel="{relation}"'
