"""What becomes of an activity: it took place, it was called off, it was withdrawn."""

from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities import states
from prevenio.activities.models import Activity, ActivityState
from prevenio.activities.operations.recording import note, opened, rewrite
from prevenio.activities.written import Written, refuse_personal
from prevenio.kernel.errors import Refused, WrongState
from prevenio.people.models import User


class ReasonMissing(Refused):
    message = _("Say why.")


class ReasonNotChosen(Refused):
    message = _("Choose one of the reasons.")


class WithdrawalReason(models.TextChoices):
    """Why something of a sensitive kind is withdrawn: no free words, which might name somebody."""

    NUMBERS = "NUMBERS", pgettext_lazy("reason", "the numbers were wrong")
    DAYS = "DAYS", pgettext_lazy("reason", "the days were wrong")
    TWICE = "TWICE", pgettext_lazy("reason", "it was recorded twice")
    KIND = "KIND", pgettext_lazy("reason", "it was another kind, body or action")


@transaction.atomic
def hold_activity(
    *, activity: Activity, written: Written, revision: int, by: User, at: datetime, today: date
) -> Activity:
    """A planned activity took place: as it came out, with its numbers.

    Raises NotAllowed, WrongState, ChangedMeanwhile, BodyFixed, KindFixed or what `refuse_unsound`
    raises.
    """
    activity = _moved(activity, ActivityState.DONE, by, at)
    changed = rewrite(activity, written, revision, at, today)
    numbers = {key: str(number) for key, number in sorted(written.numbers.items())}
    note(activity, "activities.activity.held", by, at, {"changed": changed, "numbers": numbers})
    return activity


@transaction.atomic
def call_off_activity(*, activity: Activity, reason: str, by: User, at: datetime) -> Activity:
    """A planned activity will not take place. It stays, with the reason.

    Raises NotAllowed, WrongState, ReasonMissing or NamesAPerson.
    """
    return _ended(
        activity, ActivityState.CANCELLED, "activities.activity.called_off", reason, by, at
    )


@transaction.atomic
def withdraw_activity(*, activity: Activity, reason: str, by: User, at: datetime) -> Activity:
    """What was recorded should not have been: it stays, but counts nowhere.

    The reason of a sensitive kind is one of `WithdrawalReason`. Raises NotAllowed, WrongState,
    ReasonMissing, ReasonNotChosen or NamesAPerson.
    """
    return _ended(
        activity, ActivityState.WITHDRAWN, "activities.activity.withdrawn", reason, by, at
    )


def _ended(
    activity: Activity, state: str, fact: str, reason: str, by: User, at: datetime
) -> Activity:
    activity = _moved(activity, state, by, at)
    if not reason.strip():
        raise ReasonMissing
    if activity.kind.is_sensitive and reason not in WithdrawalReason.values:
        raise ReasonNotChosen
    refuse_personal([reason])
    activity.revision += 1
    activity.state_reason = reason.strip()[:300]
    activity.save()
    note(activity, fact, by, at, {"reason": activity.state_reason})
    return activity


def _moved(activity: Activity, state: str, by: User, at: datetime) -> Activity:
    activity = opened(activity, by, at)
    if not states.can_become(activity.state, state):
        raise WrongState
    activity.state, activity.changed_at = state, at
    return activity
