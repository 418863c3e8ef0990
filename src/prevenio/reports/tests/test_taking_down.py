"""Reports that the staff write down for somebody else."""

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from PIL import Image

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_member
from prevenio.places.models import Address
from prevenio.reports import receipts, uploads
from prevenio.reports.models import CategoryVersion, Channel, Nature, Report
from prevenio.reports.operations import resident
from prevenio.reports.operations.photos import LARGEST, MOST_PHOTOS
from prevenio.reports.tests.factories import HERE, make_category, make_ground

pytestmark = pytest.mark.usefixtures("morning_with_files")
PAGE = "/testowo/desk/reports/taking/"


@pytest.fixture
def version(authority: Authority) -> CategoryVersion:
    make_ground(authority)
    asked = [{"key": "noise", "labels": {"pl": "Głośno?"}, "type": "yes_no"}]
    return make_category(authority, questions=asked)


def form(version: CategoryVersion, **fields: object) -> dict[str, object]:
    return {
        "act": "take",
        "form_key": uuid4(),
        "channel": Channel.PHONE,
        "category": version.pk,
        "latitude": HERE[0],
        "longitude": HERE[1],
        "address": "Ogrodowa 3",
        "words": "Krzyki",
        "language": "pl",
        **fields,
    }


def test_a_request_by_phone_is_answered_by_post(
    client: Client, authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    request = form(version, nature=Nature.REQUEST, contact_name="Ewa Nowak", phone="41 123 45 67")
    page = client.post(PAGE, request)
    assert "postal_address" in page.context["form"].errors
    client.post(PAGE, {**request, "postal_address": "Ogrodowa 3, 25-001 Testowo"})

    report = Report.objects.get()
    assert (report.nature, report.email) == (Nature.REQUEST, "")
    assert report.postal_address == "Ogrodowa 3, 25-001 Testowo"
    assert report.postal_address in client.get(f"/testowo/desk/reports/{report.pk}/").text
    resident.withdraw(report=report, at=timezone.now())
    report.refresh_from_db()
    assert report.postal_address == ""


def test_writing_a_report_down_asks_little_of_the_database(
    client: Client,
    authority: Authority,
    coordinator: User,
    version: CategoryVersion,
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(coordinator)
    client.post(PAGE, form(version))
    # Eight of taking it, six of signing in and rights, and two savepoints of the test.
    with django_assert_max_num_queries(19):
        client.post(PAGE, form(version, words="Znowu"))
    assert Report.objects.count() == 2


def test_a_call_becomes_a_report_with_words_to_read_out(
    client: Client, authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    assert client.get(PAGE).status_code == 200
    sent = form(version, q_noise="yes", weekdays=["0", "6"], from_hour="22", to_hour="5")

    page = client.post(PAGE, sent)

    report = Report.objects.get()
    words = "-".join(page.context["words"])
    assert receipts.digest_of(words) == report.code_digest
    assert (report.channel, report.place_name) == (Channel.PHONE, "Ogrodowa 3")
    assert (report.answers, report.weekdays) == ({"noise": "yes"}, 65)
    assert report.events.get().by == coordinator
    assert "no-store" in page.headers["Cache-Control"]
    again = client.post(PAGE, {**sent, "language": "en"})
    assert again.context["words"] == page.context["words"]
    assert Report.objects.count() == 1


def test_whoever_calls_and_writes_is_one_person(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    for contact in ({"email": "ewa@example.org"}, {"email": "Ewa@Example.org"}, {}, {}):
        client.post(PAGE, form(version, **contact))
    keys = list(Report.objects.order_by("pk").values_list("person_key", flat=True))
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_the_next_caller_gets_words_of_another_report(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    sent = form(version)
    first = client.post(PAGE, sent).context["words"]
    # The clerk goes back to the page and writes over what stands there.
    second = client.post(PAGE, {**sent, "words": "Lampa nie świeci"}).context["words"]

    assert first != second
    reports = Report.objects.order_by("pk")
    assert [one.texts.get().text for one in reports] == ["Krzyki", "Lampa nie świeci"]
    assert receipts.digest_of("-".join(second)) == reports[1].code_digest
    assert reports[0].person_key != reports[1].person_key


def test_every_page_that_is_still_to_be_sent_has_a_key_of_its_own(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    looked_up = form(version, act="find")
    pages = [client.get(PAGE), client.post(PAGE, looked_up), client.post(PAGE, looked_up)]
    keys = [page.context["form"]["form_key"].value() for page in pages]
    assert len({str(looked_up["form_key"]), *map(str, keys)}) == 4
    # One that was refused is sent once more as it is.
    refused = client.post(PAGE, form(version, form_key=keys[0], email="no"))
    assert f'value="{keys[0]}"' in refused.content.decode()


def test_a_place_is_found_by_its_address(
    client: Client, authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    Address.objects.create(
        authority=authority,
        street="Ogrodowa",
        number="3",
        latitude=HERE[0],
        longitude=HERE[1],
    )
    client.force_login(coordinator)
    found = client.post(PAGE, form(version, act="find", latitude="", longitude=""))
    assert "Krzyki" in found.content.decode()
    spot = f"{HERE[0]},{HERE[1]},Ogrodowa 3"
    client.post(PAGE, form(version, latitude="", longitude="", hit=spot))
    assert Report.objects.get().place_name == "Ogrodowa 3"


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": "", "longitude": "", "address": ""},
        {"latitude": "", "longitude": "", "address": "Nigdzie 99"},
        {"latitude": "nan", "longitude": "inf"},
        {"latitude": "12", "longitude": "12"},
        {"latitude": "", "longitude": "", "address": "", "hit": "nan,1,x"},
        {"latitude": "", "longitude": "", "address": "", "hit": "999,1e999,\x00"},
        {"form_key": "x"},
        {"channel": "WEB"},
        {"language": "xx"},
        {"words": "\x00"},
        {"nature": "REQUEST"},
        {"from_hour": "22"},
        {"q_noise": "'; drop"},
        {"email": "no"},
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    client: Client, coordinator: User, version: CategoryVersion, wrong: dict[str, str]
) -> None:
    client.force_login(coordinator)
    page = client.post(PAGE, form(version, contact_name="Ewa Nowak", **wrong))
    assert page.status_code == 200
    assert "Ewa Nowak" in page.content.decode()
    assert "govuk-error-summary" in page.content.decode()
    assert not Report.objects.exists()


def test_questions_follow_the_category(
    client: Client, authority: Authority, coordinator: User, version: CategoryVersion
) -> None:
    other = make_category(
        authority, questions=[{"key": "cars", "labels": {"pl": "Ile aut?"}, "type": "text"}]
    )
    client.force_login(coordinator)
    opened = client.get(PAGE)
    assert not opened.context["form"]["category"].value(), "nobody has chosen yet"
    assert "Głośno?" not in opened.content.decode()
    assert "category" in client.post(PAGE, form(version, category="")).context["form"].errors
    assert "Głośno?" in client.post(PAGE, form(version, act="questions")).content.decode()
    page = client.post(PAGE, form(other, act="questions")).content.decode()
    assert "Ile aut?" in page
    assert "Krzyki" in page


def test_bodies_take_reports_that_go_elsewhere_and_readers_take_none(
    client: Client, authority: Authority, body: Body, version: CategoryVersion, stranger: User
) -> None:
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    client.force_login(officer)
    page = client.post(PAGE, form(version))
    report = Report.objects.get()
    assert report.reference in page.content.decode()
    assert f"/{report.pk}/" not in page.content.decode()
    for user in (stranger, make_member(authority=authority, role=Role.READER)):
        client.force_login(user)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, form(version)).status_code == 404


def test_without_categories_the_page_says_so(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"act": "take"}).status_code == 200


def picture(colour: str = "red", form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    written = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, form, exif=exif)
    return written.getvalue()


def upload(content: bytes, name: str = "secret name.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def held_in(page: Any) -> list[str]:
    return re.findall(r'name="held" value="([^"]+)"', page.content.decode())


def test_photos_go_along_without_what_the_camera_wrote(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    sent = form(version, channel=Channel.DESK)
    for _twice in range(2):
        files = [upload(picture()), upload(picture("blue") + b"PK\x03\x04<script>", "b.jpg")]
        assert client.post(PAGE, {**sent, "photos": files}).context["words"]

    photos = Report.objects.get().photos.order_by("number")
    assert [one.by for one in photos] == [coordinator, coordinator]
    for photo in photos:
        assert "secret" not in str(photo.file.name)
        with photo.file.open("rb") as file:
            content = file.read()
        assert b"SecretCamera" not in content
        assert b"<script>" not in content
    assert default_storage.listdir(uploads.FOLDER)[1] == []
    # One more goes along with the same report.
    client.post(PAGE, {**sent, "photos": [upload(picture("green"))]})
    assert Report.objects.get().photos.count() == 3


def test_photos_wait_while_the_place_is_looked_up_and_mistakes_are_mended(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    typed = form(version, latitude="", longitude="", address="Nigdzie 99")
    asked = {**typed, "act": "find", "photos": [upload(picture()), upload(b"%PDF-1", "list.pdf")]}
    found = client.post(PAGE, asked)
    assert "list.pdf" in found.content.decode()

    held = held_in(found)
    wrong = client.post(PAGE, {**typed, "held": held, "photos": upload(picture("blue"))})
    assert not Report.objects.exists()
    held = held_in(wrong)
    assert len(held) == 2
    client.post(PAGE, form(version, held=held))
    assert Report.objects.get().photos.count() == 2

    new = client.post(PAGE, form(version, act="find", photos=upload(picture())))
    none = client.post(PAGE, form(version, act="let-go", held=held_in(new)))
    assert "Krzyki" in none.content.decode()
    assert held_in(none) == []
    assert default_storage.listdir(uploads.FOLDER)[1] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.jpg", b"<html><script>alert(1)</script></html>"),
        ("paper.pdf", b"%PDF-1.7 ..."),
        ("packed.jpg", b"PK\x03\x04" + b"\x00" * 100),
        ("cut.jpg", picture()[:200]),
        ("empty.jpg", b""),
        ("old.gif", picture(form="GIF")),
        ("large.jpg", picture() + b"\x00" * LARGEST),
        ("<b>.jpg", b"MZ\x90"),
    ],
)
def test_what_is_no_photo_is_refused_and_what_was_typed_stays(
    client: Client, coordinator: User, version: CategoryVersion, name: str, content: bytes
) -> None:
    client.force_login(coordinator)
    files = [upload(content, name), upload(picture())]
    page = client.post(PAGE, form(version, photos=files))
    text = page.content.decode()
    assert "govuk-error-summary" in text
    assert escape(name) in text
    assert "Krzyki" in text
    assert len(held_in(page)) == 1
    assert not Report.objects.exists()


def test_more_than_five_photos_are_told(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    files = [upload(picture(), f"{number}.jpg") for number in range(6)]
    page = client.post(PAGE, form(version, photos=files))
    assert str(MOST_PHOTOS) in " ".join(page.context["form"].errors["photos"])
    assert len(held_in(page)) == MOST_PHOTOS


def test_forged_keys_hold_nothing_and_strangers_leave_no_photo(
    client: Client, coordinator: User, stranger: User, version: CategoryVersion
) -> None:
    client.force_login(stranger)
    assert client.post(PAGE, form(version, photos=upload(picture()))).status_code == 404
    client.force_login(coordinator)
    forged = ["../../etc/passwd", "\x00", "a" * 5_000, signing.dumps("../x.jpg", salt="other")] * 9
    client.post(PAGE, form(version, held=forged, photos="no file"))
    assert not Report.objects.get().photos.exists()
    assert not default_storage.exists(uploads.FOLDER)
