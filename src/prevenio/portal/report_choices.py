"""What residents can report today: the categories in force, as the first page offers them."""

from collections.abc import Sequence

from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.reports.models import CategoryVersion
from prevenio.reports.queries.categories import categories_on

_LONGEST_CODE = 40


def first_and_rest(
    versions: Sequence[CategoryVersion],
) -> tuple[Sequence[CategoryVersion], Sequence[CategoryVersion]]:
    """Those that are shown at once, and those behind "show all"; a few are all shown at once."""
    first = [one for one in versions if one.is_first]
    if not first or len(versions) <= len(first) + 1:
        return versions, ()
    return first, [one for one in versions if not one.is_first]


def category_in(authority: Authority, code: str) -> CategoryVersion | None:
    """The version of a code that is in force now; None for other authorities' and unknown ones."""
    if not code or len(code) > _LONGEST_CODE or "\x00" in code:
        return None
    today = timezone.localdate()
    return categories_on(authority, today).filter(category__code=code).first()


def takes_reports(authority: Authority) -> bool:
    """Whether residents can report anything today. One statement."""
    return categories_on(authority, timezone.localdate()).exists()
