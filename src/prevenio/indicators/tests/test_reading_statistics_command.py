"""The command that imports statistics, run as a person at a terminal runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from prevenio.indicators.importing.territories import likely_territories
from prevenio.indicators.models import IndicatorValue
from prevenio.indicators.tests.workbooks import content_of, czech, polish, read
from prevenio.people.models import Authority


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "przestępstwa.xlsx"
    path.write_bytes(content_of(polish(lambda sheet: sheet.cell(5, 4, "bd."))))
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
    done = run("import_statistics", file, "--authority", "x", "--dry-run", "--json", home=tmp_path)

    assert done.returncode == 0
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["values"][0] == {
        "series": "rozboje",
        "territory": "2661000",
        "period": "2013",
        "value": 11,
        "unit": "-",
        "sheet": "TABLICA",
        "cell": "C4",
    }
    assert len(said["values"]) == 7
    assert [(doubt["sheet"], doubt["cell"]) for doubt in said["doubts"]] == [("TABLICA", "D5")]
    assert set(said["doubts"][0]) == {"sheet", "cell", "text"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [file.name]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["no-such-file.xlsx", "--dry-run"], 1),
        ([".", "--dry-run"], 1),
        (["torn.xlsx", "--dry-run", "--json"], 1),
        (["przestępstwa.xlsx", "--dry-run", "--territory", "0"], 1),
        (["przestępstwa.xlsx"], 1),
        ([], 2),
        (["przestępstwa.xlsx", "--year", "2013"], 2),
    ],
)
def test_exit_codes_tell_refusal_from_misuse(
    arguments: list[str], code: int, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "torn.xlsx").write_bytes(file.read_bytes()[:1000])

    done = run("import_statistics", *arguments, home=tmp_path)

    assert done.returncode == code
    assert done.stdout == b""
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_one_territory_is_told(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    call_command("import_statistics", str(file), dry_run=True, json=True, territory="2604000")

    said = json.loads(capfd.readouterr().out)

    assert {value["territory"] for value in said["values"]} == {"2604000"}
    assert [doubt["cell"] for doubt in said["doubts"]] == ["D5"]


def test_a_summary_is_readable(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_statistics", str(file), dry_run=True)

    told = capsys.readouterr().out

    assert "Values                  7\n" in told
    assert "Periods                 2013 to 2014\n" in told
    assert "TABLICA D5: The cell holds the text “bd.” where a number is due.\n" in told


def test_an_unknown_territory_is_refused_with_those_there_are(file: Path) -> None:
    with pytest.raises(CommandError, match=r"no territory “0”\. It has “2661000”, “2604000”"):
        call_command("import_statistics", str(file), dry_run=True, territory="0")


@pytest.mark.django_db
def test_numbers_of_the_authority_are_kept_once(authority: Authority, file: Path) -> None:
    call_command("import_statistics", str(file), authority=authority.slug)
    call_command("import_statistics", str(file), territory="2661000")

    kept = IndicatorValue.objects.filter(indicator__authority=authority)
    cells = sorted(row.provenance["cell"] for row in kept)
    assert cells == ["C4", "D4", "E4", "F4"]


@pytest.mark.django_db
def test_an_unknown_authority_is_named_and_nothing_is_kept(file: Path) -> None:
    with pytest.raises(CommandError, match="no authority with the path “nigdzie”"):
        call_command("import_statistics", str(file), authority="nigdzie")

    assert not IndicatorValue.objects.exists()


@pytest.mark.django_db
def test_without_a_territory_that_fits_the_way_out_is_said(
    authority: Authority, file: Path
) -> None:
    authority.name = "Gdzie Indziej"
    authority.save()

    with pytest.raises(CommandError, match="--territory CODE"):
        call_command("import_statistics", str(file), authority=authority.slug)


@pytest.mark.parametrize(
    ("authority", "codes"),
    [
        ("Miasto Testowo", ("2661000",)),
        ("Powiat testowy", ("2604000",)),
        ("Kraj", ()),
        ("", ()),
    ],
)
def test_the_territory_of_an_authority_is_known_by_its_name(
    authority: str, codes: tuple[str, ...]
) -> None:
    assert likely_territories(read(polish()), authority) == codes


def test_the_region_of_a_police_table_is_known_by_its_sheet() -> None:
    assert likely_territories(read(czech()), "Testovský kraj") == ("Testovský",)
