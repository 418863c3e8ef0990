"""The bureau keeps the categories of reports: what is said changes from a day on, never before."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.text import fold
from prevenio.people.access import today_in
from prevenio.people.models import Authority, User
from prevenio.reports import access
from prevenio.reports.models import Category, CategoryVersion, said
from prevenio.reports.operations.category_values import Values
from prevenio.reports.operations.category_versions import (
    Overlaps,
    is_on,
    refuse_overlap,
    take_back,
    version_from,
    versions_of,
)
from prevenio.reports.packs.reading import pack_of

_LONGEST_STEM = 34


class BeforeToday(Refused):
    message = _("A category changes today or later. Choose another day.")


class AlreadyEnded(Refused):
    message = _("This category ended on %(day)s.")


class NothingChanged(Refused):
    message = _("Nothing has been changed.")


@transaction.atomic
def load_categories(*, authority: Authority, by: User | None, at: datetime) -> int:
    """Add the categories of the country's pack that the authority lacks; how many it were.

    What is there stays as it is. `by` is None where the installation itself loads.
    Raises NotAllowed, PackFault.
    """
    authority = _locked(authority, by, at)
    known = set(Category.objects.filter(authority=authority).values_list("code", flat=True))
    added = [one for one in pack_of(authority.country).categories if one.code not in known]
    rows = [Category(authority=authority, code=one.code) for one in added]
    Category.objects.bulk_create(rows)
    CategoryVersion.objects.bulk_create(
        CategoryVersion(category=row, **one.fields) for row, one in zip(rows, added, strict=True)
    )
    if rows:
        record(
            "reports.categories.loaded",
            about=authority,
            by=by,
            at=at,
            authority_id=authority.pk,
            details={"categories": [row.code for row in rows]},
        )
    return len(rows)


@transaction.atomic
def add_category(
    *, authority: Authority, values: Values, first_day: date, by: User, at: datetime
) -> Category:
    """Add a category that residents can choose from a day on.

    Raises NotAllowed, BeforeToday, and what `Values.refuse_unsound` raises.
    """
    authority = _locked(authority, by, at)
    values.refuse_unsound()
    _refuse_past(authority, first_day, at)
    category = Category.objects.create(authority=authority, code=_code_for(authority, values))
    CategoryVersion.objects.create(
        category=category, first_day=first_day, **values.columns(before=None)
    )
    _record("reports.category.added", category, by, at, {"from": first_day.isoformat()})
    return category


@transaction.atomic
def save_version(
    *, category: Category, values: Values, first_day: date, by: User, at: datetime
) -> CategoryVersion:
    """Let a category say something else from a day on; the version before it ends the day before.

    A version that begins on that same day is changed in place while no report uses it.
    Raises NotAllowed, BeforeToday, Overlaps, VersionInUse, NothingChanged, and what
    `Values.refuse_unsound` raises.
    """
    authority = _locked(category.authority, by, at)
    values.refuse_unsound()
    _refuse_past(authority, first_day, at)
    versions = versions_of(category)
    refuse_overlap(versions, first_day)
    before = versions[-1] if versions else None
    columns = values.columns(before)
    changed = sorted(name for name in columns if getattr(before, name, None) != columns[name])
    if before is not None and not changed and is_on(before, first_day):
        raise NothingChanged
    version = version_from(category, before, first_day)
    for name, value in columns.items():
        setattr(version, name, value)
    version.save()
    details = {"from": first_day.isoformat(), "changed": changed}
    _record("reports.category.changed", category, by, at, details)
    return version


@transaction.atomic
def withdraw_version(*, version: CategoryVersion, by: User, at: datetime) -> None:
    """Take back a version that is planned; the one before it goes on.

    Raises NotAllowed, NotPlanned.
    """
    category = version.category
    authority = _locked(category.authority, by, at)
    begins = take_back(version, today_in(authority, at))
    details = {"from": begins.isoformat()}
    _record("reports.category.withdrawn", category, by, at, details)


@transaction.atomic
def end_category(*, category: Category, last_day: date, by: User, at: datetime) -> None:
    """Let residents choose it no longer after a day; reports keep what they were taken under.

    Raises NotAllowed, BeforeToday, Overlaps, AlreadyEnded, NothingChanged.
    """
    authority = _locked(category.authority, by, at)
    today = _refuse_past(authority, last_day, at)
    *_before, last = versions_of(category)
    if last.first_day is not None and last.first_day > last_day:
        raise Overlaps(day=last.first_day)
    if last.last_day is not None and last.last_day < today:
        raise AlreadyEnded(day=last.last_day)
    if last.last_day == last_day:
        raise NothingChanged
    last.last_day = last_day
    last.save(update_fields=["last_day"])
    _record("reports.category.ended", category, by, at, {"last_day": last_day.isoformat()})


def _locked(authority: Authority, by: User | None, at: datetime) -> Authority:
    """One change to the categories of an authority at a time. Raises NotAllowed."""
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if by is not None and not access.can_keep_reports(by, authority, at):
        raise NotAllowed
    return authority


def _refuse_past(authority: Authority, day: date, at: datetime) -> date:
    """Today by the authority's own clock. Raises BeforeToday."""
    today = today_in(authority, at)
    if day < today:
        raise BeforeToday
    return today


def _code_for(authority: Authority, values: Values) -> str:
    """A code made of the name; a number keeps two of the same name apart."""
    stem = slugify(fold(said(dict(values.names))))[:_LONGEST_STEM].strip("-") or "category"
    taken = set(Category.objects.filter(authority=authority).values_list("code", flat=True))
    codes = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 10_000))
    return next(code for code in codes if code not in taken)


def _record(
    fact: str, category: Category, by: User, at: datetime, details: Mapping[str, object]
) -> None:
    record(
        fact,
        about=category,
        by=by,
        at=at,
        authority_id=category.authority_id,
        details={"category": category.code, **details},
    )
