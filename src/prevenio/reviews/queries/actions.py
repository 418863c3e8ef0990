"""Which actions a period asks about, who leads them, what their accepted returns say."""

from collections.abc import Sequence

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from prevenio.programme.models import Action, ActionRoleKind, AreaOfAction
from prevenio.programme.queries.years import is_due_between
from prevenio.returns.models import ActionReturn, Part, PeriodKind, ReportingPeriod, ReturnState


def actions_of(period: ReportingPeriod) -> Sequence[Action]:
    """The actions that are assessed in a period, in the order of the programme; one statement.

    A year asks about every action due in it, also about those without a lead body; other periods
    ask about the actions they were opened for.
    """
    asked = Exists(ActionReturn.objects.filter(period=period, action=OuterRef("pk")))
    is_lead = Q(roles__role=ActionRoleKind.LEAD)
    named = (
        period.version.actions.select_related("area")
        .annotate(is_asked=asked, lead_role=FilteredRelation("roles", condition=is_lead))
        .annotate(
            lead_short=F("lead_role__body__short_name"),
            lead_public=F("lead_role__body__public_name"),
        )
    )
    in_order = named.order_by("area__position", "area_id", "position", "pk")
    return [one for one in in_order if one.is_asked or _is_due_in(one, period)]


def lead_name(action: Action) -> str:
    """The name of the lead body for a narrow column; empty where nobody leads."""
    short: str | None = action.lead_short  # type: ignore[attr-defined]
    public: str | None = action.lead_public  # type: ignore[attr-defined]
    return public or short or ""


def waiting_with_return(
    period: ReportingPeriod, area: AreaOfAction
) -> Sequence[tuple[Action, str]]:
    """The actions of an area that nobody has judged, with what their accepted return says."""
    accepted = ActionReturn.objects.filter(
        period=period, action__area=area, part=Part.LEAD, state=ReturnState.ACCEPTED
    )
    waiting = accepted.exclude(action__assessments__period=period).select_related("action")
    rows = waiting.order_by("action__position", "pk")
    return [(one.action, one.outcome) for one in rows]


def _is_due_in(action: Action, period: ReportingPeriod) -> bool:
    return (
        period.kind == PeriodKind.YEAR
        and action.parent_id is None
        and is_due_between(action, first_day=period.first_day, last_day=period.last_day)
    )
