"""Projects are taken up, have teams across bodies, an initiator, an umbrella."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import AppendOnly, Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Body, BodyMember, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.programme.models import Funding
from prevenio.programme.tests.factories import make_initiative
from prevenio.region.models import Phase, Project, TeamRole
from prevenio.region.operations import teams as operations
from prevenio.region.operations.checking import DayAhead, DaysNotInOrder
from prevenio.region.operations.teams import Course, Place, Umbrella
from prevenio.region.queries.project_parts import shares_of
from prevenio.region.queries.projects import projects_for
from prevenio.region.tests.project_factories import (
    HOSTILE,
    NOW,
    TODAY,
    address,
    make_many_projects,
    make_officer,
    make_project,
    make_town,
    public_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(authority: Authority) -> object:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOW, tick=False):
        yield


def place(name: str = "Ewa Zmyślona", **said: object) -> Place:
    return Place(person_name=name, role=TeamRole.MEMBER, **{"body_name": "Izba", **said})  # type: ignore[arg-type]


def test_initiatives_are_taken_up_once(authority: Authority, coordinator: User) -> None:
    for name in ("A", "B"):
        make_initiative(public_version(authority), name=name)

    made = operations.take_up_projects(authority=authority, by=coordinator, at=NOW)

    assert sorted(str(one) for one in made) == ["A", "B"]
    assert Entry.objects.filter(fact="region.project.taken_up").count() == 2
    with pytest.raises(operations.NothingToTakeUp):
        operations.take_up_projects(authority=authority, by=coordinator, at=NOW)


def test_team_holds_people_of_bodies_outside_the_programme(
    authority: Authority, coordinator: User, reader: User
) -> None:
    project = make_project(authority)

    operations.add_team_member(
        project=project, place=place(user=reader, department="Szkoły"), by=coordinator, at=NOW
    )

    member = project.team.get()
    assert (member.shown_body, member.department) == ("Izba", "Szkoły")
    assert list(projects_for(reader, authority, today=TODAY)) == [project]
    assert Entry.objects.filter(fact="region.project_member.joined").count() == 1


def test_whoever_left_the_team_no_longer_has_the_project_on_the_list(
    authority: Authority, coordinator: User, reader: User
) -> None:
    project = make_project(authority)
    member = operations.add_team_member(
        project=project, place=place(user=reader), by=coordinator, at=NOW
    )

    operations.change_team_member(
        member=member,
        place=place(user=reader, last_day=TODAY - timedelta(days=1)),
        by=coordinator,
        at=NOW,
    )

    assert list(projects_for(reader, authority, today=TODAY)) == []


def test_refused_places_leave_the_team_as_it_was(
    authority: Authority, coordinator: User, reader: User, stranger: User
) -> None:
    project = make_project(authority)
    foreign = make_body()
    for said, refusal in (
        ({"body_name": " "}, operations.BodyMissing),
        ({"first_day": TODAY, "last_day": TODAY - timedelta(days=1)}, DaysNotInOrder),
        ({"body": foreign}, NotAllowed),
        ({"user": stranger}, NotAllowed),
    ):
        with pytest.raises(refusal):
            operations.add_team_member(project=project, place=place(**said), by=coordinator, at=NOW)
    with pytest.raises(NotAllowed):
        operations.add_team_member(project=project, place=place(), by=reader, at=NOW)
    assert not project.team.exists()


def test_a_union_of_municipalities_starts_a_project_and_its_members_are_shown(
    authority: Authority, coordinator: User, client: Client
) -> None:
    union = make_body(authority=authority, short_name="Związek", is_group=True)
    BodyMember.objects.create(group=union, member=make_body(authority=authority, short_name="Lipa"))
    project = make_project(authority)

    operations.change_course(
        project=project, course=Course(Phase.RUNNING, "Trwa.", union), by=coordinator, at=NOW
    )
    client.force_login(coordinator)
    text = client.get(address("project", project.pk)).text

    assert "Związek" in text
    assert "Lipa" in text


def test_a_project_does_not_go_on_from_itself_by_any_way(
    authority: Authority, coordinator: User
) -> None:
    first, second = make_project(authority, name="A"), make_project(authority, name="B")
    operations.change_course(
        project=second, course=Course(Phase.RUNNING, follows=first), by=coordinator, at=NOW
    )

    for project, follows in ((first, first), (first, second)):
        with pytest.raises(operations.FollowsItself):
            operations.change_course(
                project=project,
                course=Course(Phase.RUNNING, follows=Project.objects.get(pk=follows.pk)),
                by=coordinator,
                at=NOW,
            )


def test_moves_under_an_umbrella_stay_as_history(authority: Authority, coordinator: User) -> None:
    project, above = make_project(authority, name="A"), make_project(authority, name="B")
    operations.move_under(
        project=project,
        umbrella=Umbrella(date(2020, 1, 1), umbrella_name="Sieć"),
        by=coordinator,
        at=NOW,
    )
    move = operations.move_under(
        project=project,
        umbrella=Umbrella(date(2021, 12, 31), umbrella=above, day_text="koniec roku"),
        by=coordinator,
        at=NOW,
    )

    assert [str(one) for one in project.umbrella_moves.order_by("on")] == ["Sieć", "B"]
    move.reason = "inaczej"
    with pytest.raises(AppendOnly):
        move.save()
    for umbrella, refusal in (
        (Umbrella(date(2022, 1, 1)), operations.UmbrellaMissing),
        (Umbrella(date(2030, 1, 1), umbrella_name="X"), DayAhead),
    ):
        with pytest.raises(refusal):
            operations.move_under(project=project, umbrella=umbrella, by=coordinator, at=NOW)
    with pytest.raises(operations.UnderItself):
        operations.move_under(
            project=above, umbrella=Umbrella(date(2022, 1, 1), project), by=coordinator, at=NOW
        )


def test_a_single_source_pays_everything(authority: Authority) -> None:
    project = make_project(authority, sources=("budżet regionu",))

    assert [(one.source, one.percent) for one in shares_of(project)] == [("budżet regionu", 100)]


def test_shares_of_several_sources_are_known_only_with_all_sums(authority: Authority) -> None:
    project = make_project(authority, sources=("region", "państwo", "gminy"))
    assert {one.percent for one in shares_of(project)} == {None}

    project.present.fundings.update(planned=100)
    assert [one.percent for one in shares_of(project)] == [34, 33, 33]
    Funding.objects.filter(source="gminy").update(is_in_kind=True)
    assert [one.percent for one in shares_of(project)] == [50, 50, None]


def test_page_takes_hostile_words_and_says_what_is_wrong(
    authority: Authority, coordinator: User, client: Client
) -> None:
    project = make_project(authority)
    client.force_login(coordinator)
    page = address("team-member-new", project.pk)

    wrong = client.post(page, {"person_name": HOSTILE, "role": "MEMBER", "first_day": "31.2.2026"})
    assert "Enter a day" in wrong.text
    assert "&lt;script&gt;" in wrong.text
    said = {"person_name": HOSTILE, "role": "MEMBER", "body_name": HOSTILE}
    assert client.post(page, said).status_code == 302
    assert "<script>alert" not in client.get(address("project", project.pk)).text
    assert client.get(address("projects") + "?phase=%00&q=%27&page=zz").status_code == 200


def test_office_sees_its_own_projects_and_others_find_nothing(
    authority: Authority, client: Client, stranger: User
) -> None:
    town, other = make_town(authority), make_town(authority, "Dąb")
    project = make_project(authority, name="Nasz")
    project.initiative.municipalities.add(town)
    for user, status in ((make_officer(town), 200), (make_officer(other), 404), (stranger, 404)):
        client.force_login(user)
        assert client.get(address("project", project.pk)).status_code == status
    client.force_login(make_officer(other))
    assert "Nasz" not in client.get(address("projects")).text
    client.force_login(make_officer(town))
    assert "Nasz" in client.get(address("projects")).text
    assert client.get(address("project-course", project.pk)).status_code == 404


def test_reader_sees_all_and_changes_nothing(
    authority: Authority, reader: User, client: Client
) -> None:
    project = make_project(authority)
    client.force_login(reader)

    assert client.get(address("project", project.pk)).status_code == 200
    assert client.get(address("project-course", project.pk)).status_code == 403


def test_list_makes_few_statements_with_hundreds_of_rows(
    authority: Authority,
    body: Body,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_many_projects(authority, 200, body)
    user = make_member(authority=authority, role=Role.COORDINATOR)
    client.force_login(user)
    client.get(address("projects"))

    with django_assert_max_num_queries(8):
        text = client.get(address("projects")).text
    assert text.count('scope="row"') == 50
    assert text.count("Wieś") == 50
