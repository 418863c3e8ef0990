"""The forms and buttons that take a step with a question."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.advice.forms.staff import AnswerForm, AskBackForm, CloseForm, HandOverForm, StepForm
from prevenio.advice.models import Question, QuestionState
from prevenio.advice.operations import answering as operations
from prevenio.advice.queries import desk as queries
from prevenio.advice.views.doors import advice_page, question_of
from prevenio.people.doors import DeskRequest
from prevenio.web.keys import key_in
from prevenio.web.trying import done_by


@advice_page
def answer(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    templates = list(queries.templates_for(question.topic))
    form = AnswerForm(request.POST or None, question=question)
    newest = queries.answer_of(question) if question.has_answer else None
    chosen = next((one for one in templates if one.pk == key_in(request, "template")), None)
    form.initial["text"] = chosen.text if chosen else (newest.text if newest else "")
    operation = operations.correct_answer if question.has_answer else operations.answer
    return _page(
        request,
        question,
        form,
        operation,
        title=_("Correct the answer") if question.has_answer else _("Answer"),
        note=_("The older answer stays on record; the resident gets the new one.")
        if question.has_answer
        else _("The resident reads it with the code, and by e-mail where an address was left."),
        button=_("Send the answer"),
        success=_("The answer has been sent."),
        templates=templates,
    )


@advice_page
def asking_back(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    return _page(
        request,
        question,
        AskBackForm(request.POST or None, question=question),
        operations.ask_back,
        title=_("Ask the resident back"),
        note=_("Until the resident replies, the promised time stands still."),
        button=_("Ask back"),
        success=_("The resident has been asked back."),
    )


@advice_page
def hand_over(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    return _page(
        request,
        question,
        HandOverForm(request.POST or None, question=question),
        operations.hand_over,
        title=_("Hand the question over"),
        note=_("The body sees it at once. You go on seeing it too."),
        button=_("Hand it over"),
        success=_("The question has been handed over."),
    )


@advice_page
def closing(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    return _page(
        request,
        question,
        CloseForm(request.POST or None, question=question),
        operations.close,
        title=_("Close the question"),
        note=_("The resident can write again; then it is open once more."),
        button=_("Close it"),
        success=_("The question has been closed."),
    )


@advice_page
def release(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    return _page(
        request,
        question,
        StepForm(request.POST or None, question=question),
        operations.release,
        title=_("Let the question through"),
        note=_("Then the working group is told of it."),
        button=_("Let it through"),
        success=_("The question has been let through."),
    )


@advice_page
def spam(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    return _page(
        request,
        question,
        StepForm(request.POST or None, question=question),
        operations.mark_as_spam,
        title=_("Mark the question as spam"),
        note=_(
            "An e-mail address is erased at once, the words in time. It can be let through again."
        ),
        button=_("It is spam"),
        success=_("The question has been marked as spam."),
    )


@advice_page
def erasure(request: DeskRequest, question_id: int) -> HttpResponse:
    question = question_of(request, question_id)
    return _page(
        request,
        question,
        StepForm(request.POST or None, question=question),
        operations.erase_question,
        title=_("Erase the words of the question"),
        note=_(
            "Nobody can bring them back. The steps and their days stay; so does what is published."
        ),
        button=_("Erase the words"),
        success=_("The words have been erased."),
    )


def _page(
    request: DeskRequest,
    question: Question,
    form: StepForm,
    operation: Callable[..., object],
    *,
    success: str,
    **parts: Any,
) -> HttpResponse:
    def act() -> object:
        return operation(question=question, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done_by(request, form, act, success):
        return redirect("advice:question", question_id=question.pk)
    context = {
        "menu": "advice",
        "question": question,
        "form": form,
        "said": queries.question_text(question),
        "is_withdrawn": question.state == QuestionState.WITHDRAWN,
        **parts,
    }
    return render(request, "advice/step.html", context)
