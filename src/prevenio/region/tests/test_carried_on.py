"""A project that carries on what belonged to somebody else and is not kept here."""

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.programme.operations.particulars import CarriedOn, ForerunnerUntitled
from prevenio.region.models import Phase
from prevenio.region.operations import teams as operations
from prevenio.region.operations.teams import Course
from prevenio.region.tests.project_factories import HOSTILE, NOW, address, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(authority: Authority) -> object:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOW, tick=False):
        yield


def test_it_is_said_in_words_and_shown_on_the_desk(
    authority: Authority, coordinator: User, client: Client
) -> None:
    project = make_project(authority)
    client.force_login(coordinator)
    typed = {
        "phase": "RUNNING",
        "forerunner": "Klidný region",
        "forerunner_of": "mikroregion Šumava – západ",
        "forerunner_note": HOSTILE,
        "forerunner_link": "klidny-region.example",
    }
    form = address("project-course", project.pk)
    assert client.post(form, typed).status_code == 302
    project.refresh_from_db()
    assert project.forerunner_link == "https://klidny-region.example"
    text = client.get(address("project", project.pk)).text
    assert "Klidný region</a>, mikroregion Šumava – západ" in text
    assert "<script>alert" not in text
    assert "Klidný region" in client.get(form).text


def test_lines_without_a_title_are_refused_and_stay(
    authority: Authority, coordinator: User, client: Client
) -> None:
    project = make_project(authority)
    course = Course(Phase.RUNNING, carried_on=CarriedOn(forerunner_note="Od roku 2008."))
    with pytest.raises(ForerunnerUntitled):
        operations.change_course(project=project, course=course, by=coordinator, at=NOW)
    client.force_login(coordinator)
    typed = {"phase": "RUNNING", "forerunner_note": "Od roku 2008."}
    wrong = client.post(address("project-course", project.pk), typed)
    assert "Write the title of what is carried on" in wrong.text
    assert "Od roku 2008." in wrong.text
