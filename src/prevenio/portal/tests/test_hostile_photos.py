"""Files that are no photos, or more than photos: each is refused in words, nothing is kept."""

import io
import struct
import zlib
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

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.portal.tests.test_report_form import SEND, filled
from prevenio.reports.models import Report
from prevenio.reports.tests.factories import make_category, make_ground

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def morning(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


@pytest.fixture(autouse=True)
def authority(db: None) -> Authority:
    authority = make_authority(slug="testowo", country="PL", languages=["en", "pl"])
    make_ground(authority)
    make_category(authority, code="alcohol")
    return authority


def picture(form: str = "PNG") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, form)
    return written.getvalue()


def bomb() -> bytes:
    """A PNG of 30,000 by 30,000 pixels in a few hundred bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + checked

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 1_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def send(client: Client, name: str, content: bytes, kind: str = "image/jpeg") -> str:
    file = SimpleUploadedFile(name, content, kind)
    answer = client.post(SEND, filled(photos=file, words="Moje słowa."))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.jpg", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("program.jpg", b"MZ\x90\x00" + b"\x00" * 500),
        ("paper.pdf", b"%PDF-1.7 ..."),
        ("packed.jpg", b"PK\x03\x04" + b"\x00" * 100),
        ("cut.jpg", picture("JPEG")[:200]),
        ("empty.jpg", b""),
        ("bomb.png", bomb()),
        ("old.gif", picture("GIF")),
        ("raw.tiff", picture("TIFF")),
    ],
)
def test_what_is_no_photo_is_refused_and_what_was_typed_stays(
    client: Client, name: str, content: bytes
) -> None:
    page = send(client, name, content)
    assert not Report.objects.exists()
    assert name in page
    assert "Moje słowa." in page


@pytest.mark.parametrize("tail", [b"PK\x03\x04 more", b"<script>alert(1)</script>", b"%PDF-1.4"])
def test_of_a_photo_that_is_something_else_too_only_the_photo_is_kept(
    client: Client, tail: bytes
) -> None:
    send(client, "photo.jpg", picture("JPEG") + tail)
    with Report.objects.get().photos.get().file.open("rb") as file:
        assert tail not in file.read()


def test_a_photo_of_two_hundred_megabytes_is_refused(client: Client) -> None:
    page = send(client, "large.jpg", picture("JPEG") + b"\x00" * 200_000_000)
    assert "large.jpg" in page
    assert not Report.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd.jpg", "a\x00b.jpg", "ż" * 300 + ".jpg", ".jpg"])
def test_names_of_files_are_never_used(client: Client, tmp_path: Path, name: str) -> None:
    send(client, name, picture("JPEG"))
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(str(Report.objects.get().key) in path.name for path in kept)
