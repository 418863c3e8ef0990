from datetime import date, timedelta

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people import operations
from prevenio.people.models import Authority, Body, Membership, Role, User
from prevenio.people.tests.factories import NOON, make_authority, make_member

TODAY = NOON.date()


def test_deactivating_ends_roles_and_sessions_at_once(
    client: Client, authority: Authority, coordinator: User, reader: User
) -> None:
    client.force_login(reader)
    assert client.get("/testowo/desk/").status_code == 200

    operations.deactivate_person(person=reader, authority=authority, by=coordinator, at=NOON)

    assert client.get("/testowo/desk/").status_code == 302
    assert Membership.objects.get(user=reader).last_day == TODAY - timedelta(days=1)
    assert Entry.objects.get().fact == "people.person.deactivated"


def test_an_account_needed_elsewhere_stays_open(
    authority: Authority, coordinator: User, reader: User
) -> None:
    make_member(user=reader, authority=make_authority(slug="drugie"))

    operations.deactivate_person(person=reader, authority=authority, by=coordinator, at=NOON)

    reader.refresh_from_db()
    assert reader.is_active
    assert Membership.objects.on(TODAY).filter(user=reader).count() == 1


def test_the_last_coordinator_stays(authority: Authority, coordinator: User) -> None:
    membership = coordinator.memberships.get()

    with pytest.raises(operations.LastCoordinator):
        operations.deactivate_person(
            person=coordinator, authority=authority, by=coordinator, at=NOON
        )
    with pytest.raises(operations.LastCoordinator):
        operations.end_role(membership=membership, by=coordinator, at=NOON)
    with pytest.raises(operations.LastCoordinator):
        operations.change_role(
            membership=membership, role=Role.READER, body=None, by=coordinator, at=NOON
        )

    assert not Entry.objects.exists()


def test_a_coordinator_who_leaves_soon_does_not_count(
    authority: Authority, coordinator: User
) -> None:
    make_member(authority=authority, role=Role.COORDINATOR, last_day=TODAY + timedelta(days=3))

    with pytest.raises(operations.LastCoordinator):
        operations.deactivate_person(
            person=coordinator, authority=authority, by=coordinator, at=NOON
        )


def test_of_two_coordinators_one_may_go(authority: Authority, coordinator: User) -> None:
    other = make_member(authority=authority, role=Role.COORDINATOR)

    operations.deactivate_person(person=other, authority=authority, by=coordinator, at=NOON)

    other.refresh_from_db()
    assert not other.is_active


def test_reactivating_gives_the_last_roles_back(
    authority: Authority, coordinator: User, reader: User
) -> None:
    operations.deactivate_person(person=reader, authority=authority, by=coordinator, at=NOON)

    operations.reactivate_person(person=reader, authority=authority, by=coordinator, at=NOON)

    reader.refresh_from_db()
    assert reader.is_active
    assert Membership.objects.on(TODAY).get(user=reader).role == Role.READER


def test_strangers_and_readers_change_nothing(
    authority: Authority, coordinator: User, reader: User, stranger: User
) -> None:
    membership = coordinator.memberships.get()
    for person in (reader, stranger):
        with pytest.raises(NotAllowed):
            operations.deactivate_person(
                person=coordinator, authority=authority, by=person, at=NOON
            )
        with pytest.raises(NotAllowed):
            operations.reactivate_person(
                person=coordinator, authority=authority, by=person, at=NOON
            )
        with pytest.raises(NotAllowed):
            operations.end_role(membership=membership, by=person, at=NOON)
        with pytest.raises(NotAllowed):
            operations.change_role(
                membership=membership, role=Role.READER, body=None, by=person, at=NOON
            )

    assert not Entry.objects.exists()


def test_anyone_may_give_up_their_own_role(authority: Authority, reader: User) -> None:
    operations.end_role(membership=reader.memberships.get(), by=reader, at=NOON)

    assert not Membership.objects.on(TODAY).filter(user=reader).exists()


def test_a_role_is_changed(
    authority: Authority, coordinator: User, reader: User, body: Body
) -> None:
    membership = operations.change_role(
        membership=reader.memberships.get(),
        role=Role.REPORTER,
        body=body,
        by=coordinator,
        at=NOON,
    )

    assert (membership.role, membership.body) == (Role.REPORTER, body)
    assert Entry.objects.get().details == {"before": "READER", "role": "REPORTER"}


def test_hand_over_passes_every_role_from_a_day(
    authority: Authority, coordinator: User, reader: User, body: Body
) -> None:
    make_member(user=coordinator, authority=authority, role=Role.CERTIFIER, body=body)
    day = TODAY + timedelta(days=10)

    operations.hand_over(
        giver=coordinator, taker=reader, authority=authority, first_day=day, by=coordinator, at=NOON
    )

    before, after = roles(coordinator, day - timedelta(days=1)), roles(reader, day)
    assert before == {Role.COORDINATOR, Role.CERTIFIER}
    assert roles(coordinator, day) == set()
    assert after == {Role.COORDINATOR, Role.CERTIFIER, Role.READER}
    assert Entry.objects.get().fact == "people.person.handed_over"


def roles(person: User, day: date) -> set[str]:
    return set(Membership.objects.on(day).filter(user=person).values_list("role", flat=True))


def test_hand_over_keeps_the_longer_of_two_same_roles(
    authority: Authority, coordinator: User
) -> None:
    taker = make_member(authority=authority, role=Role.COORDINATOR, first_day=date(2020, 1, 1))

    operations.hand_over(
        giver=coordinator, taker=taker, authority=authority, first_day=TODAY, by=taker, at=NOON
    )

    kept = Membership.objects.get(user=taker)
    assert (kept.first_day, kept.last_day) == (date(2020, 1, 1), None)


def test_hand_over_is_refused(
    authority: Authority, coordinator: User, reader: User, stranger: User
) -> None:
    def hand_over(**changes: object) -> None:
        people: dict[str, object] = {"giver": coordinator, "taker": reader, "by": coordinator}
        operations.hand_over(
            authority=authority,
            first_day=TODAY,
            at=NOON,
            **(people | changes),  # type: ignore[arg-type]
        )

    with pytest.raises(NotAllowed):
        hand_over(by=reader)
    with pytest.raises(NotAllowed):
        hand_over(by=stranger)
    with pytest.raises(operations.SamePerson):
        hand_over(taker=coordinator)
    with pytest.raises(operations.TakerUnknown):
        hand_over(taker=stranger)
    shut_out = make_member(authority=authority, last_day=TODAY - timedelta(days=1))
    with pytest.raises(operations.TakerUnknown):
        hand_over(taker=shut_out)
    assert not Entry.objects.exists()
    hand_over()
    with pytest.raises(operations.NothingToHandOver):
        hand_over(taker=reader, by=reader)


def test_pages_act_and_say_so(client: Client, coordinator: User, reader: User) -> None:
    client.force_login(coordinator)
    person = f"/testowo/desk/people/{reader.pk}/"
    role = f"/testowo/desk/roles/{reader.memberships.get().pk}/"

    assert client.post(role, {"role": "PROGRAMME_OFFICER"}).status_code == 302
    assert client.post(f"{person}deactivation/").status_code == 302
    reader.refresh_from_db()
    assert not reader.is_active
    assert client.post(f"{person}reactivation/").status_code == 302
    assert client.post(f"{role}end/").status_code == 302
    assert client.post(f"/testowo/desk/people/{coordinator.pk}/deactivation/").status_code == 302
    coordinator.refresh_from_db()
    assert coordinator.is_active


def test_what_ends_something_asks_first(client: Client, coordinator: User, reader: User) -> None:
    client.force_login(coordinator)
    membership = reader.memberships.get()

    for address in (f"people/{reader.pk}/deactivation/", f"roles/{membership.pk}/end/"):
        page = client.get(f"/testowo/desk/{address}")
        assert page.status_code == 200
        assert reader.name in page.content.decode()

    membership.refresh_from_db()
    assert membership.last_day is None
    client.force_login(reader)
    assert client.get(f"/testowo/desk/roles/{membership.pk}/end/").status_code == 200
    other = coordinator.memberships.get()
    assert client.get(f"/testowo/desk/roles/{other.pk}/end/").status_code == 403
    assert client.get(f"/testowo/desk/people/{reader.pk}/deactivation/").status_code == 403


def test_a_reader_opens_only_what_concerns_oneself(
    client: Client, coordinator: User, reader: User
) -> None:
    client.force_login(reader)
    role = coordinator.memberships.get().pk

    for path in ("people/invitations/", f"people/{coordinator.pk}/hand-over/", f"roles/{role}/"):
        assert client.get(f"/testowo/desk/{path}").status_code == 403
    assert client.get(f"/testowo/desk/people/{reader.pk}/hand-over/").status_code == 200


def test_people_of_others_are_not_found(client: Client, coordinator: User, stranger: User) -> None:
    client.force_login(coordinator)

    assert client.get(f"/testowo/desk/people/{stranger.pk}/").status_code == 404
    role = stranger.memberships.get().pk
    assert client.post(f"/testowo/desk/roles/{role}/end/").status_code == 404
    assert client.get("/testowo/desk/people/99999999999999999999/").status_code == 404


def test_list_of_people_needs_few_statements(
    client: Client, authority: Authority, coordinator: User, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        make_member(authority=authority, name=f"Osoba {number}")
    client.force_login(coordinator)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get("/testowo/desk/people/?q=osoba")

    assert page.status_code == 200


def test_a_refusal_stands_on_the_desk_in_the_language_of_the_page(
    client: Client, authority: Authority, coordinator: User, reader: User
) -> None:
    client.force_login(reader)
    client.cookies["django_language"] = "cs"

    response = client.get(f"/testowo/desk/roles/{coordinator.memberships.get().pk}/")

    page = response.content.decode()
    assert response.status_code == 403
    assert "K tomuto kroku nemáte oprávnění." in page.replace("\u00a0", " ")
    assert 'class="desk-bar"' in page
    assert 'href="/testowo/desk/"' in page


def test_only_people_in_office_are_offered_to_take_over(
    client: Client, authority: Authority, coordinator: User, reader: User
) -> None:
    make_member(authority=authority, name="Odeszła Osoba", last_day=date(2020, 1, 1))
    client.force_login(coordinator)

    page = client.get(f"/testowo/desk/people/{coordinator.pk}/hand-over/").content.decode()

    assert reader.name in page
    assert "Odeszła Osoba" not in page
