"""What every operation on projects asks first."""

from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.access import today_in
from prevenio.people.models import Authority, User
from prevenio.region import project_access


class DaysNotInOrder(Refused):
    message = _("The last day cannot be before the first one.")


class DayAhead(Refused):
    message = _("%(day)s is still ahead. Enter the day on which it happened.")


class _Owned(Protocol):
    @property
    def authority_id(self) -> int: ...


def only_bureau(by: User, authority: Authority, at: datetime) -> None:
    """Raises NotAllowed for everybody but the bureau."""
    if not project_access.can_keep(by, authority, at):
        raise NotAllowed


def only_of(authority: Authority, *things: _Owned | None) -> None:
    """Raises NotAllowed where something belongs to another authority."""
    if any(thing is not None and thing.authority_id != authority.pk for thing in things):
        raise NotAllowed


def days_in_order(first: date | None, last: date | None) -> None:
    """Raises DaysNotInOrder."""
    if first is not None and last is not None and last < first:
        raise DaysNotInOrder


def not_ahead(day: date | None, authority: Authority, at: datetime) -> None:
    """Raises DayAhead."""
    if day is not None and day > today_in(authority, at):
        raise DayAhead(day=day)
