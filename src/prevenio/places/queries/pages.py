"""What the desk's pages show: counts, lists, and one thing with what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.answering import Hours
from prevenio.places.models import (
    Absence,
    Address,
    Boundary,
    Duty,
    GroupMember,
    Municipality,
    OfficeHours,
    Precinct,
    PrecinctKind,
    WorkingGroup,
)
from prevenio.places.queries.cards import role_of, who_of


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is known of an authority's places on a day."""

    municipalities: int
    without_code: int
    precincts: int
    without_boundary: int
    without_people: int
    duties: int
    absent: int
    addresses: int
    groups: int

    @property
    def is_first_day(self) -> bool:
        return not (self.municipalities or self.precincts or self.duties or self.addresses)


def counts_of(*, authority: Authority, day: date) -> Counts:
    """All counts of the overview in one statement."""
    duties, municipalities = authority.duties.on(day), authority.municipalities.all()
    precincts = Precinct.objects.filter(authority=authority)
    drawn = Boundary.objects.on(day).filter(precinct=OuterRef("pk"))
    ended = Boundary.objects.filter(precinct=OuterRef("pk"), last_day__lt=day)
    asked: dict[str, QuerySet[Any]] = {
        "municipalities": municipalities,
        "without_code": municipalities.filter(code=""),
        "precincts": precincts,
        "without_boundary": precincts.filter(~Exists(drawn), ~Exists(ended)),
        "without_people": precincts.filter(Exists(drawn)).filter(
            ~Exists(Duty.objects.on(day).filter(precinct=OuterRef("pk")))
        ),
        "duties": duties,
        "absent": Absence.objects.filter(
            duty__authority=authority, first_day__lte=day, last_day__gte=day
        ),
        "addresses": Address.objects.filter(authority=authority),
        "groups": WorkingGroup.objects.filter(authority=authority),
    }
    row = Authority.objects.annotate(**{f"n_{name}": _number(rows) for name, rows in asked.items()})
    found = row.values(*(f"n_{name}" for name in asked)).get(pk=authority.pk)
    return Counts(**{name: found[f"n_{name}"] for name in asked})


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many rows there are, as a part of another statement."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


def kinds_of(*, authority: Authority) -> QuerySet[PrecinctKind]:
    """The kinds in the order in which people are shown, with how many precincts each has."""
    kinds = PrecinctKind.objects.filter(authority=authority)
    return kinds.annotate(number=Count("precincts")).order_by("position", "code")


def municipalities_found(*, authority: Authority, words: str, day: date) -> QuerySet[Municipality]:
    """Municipalities whose name or code has these words, by name, with what they hold."""
    towns = Municipality.objects.filter(authority=authority)
    for word in words.split():
        towns = towns.filter(
            Q(search_text__contains=fold(word)) | Q(name__icontains=word) | Q(code__startswith=word)
        )
    drawn = Boundary.objects.on(day).filter(municipality=OuterRef("pk"))
    return (
        towns.select_related("office")
        .annotate(
            precinct_count=_number(Precinct.objects.filter(municipality=OuterRef("pk"))),
            duty_count=_number(
                Duty.objects.on(day).filter(
                    Q(municipality=OuterRef("pk")) | Q(precinct__municipality=OuterRef("pk"))
                )
            ),
            is_drawn=Exists(drawn),
        )
        .order_by("name", "pk")
    )


def precincts_found(
    *, authority: Authority, kind: PrecinctKind | None, words: str, day: date
) -> QuerySet[Precinct]:
    """Precincts of a kind by words of their code, name or municipality, with their people."""
    precincts = Precinct.objects.filter(authority=authority)
    if kind is not None:
        precincts = precincts.filter(kind=kind)
    for word in words.split():
        precincts = precincts.filter(
            Q(name__icontains=word)
            | Q(code__icontains=word)
            | Q(municipality__name__icontains=word)
            | Q(municipality__search_text__contains=fold(word))
        )
    return (
        precincts.select_related("kind", "municipality")
        .annotate(
            duty_count=_number(Duty.objects.on(day).filter(precinct=OuterRef("pk"))),
            is_drawn=Exists(Boundary.objects.on(day).filter(precinct=OuterRef("pk"))),
        )
        .order_by("kind__position", "municipality__name", "code", "pk")
    )


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty on the desk, with its state on a day."""

    duty: Duty
    who: str
    role: str
    hours: Sequence[Hours]
    absences: Sequence[Absence]
    is_current: bool

    @property
    def absence(self) -> Absence | None:
        """The first absence that is not over."""
        return self.absences[0] if self.absences else None


def named(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Duties with everything that their names need."""
    return duties.select_related("kind", "body", "precinct", "municipality")


def duty_rows(duties: QuerySet[Duty], *, day: date) -> list[DutyRow]:
    """Duties with hours and the absences that are not over; those in force first."""
    made = rows_of(list(named(duties).order_by("kind__position", "pk")), day=day)
    return sorted(made, key=lambda row: not row.is_current)


def rows_of(duties: Sequence[Duty], *, day: date) -> list[DutyRow]:
    """The same for duties that were read already, in their order; two statements."""
    hours: dict[int, list[Hours]] = {}
    for one in OfficeHours.objects.filter(duty__in=duties).order_by("weekday", "opens"):
        hours.setdefault(one.duty_id, []).append(Hours(one.weekday, one.opens, one.closes))
    absences: dict[int, list[Absence]] = {}
    lasting = Absence.objects.filter(duty__in=duties, last_day__gte=day)
    for absence in lasting.select_related("deputy__kind", "deputy__body").order_by("first_day"):
        absences.setdefault(absence.duty_id, []).append(absence)
    return [
        DutyRow(
            duty=one,
            who=who_of(one),
            role=role_of(one),
            hours=hours.get(one.pk, []),
            absences=absences.get(one.pk, []),
            is_current=one.last_day is None or one.last_day >= day,
        )
        for one in duties
    ]


def deputies_for(*, duty: Duty, day: date, most: int = 8) -> list[tuple[Duty, str]]:
    """Who may stand in: others of the same kind, those of the same municipality first."""
    others = Duty.objects.on(day).filter(authority=duty.authority_id, kind=duty.kind_id)
    town = duty.municipality_id or (duty.precinct.municipality_id if duty.precinct else None)
    near = others.annotate(
        is_near=Q(precinct__municipality=town) | Q(municipality=town)
        if town is not None
        else Value(False)
    )
    found = (
        near.exclude(pk=duty.pk)
        .exclude(span="NIGHT")
        .select_related("kind", "body", "precinct", "municipality")
        .order_by(F("is_near").desc(nulls_last=True), "precinct__code", "pk")[:most]
    )
    return [(one, _deputy_words(one)) for one in found]


def _deputy_words(duty: Duty) -> str:
    return ", ".join(filter(None, (who_of(duty), str(duty.precinct or ""), duty.phone)))


def duties_of_bodies(*, authority: Authority, bodies: Sequence[int], day: date) -> QuerySet[Duty]:
    """Duties that are done by some bodies, or in municipalities whose offices they are."""
    mine = (
        Q(body__in=bodies)
        | Q(municipality__office__in=bodies)
        | Q(precinct__municipality__office__in=bodies)
    )
    return Duty.objects.on(day).filter(mine, authority=authority)


def members_on(*, group: WorkingGroup, day: date) -> list[GroupMember]:
    """The members of a group on a day or later, the lead first."""
    lasting = group.members.filter(Q(last_day=None) | Q(last_day__gte=day))
    return list(lasting.select_related("body", "user").order_by("role", "person_name", "pk"))


def groups_found(*, authority: Authority, day: date) -> QuerySet[WorkingGroup]:
    """The working groups of an authority by municipality, with how many members they have."""
    groups = WorkingGroup.objects.filter(authority=authority).select_related("municipality")
    members = GroupMember.objects.on(day).filter(group=OuterRef("pk"))
    return groups.annotate(member_count=_number(members)).order_by("municipality__name", "name")
