"""`./dev` itself: what it says goes to standard error, and it works from anywhere."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.architecture.project import ROOT


def dev(
    *arguments: str, folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "dev", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_without_a_command_it_says_how_it_is_used() -> None:
    answer = dev()

    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "./dev COMMAND" in answer.stderr


def test_unknown_command_is_wrong_usage() -> None:
    assert dev("dance").returncode == 2


@pytest.mark.slow
def test_management_command_speaks_alone_on_standard_output(tmp_path: Path) -> None:
    answer = dev("manage", "--version", folder=tmp_path, HOME="")

    assert answer.returncode == 0
    assert len(answer.stdout.splitlines()) == 1


@pytest.mark.slow
def test_management_command_reads_files_from_where_it_was_called(tmp_path: Path) -> None:
    answer = dev("manage", "shell", "-v0", "-c", "import os; print(os.getcwd())", folder=tmp_path)

    assert answer.stdout.strip() == str(tmp_path.resolve())


def test_fast_tests_run_once_for_the_same_files(tmp_path: Path) -> None:
    script = """
        root=$PWD called_from=$PWD PREVENIO_DATA=$PWD
        . "$SETUP"
        pytest() { return 0; }
        say_whether() { if fast_tests_were_good; then echo good; else echo unknown; fi; }
        git init --quiet . && echo .cache >.gitignore && mkdir .cache && echo one >file
        git -c user.name=a -c user.email=a@b.example commit --quiet --allow-empty -m first
        say_whether
        fast_tests && say_whether
        echo two >file && say_whether
        echo one >file && say_whether
        pytest() { return 1; }
        fast_tests || say_whether
    """

    answer = subprocess.run(
        ["sh", "-euc", script],
        cwd=tmp_path,
        env={**os.environ, "SETUP": str(ROOT / "tooling/setup.sh")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.split() == ["unknown", "good", "unknown", "good", "unknown"]


def test_continuous_integration_runs_what_a_developer_runs() -> None:
    calls = [
        line.strip()
        for line in (ROOT / ".ci/run").read_text("utf-8").splitlines()
        if "./" in line and not line.startswith("#")
    ]

    assert calls == ["./dev check || failed=1", "./dev test || failed=1"]
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert os.access(ROOT / "dev", os.X_OK)
