"""Registers of the region: documents, networks, equipment, priorities, lecturers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Max, Q, QuerySet

from prevenio.activities.queries.totals import hundredths_of, in_units
from prevenio.people.models import Authority
from prevenio.region.models import (
    Equipment,
    EquipmentState,
    GoverningDocument,
    Lecturer,
    NetworkMembership,
    Priority,
)
from prevenio.region.models.documents import GoverningDocumentQuerySet
from prevenio.region.project_access import Sight


@dataclass(frozen=True, slots=True)
class EquipmentChoice:
    """What a list of equipment is narrowed to; empty means everything."""

    words: str = ""
    state: str = ""


def documents_seen(authority: Authority, sight: Sight) -> GoverningDocumentQuerySet:
    """The register; bodies see what is public or shared, what they issued, are a party to."""
    rows = GoverningDocument.objects.filter(authority=authority)
    if not sight.sees_all:
        own = Q(issuer__in=sight.bodies) | Q(
            pk__in=GoverningDocument.objects.filter(parties__in=sight.bodies).values("pk")
        )
        rows = rows.filter(Q(is_public=True) | Q(is_shared=True) | own)
    return in_order(rows)


def public_documents(authority: Authority) -> GoverningDocumentQuerySet:
    """The documents that residents may read."""
    return in_order(GoverningDocument.objects.filter(authority=authority, is_public=True))


def in_order(rows: GoverningDocumentQuerySet) -> GoverningDocumentQuerySet:
    """Documents with what a row shows, the newest first."""
    shown = rows.select_related("issuer", "supersedes").prefetch_related("parties", "superseded_by")
    return shown.order_by("-adopted_on", "-pk")


def networks_of(authority: Authority) -> QuerySet[NetworkMembership]:
    """Memberships of networks, those that last first."""
    rows = NetworkMembership.objects.filter(authority=authority).select_related("body")
    return rows.order_by(
        F("last_day").desc(nulls_first=True), F("first_day").desc(nulls_last=True), "pk"
    )


def equipment_seen(authority: Authority, sight: Sight) -> QuerySet[Equipment]:
    """The register; an office sees what its own municipality or body has."""
    rows = Equipment.objects.filter(authority=authority)
    if not sight.sees_all:
        rows = rows.filter(Q(body__in=sight.bodies) | Q(municipality__office__in=sight.bodies))
    return rows.select_related("body", "municipality").order_by("-given_on", "-pk")


def equipment_narrowed(rows: QuerySet[Equipment], choice: EquipmentChoice) -> QuerySet[Equipment]:
    """What a choice leaves of the register."""
    for word in choice.words.split():
        rows = rows.filter(
            Q(what__icontains=word)
            | Q(inventory_number__icontains=word)
            | Q(body__short_name__icontains=word)
            | Q(municipality__name__icontains=word)
        )
    return rows.filter(state=choice.state) if choice.state else rows


def equipment_counts(rows: QuerySet[Equipment]) -> tuple[Mapping[str, int], Decimal]:
    """How many pieces are in each state and in all, and what all are worth; one statement."""
    states = {one: Count("pk", filter=Q(state=one)) for one in EquipmentState.values}
    found = rows.order_by().aggregate(**states, ALL=Count("pk"), hundredths=hundredths_of("value"))
    return found, in_units(found.pop("hundredths"))


def priorities_of(authority: Authority, year: int | None) -> QuerySet[Priority]:
    """Priorities, the newest year first, with their indicators."""
    rows = Priority.objects.filter(authority=authority)
    if year is not None:
        rows = rows.filter(year=year)
    shown = rows.select_related("project__initiative", "decided_by")
    return shown.prefetch_related("indicators").order_by("-year", "position", "pk")


def years_with_priorities(authority: Authority) -> list[int]:
    """The years that have priorities, the newest first."""
    years = Priority.objects.filter(authority=authority).values_list("year", flat=True)
    return list(years.distinct().order_by("-year"))


def lecturers_found(authority: Authority, *, today: date, words: str) -> QuerySet[Lecturer]:
    """All lecturers of a region with how many sessions each held."""
    rows = Lecturer.objects.filter(project__authority=authority)
    for word in words.split():
        rows = rows.filter(Q(person_name__icontains=word) | Q(body__short_name__icontains=word))
    held = Q(sessions__last_day__lte=today)
    return (
        rows.select_related("body", "project__initiative")
        .annotate(held_count=Count("sessions", filter=held), held_last=Max("sessions__last_day"))
        .order_by("person_name", "pk")
    )
