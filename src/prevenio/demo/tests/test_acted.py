"""The activities of the sample region: events to come, sessions of lecturers, numbers of years."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from prevenio.activities.models import Activity, ActivityState, MeasureValue
from prevenio.activities.queries.calendar import public_events
from prevenio.activities.signing_up import is_open
from prevenio.demo.loading import load_samples
from prevenio.kernel.working_days import is_working_day
from prevenio.people.models import Authority
from prevenio.portal.street_near import near
from prevenio.region.models import Declaration, Lecturer, LecturerSession, Project, ProjectYear

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def region(db: None) -> Authority:
    load_samples(at=NOON)
    return Authority.objects.get(slug="plzen-region")


def test_residents_find_events_near_their_town_and_may_sign_up_for_first_aid(
    region: Authority, client: Client
) -> None:
    events = public_events(region).filter(state=ActivityState.PLANNED)
    towns = region.municipalities.exclude(code="")

    assert events.exclude(announcement__text__startswith="Ukázková akce.").count() == 0
    assert events.exclude(place__contains="(ukázka)").count() == 0
    assert events.filter(kind__key="meeting", body__municipalities__in=towns).count() == 5
    course = events.filter(kind__key="first-aid", municipality__isnull=False).first()
    assert course is not None
    assert is_open(course, NOON)
    for name in ("Domažlice", "Rokycany", "Tachov", "Železná Ruda"):
        town = towns.get(name=name)
        found = near(
            region,
            latitude=town.latitude,
            longitude=town.longitude,
            municipality_id=town.pk,
            today=NOON.date(),
        )
        assert found, name
        assert all(one.mark for one in found), name
    with time_machine.travel(NOON, tick=False):
        calendar = client.get("/plzen-region/calendar/").text
        page = client.get(f"/plzen-region/calendar/{course.public_key}/").text
    assert "Počítač bez obav" in calendar
    assert 'name="email"' in page


def test_lecturers_of_the_project_held_its_lessons_after_they_were_trained(
    region: Authority,
) -> None:
    sessions = LecturerSession.objects.select_related("lecturer__project", "activity__initiative")

    assert Lecturer.objects.filter(project__authority=region).count() == 6
    assert set(sessions.values_list("lecturer", flat=True)) == set(
        Lecturer.objects.values_list("pk", flat=True)
    )
    assert sessions.count() == 50
    for one in sessions:
        assert one.lecturer.trained_on < one.activity.last_day
        assert one.activity.state == ActivityState.DONE
        assert one.activity.initiative is not None
        assert one.activity.initiative.lineage == one.lecturer.project.lineage
    trainings = Activity.objects.filter(
        authority=region, kind__key="lecturer-training", state=ActivityState.DONE
    )
    assert {one.isoformat() for one in trainings.values_list("last_day", flat=True)} == {
        "2011-09-15",
        "2011-10-06",
    }
    trained = MeasureValue.objects.filter(activity__in=trainings, measure__key="people.lecturers")
    assert sum(one.number for one in trained) == 6


def test_years_of_projects_show_what_their_activities_add_up_to(
    region: Authority, client: Client
) -> None:
    years = ProjectYear.objects.filter(project__authority=region)

    assert set(years.values_list("project__initiative__number", "year")) == {
        (1, 2011),
        (1, 2012),
        (2, 2011),
    }
    assert all(one.numbers for one in years)
    page = client.get("/plzen-region/projects/1/").text
    assert "Lekce o bezpečnosti na internetu</span>" in page
    assert "Děti (do 14 let)</span>" in page
    done = Activity.objects.filter(authority=region, state=ActivityState.DONE)
    days = set(done.values_list("last_day", flat=True))
    assert all(is_working_day(day, country="CZ") for day in days)


def test_declaration_has_a_paper_that_says_it_is_a_sample_and_the_mascot_a_page(
    region: Authority, client: Client
) -> None:
    paper = Declaration.objects.get(authority=region)
    mascot = region.channels.get(kind="MASCOT")

    response = client.get(f"/plzen-region/declarations/{paper.pk}/file/")
    assert response.status_code == 200
    assert b"".join(response).startswith(b"%PDF-")
    assert (paper.file_name, paper.file_kind) == ("deklarace-ukazka.pdf", "application/pdf")
    where = mascot.link.partition("/plzen-region/")[2]
    assert "E-mil radí" in client.get(f"/plzen-region/{where}").text
    assert mascot.link in client.get("/plzen-region/news/").text


def test_region_says_what_it_carries_on_and_what_measures_its_goals(
    region: Authority, client: Client
) -> None:
    project = Project.objects.get(authority=region, initiative__number=4)

    assert project.initiator is not None
    assert (project.initiator.short_name, project.forerunner) == ("Šumava – západ", "Klidný region")
    programme = client.get("/plzen-region/programme/").text
    assert "Plzeň – bezpečné město" in programme
    main = programme.partition('id="main-goal-1"')[2].partition('class="goals"')[0]
    assert "/plzen-region/indicators/I-01/" in main
    indicator = client.get("/plzen-region/indicators/I-01/").text
    assert '/plzen-region/programme/#main-goal-1"' in indicator
