"""What residents may see of activities: the single ones of public kinds, and totals by year.

Small numbers of other kinds are left out of the totals (primary suppression), and so many more
numbers with them that no left-out one can be worked out from those shown (complementary
suppression). Totals are by whole years only: two spans that differ by a day would tell of that day.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet

from prevenio.activities.models import Activity, ActivityState, DataClass, MeasureValue, word_in
from prevenio.activities.queries.suppressing import Cell, hidden_cells
from prevenio.activities.queries.totals import ACTIVITIES, done_between, hundredths_of, in_units
from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class PublicTotal:
    """One number of a year; None where it is too small to be shown, or would give one away.

    Without a kind it is the sum across kinds.
    """

    kind_key: str
    kind: str
    measure_key: str
    label: str
    unit: str
    number: Decimal | None

    @property
    def is_hidden(self) -> bool:
        return self.number is None


def public_activities(
    *,
    authority: Authority,
    lineage: UUID | None = None,
    lineages: Collection[UUID] | None = None,
    initiative: UUID | None = None,
    body: int | None = None,
    year: int | None = None,
) -> QuerySet[Activity]:
    """The activities done of kinds that are public, the newest first, without notes and files.

    `lineage` names an action, `lineages` those of an area, `initiative` an initiative's lineage.
    """
    activities = Activity.objects.filter(
        authority=authority, state=ActivityState.DONE, kind__data_class=DataClass.PUBLIC
    )
    if lineage is not None:
        activities = activities.filter(lineage=lineage)
    if lineages is not None:
        activities = activities.filter(lineage__in=lineages)
    if initiative is not None:
        activities = activities.filter(initiative__lineage=initiative)
    if body is not None:
        activities = activities.filter(body_id=body)
    if year is not None:
        activities = activities.filter(last_day__year=year)
    shown = activities.select_related("kind", "body", "action", "municipality")
    return shown.defer("note", "search_text", "answers").order_by("-last_day", "-pk")


def public_totals(*, authority: Authority, year: int) -> Sequence[PublicTotal]:
    """What an authority's activities of a year add up to, by kind and across kinds.

    Two statements. The parts of a kind (an action, a body) are given for public kinds only, by
    `public_totals_of`: parts of other kinds could be subtracted from these totals.
    """
    done = done_between(authority, date(year, 1, 1), date(year, 12, 31))
    rows = [*_counts(done), *_sums(done)]
    hidden = hidden_cells([one.cell for one in rows])
    found = [one.shown(is_hidden=one.cell.name in hidden) for one in rows]
    for key in dict.fromkeys(one.cell.group for one in rows):
        parts = [one for one in rows if one.cell.group == key]
        total = None
        if (key, "") not in hidden:
            total = sum((one.cell.number for one in parts), Decimal(0))
        found.append(PublicTotal("", "", key, parts[0].label, parts[0].unit, total))
    return found


def public_totals_of(activities: QuerySet[Activity]) -> Sequence[PublicTotal]:
    """What some public activities add up to, by kind and measure. Two statements.

    Only kinds that are public count, whatever is asked: nothing has to be left out.
    """
    done = activities.filter(kind__data_class=DataClass.PUBLIC, state=ActivityState.DONE)
    return [one.shown(is_hidden=False) for one in [*_counts(done), *_sums(done)]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One number of a kind with its words and what may be shown of it."""

    cell: Cell
    kind: str
    label: str
    unit: str

    def shown(self, *, is_hidden: bool) -> PublicTotal:
        number = None if is_hidden else self.cell.number
        key, kind_key = self.cell.name
        return PublicTotal(kind_key, self.kind, key, self.label, self.unit, number)


def _counts(done: QuerySet[Activity]) -> Sequence[_Row]:
    counted = (
        done.order_by()
        .values_list("kind__key", "kind__names", "kind__data_class", "kind__smallest_shown")
        .annotate(number=Count("pk"))
        .order_by("kind__position", "kind__key")
    )
    return [
        _row(ACTIVITIES, kind, names, data_class, smallest, Decimal(number), "", "")
        for kind, names, data_class, smallest, number in counted
    ]


def _sums(done: QuerySet[Activity]) -> Sequence[_Row]:
    columns = (
        "measure__key",
        "measure__kind__key",
        "measure__kind__names",
        "measure__kind__data_class",
        "measure__kind__smallest_shown",
        "measure__labels",
        "measure__units",
    )
    summed = (
        MeasureValue.objects.filter(activity__in=done.order_by())
        .order_by("measure__kind__position", "measure__position", "measure_id")
        .values_list(*columns)
        .annotate(hundredths=hundredths_of("number"))
        .values_list(*columns, "hundredths")
    )
    return [
        _row(
            key,
            kind,
            names,
            data_class,
            smallest,
            in_units(hundredths),
            word_in(labels) or key,
            word_in(units),
        )
        for key, kind, names, data_class, smallest, labels, units, hundredths in summed
    ]


def _row(
    key: str,
    kind: str,
    names: dict[str, str],
    data_class: str,
    smallest: int,
    number: Decimal,
    label: str,
    unit: str,
) -> _Row:
    # Of a public kind every single activity is shown: nothing of it can be hidden.
    threshold = 0 if data_class == DataClass.PUBLIC else max(smallest, 1)
    return _Row(Cell((key, kind), key, number, threshold), word_in(names) or kind, label, unit)
