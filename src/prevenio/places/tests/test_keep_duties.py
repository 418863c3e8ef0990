from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import NOON, make_body, make_member
from prevenio.places.answering import Hours
from prevenio.places.models import Absence, Duty, Municipality, PlacesVersion, Precinct
from prevenio.places.operations.absences import (
    AbsenceOver,
    AbsenceParticulars,
    AbsencesOverlap,
    StandsInForThemselves,
    add_absence,
    end_absence,
)
from prevenio.places.operations.checks import (
    DaysOutOfOrder,
    OfAnotherAuthority,
    PhoneWithoutDigits,
)
from prevenio.places.operations.duties import (
    AlreadyEnded,
    BeginsLater,
    DutyParticulars,
    HoursMissing,
    KindOfPrecinct,
    NobodySaid,
    SomebodyNeeded,
    TwoPlaces,
    add_duty,
    change_duty,
    end_duty,
    hand_over_duty,
    particulars_of,
)
from prevenio.places.tests.factories import make_municipality, make_precinct, make_precinct_kind
from prevenio.places.tests.staff import make_duty, week

EIGHT_TO_FOUR = [Hours(0, time(8), time(16))]


@pytest.fixture
def town(authority: Authority, body: Body) -> Municipality:
    return make_municipality(authority, office=body)


@pytest.fixture
def precinct(town: Municipality) -> Precinct:
    return make_precinct(make_precinct_kind(town.authority), municipality=town)


def said(of: Precinct, **fields: Any) -> DutyParticulars:
    known: dict[str, Any] = {"person_name": "Jan", "hours": EIGHT_TO_FOUR, "precinct": of}
    return DutyParticulars(kind=of.kind, **(known | fields))


def test_a_duty_is_added_with_its_hours(precinct: Precinct, coordinator: User) -> None:
    duty = add_duty(
        authority=precinct.authority, particulars=said(precinct), by=coordinator, at=NOON
    )
    assert particulars_of(duty) == said(precinct)
    assert Entry.objects.filter(fact="places.duty.added").count() == 1
    assert PlacesVersion.objects.get(authority=precinct.authority).number > 0


def test_what_cannot_be_is_refused(precinct: Precinct, coordinator: User) -> None:
    other = make_precinct_kind(precinct.authority, code="guard")
    foreign = make_body()
    wrong: list[tuple[type[Refused], dict[str, Any]]] = [
        (NobodySaid, {"person_name": ""}),
        (HoursMissing, {"hours": []}),
        (TwoPlaces, {"municipality": precinct.municipality}),
        (DaysOutOfOrder, {"first_day": date(2026, 2, 2), "last_day": date(2026, 2, 1)}),
        (PhoneWithoutDigits, {"phone": "call me"}),
        (OfAnotherAuthority, {"body": foreign}),
    ]
    for refusal, fields in wrong:
        with pytest.raises(refusal):
            add_duty(
                authority=precinct.authority,
                particulars=said(precinct, **fields),
                by=coordinator,
                at=NOON,
            )
    particulars = DutyParticulars(kind=other, precinct=precinct, person_name="Jan")
    with pytest.raises(KindOfPrecinct):
        add_duty(authority=precinct.authority, particulars=particulars, by=coordinator, at=NOON)
    assert not Duty.objects.exists()


def test_an_office_keeps_its_own_duties_and_no_others(
    precinct: Precinct, reporter: User, reader: User, stranger: User
) -> None:
    duty = add_duty(authority=precinct.authority, particulars=said(precinct), by=reporter, at=NOON)
    for somebody in (reader, stranger):
        with pytest.raises(NotAllowed):
            end_duty(duty=duty, last_day=date(2026, 3, 2), by=somebody, at=NOON)
    everywhere = said(precinct, precinct=None)
    with pytest.raises(NotAllowed):
        add_duty(authority=precinct.authority, particulars=everywhere, by=reporter, at=NOON)


def test_changing_a_duty_replaces_its_hours(precinct: Precinct, coordinator: User) -> None:
    duty = make_duty(precinct, hours=week(8, 16))
    night = said(precinct, span="NIGHT", hours=[Hours(4, time(22), time(6))])
    changed = change_duty(duty=duty, particulars=night, by=coordinator, at=NOON)
    assert particulars_of(changed) == night


def test_a_duty_ends_once_and_within_its_days(precinct: Precinct, coordinator: User) -> None:
    duty = make_duty(precinct, first_day=date(2026, 3, 1))
    with pytest.raises(BeginsLater):
        end_duty(duty=duty, last_day=date(2026, 2, 1), by=coordinator, at=NOON)
    end_duty(duty=duty, last_day=date(2026, 3, 2), by=coordinator, at=NOON)
    with pytest.raises(AlreadyEnded):
        end_duty(duty=duty, last_day=date(2026, 3, 3), by=coordinator, at=NOON)


def test_handing_over_ends_the_old_duty_and_begins_a_new_one(
    precinct: Precinct, coordinator: User
) -> None:
    duty = make_duty(precinct, hours=week(8, 16), role="Okrskář", phone="12345")
    words: dict[str, Any] = {"person_title": "", "email": "", "by": coordinator, "at": NOON}
    with pytest.raises(SomebodyNeeded):
        hand_over_duty(duty=duty, first_day=date(2026, 4, 1), person_name=" ", phone="", **words)
    successor = hand_over_duty(
        duty=duty, first_day=date(2026, 4, 1), person_name="Ewa", phone="", **words
    )
    duty.refresh_from_db()
    assert duty.last_day == date(2026, 3, 31)
    assert (successor.first_day, successor.phone, successor.role) == (
        date(2026, 4, 1),
        "12345",
        "Okrskář",
    )
    assert successor.hours.count() == 5


def away(first: int, last: int, **fields: Any) -> AbsenceParticulars:
    return AbsenceParticulars(date(2026, 3, first), date(2026, 3, last), **fields)


def test_an_absence_names_who_stands_in(precinct: Precinct, coordinator: User) -> None:
    duty, deputy = make_duty(precinct), make_duty(precinct)
    absence = add_absence(duty=duty, particulars=away(2, 5, deputy=deputy), by=coordinator, at=NOON)
    assert absence.deputy == deputy
    assert Entry.objects.filter(fact="places.absence.added").count() == 1


def test_absences_that_cannot_be_are_refused(precinct: Precinct, coordinator: User) -> None:
    duty = make_duty(precinct)
    foreign = make_precinct_kind(code="foreign")
    elsewhere = make_duty(foreign.authority, kind=foreign)
    add_absence(duty=duty, particulars=away(2, 5), by=coordinator, at=NOON)
    wrong: list[tuple[type[Refused], AbsenceParticulars]] = [
        (AbsencesOverlap, away(5, 8)),
        (StandsInForThemselves, away(8, 9, deputy=duty)),
        (DaysOutOfOrder, away(9, 8)),
        (PhoneWithoutDigits, away(8, 9, deputy_name="Ewa", deputy_phone="none")),
        (OfAnotherAuthority, away(8, 9, deputy=elsewhere)),
    ]
    for refusal, particulars in wrong:
        with pytest.raises(refusal):
            add_absence(duty=duty, particulars=particulars, by=coordinator, at=NOON)
    assert duty.absences.count() == 1


def test_the_people_of_the_body_say_who_of_them_is_away(precinct: Precinct, reader: User) -> None:
    police = make_body(authority=precinct.authority)
    officer = make_member(authority=precinct.authority, role=Role.REPORTER, body=police)
    duty = make_duty(precinct, body=police)
    add_absence(duty=duty, particulars=away(2, 5), by=officer, at=NOON)
    with pytest.raises(NotAllowed):
        add_absence(duty=duty, particulars=away(8, 9), by=reader, at=NOON)
    with pytest.raises(NotAllowed):
        end_duty(duty=duty, last_day=date(2026, 3, 9), by=officer, at=NOON)


def test_coming_back_early_ends_an_absence_and_takes_a_coming_one_back(
    precinct: Precinct, coordinator: User
) -> None:
    duty = make_duty(precinct)
    now = add_absence(duty=duty, particulars=away(2, 9), by=coordinator, at=NOON)
    later = add_absence(duty=duty, particulars=away(20, 22), by=coordinator, at=NOON)
    end_absence(absence=now, last_day=date(2026, 3, 4), by=coordinator, at=NOON)
    end_absence(absence=later, last_day=date(2026, 3, 4), by=coordinator, at=NOON)
    assert [one.last_day for one in Absence.objects.all()] == [date(2026, 3, 4)]
    with pytest.raises(AbsenceOver):
        end_absence(absence=now, last_day=date(2026, 3, 8), by=coordinator, at=NOON)


def test_a_duty_is_typed_on_the_page(client: Client, coordinator: User, precinct: Precinct) -> None:
    client.force_login(coordinator)
    page = f"/testowo/desk/places/precincts/{precinct.pk}/duties/new/"
    typed = {
        "kind": precinct.kind_id,
        "person_name": "Jan Příklad",
        "span": "HOURS",
        "hours_0": "8-12, 13.00 – 16:30",
        "hours_4": "22:00-24:00",
        "phone": "41 000 00 14",
    }
    assert client.post(page, typed).status_code == 302
    duty = Duty.objects.get()
    assert particulars_of(duty).hours == [
        Hours(0, time(8), time(12)),
        Hours(0, time(13), time(16, 30)),
        Hours(4, time(22), time(0)),
    ]
    change = f"/testowo/desk/places/duties/{duty.pk}/change/"
    assert 'value="8:00-12:00, 13:00-16:30"' in client.get(change).content.decode()


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ("all day", "invalid"),
        ("8-25", "invalid"),
        ("8-8", "same"),
        ("8-12, 11-14", "overlap"),
        ("22-6, 23-24", "overlap"),
        ("8-16\x00", "invalid"),
    ],
)
def test_hours_that_cannot_be_read_are_told_beside_their_field(
    client: Client, coordinator: User, precinct: Precinct, hours: str, code: str
) -> None:
    client.force_login(coordinator)
    page = f"/testowo/desk/places/precincts/{precinct.pk}/duties/new/"
    typed = {"kind": precinct.kind_id, "person_name": "Jan", "span": "HOURS", "hours_0": hours}
    answer = client.post(page, typed)
    (fault,) = answer.context["form"].errors.as_data()["hours_0"]
    assert fault.code == code
    assert not Duty.objects.exists()


def test_away_until_takes_three_taps(client: Client, coordinator: User, precinct: Precinct) -> None:
    duty, deputy = make_duty(precinct, phone="1234"), make_duty(precinct, person_name="Ewa")
    client.force_login(coordinator)
    assert "Jan Příklad" in client.get("/testowo/desk/places/absences/").content.decode()
    page = f"/testowo/desk/places/duties/{duty.pk}/absence/"
    form = client.get(page).context["form"]
    until = form.fields["until"].choices[0][0]
    assert client.post(page, {"until": until, "deputy": deputy.pk}).status_code == 302
    absence = duty.absences.get()
    assert (absence.last_day.isoformat(), absence.deputy) == (until, deputy)
    assert client.post(page, {"until": "other", "deputy": "else"}).status_code == 200
    back = f"/testowo/desk/places/absences/{absence.pk}/end/"
    assert client.post(back).status_code == 302
    assert not duty.absences.exists()
