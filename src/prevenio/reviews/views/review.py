from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import documents, wording
from prevenio.reviews.contents import as_of
from prevenio.reviews.deadlines import own_days
from prevenio.reviews.pack import pack_pdf
from prevenio.reviews.papers.making import Made
from prevenio.reviews.papers.offered import key_of, remember
from prevenio.reviews.queries import board as queries
from prevenio.reviews.queries.clocks import clock_of, review_of
from prevenio.reviews.queries.whole import whole_review
from prevenio.reviews.views.doors import (
    may_assess,
    may_hand_over,
    period_of,
    review_page,
)
from prevenio.reviews.views.files import DOCX, PDF, file_answer, file_name


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
    made = Made(documents.stored_pdf(whole), whole.changed_at, whole.digest)
    return _answer(period, made, "pdf", PDF, _("review"))


@review_page
def docx(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    whole = whole_review(period)
    made = Made(documents.review_docx(whole), whole.changed_at, whole.digest)
    return _answer(period, made, "docx", DOCX, _("review"))


@review_page
def material(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    at = datetime.fromisoformat(as_of(period, period.assessments.all()))
    # Translators: a part of a file's name
    return _answer(period, Made(pack_pdf(period), at, ""), "material", PDF, _("material"))


def _answer(period: ReportingPeriod, made: Made, key: str, kind: str, what: str) -> HttpResponse:
    """A document to keep; the list of documents remembers its size and moment."""
    remember(key_of(period.pk, key), made)
    ending = "docx" if kind == DOCX else "pdf"
    name = file_name(period.authority, what, period.last_day.year, ending)
    return file_answer(made.content, kind, name)
