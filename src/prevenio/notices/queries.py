"""Reads about notices."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from prevenio.notices.models import Notice, NoticeState
from prevenio.people.models import Authority

AT_ONCE = 100
# Somebody who has it sent again sets the tries back; the failure is known until it has been sent.
_has_failed = Q(tries__gt=0) | ~Q(last_error="")


def due_notices(*, at: datetime) -> Sequence[int]:
    """Which notices are to be tried now, the longest waiting first; never too many at once."""
    waiting = Notice.objects.filter(state=NoticeState.WAITING, handing_at=None, next_try_at__lte=at)
    return list(waiting.order_by("next_try_at", "pk").values_list("pk", flat=True)[:AT_ONCE])


def troubled_notices(*, authority: Authority | None) -> QuerySet[Notice]:
    """Letters that failed, may have gone out, or have been tried without success.

    Those of an authority, else those of the installation: letters about accounts, which belong to
    people and not to an authority.
    """
    given_up = Q(state__in=[NoticeState.FAILED, NoticeState.UNCERTAIN])
    return (
        Notice.objects.filter(authority_id=authority.pk if authority else 0)
        .filter(given_up | (Q(state=NoticeState.WAITING) & _has_failed))
        .order_by("-written_at", "-pk")
    )


def latest_test(*, authority: Authority) -> Notice | None:
    """The last letter by which somebody tried outgoing mail."""
    tests = Notice.objects.filter(authority_id=authority.pk, is_test=True)
    return tests.order_by("-written_at", "-pk").first()
