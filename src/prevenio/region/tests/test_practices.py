"""Good practice: written by an office, shared by the bureau, released, taken over."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, User
from prevenio.places.models import Municipality
from prevenio.region.models import Practice, PracticeState, PracticeTopic
from prevenio.region.operations import practices as operations
from prevenio.region.operations.practices import Told
from prevenio.region.tests.project_factories import (
    HOSTILE,
    NOW,
    TODAY,
    address,
    make_officer,
    make_practice,
    make_project,
    make_town,
)

pytestmark = pytest.mark.django_db
TOLD = Told("Ławka przyjaźni", "Samotność seniorów.", "Ławki w parku.", topics=("seniorzy",))
PDF = b"%PDF-1.7 test"


@pytest.fixture(autouse=True)
def today(authority: Authority) -> object:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def town(authority: Authority) -> Municipality:
    return make_town(authority)


def test_office_writes_the_bureau_shares_and_releases(
    authority: Authority, town: Municipality, coordinator: User
) -> None:
    officer = make_officer(town)
    practice = operations.write_practice(
        authority=authority, municipality=town, told=TOLD, by=officer, at=NOW
    )
    with pytest.raises(WrongState):
        operations.share_practice(practice=practice, by=coordinator, at=NOW)
    operations.submit_practice(practice=practice, by=officer, at=NOW)
    operations.share_practice(practice=practice, by=coordinator, at=NOW)
    practice = operations.release_practice(practice=practice, by=coordinator, at=NOW)

    assert practice.is_public
    assert practice.released_on == TODAY
    entries = Entry.objects.filter(fact__startswith="region.practice").order_by("number")
    facts = [one.fact.rpartition(".")[2] for one in entries]
    assert facts == ["written", "submitted", "shared", "released"]


def test_bureau_sends_back_but_does_not_edit_what_an_office_wrote(
    authority: Authority, town: Municipality, coordinator: User
) -> None:
    practice = make_practice(authority, municipality=town, state=PracticeState.SUBMITTED)
    with pytest.raises(NotAllowed):
        operations.change_practice(practice=practice, told=TOLD, by=coordinator, at=NOW)
    with pytest.raises(operations.WhatIsMissing):
        operations.send_back_practice(practice=practice, reason=" ", by=coordinator, at=NOW)

    operations.send_back_practice(practice=practice, reason="Ile?", by=coordinator, at=NOW)
    changed = operations.change_practice(
        practice=practice, told=TOLD, by=make_officer(town), at=NOW
    )

    assert (changed.title, changed.state) == ("Ławka przyjaźni", PracticeState.SENT_BACK)
    assert [str(one) for one in changed.topics.all()] == ["seniorzy"]


def test_office_writes_only_for_its_own_municipality(
    authority: Authority, town: Municipality
) -> None:
    other = make_officer(make_town(authority, "Dąb"))
    for municipality in (town, None):
        with pytest.raises(NotAllowed):
            operations.write_practice(
                authority=authority, municipality=municipality, told=TOLD, by=other, at=NOW
            )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "www.example.org", "https://", "data:text/html,x", "http://[x"]
)
def test_links_are_whole_addresses(link: str, authority: Authority, coordinator: User) -> None:
    told = Told("T", "P", "D", links=link)
    with pytest.raises(operations.LinkNotTaken):
        operations.write_practice(
            authority=authority, municipality=None, told=told, by=coordinator, at=NOW
        )
    assert not Practice.objects.exists()


def test_reuse_counts_once_for_each(
    authority: Authority, town: Municipality, coordinator: User, client: Client
) -> None:
    practice, project = make_practice(authority), make_project(authority)
    operations.reuse_practice(
        practice=practice, project=project, on=TODAY, changed="", by=coordinator, at=NOW
    )
    officer = make_officer(town)
    operations.reuse_practice(
        practice=practice, municipality=town, on=TODAY, changed="Mniej.", by=officer, at=NOW
    )
    with pytest.raises(operations.ReusedAlready):
        operations.reuse_practice(
            practice=practice, municipality=town, on=TODAY, changed="", by=officer, at=NOW
        )
    with pytest.raises(operations.WhoReusesMissing):
        operations.reuse_practice(practice=practice, on=TODAY, changed="", by=coordinator, at=NOW)
    with pytest.raises(NotAllowed):
        operations.reuse_practice(
            practice=practice, project=project, on=TODAY, changed="", by=officer, at=NOW
        )
    client.force_login(coordinator)
    assert "taken over by 2" in client.get(address("practices")).text
    assert "Taken over by 2" in client.get(address("practice", practice.pk)).text


def test_pages_of_an_office(authority: Authority, town: Municipality, client: Client) -> None:
    client.force_login(make_officer(town))
    said = {
        "municipality": town.pk,
        "title": HOSTILE,
        "problem": "P",
        "done": "D",
        "evidence": "STORY",
        "topics": "a, b; a",
        "country": "cz",
    }
    assert "This field is required" in client.post(address("practice-new"), {"title": ""}).text
    assert client.post(address("practice-new"), said).status_code == 302
    practice = Practice.objects.get()
    assert sorted(str(one) for one in practice.topics.all()) == ["a", "b"]
    assert practice.country == "CZ"
    client.post(address("practice-change", practice.pk), {**said, "title": "Ławka"})
    client.post(address("practice-submitted", practice.pk))
    practice.refresh_from_db()
    assert (practice.title, practice.state) == ("Ławka", PracticeState.SUBMITTED)
    assert client.post(address("practice-shared", practice.pk)).status_code == 404


def test_files_are_kept_served_privately_and_taken_out(
    authority: Authority, town: Municipality, client: Client, stranger: User
) -> None:
    practice = make_practice(authority, municipality=town, state=PracticeState.DRAFT)
    client.force_login(make_officer(town))
    page = address("practice-file-new", practice.pk)

    evil = SimpleUploadedFile("x.html", b"<script>alert(1)</script>")
    assert "is not taken" in client.post(page, {"file": evil}).text
    for _time in range(2):
        client.post(page, {"file": SimpleUploadedFile("../../opis.pdf", PDF)})
    kept = practice.files.get()
    assert kept.file_name == "opis.pdf"
    found = client.get(address("practice-file", practice.pk, kept.pk))
    assert found.content == PDF
    assert "attachment" in found["Content-Disposition"]
    for user in (make_officer(make_town(authority, "Dąb")), stranger):
        client.force_login(user)
        assert client.get(address("practice-file", practice.pk, kept.pk)).status_code == 404
    client.force_login(make_officer(town))
    client.post(address("practice-file-removed", practice.pk, kept.pk))
    assert not practice.files.exists()


def test_offices_read_what_is_shared_and_their_own_drafts_alone(
    authority: Authority, town: Municipality, client: Client
) -> None:
    shared = make_practice(authority, title="Wspólna")
    draft = make_practice(authority, municipality=town, title="Szkic", state=PracticeState.DRAFT)
    client.force_login(make_officer(make_town(authority, "Dąb")))

    text = client.get(address("practices")).text
    assert "Wspólna" in text
    assert "Szkic" not in text
    assert client.get(address("practice", shared.pk)).status_code == 200
    assert client.get(address("practice", draft.pk)).status_code == 404


def test_library_makes_few_statements(
    authority: Authority,
    coordinator: User,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    made = Practice.objects.bulk_create(
        Practice(
            authority=authority,
            title=f"P{number:03}",
            state=PracticeState.SHARED,
            released_on=date(2026, 1, 1),
            changed_at=NOW,
            search_text="rowery",
        )
        for number in range(120)
    )
    PracticeTopic.objects.bulk_create(
        PracticeTopic(practice=one, name=f"t{number % 9}") for number, one in enumerate(made)
    )
    client.force_login(coordinator)
    for page in (address("practices"), "/testowo/practices/"):
        client.get(page)
        with django_assert_max_num_queries(8):
            assert "P039" in client.get(page).text
    assert "P004" in client.get("/testowo/practices/?topic=t4&q=rowery").text
