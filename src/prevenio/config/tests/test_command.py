import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "prevenio.config.command"]


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"PREVENIO_DATA": str(data), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [*COMMAND, *words], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("folder", "words", "code", "said"),
    [
        ("missing", ["migrate"], 1, "There is no folder"),
        (".", ["verify_journal"], 1, "Run: prevenio migrate"),
        (".", ["no_such_command"], 2, "There is no command “no_such_command”"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path, folder: str, words: list[str], code: int, said: str
) -> None:
    done = run(tmp_path / folder, *words)

    assert done.returncode == code
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_inside_is_shown_to_who_asks(tmp_path: Path) -> None:
    done = run(tmp_path / "missing", "migrate", "--traceback")

    assert "Traceback" in done.stderr
