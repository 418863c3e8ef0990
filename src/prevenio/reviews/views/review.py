from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import documents, wording
from prevenio.reviews.deadlines import own_days
from prevenio.reviews.pack import pack_pdf
from prevenio.reviews.queries import board as queries
from prevenio.reviews.queries.clocks import clock_of, review_of
from prevenio.reviews.queries.whole import whole_review
from prevenio.reviews.views.doors import (
    may_assess,
    may_hand_over,
    period_of,
    review_page,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@review_page
def review(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    board = queries.board_of(period)
    tally = queries.whole_tally(board)
    follow_ups, undated = queries.to_follow_up(board)
    context = {
        "menu": "reviews",
        "period": period,
        "review": review_of(period),
        "areas": [
            (one, wording.short_result(one.tally), wording.strip_parts(one.tally)) for one in board
        ],
        "result": wording.result(tally),
        "remainder": wording.remainder(tally),
        "parts": wording.strip_parts(tally),
        "unassessed": tally.unassessed,
        "follow_ups": follow_ups,
        "undated": undated,
        "to_carry": queries.verdicts_to_carry(board),
        "days": list(own_days(clock_of(period), timezone.localdate())),
        "may_edit": may_assess(request),
        "may_hand_over": may_hand_over(request),
    }
    return render(request, "reviews/review.html", context)


@review_page
def pdf(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    whole = whole_review(period)
    return _file(documents.stored_pdf(whole), "application/pdf", _name(period, _("review"), "pdf"))


@review_page
def docx(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    whole = whole_review(period)
    return _file(documents.review_docx(whole), DOCX, _name(period, _("review"), "docx"))


@review_page
def material(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    # Translators: a part of a file's name
    name = _name(period, _("material"), "pdf")
    return _file(pack_pdf(period), "application/pdf", name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _name(period: ReportingPeriod, what: str, ending: str) -> str:
    return f"{period.authority.slug}-{what}-{period.last_day.year}.{ending}"
