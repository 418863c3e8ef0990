"""Group bodies: answering as one, or member by member with a return and a link for each."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, Body, BodyMember, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns import operations, tasks
from prevenio.returns.content import Content
from prevenio.returns.counts import Count
from prevenio.returns.models import (
    ActionReturn,
    Mailing,
    Outcome,
    Part,
    PeriodKind,
    ReportingPeriod,
    ReturnEvent,
    ReturnLink,
)
from prevenio.returns.queries.board import board_of
from prevenio.returns.queries.merging import beside
from prevenio.returns.tests.answering import open_here
from prevenio.returns.tests.factories import DUE, MORNING, make_action, make_version, submit
from prevenio.returns.tests.test_open_period import NEW, TYPED, english, text


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def make_group(authority: Authority, number: int) -> Body:
    group = make_body(
        authority=authority, short_name="SP", name="Szkoły", is_group=True, email="sp@example.org"
    )
    schools = Body.objects.bulk_create(
        Body(authority=authority, short_name=f"SP{place}", email=f"sp{place}@example.org")
        for place in range(1, number + 1)
    )
    BodyMember.objects.bulk_create(BodyMember(group=group, member=one) for one in schools)
    return group


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    """One action led by the schools, a group of three."""
    version = make_version(authority)
    make_action(version, make_group(authority, 3))
    return version


def opened(
    version: ProgrammeVersion, by: User, *, by_member: bool = True, **window: Any
) -> ReportingPeriod:
    group = Body.objects.get(is_group=True)
    return operations.open_period(
        version=version,
        kind=PeriodKind.YEAR,
        name="rok 2022",
        first_day=date(2022, 1, 1),
        last_day=date(2022, 12, 31),
        window=operations.Window(opens_on=MORNING.date(), due_on=DUE, **window),
        by=by,
        at=MORNING,
        asked=operations.Asked(by_member=[group.pk] if by_member else []),
    )


def test_the_bureau_chooses_at_opening_how_a_group_answers(
    client: Client, coordinator: User, version: ProgrammeVersion
) -> None:
    page, group = english(client, coordinator), Body.objects.get(is_group=True)

    shown = text(page.get(NEW, TYPED))
    assert "Szkoły: 3 members" in shown
    page.post(NEW, {**TYPED, "by_member": [str(group.pk), "x", "999999"]})

    parts = ActionReturn.objects.order_by("pk").values_list("part", flat=True)
    assert list(parts) == [Part.LEAD, Part.MEMBER, Part.MEMBER, Part.MEMBER]
    assert ReturnLink.objects.count() == 4


def test_as_one_the_group_has_one_return(coordinator: User, version: ProgrammeVersion) -> None:
    assert opened(version, coordinator, by_member=False).returns.count() == 1


def test_a_member_that_left_before_is_not_asked(
    coordinator: User, version: ProgrammeVersion
) -> None:
    BodyMember.objects.filter(member__short_name="SP2").update(last_day=date(2021, 12, 31))

    period = opened(version, coordinator)

    names = period.returns.filter(part=Part.MEMBER).values_list("body__short_name", flat=True)
    assert sorted(names) == ["SP1", "SP3"]


def test_the_groups_return_merges_its_members(
    client: Client, coordinator: User, version: ProgrammeVersion
) -> None:
    period = opened(version, coordinator, needs_certifier=False)
    for name in ("SP1", "SP2"):
        one = period.returns.select_related("period__authority", "body").get(body__short_name=name)
        counts = (Count("Uczniowie", "100", "os."),)
        submit(one, content=Content(Outcome.DONE, "Pogadanki.", counts=counts))
    group = period.returns.get(part=Part.LEAD)
    client.cookies["django_language"] = "en"
    address = open_here(client, ReturnLink.objects.get(body=group.body))

    shown = text(client.get(f"{address}{group.pk}/"))

    assert "2 of 3 answered." in shown
    assert [one.text for one in beside(group).measures] == ["200"]
    member = client.get(
        f"{open_here(client, ReturnLink.objects.get(body__short_name='SP3'))}", follow=True
    )
    assert "Szkoły puts the parts together." in text(member)
    assert "100" not in text(member)


def test_the_board_shows_the_group_as_one_row_with_its_share(
    client: Client, coordinator: User, version: ProgrammeVersion
) -> None:
    period = opened(version, coordinator, needs_certifier=False)
    one = period.returns.select_related("period__authority", "body").get(body__short_name="SP1")
    submit(one)
    page = english(client, coordinator)

    board = board_of(
        period, ActionReturn.objects.all(), time_zone="Europe/Warsaw", today=MORNING.date()
    )

    assert [(row.name, row.total.expected, row.members, row.answered) for row in board.rows] == [
        ("Szkoły", 1, 3, 1)
    ]
    desk = f"/testowo/desk/returns/{period.pk}/"
    assert "1 of 3 members answered" in text(page.get(desk))
    assert "0 of 1 return accepted" in text(page.get("/testowo/desk/returns/"))
    assert "1 return stands below." in text(page.get(f"{desk}list/"))
    group = period.returns.get(part=Part.LEAD)
    assert "3 returns stand below." in text(page.get(f"{desk}list/?within={group.pk}"))
    assert "1 of 3 members answered" in text(page.get(f"/testowo/desk/returns/return/{group.pk}/"))
    assert "Put together by Szkoły" in text(page.get(f"/testowo/desk/returns/return/{one.pk}/"))


def test_a_members_person_sees_the_own_return_alone(
    client: Client, coordinator: User, version: ProgrammeVersion
) -> None:
    period = opened(version, coordinator)
    school = Body.objects.get(short_name="SP1")
    person = make_member(authority=school.authority, role="REPORTER", body=school)

    shown = text(english(client, person).get(f"/testowo/desk/returns/{period.pk}/"))

    assert "0 of 1 return is accepted." in shown
    assert "SP2" not in shown
    theirs = period.returns.get(body__short_name="SP2")
    assert client.get(f"/testowo/desk/returns/return/{theirs.pk}/").status_code == 404


def test_hundreds_of_members_are_asked_in_few_statements(
    authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    version = make_version(authority)
    make_action(version, make_group(authority, 400))

    with django_assert_max_num_queries(40):
        period = opened(version, coordinator)

    assert period.returns.count() == ReturnEvent.objects.count() == 401
    # So many letters are the clock's work.
    assert not ReturnLink.objects.exists()
    tasks.write_to_bodies.call()
    assert Mailing.objects.filter(occasion="invitation").count() == 401
    assert ReturnLink.objects.count() == 401
