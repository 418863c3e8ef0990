"""A duty as people read it: who, what for, how to reach them, when; and who stands in."""

from dataclasses import dataclass
from datetime import date, datetime

from prevenio.places.answering import (
    AUTHORITY,
    MUNICIPALITY,
    NIGHT,
    PRECINCT,
    absence_on,
    on_at,
    who_does,
)
from prevenio.places.models import Duty, Span
from prevenio.places.queries.rosters import Staffed, level_of
from prevenio.places.wording import digits_of, hours_in_words, said

LEVELS = {PRECINCT: "precinct", MUNICIPALITY: "municipality", AUTHORITY: "authority"}


@dataclass(frozen=True, slots=True)
class AbsenceNote:
    """That somebody is away up to a day (included), and who stands in; `who` may be empty."""

    until: date
    who: str
    phone: str
    phone_digits: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One duty for residents, in the reader's language.

    `who` is never empty: the person, else the body, else the role. `level` is `precinct`,
    `municipality` or `authority`; `area` names it. The first phone to call is `first_phone`.
    """

    duty_id: int
    kind: str
    icon: str
    level: str
    area: str
    precinct_id: int | None
    role: str
    who: str
    person_title: str
    person_name: str
    body: str
    purpose: str
    phone: str
    phone_digits: str
    email: str
    website: str
    place: str
    span: str
    hours: str
    hours_short: str
    has_priority: bool
    is_on_now: bool
    absence: AbsenceNote | None

    @property
    def is_for_the_night(self) -> bool:
        return self.span == NIGHT

    @property
    def first_phone(self) -> str:
        """The phone of whoever is there: of who stands in, where somebody does and has one."""
        return (self.absence.phone if self.absence else "") or self.phone


def on_now(staffed: Staffed, moment: datetime) -> frozenset[int]:
    """Which of the duties are on at a moment of the authority's own clock."""
    return on_at([one.pk for one in staffed.duties], moment, staffed.roster)


def card_of(duty: Duty, staffed: Staffed, moment: datetime, on: frozenset[int]) -> PersonCard:
    """One duty as a card at a moment of the authority's own clock."""
    return PersonCard(
        duty_id=duty.pk,
        kind=duty.kind.code,
        icon=duty.kind.icon,
        level=LEVELS[level_of(duty)],
        area=area_of(duty),
        precinct_id=duty.precinct_id,
        role=role_of(duty),
        who=who_of(duty),
        person_title=duty.person_title,
        person_name=duty.person_name,
        body=duty.body.shown_name if duty.body else "",
        purpose=duty.purpose or said(duty.kind.purposes),
        phone=duty.phone,
        phone_digits=digits_of(duty.phone),
        email=duty.email,
        website=duty.website,
        place=duty.place,
        span=duty.span,
        hours=hours_of(duty, staffed),
        hours_short=hours_of(duty, staffed, short=True),
        has_priority=duty.has_priority,
        is_on_now=duty.pk in on,
        absence=absence_note(duty, staffed, moment.date()),
    )


def absence_note(duty: Duty, staffed: Staffed, day: date) -> AbsenceNote | None:
    """Whether somebody is away on a day, and who is there instead."""
    away = absence_on(duty.pk, day, staffed.roster)
    if away is None:
        return None
    doer = who_does(duty.pk, day, staffed.roster)
    if doer is None:
        who, phone = "", ""
    elif doer.duty_id is None:
        who, phone = doer.name, doer.phone
    else:
        deputy = staffed.by_pk[doer.duty_id]
        who, phone = who_of(deputy), deputy.phone
    return AbsenceNote(away.last_day, who, phone, digits_of(phone))


def hours_of(duty: Duty, staffed: Staffed, *, short: bool = False) -> str:
    """When a duty answers, in words."""
    hours = hours_in_words(staffed.roster.turns[duty.pk].hours, short=short)
    return hours if duty.span == Span.HOURS or hours else str(Span(duty.span).label)


def who_of(duty: Duty) -> str:
    """Who a duty's people turn to: the person with a title, else the body, else the role."""
    person = " ".join(filter(None, (duty.person_title, duty.person_name)))
    if duty.person_name:
        return person
    return duty.body.shown_name if duty.body else role_of(duty)


def role_of(duty: Duty) -> str:
    """The duty's own name of the role, else that of its kind."""
    return duty.role or said(duty.kind.roles) or said(duty.kind.names) or duty.kind.code


def area_of(duty: Duty) -> str:
    """What a duty is for: the precinct, the municipality, or nothing for the whole authority."""
    return str(duty.precinct or duty.municipality or "")
