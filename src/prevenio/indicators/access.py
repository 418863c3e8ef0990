"""Who may see and change what about indicators."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from prevenio.indicators.models import Indicator, IndicatorClass
from prevenio.people import access as people
from prevenio.people.models import BODY_ROLES, BUREAU_ROLES, Authority, Membership, User, roles_of


def is_bureau(memberships: Sequence[Membership]) -> bool:
    return bool(roles_of(memberships) & BUREAU_ROLES)


def can_edit_indicators(user: User, authority: Authority, at: datetime) -> bool:
    """Write passports, targets and breaks, and import statistics."""
    return is_bureau(people.standing(user, authority, at))


def can_record_values(user: User, indicator: Indicator, at: datetime) -> bool:
    """The bureau, and the people of the body that owns the figure."""
    return may_record(people.standing(user, indicator.authority, at), indicator)


def may_record(memberships: Sequence[Membership], indicator: Indicator) -> bool:
    return is_bureau(memberships) or indicator.owner_id in _bodies(memberships)


def visible_to(memberships: Sequence[Membership], authority: Authority) -> QuerySet[Indicator]:
    """Figures that the police manage are seen by the bureau and by the body that owns them."""
    indicators = Indicator.objects.filter(authority=authority)
    if is_bureau(memberships):
        return indicators
    seen = ~Q(data_class=IndicatorClass.POLICE)
    return indicators.filter(seen | Q(owner__in=_bodies(memberships)))


def _bodies(memberships: Sequence[Membership]) -> set[int]:
    return {one.body_id for one in memberships if one.role in BODY_ROLES and one.body_id}
