"""What is said of a programme as a whole: its type, and what of somebody else it carries on."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON, make_authority
from prevenio.programme.models import Programme, ProgrammeKind
from prevenio.programme.operations.particulars import (
    CarriedOn,
    ForerunnerUntitled,
    change_particulars,
)
from prevenio.programme.operations.versions import begin_next_period
from prevenio.programme.tests.factories import make_programme, make_version

pytestmark = pytest.mark.django_db

SAFE_TOWN = CarriedOn(
    "Plzeň – bezpečné město", " statutární město Plzeň ", "Běžel od roku 2007.", "https://plzen.cz/"
)
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def programme(authority: Authority) -> Programme:
    authority.languages = ["en"]
    authority.save()
    return make_programme(authority)


def change(programme: Programme, by: User, **said: Any) -> Programme:
    said = {"kind": ProgrammeKind.PREVENTION, "carried_on": SAFE_TOWN, **said}
    return change_particulars(programme=programme, by=by, at=NOON, **said)


def page(programme: Programme) -> str:
    return f"/{programme.authority.slug}/desk/programme/{programme.pk}/particulars/"


def test_type_and_forerunner_are_kept_trimmed_and_recorded(
    programme: Programme, coordinator: User
) -> None:
    change(programme, coordinator)

    programme.refresh_from_db()
    assert programme.get_kind_display() == "preventive"
    assert programme.forerunner == "Plzeň – bezpečné město"
    assert programme.forerunner_of == "statutární město Plzeň"
    assert Entry.objects.filter(fact="programme.particulars.changed").count() == 1
    change(programme, coordinator, kind=ProgrammeKind.UNSET, carried_on=CarriedOn())
    programme.refresh_from_db()
    assert (programme.kind, programme.forerunner, programme.forerunner_link) == ("", "", "")


def test_what_has_no_title_is_refused_by_operation_and_database(
    programme: Programme, coordinator: User
) -> None:
    with pytest.raises(ForerunnerUntitled):
        change(programme, coordinator, carried_on=CarriedOn("  ", "Plzeň"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(forerunner_note="Běžel.")
    assert not Entry.objects.filter(fact="programme.particulars.changed").exists()


def test_readers_and_strangers_change_nothing(
    client: Client, programme: Programme, reader: User, coordinator: User
) -> None:
    with pytest.raises(NotAllowed):
        change(programme, reader)
    client.force_login(reader)
    assert client.get(page(programme)).status_code == 403
    client.force_login(coordinator)
    foreign = make_programme(make_authority(slug="jinde"))
    elsewhere = f"/{programme.authority.slug}/desk/programme/{foreign.pk}/particulars/"
    assert client.get(elsewhere).status_code == 404


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(
    client: Client, programme: Programme, coordinator: User
) -> None:
    client.force_login(coordinator)
    typed = {"kind": "WAR", "forerunner_of": HOSTILE, "forerunner_link": "javascript:alert(1)"}
    wrong = client.post(page(programme), typed)
    assert wrong.status_code == 422
    assert "Write the title of what is carried on" in wrong.text
    assert "&lt;script&gt;" in wrong.text
    assert client.post(page(programme), {"forerunner": "x" * 201}).status_code == 422
    assert client.post(page(programme), {"forerunner": "\0"}).status_code == 422
    programme.refresh_from_db()
    assert programme.forerunner == ""


def test_the_desk_shows_what_was_said(
    client: Client, programme: Programme, coordinator: User, reader: User
) -> None:
    version = make_version(programme, is_public=True)
    desk = f"/{programme.authority.slug}/desk/programme/versions/{version.pk}/"
    client.force_login(coordinator)
    assert "are not said yet" in client.get(desk).text
    typed = {"kind": "BOTH", "forerunner": HOSTILE, "forerunner_of": "Město"}
    assert client.post(page(programme), typed).status_code == 302
    client.force_login(reader)
    text = client.get(desk).text
    assert "of crime prevention and public order" in text
    assert "&lt;script&gt;alert" in text
    assert page(programme) not in text


def test_the_next_period_keeps_the_type_and_is_linked_to_the_one_before(
    programme: Programme, coordinator: User
) -> None:
    version = make_version(programme, is_public=True)
    change(programme, coordinator)
    draft = begin_next_period(
        version=version,
        title="Další",
        first_year=2027,
        last_year=2029,
        keep=set(),
        by=coordinator,
        at=NOON,
    )
    assert draft.programme.kind == ProgrammeKind.PREVENTION
    assert draft.programme.predecessor == programme
    assert draft.programme.forerunner == ""
