from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, today
from prevenio.programme.queries.years import years_of
from prevenio.reviews.deck.slides import deck_of
from prevenio.reviews.models import CarryOver
from prevenio.reviews.papers import making
from prevenio.reviews.papers.making import Made
from prevenio.reviews.papers.measures import measures_of
from prevenio.reviews.papers.offered import key_of, offered, remember
from prevenio.reviews.queries.batches import batches_of
from prevenio.reviews.queries.carrying import ending_versions
from prevenio.reviews.queries.whole import whole_review
from prevenio.reviews.views.doors import may_assess, period_of, review_page
from prevenio.reviews.views.files import DOCX, PDF, PPTX, XLSX, file_answer, file_name
from prevenio.reviews.workbook import workbook_of

KINDS = {"pdf": PDF, "docx": DOCX}


@review_page
def papers(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    carried = CarryOver.objects.filter(version=period.version_id).first()
    context = {
        "menu": "reviews",
        "period": period,
        "groups": offered(period),
        "carried": carried,
        "batches": batches_of(request.authority).filter(period=period)[:5],
        "may_edit": may_assess(request),
    }
    return render(request, "reviews/papers.html", context)


@review_page
def deck(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    whole = whole_review(period)
    made = Made(deck_of(whole), whole.changed_at, whole.digest)
    remember(key_of(period.pk, "deck"), made)
    # Translators: a part of a file's name
    name = file_name(period.authority, _("presentation"), period.last_day.year, "pptx")
    return file_answer(made.content, PPTX, name)


@review_page
def everything(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    whole = whole_review(period)
    measures = measures_of(period.authority, period.first_day, period.last_day)
    made = Made(workbook_of(period, whole, measures), whole.changed_at, whole.digest)
    remember(key_of(period.pk, "everything"), made)
    # Translators: a part of a file's name
    name = file_name(period.authority, _("everything"), period.last_day.year, "xlsx")
    return file_answer(made.content, XLSX, name)


@review_page
def goals_list(request: DeskRequest, version_id: int) -> HttpResponse:
    version = get_object_or_404(ending_versions(request.authority), pk=version_id)
    now = today(request)
    years = [year for year in years_of(version, today=now) if year <= now.year]
    context = {"menu": "reviews", "version": version, "years": sorted(years, reverse=True)}
    return render(request, "reviews/goals.html", context)


@review_page
def goals(request: DeskRequest, version_id: int, year: int, span: str, ending: str) -> HttpResponse:
    version = get_object_or_404(ending_versions(request.authority), pk=version_id)
    if year not in years_of(version, today=today(request)):
        raise Http404
    made = making.goals_review(version, year, span, ending)
    remember(key_of(version.pk, f"goals.{year}.{span}.{ending}"), made)
    # Translators: a part of a file's name
    what = _("goals")
    when = f"{year}-1" if span == making.HALF else year
    return file_answer(
        made.content, KINDS[ending], file_name(request.authority, what, when, ending)
    )
