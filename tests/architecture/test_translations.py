import shutil
from pathlib import Path

import pytest

from tooling import messages

needs_gettext = pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="gettext's xgettext is not installed"
)


@needs_gettext
@pytest.mark.parametrize("room", messages.all_rooms(), ids=lambda room: room.name)
def test_every_message_of_a_room_is_translated(room: Path) -> None:
    faults = list(messages.faults_of(room))

    assert not faults, "\n".join([f"{len(faults)} faults, the first of them:", *faults[:10]])


def test_no_two_rooms_translate_a_string_differently() -> None:
    assert list(messages.conflicts()) == []


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room with one string in its code and none in its message files."""
    folder = tmp_path / "garden"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "views.py").write_text('greeting = _("Good day, %(name)s")\n')
    return folder


def write_translation(room: Path, text: str) -> None:
    for po in messages.po_files(room):
        po.write_text(po.read_text().replace('msgstr ""\n\n', f'msgstr "{text}"\n\n'))
        lines = po.read_text().rstrip("\n")
        po.write_text(lines.removesuffix('msgstr ""') + f'msgstr "{text}"\n')


@needs_gettext
def test_string_that_no_message_file_holds_is_a_fault(room: Path) -> None:
    assert [*messages.faults_of(room)] == [
        "garden, pl: not in the message file: 'Good day, %(name)s'",
        "garden, cs: not in the message file: 'Good day, %(name)s'",
    ]


@needs_gettext
def test_string_without_translation_is_a_fault(room: Path) -> None:
    messages.update(room)

    assert [*messages.faults_of(room)] == [
        "garden, pl: not translated: 'Good day, %(name)s'",
        "garden, cs: not translated: 'Good day, %(name)s'",
    ]


@needs_gettext
def test_translation_that_loses_a_placeholder_is_a_fault(room: Path) -> None:
    messages.update(room)
    write_translation(room, "Dobry den")

    assert len([*messages.faults_of(room)]) == 2


@needs_gettext
def test_translated_room_is_whole_and_a_second_update_changes_nothing(room: Path) -> None:
    messages.update(room)
    write_translation(room, "Dobry den, %(name)s")
    before = [po.read_text() for po in messages.po_files(room)]

    messages.update(room)

    assert [po.read_text() for po in messages.po_files(room)] == before
    assert [*messages.faults_of(room)] == []


@needs_gettext
def test_string_that_left_the_code_is_a_fault_until_the_next_update(room: Path) -> None:
    messages.update(room)
    write_translation(room, "Dobry den, %(name)s")
    (room / "views.py").write_text("")

    assert len([*messages.faults_of(room)]) == 2


@needs_gettext
def test_new_message_files_have_four_plural_forms(room: Path) -> None:
    messages.update(room)

    assert {messages.catalog(po).num_plurals for po in messages.po_files(room)} == {4}
