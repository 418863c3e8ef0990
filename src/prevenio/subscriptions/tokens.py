"""The secret links of letters: each for one purpose, none of them kept.

A token is the secret of a subscription and a mark that only this installation can make from it.
A copy of the database alone opens nothing; a link for leaving confirms nothing.
"""

import base64
import re
import secrets
from collections.abc import Iterator
from datetime import UTC
from enum import StrEnum

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from prevenio.subscriptions.models import Subscription

_SHAPE = re.compile(r"([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})")


class Purpose(StrEnum):
    CONFIRM = "confirm"
    MANAGE = "manage"
    LEAVE = "leave"


def new_secret() -> str:
    """128 random bits in 22 letters."""
    return secrets.token_urlsafe(16)


def token_of(subscription: Subscription, purpose: Purpose) -> str:
    """The token of a link; a newer asking makes older links of confirmation worthless."""
    return f"{subscription.secret}.{next(_marks(subscription, purpose))}"


def found_by(token: str, purpose: Purpose, *, authority_id: int) -> Subscription | None:
    """The subscription that a link leads to; None for a forged, foreign or outdated one."""
    shape = _SHAPE.fullmatch(token)
    if shape is None:
        return None
    rows = Subscription.objects.select_related("authority")
    found = rows.filter(secret=shape[1], authority_id=authority_id).first()
    if found is None:
        return None
    is_right = any(constant_time_compare(shape[2], one) for one in _marks(found, purpose))
    return found if is_right else None


def _marks(subscription: Subscription, purpose: Purpose) -> Iterator[str]:
    """The mark of today's key, then those of earlier keys: letters live longer than keys."""
    value = f"{subscription.authority_id}:{subscription.secret}"
    if purpose == Purpose.CONFIRM:
        value += f":{subscription.asked_at.astimezone(UTC).isoformat(timespec='microseconds')}"
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        made = salted_hmac(f"prevenio.subscriptions.{purpose}", value, key, algorithm="sha256")
        yield base64.urlsafe_b64encode(made.digest()).decode().rstrip("=")
