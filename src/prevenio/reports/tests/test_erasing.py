"""Erasing reaches words, photos, contacts, the point and the journal, and says what is left."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.reports.models import Outcome, Report, ReportState
from prevenio.reports.operations import confirming, erasing, resident, working
from prevenio.reports.operations.photos import Photo, photo_of
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import (
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)

pytestmark = pytest.mark.django_db
# What must be nowhere once it was erased.
PRIVATE = ("Zenon", "zenon@example.org", "600700800", "Krętej 7", "Kręta", "schodach")


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def a_photo() -> Photo:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Zenon's camera"
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return photo_of("Zenon na schodach.jpg", out.getvalue())


def told(authority: Authority) -> Report:
    """A report with all that can be private in it."""
    return make_report(
        authority,
        version=make_category(authority, contact_days=30, text_days=60),
        words="Jestem Zenon, mieszkam przy Krętej 7, siedzą na schodach.",
        place_name="Kręta 7",
        contact=Contact("Zenon", "zenon@example.org", "600700800"),
        answers={"note": "Zenon"},
        photos=[a_photo()],
    )


def everything_kept() -> str:
    """All rows of all tables and the names of all files, as text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(("reports_", "journal_", "notices_")):
                cursor.execute(f'SELECT * FROM "{table}"')
                said += [str(row) for row in cursor.fetchall()]
    said += default_storage.listdir("")[0]
    return json.dumps(said, ensure_ascii=False)


def close(report: Report, by: User, outcome: Outcome = Outcome.SOLVED) -> Report:
    return working.close(
        report=report,
        seen=report.revision,
        outcome=outcome,
        text="Załatwione, panie Zenonie.",
        by=by,
        at=MORNING,
    )


def test_what_a_camera_wrote_is_never_kept(authority: Authority) -> None:
    photo = told(authority).photos.get()
    with photo.file.open("rb") as file:
        content = file.read()
    assert b"Zenon" not in content
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
    assert "schodach" not in str(photo.file.name)


def test_withdrawing_erases_everything_at_once(
    authority: Authority, own_files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    report = told(authority)
    resident.add_message(report=report, text="Zenon jeszcze raz", at=MORNING)
    confirming.confirm(
        report=report,
        is_there=True,
        person_key="b",
        form_key="b",
        email="zenon@example.org",
        language="pl",
        at=MORNING,
    )
    with django_capture_on_commit_callbacks(execute=True):
        gone = resident.withdraw(report=report, at=MORNING)

    assert gone.state == ReportState.WITHDRAWN
    assert not [word for word in PRIVATE if word in everything_kept()]
    assert not [path for path in own_files.rglob("*") if path.is_file()]
    assert (gone.latitude, gone.longitude) == (gone.public_latitude, gone.public_longitude)


def test_the_bureau_erases_and_is_told_what_is_left(
    authority: Authority, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    report = told(authority)
    make_problem_place(authority, [report], by=coordinator)
    report.refresh_from_db()
    report = close(report, coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        left = erasing.erase_report(report=report, seen=report.revision, by=coordinator, at=MORNING)
    assert (left.texts, left.photos, left.contacts, left.events) == (2, 1, 3, 3)
    assert left.place_words == 1, "the name of its problem place"
    assert not [word for word in PRIVATE if word in everything_kept()]
    entry = Entry.objects.get(fact="reports.report.erased")
    assert entry.details["photos_erased"] == 1


def test_contacts_go_first_and_the_words_later(authority: Authority, coordinator: User) -> None:
    report = close(told(authority), coordinator)
    at = MORNING + timedelta(days=31)
    assert erasing.erase_in_time(authority=authority, at=at) == (1, 0)
    report.refresh_from_db()
    assert (report.email, report.phone, report.contact_name) == ("", "", "")
    assert all(one.text for one in report.texts.all())
    assert erasing.erase_in_time(authority=authority, at=at) == (0, 0)

    at = MORNING + timedelta(days=61)
    assert erasing.erase_in_time(authority=authority, at=at) == (0, 1)
    assert not [word for word in PRIVATE if word in everything_kept()]
    assert erasing.erase_in_time(authority=authority, at=at) == (0, 0)


def test_what_comes_after_the_words_were_erased_goes_the_next_night(
    authority: Authority, coordinator: User
) -> None:
    report = close(told(authority), coordinator)
    key = report.person_key
    at = MORNING + timedelta(days=61)
    assert erasing.erase_in_time(authority=authority, at=at) == (0, 1)
    report.refresh_from_db()
    assert report.person_key != key
    working.note(report=report, text="Zenon dzwonił.", by=coordinator, at=at)
    confirming.confirm(
        report=report,
        is_there=True,
        person_key="somebody",
        form_key="backing",
        email="zenon@example.org",
        language="pl",
        at=at,
    )

    assert erasing.erase_in_time(authority=authority, at=at + timedelta(days=1)) == (0, 1)

    assert not [word for word in PRIVATE if word in everything_kept()]
    assert "somebody" not in everything_kept()
    assert erasing.erase_in_time(authority=authority, at=at + timedelta(days=2)) == (0, 0)


def test_a_place_is_measured_anew_once_the_points_are_gone(
    authority: Authority, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    report = told(authority)
    place = make_problem_place(authority, [report], by=coordinator)
    report.refresh_from_db()
    report = close(report, coordinator)

    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase_report(report=report, seen=report.revision, by=coordinator, at=MORNING)

    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (report.public_latitude, report.public_longitude)


@pytest.mark.parametrize("contact", [Contact(), Contact("Zenon", "zenon@example.org")])
def test_the_addresses_of_those_who_confirmed_go_with_the_contacts(
    authority: Authority, coordinator: User, contact: Contact
) -> None:
    version = make_category(authority, contact_days=30, text_days=60)
    report = make_report(authority, version=version, contact=contact)
    for number in range(2):
        confirming.confirm(
            report=report,
            is_there=True,
            person_key=f"somebody-{number}",
            form_key=f"backing-{number}",
            email=f"zofia{number}@example.org",
            language="pl",
            at=MORNING,
        )
    report.refresh_from_db()
    close(report, coordinator)
    at = MORNING + timedelta(days=30)
    assert erasing.erase_in_time(authority=authority, at=at) == (0, 0)
    at += timedelta(days=1)
    assert erasing.erase_in_time(authority=authority, at=at) == (1, 0)

    assert "@example.org" not in everything_kept()
    report.refresh_from_db()
    assert report.contact_erased_at == at
    assert report.confirmations.count() == 2
    entry = Entry.objects.get(fact="reports.report.contact_erased")
    assert entry.details["contacts_erased"] == 2 + bool(contact.email) + bool(contact.name)
    assert erasing.erase_in_time(authority=authority, at=at) == (0, 0)


def test_spam_goes_with_the_contacts(authority: Authority, coordinator: User) -> None:
    close(told(authority), coordinator, Outcome.SPAM)
    at = MORNING + timedelta(days=31)
    assert erasing.erase_in_time(authority=authority, at=at) == (0, 1)


def test_what_is_open_is_kept(authority: Authority, coordinator: User) -> None:
    report = told(authority)
    at = MORNING + timedelta(days=4000)
    assert erasing.erase_in_time(authority=authority, at=at) == (0, 0)
    with pytest.raises(WrongState):
        erasing.erase_report(report=report, seen=report.revision, by=coordinator, at=at)


def test_only_the_bureau_erases(authority: Authority, coordinator: User) -> None:
    report = close(told(authority), coordinator)
    body = make_body(authority=authority)
    for somebody in (
        make_member(authority=authority, role=Role.REPORTER, body=body),
        make_member(role=Role.COORDINATOR),
    ):
        with pytest.raises(NotAllowed):
            erasing.erase_report(report=report, seen=report.revision, by=somebody, at=MORNING)
