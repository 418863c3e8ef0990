"""Which actions a period asks about, who leads them, what their accepted returns say."""

from collections.abc import Sequence

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from prevenio.programme.models import Action, ActionRoleKind, AreaOfAction
from prevenio.returns.models import ActionReturn, Part, PeriodKind, ReportingPeriod, ReturnState


def actions_of(period: ReportingPeriod) -> Sequence[Action]:
    """The actions that are assessed in a period, in the order of the programme; one statement.

    A year asks about every action due in it, also about those without a lead body; other periods
    ask about the actions they were opened for.
    """
    due = period.version.actions.filter(_due_in(period)).select_related("area")
    is_lead = Q(roles__role=ActionRoleKind.LEAD)
    named = due.annotate(lead_role=FilteredRelation("roles", condition=is_lead)).annotate(
        lead_short=F("lead_role__body__short_name"), lead_public=F("lead_role__body__public_name")
    )
    return list(named.order_by("area__position", "area_id", "position", "pk"))


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


def _due_in(period: ReportingPeriod) -> Q:
    asked = Q(Exists(ActionReturn.objects.filter(period=period, action=OuterRef("pk"))))
    if period.kind != PeriodKind.YEAR:
        return asked
    begun = Q(first_year__isnull=True) | Q(first_year__lte=period.last_day.year)
    not_ended = Q(last_year__isnull=True) | Q(last_year__gte=period.first_day.year)
    not_done = Q(ends_on__isnull=True) | Q(ends_on__gte=period.first_day)
    return asked | (begun & not_ended & not_done & Q(parent__isnull=True))
