"""How many public reports there are, counted anew only when something has changed."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from django.db.models import Count, Q

from prevenio.people.models import Authority
from prevenio.reports.models import OPEN_STATES
from prevenio.reports.queries.public import stamp_of
from prevenio.reports.queries.similar import public_reports

_MOST_KEPT = 64
_kept: OrderedDict[tuple[int, str], tuple[int, int]] = OrderedDict()
_lock = Lock()


def open_and_all(authority: Authority, at: datetime) -> tuple[int, int]:
    """How many public reports are open, and how many there are.

    Two statements for the stamp, and one more where something has changed since.
    """
    key = (authority.pk, stamp_of(authority, at))
    with _lock:
        known = _kept.get(key)
    if known is None:
        found = public_reports(authority, at).aggregate(
            every=Count("pk"), open=Count("pk", filter=Q(state__in=OPEN_STATES))
        )
        known = (found["open"], found["every"])
        with _lock:
            _kept[key] = known
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    return known
