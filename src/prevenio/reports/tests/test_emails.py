"""E-mails that become reports: read by the staff's form, whatever they are made of."""

import io
import time
from email.message import EmailMessage
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prevenio.people.models import Authority, User
from prevenio.reports import emails
from prevenio.reports.emails import EmailTooLarge, NoEmail, email_in
from prevenio.reports.models import CategoryVersion, Channel, Report
from prevenio.reports.operations.photos import MOST_PHOTOS
from prevenio.reports.tests.factories import HERE, make_category, make_ground

pytestmark = pytest.mark.usefixtures("morning_with_files")
PAGE = "/testowo/desk/reports/taking/"


@pytest.fixture
def version(authority: Authority) -> CategoryVersion:
    make_ground(authority)
    return make_category(authority)


def picture(colour: str = "red", *, is_placed: bool = False) -> bytes:
    exif = Image.Exif()
    if is_placed:
        exif[0x8825] = {1: "N", 2: (50.0, 51.0, 57.6), 3: "E", 4: (20.0, 37.0, 42.96)}
    written = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, "JPEG", exif=exif)
    return written.getvalue()


def letter(*pictures: bytes, **headers: str) -> EmailMessage:
    message = EmailMessage()
    said = {"From": "Zofia Ślęzak <zofia@example.org>", "Subject": "Dziura w jezdni", **headers}
    for name, value in said.items():
        message[name] = value
    message.set_content("Dzień dobry,\n\nna Ogrodowej 3 jest dziura.\n")
    message.add_alternative("<p>inaczej</p>", subtype="html")
    for number, content in enumerate(pictures):
        message.add_attachment(
            content, maintype="image", subtype="jpeg", filename=f"zdjęcie {number}.jpg"
        )
    return message


def saved(content: bytes | EmailMessage, name: str = "wiadomość.eml") -> SimpleUploadedFile:
    content = content if isinstance(content, bytes) else content.as_bytes()
    return SimpleUploadedFile(name, content, "message/rfc822")


def test_an_email_fills_the_form_and_becomes_a_report(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    typed = {
        "form_key": str(uuid4()),
        "category": version.pk,
        "language": "cs",
        "phone": "411234567",
    }
    file = saved(letter(picture(), picture("blue", is_placed=True)))

    page = client.post(PAGE, {"act": "email", "email_file": file, **typed})

    form = page.context["form"]
    shown = {
        name: form[name].value() for name in ("contact_name", "email", "words", "phone", "channel")
    }
    assert shown == {
        "contact_name": "Zofia Ślęzak",
        "email": "zofia@example.org",
        "words": "Dziura w jezdni\n\nDzień dobry,\n\nna Ogrodowej 3 jest dziura.",
        "phone": "411234567",
        "channel": Channel.EMAIL,
    }
    assert float(form["latitude"].value()) == pytest.approx(HERE[0], abs=0.01)
    keys = page.context["photos"].keys
    assert len(keys) == 2
    assert not Report.objects.exists()

    point = {"latitude": HERE[0], "longitude": HERE[1]}
    client.post(PAGE, {"act": "take", "held": keys, **typed, **shown, **point})

    report = Report.objects.get()
    assert (report.channel, report.email) == (Channel.EMAIL, "zofia@example.org")
    assert report.photos.count() == 2


def test_what_was_typed_before_stays(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    typed = {"words": "Dzwoniła też.", "contact_name": "Z. Ślęzak", "latitude": HERE[0]}
    sent = {"act": "email", "email_file": saved(letter(picture(is_placed=True))), **typed}

    form = client.post(PAGE, sent).context["form"]

    assert form["words"].value() == "Dzwoniła też."
    assert form["contact_name"].value() == "Z. Ślęzak"
    assert form["email"].value() == "zofia@example.org"
    assert float(form["latitude"].value()) == HERE[0]


def test_formatted_words_are_read_where_there_are_no_plain_ones() -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    said = "<html><head><style>p { }</style></head><p>Łódka<br>u&nbsp;nás &amp; jinde</p></html>"
    message.set_content(said, subtype="html", charset="iso-8859-2", cte="quoted-printable")

    assert email_in(saved(message)).words == "Łódka\nu nás & jinde"


def test_formatted_words_are_read_where_the_plain_part_is_empty() -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("\N{NO-BREAK SPACE}\n\n")
    message.add_alternative("<p>Nie świeci przy szkole.</p>", subtype="html")

    assert email_in(saved(message)).words == "Nie świeci przy szkole."


@pytest.mark.parametrize(
    ("header", "written"),
    [
        (b"", "prąd".encode()),
        (b"", "prąd".encode("cp1250")),
        (b"Content-Type: text/plain; charset=nonsense\n", "prąd".encode()),
        (b"Content-Type: text/plain; charset=iso-8859-2\n", "prąd".encode("iso-8859-2")),
    ],
)
def test_letters_are_read_whatever_is_said_of_them(header: bytes, written: bytes) -> None:
    said = email_in(saved(b"From: a@b.example\n" + header + b"\n" + written)).words

    assert said == "prąd"


@pytest.mark.parametrize("charset", ["utf-8", "cp1250"])
def test_letters_that_a_header_should_not_hold_are_read(charset: str) -> None:
    headers = "From: Łucja Ślęzak <lucja@example.org>\nSubject: Dziura\n na Żytniej\n\nsłowa"

    read = email_in(saved(headers.encode(charset)))

    assert (read.name, read.email) == ("Łucja Ślęzak", "lucja@example.org")
    assert read.words == "Dziura na Żytniej\n\nsłowa"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"\x00\xff" * 500,
        b"Subject: nobody\n\nhello",
        b"From: nobody at all\n\nhello",
        b"From: a@b.example\n"
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (one, one)
            for one in range(900)
        ),
        b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * 3000,
        b"From: a@b.example\nContent-Type: text/html\n\n" + b"<br" * 2000 + b">" * 2000,
        b"From: a@b.example\nContent-Type: image/png; name=..\n\n",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 5000,
    ],
)
def test_what_is_no_email_is_refused_and_nothing_is_lost(
    client: Client, coordinator: User, version: CategoryVersion, content: bytes
) -> None:
    client.force_login(coordinator)
    sent = {"act": "email", "email_file": saved(content, "umowa.pdf"), "words": "Napisane."}

    page = client.post(PAGE, sent)

    assert "umowa.pdf" in page.context["email_refusal"]
    assert page.context["form"]["words"].value() == "Napisane."


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"=?utf-8?q?x?= " * 20_000,
        b"Content-Type: text/plain" + b"; a=b" * 20_000,
        b"Content-Disposition: attachment" + b"; filename*0=b" * 20_000,
        b"Subject: x\n" + b" y\n" * 200_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"".join(
            b"--b\nContent-Type: text/plain; a%d=b" % one + b"; a=b" * 700 + b"\n\nx\n"
            for one in range(90)
        ),
    ],
)
def test_long_headers_are_read_in_a_moment(header: bytes) -> None:
    begun = time.monotonic()

    assert email_in(saved(b"From: a@b.example\n" + header + b"\n\nx")).email == "a@b.example"

    assert time.monotonic() - begun < 5


def test_pictures_that_are_none_are_told_and_the_rest_is_read(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)
    many = [picture(colour) for colour in ("red", "blue", "green", "white", "black", "gray")]
    file = saved(letter(b"PK\x03\x04 no picture", *many))

    page = client.post(PAGE, {"act": "email", "email_file": file})

    photos = page.context["photos"]
    assert len(photos.keys) == MOST_PHOTOS
    assert "zdjęcie 0.jpg" in photos.refusals[0]
    assert len(photos.refusals) == 2
    assert page.context["is_read"]


def test_without_a_file_it_says_so(
    client: Client, coordinator: User, version: CategoryVersion
) -> None:
    client.force_login(coordinator)

    assert client.post(PAGE, {"act": "email"}).context["email_refusal"]


def test_a_huge_file_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emails, "LARGEST", 100)
    with pytest.raises(EmailTooLarge):
        email_in(saved(letter()))
    with pytest.raises(NoEmail):
        email_in(saved(b"x" * 100))
