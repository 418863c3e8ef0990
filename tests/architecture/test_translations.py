import gettext
import re
import shutil
from pathlib import Path

import pytest

from prevenio.kernel.typography import NO_BREAK
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


@pytest.mark.parametrize("room", messages.all_rooms(), ids=lambda room: room.name)
def test_binding_short_words_leaves_placeholders_and_tags_as_they_are(room: Path) -> None:
    for po in messages.po_files(room):
        for message in messages.messages_of(messages.catalog(po)):
            for text in messages.strings_of(message):
                bound = messages.bound(text)
                assert messages.PLACEHOLDER.findall(bound) == messages.PLACEHOLDER.findall(text)
                assert re.findall(r"<[^>]*>", bound) == re.findall(r"<[^>]*>", text)
                assert bound.replace(NO_BREAK, " ") == text.replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("w %(place)s i {other} a %s", "w~%(place)s i~{other} a~%s"),
        ("%(s)s z %(w)s, {a} z {o}", "%(s)s z~%(w)s, {a} z~{o}"),
        ('<a class="i o">w domu</a> i <b>z</b> lasu', '<a class="i o">w~domu</a> i <b>z</b> lasu'),
        ("plan A\n\ni tak, a\ndalej", "plan A\n\ni~tak, a\ndalej"),
    ],
)
def test_short_words_are_bound_around_placeholders_tags_and_lines(text: str, bound: str) -> None:
    assert messages.bound(text) == bound.replace("~", NO_BREAK)


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


WRITTEN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "In %(place)s"
msgstr "W %(place)s"

msgid "%(n)s tree in a garden"
msgid_plural "%(n)s trees in a garden"
msgstr[0] "%(n)s drzewo w ogrodzie"
msgstr[1] "%(n)s drzew w ogrodzie"
"""


def test_compiled_messages_bind_short_words_and_the_message_file_stays_plain(
    tmp_path: Path,
) -> None:
    po = tmp_path / "locale" / "pl" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(WRITTEN)

    messages.compile_one(po)

    with po.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    one, many = "%(n)s tree in a garden", "%(n)s trees in a garden"
    assert compiled.gettext("In %(place)s") == f"W{NO_BREAK}%(place)s"
    assert compiled.ngettext(one, many, 1) == f"%(n)s drzewo w{NO_BREAK}ogrodzie"
    assert compiled.ngettext(one, many, 5) == f"%(n)s drzew w{NO_BREAK}ogrodzie"
    assert po.read_text() == WRITTEN
