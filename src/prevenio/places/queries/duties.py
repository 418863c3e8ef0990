"""Duties for open data and for the desk."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from prevenio.people.models import Authority
from prevenio.places.models import Duty, Precinct
from prevenio.places.queries.cards import absence_note, hours_of, role_of
from prevenio.places.queries.rosters import Staffed, staffed


@dataclass(frozen=True, slots=True)
class CurrentDuty:
    """One duty in force, flat, as open data gives it; empty where nothing is said."""

    kind: str
    role: str
    precinct_code: str
    precinct: str
    municipality_code: str
    municipality: str
    title: str
    name: str
    body: str
    phone: str
    email: str
    website: str
    place: str
    span: str
    hours: str
    first_day: date | None
    last_day: date | None
    absent_until: date | None
    deputy: str
    deputy_phone: str


def current_duties(*, authority: Authority, day: date) -> list[CurrentDuty]:
    """Every duty in force on a day, by kind, precinct and person; three statements.

    Those for a precinct that is no more are left out, whoever forgot to end them.
    """
    existing = Precinct.objects.existing_on(day).filter(authority=authority)
    duties = Duty.objects.filter(Q(precinct=None) | Q(precinct__in=existing), authority=authority)
    every = duties.order_by(
        "kind__position", "precinct__code", "municipality__name", "person_name", "pk"
    )
    team = staffed(every, authority=authority, first=day, last=day)
    return [_current(duty, team, day) for duty in team.duties]


def _current(duty: Duty, team: Staffed, day: date) -> CurrentDuty:
    municipality = duty.municipality or (duty.precinct.municipality if duty.precinct else None)
    away = absence_note(duty, team, day)
    return CurrentDuty(
        kind=duty.kind.code,
        role=role_of(duty),
        precinct_code=duty.precinct.code if duty.precinct else "",
        precinct=duty.precinct.name if duty.precinct else "",
        municipality_code=municipality.code if municipality else "",
        municipality=municipality.name if municipality else "",
        title=duty.person_title,
        name=duty.person_name,
        body=duty.body.shown_name if duty.body else "",
        phone=duty.phone,
        email=duty.email,
        website=duty.website,
        place=duty.place,
        span=duty.span,
        hours=hours_of(duty, team),
        first_day=duty.first_day,
        last_day=duty.last_day,
        absent_until=away.until if away else None,
        deputy=away.who if away else "",
        deputy_phone=away.phone if away else "",
    )
