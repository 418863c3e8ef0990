"""Places: a town with a precinct and who answers for it, and what only its keepers read."""

from datetime import date, time

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON
from prevenio.places.models import (
    Absence,
    Address,
    Duty,
    GroupMember,
    GroupRole,
    Municipality,
    OfficeHours,
    PlaceImport,
    WorkingGroup,
)
from prevenio.places.tests.factories import (
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from tests.marked import SECRET

LONG_AGO = date(2020, 1, 1), date(2020, 12, 31)


def fill_places(authority: Authority, coordinator: User, body: Body) -> None:
    """Public: boundaries, who answers today. Marked: offices, imports, whoever answered before."""
    office = Body.objects.create(
        authority=authority, short_name=f"{SECRET} urząd", email=f"{SECRET}@office.example.org"
    )
    town = make_municipality(authority, name="Lipa", shape=square(20, 50), office=office)
    unusable = {"where": "1", "what": "no_shape", "facts": {"name": SECRET}}
    PlaceImport.objects.create(
        authority=authority,
        kind="municipality",
        file_name=f"{SECRET}.geojson",
        digest="1" * 64,
        settings={"code_field": SECRET},
        report={"unusable": {"count": 1, "rows": [unusable]}},
        uploaded_by=coordinator,
        uploaded_at=NOON,
    )
    Address.objects.create(
        authority=authority,
        municipality=town,
        street="Polna",
        number="1",
        latitude=50.5,
        longitude=20.5,
        search_text="polna 1 lipa",
    )
    fill_duties(authority, town, body)
    fill_group(authority, town, body)


def fill_duties(authority: Authority, town: Municipality, body: Body) -> None:
    """Somebody who answers today, who has been away once, and somebody who answered long ago."""
    first_day, last_day = LONG_AGO
    kind = make_precinct_kind(authority, code="police")
    precinct = make_precinct(kind, shape=square(20, 50), municipality=town)
    now = Duty.objects.create(
        authority=authority, kind=kind, precinct=precinct, body=body, person_name="Jan Dzielnicowy"
    )
    OfficeHours.objects.create(duty=now, weekday=0, opens=time(8), closes=time(16))
    for of in ({"precinct": precinct}, {"municipality": town}):
        Duty.objects.create(
            authority=authority,
            kind=kind,
            body=body,
            person_name=f"{SECRET} Dawny",
            email=f"{SECRET}@before.example.org",
            place=SECRET,
            first_day=first_day,
            last_day=last_day,
            **of,
        )
    Absence.objects.create(
        duty=now,
        first_day=first_day,
        last_day=last_day,
        deputy_name=f"{SECRET} Zastępca",
        deputy_phone=SECRET,
    )


def fill_group(authority: Authority, town: Municipality, body: Body) -> None:
    """A group that residents know, with a member whom they do not, and one without address."""
    group = WorkingGroup.objects.create(authority=authority, municipality=town, name="Grupa Lipa")
    GroupMember.objects.create(
        group=group,
        body=body,
        person_name=f"{SECRET} Członek",
        email=f"{SECRET}@member.example.org",
        is_public=False,
    )
    GroupMember.objects.create(
        group=group,
        body=body,
        person_name="Jan Jawny",
        email=f"{SECRET}@named.example.org",
        role=GroupRole.LEAD,
    )
