"""Files and photos behind a link: added, taken out, downloaded; what is refused."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prevenio.people.models import Authority, User
from prevenio.returns.content import MOST_FILES
from prevenio.returns.models import ActionReturn, ReturnFile
from prevenio.returns.tests.answering import form_of, link_of, open_here
from prevenio.returns.tests.factories import MORNING, make_period

_GPS, _LATITUDE, _MAKE = 0x8825, 2, 0x010F


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING + timedelta(minutes=2), tick=False):
        yield


@pytest.fixture
def one(authority: Authority, coordinator: User) -> ActionReturn:
    return make_period(authority, coordinator).returns.get()


@pytest.fixture
def address(client: Client, one: ActionReturn) -> str:
    return f"{open_here(client, link_of(one.period))}{one.pk}/"


def photo(colour: str = "red") -> bytes:
    """A photo as a telephone takes it: with the place and the maker of the telephone."""
    exif = Image.Exif()
    exif[_MAKE] = "Telefonik"
    exif.get_ifd(_GPS)[_LATITUDE] = (50.0, 52.0, 12.0)
    written = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, "JPEG", exif=exif)
    return written.getvalue()


def package(*names: str, size: int = 20) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, b"0" * size)
    return written.getvalue()


def bomb() -> bytes:
    """A package of a few bytes that says it unpacks to four gigabytes."""
    small = package("word/document.xml")
    place = small.index(b"PK\x01\x02")
    return small[: place + 24] + (2**32 - 2).to_bytes(4, "little") + small[place + 28 :]


def added(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_photo_is_stored_without_place_and_maker(
    client: Client, one: ActionReturn, address: str
) -> None:
    assert Image.open(io.BytesIO(photo())).getexif().get_ifd(_GPS)

    response = client.post(address, form_of(one, act="files", files=added("a.jpg", photo())))

    assert response.status_code == 302
    file = ReturnFile.objects.get()
    stored = file.file.read()
    assert b"Telefonik" not in stored
    assert b"Exif" not in stored
    kept = Image.open(io.BytesIO(stored))
    assert not kept.getexif().get_ifd(_GPS)
    assert dict(kept.getexif()) == {}


def test_several_files_come_at_once_and_are_downloaded(
    client: Client, one: ActionReturn, address: str
) -> None:
    files = [added("plan.pdf", b"%PDF-1.7 x"), added("lista.xlsx", package("xl/workbook.xml"))]

    client.post(address, form_of(one, act="files", files=files))

    pdf, _sheet = ReturnFile.objects.order_by("pk")
    response = client.get(f"{address}files/{pdf.pk}/")
    assert response.content == b"%PDF-1.7 x"
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_file_is_taken_out(client: Client, one: ActionReturn, address: str) -> None:
    client.post(address, form_of(one, files=added("a.jpg", photo())))
    file = ReturnFile.objects.get()
    one.refresh_from_db()

    response = client.post(address, form_of(one, act=f"remove {file.pk}"))

    assert response.headers["Location"].endswith("#files")
    assert not ReturnFile.objects.exists()
    assert client.get(f"{address}files/{file.pk}/").status_code == 404


@pytest.mark.parametrize("wanted", ["0", "x", "", "²", "9" * 40])
def test_wild_removals_change_nothing(
    client: Client, one: ActionReturn, address: str, wanted: str
) -> None:
    client.post(address, form_of(one, files=added("a.jpg", photo())))
    one.refresh_from_db()

    assert client.post(address, form_of(one, act=f"remove {wanted}")).status_code == 302
    assert ReturnFile.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("obraz.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("strona.html", b"<!doctype html><script>1</script>"),
        ("strona.pdf", b"<!doctype html><script>1</script>"),
        ("zdjecie.jpg", b"<svg onload='1'/>"),
        ("bomba.docx", package("0.bin", size=1_000_000)),
        ("bomba.docx", bomb()),
        ("program.exe", b"MZ\x00\x00"),
        ("pusty.pdf", b""),
    ],
)
def test_dangerous_files_are_refused_and_the_draft_is_kept(
    client: Client, one: ActionReturn, address: str, name: str, content: bytes
) -> None:
    file = added(name, content)

    response = client.post(address, form_of(one, act="files", files=file))

    assert not ReturnFile.objects.exists()
    one.refresh_from_db()
    assert one.narrative == "Rozdano 240 czujników."
    if content:
        assert response.status_code == 422
        assert 'id="files_error"' in response.content.decode()


def test_refused_file_stops_the_sending(client: Client, one: ActionReturn, address: str) -> None:
    response = client.post(address, form_of(one, act="send", files=added("a.exe", b"MZ")))

    assert response.status_code == 422
    one.refresh_from_db()
    assert one.is_editable


def test_more_files_than_fit_are_refused(client: Client, one: ActionReturn, address: str) -> None:
    many = [added(f"{number}.pdf", b"%%PDF-%d" % number) for number in range(MOST_FILES + 5)]

    response = client.post(address, form_of(one, act="files", files=many))

    assert response.status_code == 422
    assert ReturnFile.objects.count() == MOST_FILES


def test_name_with_a_path_becomes_a_name(client: Client, one: ActionReturn, address: str) -> None:
    client.post(address, form_of(one, files=added("..\\..\\a\x00b.pdf", b"%PDF-1")))

    assert ReturnFile.objects.get().name in {"ab.pdf", "a_b.pdf"}


def test_files_that_were_sent_stay_readable(
    client: Client, one: ActionReturn, address: str
) -> None:
    client.post(address, form_of(one, act="send", files=added("a.jpg", photo())))

    page = client.get(f"{address}receipt/").content.decode()

    assert f"{address}files/{ReturnFile.objects.get().pk}/" in page
