"""How many public reports there are, counted anew only when something has changed."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from threading import Lock

from django.db.models import Count, Q

from prevenio.people.models import Authority
from prevenio.reports.models import OPEN_STATES
from prevenio.reports.queries.public import stamp_of
from prevenio.reports.queries.similar import public_reports

_MOST_KEPT = 64
# By the code of each category how many are open, and how many there are.
_Counts = Mapping[str, tuple[int, int]]
_kept: OrderedDict[tuple[int, str], _Counts] = OrderedDict()
_lock = Lock()


def open_and_all(authority: Authority, at: datetime, category: str = "") -> tuple[int, int]:
    """How many public reports are open, and how many there are; of a category, or of all.

    Two statements for the stamp, and one more where something has changed since.
    """
    key = (authority.pk, stamp_of(authority, at))
    with _lock:
        known = _kept.get(key)
    if known is None:
        grouped = public_reports(authority, at).order_by().values_list("category__code")
        is_open = Q(state__in=OPEN_STATES)
        rows = grouped.annotate(open=Count("pk", filter=is_open), every=Count("pk"))
        known = {code: (open_count, every) for code, open_count, every in rows}
        with _lock:
            _kept[key] = known
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    if category:
        return known.get(category, (0, 0))
    return sum(one for one, _all in known.values()), sum(every for _one, every in known.values())
