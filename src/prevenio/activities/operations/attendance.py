"""Who came: looked at, ticked off, and forgotten some days later."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities import access
from prevenio.activities.models import Activity, SignUp, SignUpState
from prevenio.activities.operations.sign_ups import CONFIRM_WITHIN, locked
from prevenio.journal.models import Sighting
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, User

KEPT_FOR = timedelta(days=30)
MOST_CAME = 99
_CONFIRMED = (SignUpState.PLACE, SignUpState.WAITING)


class NotBegun(Refused):
    message = _("Who came can be ticked off on the day itself and afterwards.")


class CameWrong(Refused):
    message = _("Enter for each sign-up a number from 0 to 99.")


@transaction.atomic
def look_at_sign_ups(*, activity: Activity, by: User, at: datetime) -> Sequence[SignUp]:
    """The people who signed up, in the order of their places; kept in mind who looked and when.

    Raises NotAllowed.
    """
    if not access.can_record_for(by, activity.body, at):
        raise NotAllowed
    Sighting.objects.create(
        authority_id=activity.authority_id,
        about_kind=Activity._meta.label_lower,
        about_id=str(activity.pk),
        by_id=by.pk,
        by_name=str(by),
        at=at,
    )
    found = activity.sign_ups.filter(state__in=_CONFIRMED)
    return list(found.order_by("state", "confirmed_at", "pk"))


@transaction.atomic
def record_attendance(
    *, activity: Activity, came: Mapping[int, int | None], by: User, at: datetime, today: date
) -> int:
    """Keep how many people of each sign-up came, and give how many came in all.

    Whoever stood on the waiting list may have come as well. Raises NotAllowed, NotBegun or
    CameWrong.
    """
    activity = locked(activity)
    if not access.can_record_for(by, activity.body, at):
        raise NotAllowed
    if today < activity.first_day:
        raise NotBegun
    if any(number is not None and not 0 <= number <= MOST_CAME for number in came.values()):
        raise CameWrong
    rows = list(activity.sign_ups.filter(pk__in=came, state__in=_CONFIRMED))
    for one in rows:
        one.people_came = came[one.pk]
    SignUp.objects.bulk_update(rows, ["people_came"])
    total = sum(one.people_came or 0 for one in rows)
    record(
        "activities.attendance.recorded",
        about=activity,
        by=by,
        at=at,
        authority_id=activity.authority_id,
        details={"people": total},
    )
    return total


@transaction.atomic
def erase_sign_ups(*, authority: Authority, today: date, at: datetime) -> int:
    """Erase names and addresses of those who signed up for what is long over; the numbers stay.

    Sign-ups that nobody confirmed go altogether once their link has run out. Gives how many
    people's rows were erased.
    """
    unconfirmed = SignUp.objects.filter(
        activity__authority=authority,
        state=SignUpState.UNCONFIRMED,
        signed_up_at__lt=at - CONFIRM_WITHIN,
    )
    unconfirmed.delete()
    due = SignUp.objects.filter(
        activity__authority=authority, activity__last_day__lt=today - KEPT_FOR, erased_at=None
    )
    erased = 0
    for activity in Activity.objects.filter(pk__in=due.values("activity")).order_by("pk"):
        count = due.filter(activity=activity).update(name="", email="", language="", erased_at=at)
        record(
            "activities.sign_ups.erased",
            about=activity,
            by=None,
            at=at,
            authority_id=authority.pk,
            details={"rows": count},
        )
        erased += count
    return erased
