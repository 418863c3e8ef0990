"""Backing up and restoring: everything comes back to the letter, on whichever database."""

import json
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prevenio.config.backup import FileInTheWay, NotEmpty, back_up, restore
from prevenio.config.backup.manifest import NAME, Manifest, manifest_from
from prevenio.config.backup.tables import tables
from prevenio.demo.loading import load_samples
from prevenio.journal.models import Entry
from prevenio.journal.operations import record
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_authority, make_body, make_user
from prevenio.programme.models import Amount
from prevenio.programme.operations.versions import digest_of
from prevenio.programme.tests.factories import make_version

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """A folder of media with one uploaded file."""
    folder = tmp_path / "media"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "uchwała.txt").write_text("Zażółć gęślą jaźń")
    settings.MEDIA_ROOT = folder
    return folder


def manifest_of(path: Path) -> Manifest:
    with ZipFile(path) as archive:
        return manifest_from(archive.read(NAME))


def digests(path: Path) -> dict[str, str]:
    return {table.label: table.sha256 for table in manifest_of(path).tables}


@pytest.mark.django_db
def test_sample_comes_back_with_the_same_digests(tmp_path: Path) -> None:
    load_samples(at=NOON)
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    done = back_up(first, at=NOON)

    restored = restore(first, replace=True)

    assert (restored.rows, restored.files) == (done.rows, done.files)
    assert restored.files > 1
    assert [proof.is_whole for proof in restored.proofs] == [True, True, True]
    back_up(second, at=NOON)
    assert digests(first) == digests(second)
    for authority in Authority.objects.all():
        version = authority.programmes.get().versions.get()
        assert version.digest == digest_of(version)


@pytest.mark.django_db(transaction=True)
def test_backup_outside_any_transaction_comes_back(tmp_path: Path) -> None:
    load_samples(at=NOON)
    archive = tmp_path / "all.zip"
    back_up(archive, at=NOON)
    make_authority(slug="later")

    restore(archive, replace=True)

    assert not Authority.objects.filter(slug="later").exists()
    new = make_authority(slug="after")
    assert new.pk > max(Authority.objects.filter(is_sample=True).values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_backup_shows_one_moment_while_others_go_on_writing(tmp_path: Path) -> None:
    authority = make_authority()
    is_over, archive = threading.Event(), tmp_path / "all.zip"

    def write() -> None:
        while not is_over.wait(0.002):
            record(
                "garden.tree.planted", about=authority, by=None, at=NOON, authority_id=authority.pk
            )
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        wait_for_entries(more_than=0)
        back_up(archive, at=NOON)
        wait_for_entries(more_than=rows_in(archive, "journal.entry"))
    finally:
        is_over.set()
        writer.join()

    restored = restore(archive, replace=True)

    # A head that does not fit the entries would break the proof.
    assert all(proof.is_whole for proof in restored.proofs)


def wait_for_entries(*, more_than: int) -> None:
    deadline = time.monotonic() + 10
    while Entry.objects.count() <= more_than:
        assert time.monotonic() < deadline
        time.sleep(0.002)


def rows_in(archive: Path, label: str) -> int:
    return next(table.rows for table in manifest_of(archive).tables if table.label == label)


@pytest.mark.django_db
@pytest.mark.slow
@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=5),
    value=st.decimals(min_value=0, max_value=10**13, places=2),
    details=st.dictionaries(TEXTS, st.none() | st.booleans() | st.integers() | TEXTS, max_size=3),
    basis=st.lists(TEXTS | st.floats(allow_nan=False, allow_infinity=False, width=16), max_size=3),
)
def test_whatever_it_holds_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    names: list[str],
    value: Decimal,
    details: dict[str, object],
    basis: list[object],
) -> None:
    folder = tmp_path_factory.mktemp("archives")
    authority = make_authority()
    bodies = [make_body(authority=authority, name=name) for name in names]
    version = make_version(is_public=True)
    assert version.act is not None
    version.act.legal_basis = basis
    version.act.save()
    Amount.objects.create(version=version, position=1, value=value, text=names[0])
    record(
        "garden.tree.planted",
        about=bodies[0],
        by=None,
        at=NOON,
        authority_id=authority.pk,
        details=details,
    )
    back_up(folder / "before.zip", at=NOON)

    assert all(proof.is_whole for proof in restore(folder / "before.zip", replace=True).proofs)

    back_up(folder / "after.zip", at=NOON)
    assert digests(folder / "before.zip") == digests(folder / "after.zip")
    assert [body.name for body in Body.objects.filter(authority=authority).order_by("pk")] == names


@pytest.mark.django_db
def test_uploaded_files_come_back_and_others_go(tmp_path: Path, media: Path) -> None:
    archive = tmp_path / "all.zip"
    back_up(archive, at=NOON)
    (media / "documents" / "uchwała.txt").write_text("something else")
    (media / "later.txt").write_text("later")

    restore(archive, replace=True)

    files = [path for path in media.rglob("*") if path.is_file()]
    assert [path.relative_to(media).as_posix() for path in files] == ["documents/uchwała.txt"]
    assert files[0].read_text() == "Zażółć gęślą jaźń"
    assert list(media.glob(".*")) == []


@pytest.mark.django_db
def test_new_rows_are_numbered_after_the_restored_ones(tmp_path: Path) -> None:
    authority = make_authority()
    archive = tmp_path / "all.zip"
    back_up(archive, at=NOON)

    restore(archive, replace=True)

    assert make_authority().pk > authority.pk


@pytest.mark.django_db
def test_archive_is_for_its_owner_alone_and_names_its_version(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    back_up(archive, at=NOON)

    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    manifest = manifest_of(archive)
    assert manifest.made_at == NOON.isoformat()
    assert manifest.database == connection.vendor
    assert any(name.startswith("people.0002") for name in manifest.migrations)
    assert list(tmp_path.glob(".all.zip*")) == []


@pytest.mark.django_db
def test_sessions_and_task_results_are_not_in_it(tmp_path: Path) -> None:
    Session.objects.create(session_key="k", session_data="d", expire_date=NOON)
    archive = tmp_path / "all.zip"
    back_up(archive, at=NOON)

    restore(archive, replace=True)

    assert not {"sessions.session", "django_tasks_database.dbtaskresult"} & set(digests(archive))
    assert not Session.objects.exists()


def test_every_table_is_kept_or_left_out_on_purpose() -> None:
    everything = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}

    left_out = everything - {table.label for table in tables()}

    index = {name for name in left_out if name.startswith("wagtailsearch.")}
    assert left_out - index == {"sessions.session", "django_tasks_database.dbtaskresult"}
    assert "wagtailsearch.indexentry" in index


def test_referred_tables_come_before_those_that_refer() -> None:
    order = [table.label for table in tables()]

    assert order.index("people.authority") < order.index("programme.programme")
    assert order.index("programme.action") < order.index("programme.actionrole")
    assert order.index("programme.action") < order.index("programme.action_goals")


@pytest.mark.django_db
def test_no_file_is_overwritten(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    archive.write_text("precious")

    with pytest.raises(FileInTheWay):
        back_up(archive, at=NOON)

    assert archive.read_text() == "precious"


@pytest.mark.django_db
@pytest.mark.parametrize("fill", [make_authority, make_user])
def test_installation_that_is_not_empty_is_left_alone(
    tmp_path: Path, media: Path, fill: Callable[[], Any]
) -> None:
    archive = tmp_path / "all.zip"
    back_up(archive, at=NOON)
    (media / "documents" / "uchwała.txt").unlink()
    fill()

    with pytest.raises(NotEmpty, match="--replace"):
        restore(archive)

    assert Authority.objects.count() + User.objects.count() == 1


@pytest.mark.django_db
def test_uploaded_file_alone_makes_it_not_empty(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    back_up(archive, at=NOON)

    with pytest.raises(NotEmpty, match=r"uchwała\.txt"):
        restore(archive)


@pytest.mark.django_db
def test_commands_say_what_they_did(tmp_path: Path, media: Path) -> None:
    load_samples(at=NOON)
    archive, said = tmp_path / "all.zip", StringIO()
    call_command("backup", archive, stdout=said, skip_checks=True)

    call_command("restore", archive, replace=True, stdout=said, skip_checks=True)

    assert " uploaded files, read back" in said.getvalue()
    assert "Journal: 3 of 3 chains proved." in said.getvalue()
    with pytest.raises(CommandError, match="There is already a file"):
        call_command("backup", archive, skip_checks=True)
    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", archive, skip_checks=True)


@pytest.mark.django_db
def test_journal_that_was_broken_before_is_restored_and_named(tmp_path: Path) -> None:
    load_samples(at=NOON)
    authority = Authority.objects.get(slug="kielce")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET fact = 'x' WHERE number = 1 AND authority_id = %s",
            [authority.pk],
        )
    archive, said = tmp_path / "all.zip", StringIO()
    back_up(archive, at=NOON)

    call_command("restore", archive, replace=True, stderr=said, stdout=said, skip_checks=True)

    assert f"authority {authority.pk} was broken already" in said.getvalue()
    assert Entry.objects.filter(fact="x").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="both databases are needed")
def test_same_hashes_from_sqlite_to_postgresql_and_back(tmp_path: Path, media: Path) -> None:
    town, again = tmp_path / "town", tmp_path / "again"
    archives = [tmp_path / f"{number}.zip" for number in range(3)]
    on_sqlite(town, "load_demo")
    on_sqlite(town, "backup", archives[0])

    restored = restore(archives[0], replace=True)
    back_up(archives[1], at=NOON)
    on_sqlite(again, "restore", archives[1])
    on_sqlite(again, "backup", archives[2])

    assert all(proof.is_whole for proof in restored.proofs)
    assert [manifest_of(archive).database for archive in archives] == [
        "sqlite",
        "postgresql",
        "sqlite",
    ]
    assert digests(archives[0]) == digests(archives[1]) == digests(archives[2])


def on_sqlite(folder: Path, *arguments: str | Path) -> None:
    """Run a command in an installation of its own, on SQLite."""
    surroundings = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PREVENIO_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "prevenio.config.settings",
    }
    is_new = not folder.exists()
    folder.mkdir(exist_ok=True)
    steps: list[tuple[str | Path, ...]] = [("migrate", "-v0")] if is_new else []
    for step in [*steps, arguments]:
        subprocess.run(
            [sys.executable, "-m", "prevenio.config.command", *step, "--skip-checks"],
            env=surroundings,
            check=True,
            capture_output=True,
        )


@pytest.mark.django_db
def test_manifest_can_be_read_without_our_code(tmp_path: Path) -> None:
    make_authority(slug="testowo")
    archive = tmp_path / "all.zip"
    back_up(archive, at=NOON)

    with ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        [authorities] = [t for t in manifest["tables"] if t["label"] == "people.authority"]
        rows = opened.read("rows/people.authority.jsonl").decode().splitlines()
    slug = authorities["columns"].index("slug")
    assert [json.loads(row)[slug] for row in rows] == ["testowo"]
