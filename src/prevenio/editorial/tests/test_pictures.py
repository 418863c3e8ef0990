"""Pictures and files that editors add: cleaned, described, their own."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prevenio.editorial.models import File, Picture
from prevenio.editorial.tests.factories import picture_bytes
from prevenio.people.models import Authority, User

pytestmark = pytest.mark.django_db

CHOOSER = "/testowo/editing/images/chooser/create/"


def send(client: Client, name: str, content: bytes, description: str = "Dzieci na pasach") -> Any:
    file = SimpleUploadedFile(name, content)
    fields = {"title": "Pasy", "file": file, "description": description}
    # The chooser's form stands beside others and marks its fields.
    marked = {f"image-chooser-upload-{key}": value for key, value in fields.items()}
    return client.post(CHOOSER, marked)


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "MARKER-of-the-camera"
    return picture_bytes("JPEG", exif=exif)


def test_a_photo_loses_what_the_camera_wrote(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)

    send(client, "pasy.jpg", photo_with_place())

    picture = Picture.objects.get()
    with picture.file.open("rb") as stored:
        assert b"MARKER" not in stored.read()
    assert picture.authority == authority
    assert picture.collection.name == authority.name
    assert picture.uploaded_by_user == coordinator


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("x.jpg", b"<html><script>1</script></html>"),
        ("x.png", b""),
        ("x.png", b"\x89PNG\r\n\x1a\n broken"),
        ("x.jpg", picture_bytes("PNG")),
        ("x.gif", picture_bytes("GIF")),
    ],
)
def test_what_is_no_picture_is_refused(
    client: Client, authority: Authority, coordinator: User, name: str, content: bytes
) -> None:
    client.force_login(coordinator)

    response = send(client, name, content)

    assert response.status_code == 200
    assert not Picture.objects.exists()


def test_a_picture_needs_its_description(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)

    send(client, "pasy.png", picture_bytes(), description=" ")

    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.html", b"<script>1</script>"),
        ("x.pdf", b"<script>1</script>"),
        ("x.mp4", b"<html>"),
        ("x.vtt", b"<html>"),
        ("x.docx", b"not packed"),
    ],
)
def test_a_file_is_what_its_name_says(
    client: Client, authority: Authority, coordinator: User, name: str, content: bytes
) -> None:
    client.force_login(coordinator)

    response = client.post(
        "/testowo/editing/documents/add/", {"title": "x", "file": SimpleUploadedFile(name, content)}
    )

    assert response.status_code == 200
    assert not File.objects.exists()


def test_a_right_file_is_taken(client: Client, authority: Authority, coordinator: User) -> None:
    client.force_login(coordinator)

    client.post(
        "/testowo/editing/documents/add/",
        {"title": "Napisy", "file": SimpleUploadedFile("napisy.vtt", b"WEBVTT\n\n")},
    )

    assert File.objects.get().authority == authority
