"""The commands about documents, run as a person at a terminal runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from prevenio.people.models import Authority
from prevenio.programme.models import ImportDraft
from prevenio.programme.tests.documents import SMALL_PROGRAMME

KEYS = {
    "act",
    "chapters",
    "areas",
    "initiatives",
    "abbreviations",
    "bodies",
    "goals",
    "forms",
    "participants",
    "commission_duties",
    "milestones",
    "waves",
    "projects",
    "amounts",
    "unplaced",
    "findings",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "uchwała.txt"
    path.write_text(SMALL_PROGRAMME)
    return path


def run(*arguments: object, home: Path) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with an empty place for its data."""
    environment = {
        "PATH": os.environ["PATH"],
        "PREVENIO_DATA": str(home / "nothing-here"),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "LC_ALL": "C",
    }
    return subprocess.run(
        [sys.executable, "-m", "prevenio.config.command", *map(str, arguments)],
        capture_output=True,
        check=False,
        env=environment,
        cwd=home,
    )


@pytest.mark.slow
def test_a_dry_run_prints_one_object_and_leaves_nothing(file: Path, tmp_path: Path) -> None:
    done = run("import_programme", file, "--dry-run", "--json", home=tmp_path)

    assert done.returncode == 0
    read: dict[str, Any] = json.loads(done.stdout)
    assert set(read) >= KEYS
    assert read["act"]["date"] == "2024-02-15"
    assert set(read["findings"][0]) >= {"code", "severity", "message", "about", "lines", "fix"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [file.name]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import_programme", "no-such-file.txt", "--dry-run"], 1),
        (["import_programme"], 2),
        (["import_programme", "x.txt", "--language", "de"], 2),
        (["check_programme"], 2),
        (["check_programme", "x.txt", "--authority", "kielce"], 2),
        (["no_such_command"], 2),
    ],
)
def test_exit_codes_tell_refusal_from_misuse(
    arguments: list[str], code: int, tmp_path: Path
) -> None:
    done = run(*arguments, home=tmp_path)

    assert done.returncode == code
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as handle:
        handle.truncate(21 * 1024 * 1024)

    done = run("import_programme", large, "--dry-run", "--language", "cs", home=tmp_path)

    assert done.returncode == 1
    assert "příliš velký" in done.stderr.decode()


@pytest.mark.slow
def test_without_a_database_the_way_out_is_said(file: Path, tmp_path: Path) -> None:
    done = run("import_programme", file, home=tmp_path)

    assert done.returncode == 1
    assert b"prevenio migrate" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.django_db
def test_an_import_without_dry_run_is_kept_once(authority: Authority, file: Path) -> None:
    call_command("import_programme", str(file), "--authority", authority.slug)
    call_command("import_programme", str(file))

    assert ImportDraft.objects.get().authority == authority


@pytest.mark.django_db
def test_an_unknown_authority_is_named(file: Path) -> None:
    with pytest.raises(CommandError, match="no authority with the path “nigdzie”"):
        call_command("import_programme", str(file), "--authority", "nigdzie")


@pytest.mark.django_db
def test_without_any_authority_the_way_out_is_said(file: Path) -> None:
    with pytest.raises(CommandError, match="--dry-run"):
        call_command("import_programme", str(file))
