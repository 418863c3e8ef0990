"""What the clock forgets: addresses that nobody has confirmed, and those who left."""

from datetime import datetime, timedelta

from django.db import transaction

from prevenio.journal.operations import record
from prevenio.notices.operations import erase_readers
from prevenio.people.models import Authority
from prevenio.subscriptions.models import Subscription, SubscriptionState, Topic
from prevenio.subscriptions.operations.subscribing import CONFIRM_WITHIN

# The link of an old letter tells so long that the subscription has ended.
_REMEMBER_LEAVING = timedelta(days=30)
_KEEP_UNSENT = timedelta(days=30)


@transaction.atomic
def forget_readers(*, authority: Authority, at: datetime) -> int:
    """Erase what may no longer be kept; the number of rows that went. Again changes nothing."""
    mine = Subscription.objects.filter(authority=authority)
    unconfirmed = mine.filter(state=SubscriptionState.UNCONFIRMED, asked_at__lt=at - CONFIRM_WITHIN)
    left = mine.filter(state=SubscriptionState.LEFT, left_at__lt=at - _REMEMBER_LEAVING)
    waiting = Topic.objects.filter(
        subscription__authority=authority, confirmed_at=None, asked_at__lt=at - CONFIRM_WITHIN
    )
    gone = sum(rows.delete()[0] for rows in (unconfirmed, left, waiting))
    gone += erase_readers(authority=authority, before=at - _KEEP_UNSENT)
    if gone:
        record(
            "subscriptions.readers.forgotten",
            about=authority,
            by=None,
            at=at,
            authority_id=authority.pk,
            details={"rows": gone},
        )
    return gone
