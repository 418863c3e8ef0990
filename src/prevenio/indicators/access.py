"""Who may see and change what about indicators."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from prevenio.indicators.models import Indicator, IndicatorClass
from prevenio.people import access as people
from prevenio.people.models import Authority, Membership, User


def can_edit_indicators(user: User, authority: Authority, at: datetime) -> bool:
    """Write passports, targets and breaks, and import statistics."""
    return people.is_bureau(people.standing(user, authority, at))


def can_record_values(user: User, indicator: Indicator, at: datetime) -> bool:
    """The bureau, and the people of the body that owns the figure."""
    return may_record(people.standing(user, indicator.authority, at), indicator)


def may_record(memberships: Sequence[Membership], indicator: Indicator) -> bool:
    return people.is_bureau(memberships) or indicator.owner_id in people.body_ids_of(memberships)


def visible_to(memberships: Sequence[Membership], authority: Authority) -> QuerySet[Indicator]:
    """Figures that the police manage are seen by the bureau and by the body that owns them."""
    indicators = Indicator.objects.filter(authority=authority)
    if people.is_bureau(memberships):
        return indicators
    seen = ~Q(data_class=IndicatorClass.POLICE)
    return indicators.filter(seen | Q(owner__in=people.body_ids_of(memberships)))
