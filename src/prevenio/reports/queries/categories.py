"""Which categories there are: for residents on a day, and for the bureau that keeps them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import pgettext

from prevenio.people.models import Authority
from prevenio.reports.models import Category, CategoryVersion


def categories_on(authority: Authority, day: date) -> QuerySet[CategoryVersion]:
    """What residents can choose on a day, in the order in which they see it."""
    rows = CategoryVersion.objects.on(day).filter(category__authority=authority)
    return rows.select_related("category").order_by("position", "pk")


@dataclass(frozen=True, slots=True)
class KeptCategory:
    """A category with what it says now, or first will say, or said last.

    `lasting` holds what it says now and will say, `ended` what it said before, the latest first.
    """

    category: Category
    version: CategoryVersion
    planned: CategoryVersion | None
    is_on: bool
    lasting: Sequence[CategoryVersion]
    ended: Sequence[CategoryVersion]

    @property
    def is_ended(self) -> bool:
        return not self.lasting

    @property
    def in_words(self) -> str:
        """Its newest name; with a word about one that has ended or has not begun."""
        if self.is_on:
            return str(self.version)
        if self.is_ended:
            return marked_ended(str(self.version))
        return pgettext("category of reports", "%(name)s (planned)") % {"name": self.version}


def marked_ended(name: str) -> str:
    """The name of what a rule or a template still holds and what is no more."""
    return pgettext("held by a rule or a template", "%(name)s (ended)") % {"name": name}


def kept_categories(authority: Authority, today: date) -> Sequence[KeptCategory]:
    """All categories of an authority in one statement; those that have ended come last."""
    rows = CategoryVersion.objects.filter(category__authority=authority)
    rows = rows.select_related("category").order_by("category_id", "first_day", "pk")
    kept = [_kept(list(group), today) for _key, group in groupby(rows, lambda one: one.category_id)]
    return sorted(kept, key=lambda one: (one.is_ended, one.version.position, one.category.pk))


def versions_of(category: Category) -> Sequence[CategoryVersion]:
    """Everything that a category has said or will say, the latest first."""
    return sorted(CategoryVersion.objects.filter(category=category), key=_begins, reverse=True)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version on the page of its category, and what can be done with it today."""

    version: CategoryVersion
    is_on: bool
    is_planned: bool
    may_be_withdrawn: bool


def rows_of(versions: Sequence[CategoryVersion], today: date) -> Sequence[VersionRow]:
    """The versions of a category, the latest first; only the latest can be withdrawn."""
    rows = []
    for number, one in enumerate(versions):
        is_planned = _begins(one) > today
        is_last = number == 0 and len(versions) > 1
        rows.append(VersionRow(one, is_on(one, today), is_planned, is_planned and is_last))
    return rows


def _kept(versions: Iterable[CategoryVersion], today: date) -> KeptCategory:
    in_order = sorted(versions, key=_begins)
    now = next((one for one in in_order if is_on(one, today)), None)
    planned = next((one for one in in_order if _begins(one) > today), None)
    shown = now or planned or in_order[-1]
    lasting = [one for one in in_order if (one.last_day or date.max) >= today]
    ended = [one for one in reversed(in_order) if one not in lasting]
    return KeptCategory(shown.category, shown, planned, now is not None, lasting, ended)


def is_on(version: CategoryVersion, day: date) -> bool:
    """Whether a version is in force on a day."""
    return _begins(version) <= day <= (version.last_day or date.max)


def _begins(version: CategoryVersion) -> date:
    return version.first_day or date.min
