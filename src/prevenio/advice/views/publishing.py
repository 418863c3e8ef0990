"""Preparing an answer for residents, the second look, taking it off."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from prevenio.advice.forms.staff import PublishForm
from prevenio.advice.models import PublicState, PublishedAnswer, Question
from prevenio.advice.operations import publishing as operations
from prevenio.advice.operations.publishing import Prepared
from prevenio.advice.queries import desk as queries
from prevenio.advice.views.doors import advice_page, question_of
from prevenio.people.doors import DeskRequest
from prevenio.web.trying import done_by, from_a_button, tried


@advice_page
def prepare(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    form = PublishForm(request.POST or None, question=question, prepared=_begun(question))
    if done_by(
        request,
        form,
        lambda: operations.prepare(
            question=question,
            seen=form.cleaned_data["seen"],
            prepared=form.prepared,
            by=request.user,
            at=timezone.now(),
        ),
        _("Prepared. Another person has to look at it before residents see it."),
    ):
        return redirect("advice:publication-look", question_id=question.pk)
    context = {
        "menu": "advice",
        "question": question,
        "form": form,
        "said": queries.question_text(question),
        "title": _("Prepare for publication"),
        "note": _("Residents read what stands here, and nothing else."),
        "button": _("Hand to the second look"),
        "is_publication": True,
    }
    return render(request, "advice/step.html", context)


@advice_page
def look(request: DeskRequest, question_id: int) -> HttpResponse:
    """What residents would read, beside what was written; one button publishes it."""
    question = question_of(request, question_id)
    shown = _shown(question)
    if request.method == "POST":
        # The wording that the person has looked at, not one that came since.
        at = parse_datetime(request.POST.get("prepared_at", "")[:40])
        shown.prepared_at = at or shown.prepared_at.replace(year=2000)
        if tried(
            request,
            lambda: operations.publish(shown=shown, by=request.user, at=timezone.now()),
            _("The answer is public."),
        ):
            return redirect("advice:question", question_id=question.pk)
        return redirect("advice:publication-look", question_id=question.pk)
    context = {
        "menu": "advice",
        "question": question,
        "shown": shown,
        "said": queries.question_text(question),
        "is_mine": shown.prepared_by_id == request.user.pk,
        "waits": shown.state == PublicState.PREPARED,
        "stamp": shown.prepared_at.isoformat(),
    }
    return render(request, "advice/look.html", context)


@advice_page
@from_a_button("advice:question", "question_id")
def take_off(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    shown = _shown(question)
    tried(
        request,
        lambda: operations.unpublish(shown=shown, by=request.user, at=timezone.now()),
        _("The answer has been taken off the public pages."),
    )
    return redirect("advice:question", question_id=question.pk)


def _shown(question: Question) -> PublishedAnswer:
    shown = queries.published_of(question)
    if shown is None:
        raise Http404
    return shown


def _begun(question: Question) -> Prepared:
    """What stands already, else question and answer as they were written."""
    shown = queries.published_of(question)
    if shown is not None and shown.question_text:
        return Prepared(shown.title, shown.question_text, shown.answer_text)
    answer = queries.answer_of(question)
    text = queries.question_text(question)
    title = text.split("\n")[0].split(". ")[0][: operations.LONGEST_TITLE]
    return Prepared(title, text, answer.text if answer else "")
