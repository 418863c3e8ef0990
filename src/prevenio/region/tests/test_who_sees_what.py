"""The bureau sees all; a clerk the own municipality and what is shared; strangers nothing."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Membership, User
from prevenio.people.tests.factories import make_member
from prevenio.places.models import Municipality
from prevenio.places.operations.versions import mark_changed
from prevenio.region.models import (
    Declaration,
    DeclarationParty,
    GroupTask,
    Meeting,
    MeetingState,
    RegionMilestone,
    Standing,
    Wave,
)
from prevenio.region.queries import visible, waiting
from prevenio.region.queries.groups import tasks_for
from prevenio.region.tests.cast import NOW, TODAY, Cast, step

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=20)


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def memberships(user: User) -> list[Membership]:
    return list(Membership.objects.filter(user=user))


def names(cast: Cast, user: User, kind: str) -> set[str]:
    """What somebody sees of a kind, by its words."""
    found = getattr(visible, f"{kind}_visible_to")
    timed = {"today": TODAY} if kind in {"groups", "meetings", "tasks"} else {}
    return {words_of(one) for one in found(memberships(user), cast.region, **timed)}


def words_of(row: object) -> str:
    return row.minutes if isinstance(row, Meeting) else str(row)


def fill(cast: Cast) -> None:
    """In each of both towns one thing of its own, and one that it shares."""
    for town, group in ((cast.stribro, cast.group), (cast.tachov, cast.other_group)):
        for shared in (False, True):
            words = f"{town} {'všem' if shared else 'jen svým'}"
            said = {"authority": cast.region, "is_shared": shared}
            Meeting.objects.create(
                group=group,
                on=TODAY - timedelta(days=30),
                state=MeetingState.HELD,
                minutes=words,
                changed_at=NOW,
                **said,
            )
            GroupTask.objects.create(
                group=group, what=words, body=cast.police, due_on=DUE, set_at=NOW, **said
            )
            RegionMilestone.objects.create(municipality=town, text=words, planned_on=DUE, **said)
            Declaration.objects.create(municipality=town, name=words, signed_on=TODAY, **said)
    Wave.objects.create(authority=cast.region, name="Tajná vlna")


OWN_AND_SHARED = {"Stříbro jen svým", "Stříbro všem", "Tachov všem"}
EVERYTHING = OWN_AND_SHARED | {"Tachov jen svým"}


@pytest.mark.parametrize("kind", ["meetings", "tasks", "milestones", "declarations"])
def test_clerk_sees_the_own_and_the_shared(cast: Cast, kind: str) -> None:
    fill(cast)
    GroupTask.objects.update(body=None)

    assert names(cast, cast.bureau, kind) == EVERYTHING
    assert names(cast, cast.reader, kind) == EVERYTHING
    assert names(cast, cast.clerk, kind) == OWN_AND_SHARED
    assert names(cast, cast.neighbour, kind) == {
        "Tachov jen svým",
        "Tachov všem",
        "Stříbro všem",
    }


def test_member_of_a_group_sees_what_is_the_groups(cast: Cast) -> None:
    fill(cast)
    GroupTask.objects.update(body=None)

    assert names(cast, cast.member, "groups") == {"Skupina Stříbro"}
    assert names(cast, cast.member, "meetings") == OWN_AND_SHARED
    assert names(cast, cast.member, "tasks") == OWN_AND_SHARED
    assert names(cast, cast.member, "milestones") == {"Stříbro všem", "Tachov všem"}
    cast.group.members.update(last_day=TODAY - timedelta(days=1))
    assert names(cast, cast.member, "meetings") == {"Stříbro všem", "Tachov všem"}


def test_planned_meeting_of_others_is_not_seen_before_it_was_held(cast: Cast) -> None:
    Meeting.objects.create(
        authority=cast.region,
        group=cast.other_group,
        on=DUE,
        begins=time(16),
        is_shared=True,
        minutes="",
        changed_at=NOW,
    )
    assert names(cast, cast.clerk, "meetings") == set()


def test_unpublished_waves_and_the_ledger_of_others_are_the_bureaus(cast: Cast) -> None:
    fill(cast)
    step(cast, cast.tachov, Standing.CONTACTED, TODAY)

    assert names(cast, cast.clerk, "waves") == {"Prosinec 2010"}
    assert names(cast, cast.bureau, "waves") == {"Prosinec 2010", "Tajná vlna"}
    assert names(cast, cast.clerk, "steps") == set()
    assert len(names(cast, cast.neighbour, "steps")) == 1
    assert names(cast, cast.clerk, "municipalities") == {"Stříbro"}


def test_clerk_reads_nothing_of_others_on_the_pages(client: Client, cast: Cast) -> None:
    fill(cast)
    step(cast, cast.tachov, Standing.CONTACTED, TODAY, note="Důvěrné jednání")
    client.force_login(cast.clerk)

    for address in ("", "municipalities/", "waves/", "partners/", "groups/", "tasks/"):
        page = client.get(cast.at(address))
        assert page.status_code == 200, address
        said = page.content.decode()
        assert "jen svým" not in said.replace("Stříbro jen svým", ""), address
        assert "Důvěrné" not in said, address
        assert "Tajná" not in said, address
    assert "Tachov" not in client.get(cast.at("municipalities/")).content.decode()


def test_what_is_anothers_is_not_found(client: Client, cast: Cast) -> None:
    fill(cast)
    client.force_login(cast.clerk)
    own = "jen svým"
    meeting = Meeting.objects.get(minutes=f"Tachov {own}").pk
    GroupTask.objects.update(body=None)
    task = GroupTask.objects.get(what=f"Tachov {own}").pk
    milestone = RegionMilestone.objects.get(text=f"Tachov {own}").pk
    declaration = Declaration.objects.get(name=f"Tachov {own}").pk
    hidden = [
        f"municipalities/{cast.tachov.pk}/",
        f"municipalities/{cast.tachov.pk}/milestones/new/",
        f"municipalities/{cast.tachov.pk}/declarations/new/",
        f"groups/{cast.other_group.pk}/",
        f"groups/{cast.other_group.pk}/rhythm/",
        f"groups/{cast.other_group.pk}/meetings/new/",
        f"groups/{cast.other_group.pk}/tasks/new/",
        *(f"meetings/{meeting}/{one}" for one in ("", "change/", "minutes/", "file/")),
        f"meetings/{meeting}/cancellation/",
        *(f"tasks/{task}/{one}" for one in ("", "change/", "done/", "dropped/")),
        *(f"milestones/{milestone}/{one}" for one in ("", "change/", "move/", "reached/")),
        f"milestones/{milestone}/dropped/",
        *(f"declarations/{declaration}/{one}" for one in ("", "change/", "file/")),
    ]
    for address in hidden:
        assert client.get(cast.at(address)).status_code == 404, address


def test_shared_things_are_read_and_not_kept(client: Client, cast: Cast) -> None:
    fill(cast)
    client.force_login(cast.clerk)
    meeting = Meeting.objects.get(minutes="Tachov všem").pk

    page = client.get(cast.at(f"meetings/{meeting}/"))

    assert page.status_code == 200
    assert client.get(cast.at(f"meetings/{meeting}/minutes/")).status_code == 403


def test_strangers_find_nothing(client: Client, cast: Cast) -> None:
    stranger = make_member()
    client.force_login(stranger)

    for address in ("", "municipalities/", f"municipalities/{cast.stribro.pk}/", "tasks/"):
        assert client.get(cast.at(address)).status_code == 404


def test_reader_sees_and_cannot_change(client: Client, cast: Cast) -> None:
    client.force_login(cast.reader)

    assert client.get(cast.at(f"municipalities/{cast.stribro.pk}/")).status_code == 200
    for address in (
        f"municipalities/{cast.stribro.pk}/steps/new/",
        "joining/",
        "waves/new/",
        f"groups/{cast.group.pk}/tasks/new/",
    ):
        assert client.get(cast.at(address)).status_code == 403, address


def test_tasks_wait_for_the_member_and_for_the_people_of_the_body(cast: Cast) -> None:
    member = cast.group.members.get()
    said = {"authority": cast.region, "group": cast.group, "due_on": DUE, "set_at": NOW}
    GroupTask.objects.create(what="pro člena", member=member, **said)
    GroupTask.objects.create(what="pro policii", body=cast.police, **said)
    GroupTask.objects.create(
        what="hotové", member=member, state="DONE", outcome="x", closed_on=TODAY, **said
    )

    def waits_for(user: User) -> list[str]:
        return [one.what for one in tasks_for(user, cast.region, memberships(user))]

    assert waits_for(cast.member) == ["pro člena", "pro policii"]
    assert waits_for(cast.clerk) == []


def test_what_waits_is_counted_for_whoever_looks(cast: Cast) -> None:
    fill(cast)
    GroupTask.objects.update(due_on=date(2012, 5, 1), body=None)
    RegionMilestone.objects.update(planned_on=date(2012, 5, 1))
    Meeting.objects.update(state=MeetingState.PLANNED)

    bureau = waiting.waiting_for(memberships(cast.bureau), cast.region, TODAY)
    clerk = waiting.waiting_for(memberships(cast.clerk), cast.region, TODAY)

    assert (bureau.late_tasks, bureau.unwritten, bureau.late_milestones) == (4, 4, 4)
    assert (clerk.late_tasks, clerk.unwritten, clerk.late_milestones) == (3, 2, 3)


def test_region_of_501_municipalities_is_listed_in_eight_statements(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    towns = Municipality.objects.bulk_create(
        Municipality(authority=cast.region, name=f"Obec {number}", code=str(number))
        for number in range(501)
    )
    for town in towns[:40]:
        step(cast, town, Standing.JOINED, date(2010, 12, 1), is_public=True)
    fill(cast)
    for row in Declaration.objects.all():
        DeclarationParty.objects.create(declaration=row, name="Kdosi")
    client.force_login(cast.bureau)
    lists = ("", "municipalities/", "waves/", "groups/", "tasks/", "milestones/", "declarations/")

    for address in (*lists, "partners/", "readiness/", "joining/"):
        with django_assert_max_num_queries(8, info=address):
            assert client.get(cast.at(address)).status_code == 200
    public = f"/{cast.region.slug}/municipalities/"
    mark_changed(cast.region.pk)
    # The process keeps the index of boundaries from the first request on.
    client.get(public)
    with django_assert_max_num_queries(8):
        page = client.get(public).content.decode()
    assert "Obec 7" in page
