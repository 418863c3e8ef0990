"""Letters to those who signed up when what they wait for changes. Called inside the change."""

from collections.abc import Collection, Iterable
from datetime import datetime

from prevenio.activities import letters
from prevenio.activities.models import Activity, ActivityState, SignUp, SignUpState
from prevenio.activities.operations.sign_ups import move_up

_CONFIRMED = (SignUpState.PLACE, SignUpState.WAITING)
MATTERS = frozenset(
    {"first_day", "last_day", "begins_at", "ends_at", "place", "municipality", "delivery"}
)
"""The columns whose change people have to know of."""


def tell_called_off(activity: Activity, *, reason: str, at: datetime) -> None:
    """An activity will not take place: everybody who signed up is told, and their places end."""
    for one in _confirmed(activity):
        letters.write_called_off(one, reason=reason, at=at)
    waiting = activity.sign_ups.exclude(state=SignUpState.CANCELLED)
    waiting.update(state=SignUpState.CANCELLED)


def tell_changed(
    activity: Activity,
    *,
    changed: Collection[str],
    at: datetime,
    before: letters.When | None = None,
    reason: str = "",
) -> None:
    """Day, hour or place is another: people are told; with more places those who wait move up."""
    if activity.state != ActivityState.PLANNED:
        return
    if MATTERS.intersection(changed):
        for one in _confirmed(activity):
            letters.write_moved(one, before=before, reason=reason, at=at)
    move_up(activity, at=at)


def _confirmed(activity: Activity) -> Iterable[SignUp]:
    for one in activity.sign_ups.filter(state__in=_CONFIRMED).exclude(email="").order_by("pk"):
        one.activity = activity
        yield one
