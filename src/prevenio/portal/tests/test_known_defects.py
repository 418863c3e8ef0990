"""What systems of the field are known to get wrong, tried on ours: one test for each."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prevenio.journal.models import Entry
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.at_once import at_once
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.portal.tests.test_report_form import SEND, filled, photo
from prevenio.reports import receipts
from prevenio.reports.models import Outcome, Report, ReportState, ReportText, TextKind
from prevenio.reports.operations import erasing, working
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import make_category, make_ground, make_report

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RECEIPT = "/testowo/reports/receipt/"


@pytest.fixture(autouse=True)
def morning(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


@pytest.fixture
def authority() -> Authority:
    authority = make_authority(slug="testowo", country="PL", languages=["en", "pl"])
    make_ground(authority)
    make_category(authority, code="alcohol")
    return authority


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def test_what_a_camera_wrote_and_where_it_stood_is_not_kept(
    client: Client, authority: Authority
) -> None:
    taken = photo(at=(50.8661, 20.6287))
    assert b"Exif" in taken.read()
    taken.seek(0)
    client.post(SEND, filled(photos=taken))

    with Report.objects.get().photos.get().file.open("rb") as file:
        content = file.read()
    assert b"Exif" not in content
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}


@pytest.mark.parametrize("hops", [0, 1])
def test_a_made_up_proxy_header_makes_no_new_visitor(
    client: Client, authority: Authority, settings: Any, hops: int
) -> None:
    """What stands before the last trusted proxy was written by whoever asked."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = hops
    for number in range(5):
        forged = f"203.0.113.{number}" + (", 198.51.100.7" if hops else "")
        client.post(SEND, filled(lat=f"{50.85 + number / 100}"), HTTP_X_FORWARDED_FOR=forged)
    assert Report.objects.count() == 3, "the fourth of an hour has to work, or is looked at"


def test_one_place_is_a_second_limit_whatever_the_network_does(
    client: Client, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prevenio.web.guarding.CALM", 100)
    for _time in range(5):
        client.post(SEND, filled())
    held = Report.objects.filter(state=ReportState.HELD).count()
    assert (Report.objects.count(), held) == (5, 2)


def test_a_report_takes_few_photos_and_none_is_public(client: Client, authority: Authority) -> None:
    report = make_report(authority, key="k")
    code = receipts.words_of("k", "pl")
    for number in range(20):
        written = io.BytesIO()
        Image.new("RGB", (20 + number, 20), "red").save(written, "PNG")
        file = SimpleUploadedFile("x.png", written.getvalue(), "image/png")
        client.post(RECEIPT, {"code": code, "act": "photo", "photo": file})
    assert report.photos.count() == 5
    assert not report.photos.filter(is_public=True).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_notes_at_once_all_stand() -> None:
    authority = make_authority(slug="testowo", country="PL")
    report = make_report(authority)
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(8)]

    def write(number: int) -> int:
        client = Client()
        client.force_login(people[number])
        address = f"/testowo/desk/reports/{report.pk}/note/"
        sent = {"seen": report.revision, "text": f"Note {number}"}
        return client.post(address, sent).status_code

    assert at_once(write, range(8)) == [302] * 8
    assert report.texts.filter(kind=TextKind.NOTE).count() == 8


def test_no_step_stands_without_its_entry(
    authority: Authority, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = make_report(authority)

    def fails(*_facts: object, **_more: object) -> None:
        raise OSError("the journal cannot be written")

    with monkeypatch.context() as broken:
        broken.setattr("prevenio.reports.operations.steps.record", fails)
        with pytest.raises(OSError, match="journal"):
            working.read(report=report, seen=report.revision, by=coordinator, at=NOW)
    report.refresh_from_db()
    assert report.state == ReportState.RECEIVED
    assert not Entry.objects.filter(fact="reports.report.read").exists()


def test_erasing_reaches_the_words_and_says_what_is_left(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(
        authority,
        words="Zenon Kręty, 600700800",
        contact=Contact("Zenon", "zenon@example.org", "600700800"),
        place_name="Dom Zenona",
    )
    working.note(report=report, text="Dzwonił Zenon.", by=coordinator, at=NOW)
    report.refresh_from_db()
    report = working.close(
        report=report,
        seen=report.revision,
        outcome=Outcome.SOLVED,
        text="Panie Zenonie, gotowe.",
        by=coordinator,
        at=NOW,
    )
    left = erasing.erase_report(report=report, seen=report.revision, by=coordinator, at=NOW)

    kept = [*Report.objects.values(), *ReportText.objects.values(), *Entry.objects.values()]
    assert not [row for row in kept if "Zenon" in str(row) or "600700800" in str(row)]
    assert (left.texts, left.contacts, left.events) == (3, 3, 3)


def test_the_same_post_twice_is_one_report(client: Client, authority: Authority) -> None:
    form = filled()
    first, second = client.post(SEND, form), client.post(SEND, form)
    assert (first.status_code, second.status_code) == (200, 200)
    assert Report.objects.count() == 1
