from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.people.models import Body
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import operations
from prevenio.reviews.papers import making
from prevenio.reviews.papers.body import from_plain
from prevenio.reviews.queries import statements as queries
from prevenio.reviews.views.doors import may_assess, period_of, review_page
from prevenio.reviews.views.files import file_answer, file_name
from prevenio.reviews.views.papers import KINDS
from prevenio.web.trying import from_a_button, tried

PER_PAGE = 50


@review_page
def body_list(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    page = Paginator(queries.bodies_of(period), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "reviews",
        "period": period,
        "page": page,
        "rows": queries.with_statements(period, list(page)),
        "may_edit": may_assess(request),
    }
    return render(request, "reviews/bodies.html", context)


@review_page
def statement(request: DeskRequest, period_id: int, body_id: int, ending: str) -> HttpResponse:
    period = period_of(request, period_id)
    body = _body_of(period, body_id)
    made = making.body_statement(period, body, ending)
    return file_answer(made.content, KINDS[ending], _name(period, body, ending))


@review_page
@for_bureau
@from_a_button("reviews:bodies", "period_id")
def release(request: DeskRequest, period_id: int, body_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    body = _body_of(period, body_id)
    tried(
        request,
        lambda: operations.release_statement(
            period=period, body=body, by=request.user, at=timezone.now()
        ),
        _("The people of %(body)s can now see the statement.") % {"body": body.short_name},
    )
    return redirect("reviews:bodies", period.pk)


@require_safe
@desk_page
def own_statements(request: DeskRequest) -> HttpResponse:
    found = queries.statements_seen_by(request.authority, _own_bodies(request))
    page = Paginator(found.defer("content"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"menu": "returns", "page": page}
    return render(request, "reviews/own_statements.html", context)


@require_safe
@desk_page
def own_statement(request: DeskRequest, statement_id: int, ending: str) -> HttpResponse:
    found = queries.statements_seen_by(request.authority, _own_bodies(request))
    released = get_object_or_404(found, pk=statement_id)
    content = from_plain(released.content)
    made = making.frozen_statement(content, request.authority, ending)
    return file_answer(made.content, KINDS[ending], _name(released.period, released.body, ending))


def _own_bodies(request: DeskRequest) -> list[int]:
    return [one.body_id for one in request.memberships if one.body_id]


def _body_of(period: ReportingPeriod, body_id: int) -> Body:
    return get_object_or_404(queries.bodies_of(period), pk=body_id)


def _name(period: ReportingPeriod, body: Body, ending: str) -> str:
    what = slugify(body.short_name) or _("body")
    return file_name(period.authority, what, period.last_day.year, ending)
