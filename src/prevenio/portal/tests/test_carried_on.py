"""What residents read of a programme's type, of what it carries on, and of its coordinator."""

import json

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, Imprint
from prevenio.programme.models import Audience, Programme
from prevenio.region.models import Channel, Project, Reach
from prevenio.region.tests.project_factories import NOW, make_project

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def today(authority: Authority) -> object:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def project(authority: Authority) -> Project:
    return make_project(authority)


def test_programme_says_its_type_and_what_it_carries_on(project: Project, client: Client) -> None:
    page, file = "/testowo/programme/", "/testowo/open-data/programme.json"
    bare = client.get(page).text
    assert "Type of programme" not in bare
    assert "Carries on" not in bare
    assert json.loads(client.get(file).content)["carries_on"] is None
    Programme.objects.update(
        kind="PREVENTION",
        forerunner="Plzeň – bezpečné město",
        forerunner_of=HOSTILE,
        forerunner_link="https://plzen.example/",
    )
    text = client.get(page).text
    assert "preventive" in text
    assert '<a href="https://plzen.example/" rel="noopener">Plzeň – bezpečné město</a>' in text
    assert HOSTILE not in text
    whole = json.loads(client.get(file).content)
    assert whole["kind"] == "PREVENTION"
    assert whole["carries_on"] == {
        "title": "Plzeň – bezpečné město",
        "owner": HOSTILE,
        "note": None,
        "link": "https://plzen.example/",
    }


def test_project_says_what_it_carries_on(project: Project, client: Client) -> None:
    Project.objects.update(forerunner="Klidný region", forerunner_note="Od roku 2008.")
    text = client.get("/testowo/projects/1/").text
    assert "Klidný region" in text
    assert "Od roku 2008." in text


def test_channels_stand_apart_from_the_groups_they_reach(project: Project, client: Client) -> None:
    page = "/testowo/projects/1/"
    assert "How it reaches them" not in client.get(page).text
    Audience.objects.create(
        initiative=project.initiative, position=1, text="Children and young people"
    )
    assert "No way to them is written down yet." in client.get(page).text
    radio = Channel.objects.create(project=project, name=HOSTILE)
    Channel.objects.create(project=project, name="Teachers", position=1)
    Reach.objects.create(channel=radio, audience="Children and young people")
    text = client.get(page).text
    groups, _, ways = text.partition("How it reaches them")
    assert "Children and young people" in groups.partition("For whom it is")[2]
    assert ways.index("&lt;script&gt;") < ways.index("Teachers")
    assert HOSTILE not in text


def test_imprint_names_the_coordinator_as_far_as_published(
    authority: Authority, client: Client
) -> None:
    imprint = Imprint.objects.create(authority=authority, official_name="Urząd")
    page = "/testowo/imprint/"
    assert "Coordinator" not in client.get(page).text
    imprint.coordinator_role = "koordinátor prevence"
    imprint.save()
    text = client.get(page).text
    assert "koordinátor prevence" in text
    assert "mailto:" not in text
    imprint.coordinator_name, imprint.coordinator_phone = HOSTILE, "377 000 000"
    imprint.save()
    text = client.get(page).text
    assert 'href="tel:377000000"' in text
    assert HOSTILE not in text
