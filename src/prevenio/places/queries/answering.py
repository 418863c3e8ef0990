"""Who looks after a place, and who answers there now, by day and by night."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from prevenio.kernel.working_days import working_day_from
from prevenio.people.models import Authority
from prevenio.places.answering import leading
from prevenio.places.models import Duty, Municipality, Precinct
from prevenio.places.queries.cards import PersonCard, card_of, hours_of, on_now, role_of, who_of
from prevenio.places.queries.ground import Ground, PrecinctHere, ground_at, ground_of
from prevenio.places.queries.rosters import Staffed, duties_of_place, level_of, staffed
from prevenio.places.wording import digits_of

BY_DAY = time(11)
BY_NIGHT = time(23, 30)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lead:
    """Who answers first at a moment of the authority's own clock.

    Without a duty (`card` is None) it is the emergency number: `who` is empty then. Where somebody
    stands in, `who` and `phone` are theirs and `stands_in_for` names who is away.
    """

    moment: datetime
    card: PersonCard | None
    who: str
    role: str
    purpose: str
    phone: str
    phone_digits: str
    hours: str
    stands_in_for: str

    @property
    def is_emergency(self) -> bool:
        return self.card is None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is known of a place at a moment, in the reader's language.

    `people` are the duties by the order of their kinds, `nights` those that answer only when the
    others are off. `is_outside` says that the point lies in nobody's ground.
    """

    authority: Authority
    moment: datetime
    latitude: float | None
    longitude: float | None
    municipality: Municipality | None
    precincts: tuple[PrecinctHere, ...]
    people: tuple[PersonCard, ...]
    nights: tuple[PersonCard, ...]
    now: Lead
    by_day: Lead
    by_night: Lead
    emergency_number: str
    is_outside: bool


def answer_for(*, authority: Authority, lat: float, lon: float, at: datetime) -> Answer:
    """Who looks after a point (WGS84 degrees) at a moment; at most five statements.

    A day and a night are those of the moment: the next working day at 11:00, and 23:30 tonight.
    """
    moment = local(authority, at)
    ground = ground_at(authority=authority, lat=lat, lon=lon, day=moment.date())
    return _answer(authority, ground, moment, (lat, lon))


def answer_for_precinct(*, precinct: Precinct, at: datetime) -> Answer:
    """Who looks after a precinct at a moment: its own people, and those of what it lies in."""
    moment = local(precinct.authority, at)
    ground = ground_of(precinct=precinct, day=moment.date())
    return _answer(precinct.authority, ground, moment, (None, None))


def local(authority: Authority, at: datetime) -> datetime:
    """A moment by the authority's own clock."""
    return timezone.localtime(at, ZoneInfo(authority.time_zone))


def _answer(
    authority: Authority,
    ground: Ground,
    moment: datetime,
    point: tuple[float | None, float | None],
) -> Answer:
    by_day, by_night = _day_of(authority, moment), _night_of(moment)
    team = _team(authority, ground, moment.date(), by_day.date())
    cards = _cards(team, moment)
    return Answer(
        authority=authority,
        moment=moment,
        latitude=point[0],
        longitude=point[1],
        municipality=ground.municipality,
        precincts=ground.precincts,
        people=tuple(card for card in cards if not card.is_for_the_night),
        nights=tuple(card for card in cards if card.is_for_the_night),
        now=_lead(authority, team, moment),
        by_day=_lead(authority, team, by_day),
        by_night=_lead(authority, team, by_night),
        emergency_number=authority.emergency_number,
        is_outside=not ground.is_known,
    )


def _day_of(authority: Authority, moment: datetime) -> datetime:
    day = working_day_from(moment.date(), 0, country=authority.country)
    return datetime.combine(day, BY_DAY, moment.tzinfo)


def _night_of(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), BY_NIGHT, moment.tzinfo)


def _team(authority: Authority, ground: Ground, first: date, last: date) -> Staffed:
    duties = duties_of_place(
        authority=authority,
        precincts=[one.pk for one in ground.precincts],
        municipality_id=ground.municipality.pk if ground.municipality else None,
    )
    return staffed(duties, authority=authority, first=first, last=last)


def _cards(team: Staffed, moment: datetime) -> list[PersonCard]:
    on, day = on_now(team, moment), moment.date()
    there = [one for one in team.duties if team.roster.turns[one.pk].is_in_force(day)]
    there.sort(key=lambda one: (one.kind.position, level_of(one), one.pk))
    return [card_of(one, team, moment, on) for one in there]


def _lead(authority: Authority, team: Staffed, moment: datetime) -> Lead:
    first = leading([one.pk for one in team.duties], moment, team.roster)
    if first is None:
        number = authority.emergency_number
        return Lead(moment, None, "", "", "", number, digits_of(number), "", "")
    return _lead_of(team.by_pk[first], team, moment)


def _lead_of(duty: Duty, team: Staffed, moment: datetime) -> Lead:
    card = card_of(duty, team, moment, on_now(team, moment))
    deputy = card.absence
    phone = card.first_phone
    return Lead(
        moment=moment,
        card=card,
        who=deputy.who if deputy else who_of(duty),
        role=role_of(duty),
        purpose=card.purpose,
        phone=phone,
        phone_digits=digits_of(phone),
        hours=hours_of(duty, team),
        stands_in_for=who_of(duty) if deputy else "",
    )
