"""`verify_journal` and `export_journal_head`: the proof at the terminal."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from prevenio.journal.models import ChainHead
from prevenio.journal.operations import record
from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import NOON


@pytest.fixture(autouse=True)
def chain(authority: Authority, body: Body) -> None:
    for _entry in range(3):
        record("people.body.changed", about=body, by=None, at=NOON, authority_id=authority.pk)


def verified(*arguments: str | Path) -> str:
    said = StringIO()
    call_command("verify_journal", *arguments, stdout=said, skip_checks=True)
    return said.getvalue()


def exported(*arguments: str) -> str:
    said = StringIO()
    call_command("export_journal_head", *arguments, stdout=said, skip_checks=True)
    return said.getvalue()


def cut_tail() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE number > 1")
        cursor.execute("SELECT hash FROM journal_entry")
        [row] = cursor.fetchall()
    ChainHead.objects.exclude(number=0).update(number=1, hash=row[0])


def test_every_chain_is_proved_by_name() -> None:
    lines = verified().splitlines()

    assert lines[0] == "installation: proved, 0 entries; head none yet"
    assert lines[1].startswith("testowo: proved, 3 entries; head ")


def test_one_authority_can_be_chosen() -> None:
    assert [line.partition(":")[0] for line in verified("--authority=testowo").splitlines()] == [
        "testowo"
    ]
    for command in ("verify_journal", "export_journal_head"):
        with pytest.raises(CommandError, match="no authority with the path nowhere"):
            call_command(command, "--authority=nowhere", skip_checks=True)


def test_first_broken_entry_is_named_and_the_command_fails() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET about_id = '99' WHERE number = 2")
    said = StringIO()

    with pytest.raises(CommandError, match="not whole") as refusal:
        call_command("verify_journal", stdout=said, skip_checks=True)

    assert refusal.value.returncode == 1
    assert "testowo: broken at entry 2. What it says does not match its hash." in said.getvalue()


def test_cut_tail_is_seen_with_the_exported_head(tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    kept.write_text(exported(), encoding="utf-8")
    cut_tail()
    assert "testowo: proved, 1 entries" in verified()
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("verify_journal", "--head", kept, stdout=said, skip_checks=True)

    assert "testowo: broken at entry 2. It is missing at the end of the chain." in said.getvalue()


def test_chain_that_vanished_whole_is_seen_with_the_exported_head(tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    kept.write_text(exported("--authority=testowo"), encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_entry")
        cursor.execute("DELETE FROM journal_chainhead")
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("verify_journal", "--head", kept, stdout=said, skip_checks=True)

    assert "testowo: broken at entry 1." in said.getvalue()


def test_export_names_each_chain(authority: Authority) -> None:
    said = json.loads(exported())

    [head] = said["heads"]
    assert (head["authority"], head["name"], head["number"]) == (authority.pk, "testowo", 3)
    assert len(head["hash"]) == 64


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "x", "heads": []}', "\xff"])
def test_other_file_is_refused(tmp_path: Path, text: str) -> None:
    other = tmp_path / "other.json"
    other.write_text(text, encoding="latin-1")

    with pytest.raises(CommandError, match="is not a file that"):
        verified("--head", other)
    with pytest.raises(CommandError, match="is not a file that"):
        verified("--head", tmp_path / "nothing.json")
