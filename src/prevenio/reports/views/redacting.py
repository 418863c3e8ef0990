"""Blacking out words, answers and photos, showing a photo to residents, erasing."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prevenio.people.doors import DeskRequest, for_bureau
from prevenio.reports.forms.redacting import RedactPhotoForm, RedactTextForm
from prevenio.reports.forms.staff import PlainForm, StepForm
from prevenio.reports.models import Report, ReportPhoto, ReportText
from prevenio.reports.operations import redacting as operations
from prevenio.reports.operations.erasing import erase_report
from prevenio.reports.operations.redacting import Where
from prevenio.reports.queries import report as queries
from prevenio.reports.queries.public import public_from
from prevenio.reports.views.doors import report_of, reports_page
from prevenio.reports.views.stepping import step_page
from prevenio.web.templatetags.parts import moment
from prevenio.web.trying import from_a_button, tried

_LEFT: Mapping[Where, object] = {
    Where.WORDS: gettext_lazy(
        "“%(passage)s” still stands in other words of this report. Black it out there as well."
    ),
    Where.PLACE_NAME: gettext_lazy(
        "“%(passage)s” still stands in the name of the place. Remove that as well."
    ),
    Where.ANSWER: gettext_lazy("“%(passage)s” still stands in an answer. Black that out as well."),
    Where.FAMILY: gettext_lazy(
        "“%(passage)s” still stands in report %(reference)s: one of the two was split from the "
        "other, or both from a third. Black it out there as well."
    ),
}
_COPY_LEFT = gettext_lazy(
    "Report %(reference)s holds the same photo as it was: one of the two was split from the other, "
    "or both from a third. Black it out there as well."
)


@reports_page
def words(request: DeskRequest, report_id: int, text_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    if text_id >= 2**63:
        raise Http404
    text = get_object_or_404(report.texts.all(), pk=text_id)
    # Whoever was marking while it was erased is told so, and finds no page that is not there.
    if text.erased_at is not None and request.method != "POST":
        raise Http404
    beside: dict[str, Any] = {}
    if request.method == "POST":
        beside["words_now"] = partial(_words_now, text)

    def act(**given: object) -> None:
        for left in operations.redact_text(**given):  # type: ignore[arg-type]
            _warn(request, _LEFT[left.where], left.passage, left.reference)

    return step_page(
        request,
        report,
        RedactTextForm(request.POST or None, report=report, text=text),
        act,
        title=_("Black out words"),
        note=_("What stood there is gone for good, for everybody."),
        button=_("Remove what stands between [[ and ]]"),
        success=_("The passages have been blacked out."),
        is_redaction=True,
        **beside,
    )


def _warn(request: DeskRequest, words: object, passage: str, reference: str) -> None:
    messages.warning(request, str(words) % {"passage": passage, "reference": reference})


def _words_now(text: ReportText) -> str:
    """For who was refused: others may have blacked out passages while the page was open."""
    text.refresh_from_db(fields=["text"])
    return text.text


@reports_page
def place_name(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    name = report.place_name

    def act(**given: object) -> None:
        operations.clear_place_name(**given)  # type: ignore[arg-type]
        for reference in operations.others_saying(report, name):
            _warn(request, _LEFT[Where.FAMILY], name, reference)

    return step_page(
        request,
        report,
        _pressed(request, report),
        act,
        title=_("Remove the name of the place"),
        note=_("It is gone for good, for everybody. The point and the square stay."),
        button=_("Remove the name"),
        success=_("The name of the place has been removed."),
    )


@reports_page
def answer(request: DeskRequest, report_id: int, question: str) -> HttpResponse:
    report = report_of(request, report_id)
    if question not in report.free_answers:
        raise Http404

    said = report.free_answers[question]

    def act(**given: object) -> None:
        operations.clear_answer(question=question, **given)  # type: ignore[arg-type]
        for reference in operations.others_saying(report, said):
            _warn(request, _LEFT[Where.FAMILY], said, reference)

    return step_page(
        request,
        report,
        _pressed(request, report),
        act,
        title=_("Black out the answer"),
        note=_("“%(answer)s” is gone for good then, for everybody.") % {"answer": said},
        button=_("Black out the answer"),
        success=_("The answer has been blacked out."),
    )


def _pressed(request: DeskRequest, report: Report) -> PlainForm:
    """A form without fields, which a button sends."""
    return PlainForm(request.POST if request.method == "POST" else None, report=report)


@reports_page
def photo(request: DeskRequest, report_id: int, number: int) -> HttpResponse:
    report = report_of(request, report_id)
    found = photo_of(report, number)

    before = found.sha256

    def act(**given: object) -> None:
        operations.redact_photo(photo=found, **given)  # type: ignore[arg-type]
        for reference in operations.others_showing(report, before):
            _warn(request, _COPY_LEFT, "", reference)

    return step_page(
        request,
        report,
        RedactPhotoForm(request.POST or None, report=report),
        act,
        title=_("Black out parts of a photo"),
        note=_("Faces, number plates, house numbers. What stood there is gone for good."),
        button=_("Paint the boxes black"),
        success=_("The parts have been blacked out."),
        template="reports/photo.html",
        photo=found,
    )


@reports_page
@from_a_button("reports:report", "report_id")
def showing(request: DeskRequest, report_id: int, number: int) -> HttpResponse:
    report = report_of(request, report_id)
    found = photo_of(report, number)
    is_public = request.POST.get("is_public") == "yes"
    tried(
        request,
        lambda: operations.show_photo(
            report=report, photo=found, is_public=is_public, by=request.user, at=timezone.now()
        ),
        _shown_words(report) if is_public else _("Residents do not see the photo."),
    )
    return redirect("reports:report", report_id=report.pk)


def _shown_words(report: Report) -> str:
    """A photo is seen as soon as its report is, and never without it."""
    since = public_from(report)
    if since is None:
        return _("The photo is marked to be shown, but this report is not shown to residents.")
    if since > timezone.now():
        said = _("Residents will see the photo from %(moment)s, with the report.")
        return said % {"moment": moment(since)}
    return _("Residents see the photo now.")


@reports_page
@for_bureau
def erasure(request: DeskRequest, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    return step_page(
        request,
        report,
        StepForm(request.POST or None, report=report),
        erase_report,
        title=_("Erase words, photos and contacts"),
        note=_(
            "Nobody can bring them back. What stays: that there was a report, its category, its "
            "square and precinct, the steps with their days and who took them."
        ),
        button=_("Erase them"),
        left=queries.left_of(report),
        success=_("They have been erased. The steps and their days are left."),
    )


def photo_of(report: Report, number: int) -> ReportPhoto:
    """A photo of the report. Raises Http404."""
    return get_object_or_404(report.photos.all(), number=min(number, 2**15 - 1))
