"""How the versions of a category follow one another: never two on one day."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.reports.models import Category, CategoryVersion

_DAY = timedelta(days=1)


class Overlaps(Refused):
    message = _(
        "Another version is planned from %(day)s. Change or withdraw that one first, or choose a "
        "later day."
    )


class VersionInUse(Refused):
    message = _(
        "The version that began on %(day)s has reports already, so it stays as it is. Let the new "
        "one begin on a later day."
    )


class NotPlanned(Refused):
    message = _("Only a version that has not begun, and that follows another, can be withdrawn.")


def versions_of(category: Category) -> list[CategoryVersion]:
    """The oldest first: it may have no first day."""
    rows = CategoryVersion.objects.filter(category=category)
    return sorted(rows, key=lambda one: one.first_day or date.min)


def is_on(version: CategoryVersion, day: date) -> bool:
    """Whether a version that has begun by a day is still in force on it."""
    return version.last_day is None or version.last_day >= day


def refuse_overlap(versions: Sequence[CategoryVersion], first_day: date) -> None:
    """Raises Overlaps, VersionInUse."""
    for one in versions:
        if one.first_day is None or one.first_day < first_day:
            continue
        if one.first_day > first_day:
            raise Overlaps(day=one.first_day)
        if one.reports.exists():
            raise VersionInUse(day=one.first_day)


def version_from(
    category: Category, before: CategoryVersion | None, first_day: date
) -> CategoryVersion:
    """The version of that day, or a new one that takes over from the one in force."""
    if before is not None and before.first_day == first_day:
        return before
    version = CategoryVersion(category=category, first_day=first_day)
    if before is not None and is_on(before, first_day):
        version.last_day, before.last_day = before.last_day, first_day - _DAY
        before.save(update_fields=["last_day"])
    return version


def take_back(version: CategoryVersion, today: date) -> date:
    """Delete a version that is planned, and let the one before it go on; the day it was to begin.

    Raises NotPlanned.
    """
    *before, last = versions_of(version.category) or [version]
    begins = last.first_day
    if last.pk != version.pk or not before or begins is None or begins <= today:
        raise NotPlanned
    if before[-1].last_day == begins - _DAY:
        before[-1].last_day = last.last_day
        before[-1].save(update_fields=["last_day"])
    last.delete()
    return begins
