from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Body, Country, User
from prevenio.people.operations.authorities import create_authority
from prevenio.people.tests.factories import NOON, make_user
from prevenio.places.models import GroupMember, Municipality, PrecinctKind, WorkingGroup
from prevenio.places.operations.checks import DaysOutOfOrder
from prevenio.places.operations.groups import (
    GroupEnded,
    GroupNameTaken,
    GroupParticulars,
    MemberComesLater,
    MemberLeft,
    MemberParticulars,
    add_group,
    add_member,
    change_group,
    change_member,
    end_member,
)
from prevenio.places.operations.kinds import (
    KindCodeTaken,
    KindParticulars,
    KindWithoutName,
    add_kind,
    change_kind,
    load_kinds,
    move_kind_up,
)
from prevenio.places.operations.municipalities import (
    HalfAPoint,
    MunicipalityCodeTaken,
    MunicipalityParticulars,
    add_municipality,
    change_municipality,
)
from prevenio.places.operations.precincts import (
    BeginsAfterItsEnd,
    DutyBeginsLater,
    PrecinctCodeTaken,
    PrecinctParticulars,
    add_precinct,
    change_precinct,
    end_precinct,
)
from prevenio.places.packs.reading import pack_of
from prevenio.places.tests.factories import (
    make_boundary,
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.places.tests.staff import make_duty

NIGHT_BUS = KindParticulars("bus", {"en": "Night bus"}, {"en": "Driver"}, {})


@pytest.mark.parametrize("country", Country.values)
def test_packs_say_everything_in_every_language(country: str) -> None:
    kinds = pack_of(country)
    assert len({one["code"] for one in kinds}) == len(kinds)
    for one in kinds:
        for words in (one["names"], one["roles"], one["purposes"]):
            assert set(words) == {"en", "pl", "cs"}
            assert all(words.values())


def test_kinds_of_the_country_are_loaded_once(authority: Authority, coordinator: User) -> None:
    assert len(load_kinds(authority=authority, by=coordinator, at=NOON)) == 5
    assert load_kinds(authority=authority, by=coordinator, at=NOON) == []
    assert Entry.objects.filter(fact="places.kinds.loaded").count() == 1


def test_a_new_authority_starts_with_its_kinds(db: None) -> None:
    admin = make_user()
    admin.is_superuser = True
    admin.save()
    created = create_authority(name="Nowe", slug="nowe", country="PL", by=admin, at=NOON)
    assert created.precinct_kinds.count() == 5


def test_kinds_are_loaded_from_the_shell(authority: Authority) -> None:
    written = StringIO()
    call_command("load_precinct_kinds", "--authority", authority.slug, stdout=written)
    assert "5 kinds added" in written.getvalue()
    with pytest.raises(CommandError, match="no authority"):
        call_command("load_precinct_kinds", "--authority", "nowhere")


def test_kinds_are_added_changed_and_moved(authority: Authority, coordinator: User) -> None:
    load_kinds(authority=authority, by=None, at=NOON)
    kind = add_kind(authority=authority, particulars=NIGHT_BUS, by=coordinator, at=NOON)
    assert kind.position == 6
    move_kind_up(kind=kind, by=coordinator, at=NOON)
    kind.refresh_from_db()
    assert kind.position == 5
    renamed = KindParticulars("bus", {"en": "Bus"}, {}, {}, is_expected=False)
    changed = change_kind(kind=kind, particulars=renamed, by=coordinator, at=NOON)
    assert (changed.names, changed.is_expected) == ({"en": "Bus"}, False)


def test_kinds_without_a_name_or_with_a_taken_code_are_refused(
    authority: Authority, coordinator: User, reader: User
) -> None:
    add_kind(authority=authority, particulars=NIGHT_BUS, by=coordinator, at=NOON)
    with pytest.raises(KindCodeTaken):
        add_kind(authority=authority, particulars=NIGHT_BUS, by=coordinator, at=NOON)
    nameless = KindParticulars("x", {"en": ""}, {}, {})
    with pytest.raises(KindWithoutName):
        add_kind(authority=authority, particulars=nameless, by=coordinator, at=NOON)
    with pytest.raises(NotAllowed):
        add_kind(authority=authority, particulars=NIGHT_BUS, by=reader, at=NOON)


def test_a_municipality_is_completed(
    authority: Authority, body: Body, coordinator: User, reader: User
) -> None:
    town = make_municipality(authority, name="Ves", code="")
    make_municipality(authority, name="Lhota", code="123")
    whole = MunicipalityParticulars("Ves nad Řekou", "124", "TOWN", body, 49.5, 13.5)
    changed = change_municipality(municipality=town, particulars=whole, by=coordinator, at=NOON)
    assert (changed.code, changed.office, changed.search_text) == ("124", body, "ves nad rekou")
    taken = MunicipalityParticulars("Ves", "123")
    with pytest.raises(MunicipalityCodeTaken):
        change_municipality(municipality=town, particulars=taken, by=coordinator, at=NOON)
    half = MunicipalityParticulars("Ves", latitude=1.0)
    with pytest.raises(HalfAPoint):
        add_municipality(authority=authority, particulars=half, by=coordinator, at=NOON)
    with pytest.raises(NotAllowed):
        add_municipality(authority=authority, particulars=whole, by=reader, at=NOON)


def test_a_precinct_is_added_renamed_and_ended(authority: Authority, coordinator: User) -> None:
    kind = make_precinct_kind(authority)
    first = PrecinctParticulars("14", "Centrum")
    precinct = add_precinct(kind=kind, particulars=first, by=coordinator, at=NOON)
    with pytest.raises(PrecinctCodeTaken):
        add_precinct(kind=kind, particulars=first, by=coordinator, at=NOON)
    renamed = PrecinctParticulars("14", "Śródmieście", about="od rzeki")
    change_precinct(precinct=precinct, particulars=renamed, by=coordinator, at=NOON)
    boundary = make_boundary(precinct, square(20, 50), first_day=date(2026, 1, 1))
    duty = make_duty(precinct)
    with pytest.raises(BeginsAfterItsEnd):
        end_precinct(precinct=precinct, last_day=date(2025, 1, 1), by=coordinator, at=NOON)
    end_precinct(precinct=precinct, last_day=date(2026, 3, 31), by=coordinator, at=NOON)
    boundary.refresh_from_db()
    duty.refresh_from_db()
    assert (boundary.last_day, duty.last_day) == (date(2026, 3, 31), date(2026, 3, 31))
    facts = Entry.objects.filter(fact__startswith="places.precinct.").order_by("number")
    assert [one.fact.rpartition(".")[2] for one in facts] == ["added", "changed", "ended"]


def test_a_precinct_does_not_end_before_a_duty_to_come(
    authority: Authority, coordinator: User
) -> None:
    precinct = make_precinct(make_precinct_kind(authority))
    make_duty(precinct, first_day=date(2026, 5, 1))
    with pytest.raises(DutyBeginsLater):
        end_precinct(precinct=precinct, last_day=date(2026, 3, 31), by=coordinator, at=NOON)


def test_a_working_group_and_its_members(
    authority: Authority, body: Body, coordinator: User, reporter: User, stranger: User
) -> None:
    town = make_municipality(authority, office=body)
    said = GroupParticulars("Skupina", town, "monthly", last_day=date(2026, 12, 31))
    group = add_group(authority=authority, particulars=said, by=reporter, at=NOON)
    with pytest.raises(GroupNameTaken):
        add_group(authority=authority, particulars=said, by=coordinator, at=NOON)
    with pytest.raises(NotAllowed):
        change_group(group=group, particulars=said, by=stranger, at=NOON)
    eva = MemberParticulars("Eva", body, first_day=date(2026, 3, 1))
    member = add_member(group=group, particulars=eva, by=reporter, at=NOON)
    lead = MemberParticulars("Eva", body, role="LEAD", first_day=date(2026, 3, 1))
    assert change_member(member=member, particulars=lead, by=reporter, at=NOON).role == "LEAD"
    with pytest.raises(MemberComesLater):
        end_member(member=member, last_day=date(2026, 2, 1), by=reporter, at=NOON)
    end_member(member=member, last_day=date(2026, 3, 5), by=reporter, at=NOON)
    with pytest.raises(MemberLeft):
        end_member(member=member, last_day=date(2026, 3, 6), by=reporter, at=NOON)
    late = MemberParticulars("Jan", first_day=date(2027, 1, 1))
    with pytest.raises(GroupEnded):
        add_member(group=group, particulars=late, by=reporter, at=NOON)
    wrong = MemberParticulars("Jan", first_day=date(2026, 2, 2), last_day=date(2026, 2, 1))
    with pytest.raises(DaysOutOfOrder):
        add_member(group=group, particulars=wrong, by=reporter, at=NOON)


def test_everything_is_typed_on_its_page(
    client: Client, coordinator: User, authority: Authority
) -> None:
    desk = "/testowo/desk/places/"
    client.force_login(coordinator)
    kind = {"code": "bus", "icon": "users", "names_pl": "Autobus", "is_expected": "on"}
    assert client.post(desk + "kinds/new/", kind).status_code == 302
    assert client.post(desk + "kinds/loading/").status_code == 302
    assert PrecinctKind.objects.filter(authority=authority).count() == 6
    police = PrecinctKind.objects.get(code="police")
    assert client.post(f"{desk}kinds/{police.pk}/up/").status_code == 302
    town = {"name": "Ves", "code": "1", "latitude": "49.5", "longitude": "13.5"}
    assert client.post(desk + "municipalities/new/", town).status_code == 302
    ves = Municipality.objects.get()
    precinct = {"code": "1", "name": "Rejon", "municipality": ves.pk}
    assert client.post(desk + "kinds/police/precincts/new/", precinct).status_code == 302
    group = {"name": "Skupina"}
    assert client.post(f"{desk}municipalities/{ves.pk}/groups/new/", group).status_code == 302
    made = WorkingGroup.objects.get()
    member = {"person_name": "Eva", "role": "LEAD", "is_public": "on"}
    assert client.post(f"{desk}groups/{made.pk}/members/new/", member).status_code == 302
    eva = GroupMember.objects.get()
    assert client.post(f"{desk}members/{eva.pk}/end/", {"last_day": "1.3.2099"}).status_code == 302
