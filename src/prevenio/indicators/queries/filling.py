"""The values of indicators that fill in what a body reports on an action."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from prevenio.indicators.models import Indicator, IndicatorClass, IndicatorValue
from prevenio.indicators.queries.links import of_action
from prevenio.indicators.queries.series import current_values
from prevenio.people.models import Authority


def values_for(
    *, authority: Authority, lineage: UUID, body_id: int, first_day: date, last_day: date
) -> Sequence[IndicatorValue]:
    """What the indicators of an action say of just these days, where the body is their owner.

    They may be shown to residents with the return: what the police manage and what is too small to
    be shown is left out. One statement.
    """
    seen = Indicator.objects.filter(authority=authority, owner=body_id)
    indicators = of_action(lineage, seen=seen.exclude(data_class=IndicatorClass.POLICE))
    values = (
        current_values(indicators)
        .filter(first_day=first_day, last_day=last_day, breakdown="")
        .select_related("indicator")
        .order_by("indicator__code", "pk")
    )
    return [one for one in values if one.number and not one.indicator.is_small(one.number)]
