from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.advice import states
from prevenio.advice.models import EventKind, PublicState, Question, Topic
from prevenio.advice.queries import desk as queries
from prevenio.advice.routing import MUNICIPALITY, WHOLE
from prevenio.advice.views.doors import advice_page, question_of
from prevenio.kernel.working_days import working_days_until
from prevenio.people import access as people
from prevenio.people.doors import DeskRequest, today
from prevenio.web.keys import key_in

PER_PAGE = 50


@advice_page
def overview(request: DeskRequest) -> HttpResponse:
    day, bodies = today(request), people.body_ids_of(request.memberships)
    choice = _choice_of(request)
    seen = queries.questions_seen(request.user, request.memberships, request.authority, day)
    seen = queries.narrowed(seen, choice)
    counts = queries.counts(seen, user=request.user, bodies=bodies, today=day)
    rows = queries.chosen(seen, choice.kind, user=request.user, bodies=bodies, today=day)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "advice",
        "choice": choice,
        "page": page,
        "pills": [
            (kind, label, counts[kind]) for kind, label in _pills() if _is_shown(kind, counts)
        ],
        "rows": [(one, one.is_late_on(day)) for one in page],
        "topics": Topic.objects.filter(authority=request.authority).order_by("position", "pk"),
        "is_bureau": people.is_bureau(request.memberships),
    }
    return render(request, "advice/questions.html", context)


@advice_page
def question(request: DeskRequest, question_id: int) -> HttpResponse:
    found = question_of(request, question_id)
    shown = queries.published_of(found)
    day = today(request)
    context = {
        "menu": "advice",
        "question": found,
        "events": queries.events_of(found),
        "is_late": found.is_late_on(day),
        "days": working_days_until(found.due_on, today=day, country=request.authority.country)
        if found.due_on
        else 0,
        "route": _route_of(found),
        "may": {kind.lower(): states.can_follow(found.state, kind) for kind in EventKind},
        "shown": shown,
        "public": PublicState,
        "may_publish": found.may_be_published and found.has_answer and not found.text_erased_at,
        "is_mine": shown is not None and shown.prepared_by_id == request.user.pk,
    }
    return render(request, "advice/question.html", context)


def _route_of(question: Question) -> str:
    """How the question found its way, in a sentence."""
    names = {"group": question.group, "place": question.municipality}
    if question.route == MUNICIPALITY:
        return _("%(group)s answers for %(place)s.") % names
    if question.route == WHOLE:
        return _("%(group)s answers for the whole authority.") % names
    return _("There is no working group for it, so the bureau answers.")


def _pills() -> list[tuple[str, str]]:
    return [
        (queries.OPEN, pgettext("questions", "To be answered")),
        (queries.MINE, pgettext("questions", "Mine")),
        (queries.LATE, pgettext("questions", "Late")),
        (queries.HELD, pgettext("questions", "To be looked at")),
        (queries.WAITING, pgettext("questions", "Waiting for residents")),
        (queries.TO_PUBLISH, pgettext("questions", "To publish")),
        (queries.DONE, pgettext("questions", "Done")),
        (queries.ALL, pgettext("questions", "All")),
    ]


def _is_shown(kind: str, counts: object) -> bool:
    always = (queries.OPEN, queries.MINE, queries.LATE, queries.DONE, queries.ALL)
    return kind in always or bool(counts[kind])  # type: ignore[index]


def _choice_of(request: DeskRequest) -> queries.Choice:
    kind = request.GET.get("kind", "")
    return queries.Choice(
        kind=kind if kind in queries.KINDS else queries.OPEN,
        topic=key_in(request, "topic"),
        municipality=key_in(request, "municipality"),
    )
