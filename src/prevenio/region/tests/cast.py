"""A region with two towns, and who looks at it: bureau, reader, two clerks, a member."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from prevenio.people.models import Authority, Body, Country, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.places.models import GroupMember, Municipality, WorkingGroup
from prevenio.region.models import Standing, Wave
from prevenio.region.operations.accession import NewStep, take_step

NOW = datetime(2012, 5, 31, 10, 0, tzinfo=ZoneInfo("Europe/Prague"))
TODAY = NOW.date()
HOSTILE = "<script>alert(1)</script> %s {{ x }}"


@dataclass(frozen=True)
class Cast:
    """Everybody and everything by name."""

    region: Authority
    bureau: User
    reader: User
    clerk: User
    neighbour: User
    member: User
    police: Body
    stribro: Municipality
    tachov: Municipality
    group: WorkingGroup
    other_group: WorkingGroup
    wave: Wave

    def at(self, address: str) -> str:
        return f"/{self.region.slug}/desk/region/{address}"


def make_cast() -> Cast:
    region = make_authority(name="Plzeňský kraj", country=Country.CZECHIA)
    police = make_body(authority=region, short_name="PČR")
    offices = [make_body(authority=region, short_name=name) for name in ("MÚ S", "MÚ T")]
    towns = [
        Municipality.objects.create(authority=region, office=office, name=name, code=code)
        for office, name, code in zip(
            offices, ("Stříbro", "Tachov"), ("561215", "560715"), strict=True
        )
    ]
    groups = [
        WorkingGroup.objects.create(authority=region, municipality=town, name=f"Skupina {town}")
        for town in towns
    ]
    member = make_member(authority=region, role=Role.REPORTER, body=police, name="Jan Člen")
    GroupMember.objects.create(group=groups[0], user=member, body=police, person_name="Jan Člen")
    return Cast(
        region=region,
        bureau=make_member(authority=region, role=Role.COORDINATOR, name="Jana Koordinátorka"),
        reader=make_member(authority=region, role=Role.READER, name="Jan Čtenář"),
        clerk=make_member(authority=region, role=Role.REPORTER, body=offices[0], name="Eva S"),
        neighbour=make_member(authority=region, role=Role.REPORTER, body=offices[1], name="Ota T"),
        member=member,
        police=police,
        stribro=towns[0],
        tachov=towns[1],
        group=groups[0],
        other_group=groups[1],
        wave=Wave.objects.create(
            authority=region, name="Prosinec 2010", on=date(2010, 12, 1), is_published=True
        ),
    )


def step(
    cast: Cast, town: Municipality, standing: Standing, on: date | None, **said: object
) -> None:
    """Enter a step as the bureau; a joining goes with the wave."""
    wave = cast.wave if standing == Standing.JOINED else None
    new = NewStep(standing=standing, on=on, **{"wave": wave, **said})  # type: ignore[arg-type]
    take_step(subject=town, step=new, by=cast.bureau, at=NOW)
