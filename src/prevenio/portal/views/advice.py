"""Asking the working group, and what it has answered."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevenio.advice import codes
from prevenio.advice.forms.resident import AskForm
from prevenio.advice.lines import emergency_lines
from prevenio.advice.models import Question
from prevenio.advice.operations import publishing
from prevenio.advice.operations.asking import Asked
from prevenio.advice.operations.asking import ask as ask_question
from prevenio.advice.operations.resident import found_by
from prevenio.advice.queries import public as queries
from prevenio.kernel.danger import sounds_like_danger
from prevenio.kernel.errors import Refused
from prevenio.kernel.written import LONGEST
from prevenio.people.views.asking import searched_words
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.web import guarding
from prevenio.web.forms import write_into
from prevenio.web.keys import key_in
from prevenio.web.refusals import sentence

_WAYS = ["GET", "HEAD", "POST"]
_PER_PAGE = 10


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    authority = request.authority
    asked = queries.Asked(
        searched_words(request),
        request.GET.get("topic", "")[:40],
        key_in(request, "municipality"),
    )
    topics = queries.topics_of(authority)
    counts = queries.topics_with_answers(authority)
    found = queries.answers_found(authority, asked)
    return show_page(
        request,
        "advice/index.html",
        menu="advice",
        asked=asked,
        page=Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        topics=[(topic, counts[topic.pk]) for topic in topics if topic.pk in counts],
        places=queries.places_with_answers(authority),
        all=sum(counts.values()),
        speed=queries.speed_of(authority, topics, timezone.now()),
        content_lang=content_lang(authority),
    )


@require_safe
def answer(request: PublicRequest, key: UUID) -> HttpResponse:
    shown = queries.answer_by(request.authority, key)
    if shown is None:
        raise Http404
    return show_page(
        request,
        "advice/answer.html",
        menu="advice",
        shown=shown,
        way=queries.way_of(shown.question),
        similar=queries.similar_to(shown),
        has_votes=queries.has_shown_votes(shown),
        thanks="thanks" in request.GET,
        content_lang="" if shown.language == get_language() else shown.language,
    )


@require_POST
def vote(request: PublicRequest, key: UUID) -> HttpResponse:
    """One word a day of one visitor counts; nobody is told whether it did."""
    shown = queries.answer_by(request.authority, key)
    if shown is None:
        raise Http404
    said = request.POST.get("helped")
    if said in ("yes", "no") and guarding.is_first(request, f"vote-{key}", at=timezone.now()):
        publishing.vote(shown=shown, helped=said == "yes")
    response = redirect("portal:advice-answer", key=key)
    response["Location"] += "?thanks#helped"
    return response


@require_http_methods(_WAYS)
def ask(request: PublicRequest) -> HttpResponse:
    authority = request.authority
    form = AskForm(
        request.POST or None,
        initial={
            "municipality": key_in(request, "municipality"),
            "topic": key_in(request, "topic"),
        },
        municipalities=queries.municipalities_of(authority),
        topics=queries.topics_of(authority),
    )
    danger = form.is_bound and _sounds_dangerous(form)
    taken = _taken(request, form) if not danger and form.is_valid() else None
    if taken is not None:
        return _receipt(request, *taken)
    response = show_page(
        request,
        "advice/ask.html",
        menu="advice",
        form=form,
        danger=danger,
        lines=emergency_lines(authority),
        typed=request.method == "POST",
    )
    return not_kept(response)


def not_kept(response: HttpResponse) -> HttpResponse:
    """No copy of what somebody wrote stays in a browser or on the way, and no robot reads it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _sounds_dangerous(form: AskForm) -> bool:
    """Whether the words mean danger and nobody has said yet that they have seen the number.

    The words as they were sent: whatever else is wrong is told after it.
    """
    text = str(form.data.get("text", ""))[:LONGEST]
    if form.data.get("danger_seen") or not sounds_like_danger(text):
        return False
    write_into(form, "danger_seen", "yes")
    return True


def _taken(request: PublicRequest, form: AskForm) -> tuple[Question, str] | None:
    """The question that was asked, with its code; None where the form has to be shown once more.

    A form that was sent already leads to its receipt again, whatever the guard would say now.
    """
    now = timezone.now()
    key, _age = guarding.read_token(str(form.data.get("guard_token", "")), form.guard_name, now)
    if key and (known := found_by(codes.code_of(key), authority=request.authority)):
        return known, codes.code_of(key)
    given = form.cleaned_data
    verdict = guarding.judge(request, form, given["text"], at=now)
    if verdict.again is not None:
        form.ask_again(verdict)
        return None
    asked = Asked(
        text=given["text"],
        topic=given["topic"],
        municipality=form.place,
        email=given["email"],
        may_be_published=given["may_be_published"],
        language=get_language() or request.authority.language,
        doubt=str(verdict.doubt or ""),
    )
    try:
        question = ask_question(
            authority=request.authority, asked=asked, form_key=verdict.key, at=now
        )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return None
    return question, codes.code_of(verdict.key)


def _receipt(request: PublicRequest, question: Question, code: str) -> HttpResponse:
    """Shown in answer to the form itself, so that the code stands in no address."""
    response = show_page(
        request,
        "advice/asked.html",
        menu="advice",
        question=question,
        code=code,
    )
    return not_kept(response)
