from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from prevenio.kernel.working_days import working_days_until
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.people.views.asking import searched_words
from prevenio.returns import operations, sheets
from prevenio.returns.models import ActionReturn, ReportingPeriod, ReturnState
from prevenio.returns.queries.board import board_of, sees_all
from prevenio.returns.queries.figures import Board
from prevenio.returns.queries.lists import LATE, Choice, Tally, narrowed_to, returns_found, tally_of
from prevenio.returns.views.doors import asked_once, may_run, own_returns, period_of, today
from prevenio.web.keys import KEY, key_in
from prevenio.web.strips import Part
from prevenio.web.trying import from_a_button, tried

PER_PAGE = 50
MOST_PICKED = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@desk_page
def board(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    found = _board_of(request, period)
    context = {
        "menu": "returns",
        "period": period,
        "board": found,
        "parts": parts_of(found),
        "left": working_days_left(period),
        "may_run": may_run(request),
        "today": today(),
    }
    return render(request, "returns/desk/board.html", context)


@require_safe
@desk_page
def return_list(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    choice = choice_of(request)
    returns = _listed(request, period, choice)
    tally = tally_of(returns, choice, today=today())
    found = returns_found(returns, choice, today=today())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "returns",
        "period": period,
        "choice": choice,
        "tally": tally,
        "pills": _pills(tally),
        "page": page,
        "today": today(),
        "may_run": may_run(request),
        "can_be_picked": any(one.state == ReturnState.CERTIFIED for one in page),
        "all_picked": "picked" in request.GET,
    }
    return render(request, "returns/desk/list.html", context)


@desk_page
@for_bureau
@from_a_button("returns:list", "period_id")
def bulk_acceptance(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    picked = [key for key in request.POST.getlist("picked") if KEY.fullmatch(key)][:MOST_PICKED]
    waiting = period.returns.filter(state=ReturnState.CERTIFIED, pk__in=picked)
    returns = list(waiting.select_related("action", "body").order_by("action__position", "pk"))
    back = f"{reverse('returns:list', args=[period.pk])}?state={ReturnState.CERTIFIED}"
    if not returns:
        messages.info(request, _("Tick the returns that you accept."))
        return HttpResponseRedirect(back)
    facts = {"number": len(returns)}
    if "sure" in request.POST:
        words = ngettext(
            "%(number)s return has been accepted.",
            "%(number)s returns have been accepted.",
            len(returns),
        )
        tried(
            request,
            lambda: operations.accept_returns(returns=returns, by=request.user, at=timezone.now()),
            words % facts,
        )
        return HttpResponseRedirect(back)
    question = ngettext("Accept %(number)s return?", "Accept %(number)s returns?", len(returns))
    return asked_once(
        request,
        period,
        question=question % facts,
        consequence=", ".join(f"{one.action.code} {one.body.short_name}" for one in returns),
        button=pgettext("returns", "Accept"),
        back=back,
        picked=[str(one.pk) for one in returns],
    )


@require_safe
@desk_page
def export(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    choice = choice_of(request)
    returns = own_returns(request).filter(period=period)
    if choice.within is not None:
        returns = returns.filter(within=choice.within)
    content = sheets.workbook_of(
        period, returns_found(returns, choice, today=today()), _board_of(request, period)
    )
    name = f"{request.authority.slug}-{slugify(period.name) or period.pk}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def choice_of(request: HttpRequest) -> Choice:
    """What the address asks for; nonsense in it asks for nothing."""
    state = request.GET.get("state", "")
    return Choice(
        state=state if state in {LATE, *ReturnState.values} else "",
        body=key_in(request, "body"),
        area=key_in(request, "area"),
        words=searched_words(request),
        within=key_in(request, "within"),
    )


def _board_of(request: DeskRequest, period: ReportingPeriod) -> Board:
    return board_of(
        period,
        own_returns(request),
        time_zone=request.authority.time_zone,
        today=today(),
        folds=sees_all(request.memberships),
    )


def _listed(
    request: DeskRequest, period: ReportingPeriod, choice: Choice
) -> QuerySet[ActionReturn]:
    own = own_returns(request).filter(period=period)
    return narrowed_to(own, choice, folds=sees_all(request.memberships))


def parts_of(board: Board) -> Sequence[Part]:
    """The strip of a period: every return is in one part."""
    total = board.total
    rest = total.expected - total.accepted - total.waiting - total.late
    return [
        Part("done", total.accepted, _("accepted")),
        Part("going", total.waiting, _("waiting for the bureau")),
        Part("late", total.late, _("late")),
        Part("open", rest, _("on the way")),
    ]


def working_days_left(period: ReportingPeriod) -> int:
    """Working days up to the due day; negative once it has passed."""
    country = period.authority.country
    return working_days_until(period.window.due_on, today=today(), country=country)


def _pills(tally: Tally) -> Sequence[tuple[str, object, int]]:
    labels = [(LATE, pgettext("returns", "Late")), *ReturnState.choices]
    return [(state, label, tally.states[state]) for state, label in labels]
