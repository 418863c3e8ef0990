import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
from prevenio.programme import documents
from prevenio.programme.models import ProgrammeVersion
from prevenio.programme.operations.versions import pin_public_version
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def amended(authority: Authority) -> ProgrammeVersion:
    """Version 1.1, pinned; it words one action of 1.0 anew and adds another."""
    programme = make_programme(authority)
    first = make_version(programme, state="ADOPTED")
    old = make_action(make_area(first, title="Drogi"), title="Patrole", text="Patrole rano.")
    newer = make_version(programme, minor=1, is_public=True, reason="Więcej wypadków nocą.")
    area = make_area(newer, title="Drogi", lineage=old.area.lineage)
    make_action(area, title="Patrole", text="Patrole nocą.", lineage=old.lineage)
    make_action(area, title="Oświetlenie", text="Nowe lampy.")
    return newer


def test_reader_sees_which_version_changed_what(amended: ProgrammeVersion, client: Client) -> None:
    history = client.get("/testowo/programme/history/").text
    changes = client.get("/testowo/programme/history/1.1/").text

    assert 'href="/testowo/programme/history/1.1/"' in history
    assert "Więcej wypadków nocą." in history
    assert "Oświetlenie" in changes
    assert "rano" in changes
    assert "nocą" in changes


@pytest.mark.parametrize("number", ["1.0", "1.2", "2.0", "x"])
def test_version_without_one_before_it_has_no_changes(
    number: str, amended: ProgrammeVersion, client: Client
) -> None:
    make_version(amended.programme, minor=2, state="ADOPTED")

    assert client.get(f"/testowo/programme/history/{number}/").status_code == 404


def test_action_shows_how_it_was_worded_before(amended: ProgrammeVersion, client: Client) -> None:
    page = client.get("/testowo/actions/1.1/").text

    assert "Patrole nocą." in page
    assert "Patrole rano." in page


def test_wording_that_is_not_public_yet_does_not_show(
    amended: ProgrammeVersion, client: Client
) -> None:
    (action, *_) = amended.actions.order_by("position")
    for minor, state in ((2, "ADOPTED"), (3, "DRAFT")):
        later = make_version(amended.programme, minor=minor, state=state)
        make_action(make_area(later), text="Tajne zamiary.", lineage=action.lineage)

    assert "Tajne" not in client.get("/testowo/actions/1.1/").text


def test_published_version_is_printed_before_anybody_asks(
    authority: Authority,
    coordinator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    version = make_version(make_programme(authority), state="ADOPTED")
    make_action(make_area(version))

    with django_capture_on_commit_callbacks(execute=True):
        pin_public_version(version=version, by=coordinator, at=NOON)

    assert documents.stored_size(version)


def test_document_is_sent_with_its_tag_and_size(amended: ProgrammeVersion, client: Client) -> None:
    first = client.get("/testowo/programme/document.pdf")
    again = client.get("/testowo/programme/document.pdf", headers={"if-none-match": first["ETag"]})
    page = client.get("/testowo/programme/").text

    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    assert again.status_code == 304
    assert "Pobierz PDF, " in page
