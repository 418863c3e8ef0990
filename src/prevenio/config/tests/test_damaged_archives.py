"""Archives that are damaged, cut off, foreign or malicious: refused, with nothing changed."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prevenio.config.backup import ArchiveRefused, back_up, restore
from prevenio.config.backup.media import StagedMedia
from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority, make_body

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
BODIES = "rows/people.body.jsonl"
FILE = "media/documents/act.txt"
Members = dict[str, bytes]

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "act.txt").write_text("An act")
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture
def archive(media: Path, tmp_path: Path) -> Path:
    """A whole archive of an installation that holds something else by now."""
    make_body(name="Straż Miejska", authority=make_authority(slug="before"))
    path = tmp_path / "all.zip"
    back_up(path, at=NOON)
    Authority.objects.update(slug="now")
    (media / "documents" / "act.txt").write_text("Another act")
    return path


def everything(media: Path) -> tuple[dict[str, list[Any]], dict[str, str]]:
    rows = {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
    }
    files = {
        str(path.relative_to(media)): path.read_text()
        for path in media.rglob("*")
        if path.is_file()
    }
    return rows, files


def refused(archive: Path, media: Path, why: str) -> None:
    before = everything(media)

    with pytest.raises(ArchiveRefused, match=why):
        restore(archive, replace=True)

    assert everything(media) == before


def rewrite(path: Path, change: Callable[[Members], None]) -> None:
    """Write the archive anew, with members changed."""
    with ZipFile(path) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    with ZipFile(path, "w") as written:
        for name, content in members.items():
            how = ZIP_STORED if name.startswith("media/") else ZIP_DEFLATED
            written.writestr(name, content, compress_type=how)


def change_manifest(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    def rewritten(members: Members) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()

    rewrite(path, rewritten)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_archive_that_was_cut_off(archive: Path, media: Path, part: float) -> None:
    content = archive.read_bytes()

    archive.write_bytes(content[: int(len(content) * part)])

    refused(archive, media, "it is not a whole archive")


def test_file_that_is_no_archive(media: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_text("Good day")

    refused(other, media, "it is not a whole archive")
    refused(tmp_path / "nothing.zip", media, "there is no file")
    refused(tmp_path, media, "it is not a whole archive")


@pytest.mark.slow
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
def test_byte_that_was_changed_never_does_half_a_job(
    archive: Path, media: Path, place: float, change: int
) -> None:
    before, content = everything(media), archive.read_bytes()
    damaged = bytearray(content)
    damaged[int(len(content) * place)] ^= change
    archive.write_bytes(damaged)

    try:
        restore(archive, replace=True)
    except ArchiveRefused:
        assert everything(media) == before
    else:
        # The byte stood where it matters to nobody, a time of day in the directory say: then all of
        # the backup came back, and its digests were compared.
        assert Authority.objects.get().slug == "before"
        Authority.objects.update(slug="now")
        (media / "documents" / "act.txt").write_text("Another act")
    finally:
        archive.write_bytes(content)


def test_row_that_was_changed(archive: Path, media: Path) -> None:
    def change(members: Members) -> None:
        members[BODIES] = members[BODIES].replace("Straż".encode(), b"Straz")

    rewrite(archive, change)

    refused(archive, media, "rows of people.body are not those")


def test_row_that_is_missing(archive: Path, media: Path) -> None:
    rewrite(archive, lambda members: members.update({BODIES: b""}))

    refused(archive, media, "rows of people.body are not those")


@pytest.mark.parametrize("line", [b"[1]\n", b"{}\n", b"nothing\n", b"\xff\n", b"[" * 9000 + b"\n"])
def test_row_that_cannot_be_read(archive: Path, media: Path, line: bytes) -> None:
    def forge(members: Members) -> None:
        manifest = json.loads(members["manifest.json"])
        [said] = [said for said in manifest["tables"] if said["label"] == "people.body"]
        said["sha256"] = hashlib.sha256(line).hexdigest()
        members |= {"manifest.json": json.dumps(manifest).encode(), BODIES: line}

    rewrite(archive, forge)

    refused(archive, media, "a row of people.body cannot be read")


def test_row_without_an_end(archive: Path, media: Path) -> None:
    rewrite(archive, lambda members: members.update({BODIES: b"[1,2"}))

    refused(archive, media, "a row of people.body has no end")


def test_uploaded_file_that_was_changed(archive: Path, media: Path) -> None:
    rewrite(archive, lambda members: members.update({FILE: b"No act"}))

    refused(archive, media, r"the file documents/act\.txt is not the one")


@pytest.mark.parametrize("name", [BODIES, FILE, "manifest.json"])
def test_member_that_is_missing(archive: Path, media: Path, name: str) -> None:
    def drop(members: Members) -> None:
        del members[name]

    rewrite(archive, drop)

    refused(archive, media, "manifest")


def test_member_that_the_manifest_does_not_name(archive: Path, media: Path) -> None:
    rewrite(archive, lambda members: members.update({"media/extra.txt": b"More"}))

    refused(archive, media, "does not hold what its manifest names")


@pytest.mark.parametrize(
    "name",
    [
        "media/../../outside.txt",
        "../outside.txt",
        "/outside.txt",
        "media//outside.txt",
        "media/./outside.txt",
        "media/..\\outside.txt",
    ],
)
def test_path_that_leads_outside(archive: Path, media: Path, name: str) -> None:
    def change(members: Members) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["files"].append({"path": name.removeprefix("media/"), "size": 4, "sha256": "x"})
        members |= {"manifest.json": json.dumps(manifest).encode(), name: b"Evil"}

    rewrite(archive, change)

    refused(archive, media, "is not a plain path inside it")
    assert not list(media.parent.rglob("outside.txt"))


def test_link_in_the_archive(archive: Path, media: Path) -> None:
    link = ZipInfo("media/link")
    link.external_attr = 0o120777 << 16
    with ZipFile(archive, "a") as opened:
        opened.writestr(link, "/etc/passwd")

    refused(archive, media, "is not a plain path inside it")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_member_that_stands_twice(archive: Path, media: Path) -> None:
    with ZipFile(archive, "a") as opened:
        opened.writestr(BODIES, b"")

    refused(archive, media, "stands in it twice")


def test_bomb_of_rows(archive: Path, media: Path) -> None:
    rewrite(archive, lambda members: members.update({BODIES: bytes(40 * 1024 * 1024)}))

    refused(archive, media, "would grow out of all proportion")


def test_bomb_of_an_uploaded_file(archive: Path, media: Path) -> None:
    bomb = io.BytesIO()
    with ZipFile(archive) as old, ZipFile(bomb, "w") as new:
        for name in old.namelist():
            content = bytes(1024) if name == FILE else old.read(name)
            new.writestr(name, content, compress_type=ZIP_DEFLATED)
    archive.write_bytes(bomb.getvalue())

    refused(archive, media, "is compressed, which uploaded files never are")


def test_archive_of_a_later_version(archive: Path, media: Path) -> None:
    change_manifest(archive, lambda said: said["migrations"].append("people.0099_later"))

    refused(archive, media, r"lacks, people\.0099_later first")


def test_archive_of_an_earlier_version(archive: Path, media: Path) -> None:
    change_manifest(archive, lambda said: said["migrations"].remove("people.0002_cache_table"))

    refused(archive, media, r"before the migration people\.0002_cache_table")


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("format", "zip", "is not a backup of Prevenio"),
        ("format_version", 2, "its format 2 is not known here"),
        ("tables", [], "does not hold what its manifest names"),
        ("tables", None, "its manifest is not whole"),
        ("tables", [{"label": "people.body"}], "its manifest is not whole"),
        ("made_at", 7, "its manifest is not whole"),
        ("files", [{"path": "a", "size": -1, "sha256": ""}], "its manifest is not whole"),
    ],
)
def test_manifest_that_is_not_ours(
    archive: Path, media: Path, key: str, value: object, why: str
) -> None:
    change_manifest(archive, lambda said: said.update({key: value}))

    refused(archive, media, why)


def test_other_columns(archive: Path, media: Path) -> None:
    change_manifest(archive, lambda said: said["tables"][0]["columns"].append("more"))

    refused(archive, media, "its tables are not those of this installation")


def test_encrypted_archive(archive: Path, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = zipfile.ZipFile.infolist

    def encrypted(opened: ZipFile) -> list[ZipInfo]:
        members = original(opened)
        members[0].flag_bits |= 1
        return members

    monkeypatch.setattr(zipfile.ZipFile, "infolist", encrypted)

    refused(archive, media, "is encrypted")


def test_files_go_back_to_their_place_when_the_database_fails_last(
    archive: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place = StagedMedia.put_in_place

    def put_and_fail(staged: StagedMedia) -> None:
        put_in_place(staged)
        raise ArchiveRefused(why="the disk is full")

    monkeypatch.setattr(StagedMedia, "put_in_place", put_and_fail)

    refused(archive, media, "the disk is full")
    assert list(media.glob(".*")) == []
