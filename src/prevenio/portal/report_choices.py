"""What residents can report today: the categories in force, as the first page offers them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.reports.models import CategoryVersion

_LONGEST_CODE = 40


def categories_on(authority: Authority, day: date) -> QuerySet[CategoryVersion]:
    """The versions in force on a day, in the order of the office, with their categories."""
    rows = CategoryVersion.objects.on(day).filter(category__authority=authority)
    return rows.select_related("category").order_by("position", "category__code")


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
