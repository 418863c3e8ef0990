"""The command that writes a review to a file, run as a person at a terminal runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from prevenio.people.models import Authority, User
from prevenio.reviews.tests.factories import make_period

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize(("name", "start"), [("a.pdf", b"%PDF"), ("a.docx", b"PK")])
def test_review_of_a_year_is_written(
    authority: Authority,
    coordinator: User,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    start: bytes,
) -> None:
    make_period(authority, coordinator)
    out = tmp_path / name

    call_command("annual_review", authority="testowo", year=2022, out=out)

    assert out.read_bytes().startswith(start)
    assert "checksum" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("slug", "year", "words"),
    [("nowhere", 2022, "There is no authority"), ("testowo", 1999, "no reporting period")],
)
def test_what_is_not_there_is_refused_in_one_sentence(
    authority: Authority, coordinator: User, tmp_path: Path, slug: str, year: int, words: str
) -> None:
    make_period(authority, coordinator)

    with pytest.raises(CommandError, match=words):
        call_command("annual_review", authority=slug, year=year, out=tmp_path / "a.pdf")


def test_folder_that_is_not_there_is_refused(
    authority: Authority, coordinator: User, tmp_path: Path
) -> None:
    make_period(authority, coordinator)

    with pytest.raises(CommandError, match="could not be written"):
        call_command(
            "annual_review", authority="testowo", year=2022, out=tmp_path / "none" / "a.docx"
        )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--authority", "x", "--year", "2022", "--out", "a.txt"], 2),
        (["--authority", "x", "--year", "MMXXII", "--out", "a.pdf"], 2),
        (["--authority", "x", "--year", "2022", "--out", "a.pdf"], 1),
    ],
)
def test_exit_code_tells_misuse_from_refusal(
    arguments: list[str], code: int, tmp_path: Path
) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "prevenio.config.command", "annual_review", *arguments],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PREVENIO_DATA": str(tmp_path / "none")},
    )

    assert answer.returncode == code
    assert b"Traceback" not in answer.stderr
