"""Who is let in to which pages of the returns, and how these find their period and return."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from prevenio.people.access import is_bureau
from prevenio.people.doors import DeskRequest
from prevenio.people.models import Body
from prevenio.returns.models import ActionReturn, ReportingPeriod
from prevenio.returns.queries.board import periods_visible_to, returns_visible_to
from prevenio.returns.queries.bodies import bodies_asked
from prevenio.returns.queries.periods import UNSENT


def may_run(request: DeskRequest) -> bool:
    """Whether the person at the screen decides on returns; the operations ask again."""
    return is_bureau(request.memberships)


def today() -> date:
    """The authority's day: its time zone is set for the whole request."""
    return timezone.localdate()


def own_returns(request: DeskRequest) -> QuerySet[ActionReturn]:
    return returns_visible_to(request.memberships, request.authority)


def period_of(request: DeskRequest, period_id: int) -> ReportingPeriod:
    """A period that the person may see. Raises Http404."""
    periods = periods_visible_to(request.memberships, request.authority)
    return get_object_or_404(periods.select_related("window", "authority", "version"), pk=period_id)


def return_of(request: DeskRequest, return_id: int) -> ActionReturn:
    """A return that the person may see. Raises Http404."""
    returns = own_returns(request).select_related(
        "period__window", "period__authority", "action__area", "body", "within__body"
    )
    members = Count("member_returns")
    answered = Count("member_returns", filter=~Q(member_returns__state__in=UNSENT))
    counted = returns.annotate(members=members, members_in=answered)
    return get_object_or_404(counted, pk=return_id)


def body_of(period: ReportingPeriod, body_id: int) -> Body:
    """A body that a period asks something. Raises Http404."""
    return get_object_or_404(bodies_asked(period), pk=body_id)


def asked_once(
    request: DeskRequest,
    period: ReportingPeriod,
    *,
    question: str,
    consequence: str,
    button: str,
    back: str,
    picked: list[str] | None = None,
) -> HttpResponse:
    """The page that asks once; its button comes back by POST."""
    context = {
        "menu": "returns",
        "period": period,
        "question": question,
        "consequence": consequence,
        "button": button,
        "back": back,
        "picked": picked or [],
    }
    return render(request, "returns/desk/confirm.html", context)
