"""Keeps the translations of each room whole: refreshes, compiles and checks the message files.

python -m tooling.messages update [ROOM ...]   write new strings into the .po files
python -m tooling.messages compile             build the .mo files (needs no gettext)
python -m tooling.messages check [ROOM ...]    say what is missing, fuzzy or out of date
"""

import os
import re
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.commands.makemessages import Command as MakeMessages

from prevenio.kernel.typography import bind_short_words

ROOMS = Path(__file__).resolve().parent.parent / "src" / "prevenio"
LANGUAGES = ("pl", "cs")
PLURAL_FORMS = 4  # Polish and Czech have three for whole numbers and one for fractions.
IGNORED = ("tests/*", "migrations/*", "node_modules/*", "factories.py")
CHURN = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Report-Msgid).*\n', re.M)
TITLE = re.compile(r"\A(#.*\n)+(?=msgid)")
HEADER = (
    ("Project-Id-Version: PACKAGE VERSION", "Project-Id-Version: Prevenio"),
    ("Language-Team: LANGUAGE <LL@li.org>", "Language-Team: Prevenio"),
)

type Key = tuple[str | None, str, str | None]


class MakeStableMessages(MakeMessages):
    """Django's makemessages, without guesses taken from similar strings."""

    msgmerge_options = [*MakeMessages.msgmerge_options, "--no-fuzzy-matching"]


def main() -> int:
    parser = ArgumentParser(prog="./dev messages", description="Translation files of the rooms.")
    parser.add_argument("step", choices=["update", "compile", "check"])
    parser.add_argument("rooms", nargs="*", metavar="ROOM")
    arguments = parser.parse_args()
    unknown = set(arguments.rooms) - {room.name for room in all_rooms()}
    if unknown:
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    rooms = [room for room in all_rooms() if not arguments.rooms or room.name in arguments.rooms]
    if arguments.step == "compile":
        compile_all()
        return 0
    if arguments.step == "update":
        for room in rooms:
            update(room)
    faults = [fault for room in rooms for fault in faults_of(room)]
    faults += [fault for fault in conflicts() if any(room.name in fault for room in rooms)]
    print(*faults or ["Every message has its translation."], sep="\n")
    return 1 if faults and arguments.step == "check" else 0


def all_rooms() -> list[Path]:
    """The folder of every room."""
    return sorted(path.parent for path in ROOMS.glob("*/__init__.py"))


def update(room: Path) -> None:
    """Write the strings that the room's code and templates hold into its message files."""
    had_locale = (room / "locale").is_dir()
    for language in LANGUAGES:
        (room / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    make_messages(room)
    for po in po_files(room):
        po.write_text(tidied(po.read_text("utf-8"), language=po.parts[-3]), "utf-8")
    if not had_locale and not po_files(room):
        shutil.rmtree(room / "locale")


def make_messages(room: Path) -> None:
    """Run Django's own extraction in the room's folder."""
    if not settings.configured:
        settings.configure(USE_I18N=True, LOCALE_PATHS=[], FILE_CHARSET="utf-8")
    with chdir(room):
        MakeStableMessages().run_from_argv(
            ["prevenio", "makemessages", "--no-location", "--no-wrap", "--no-obsolete"]
            + ["--verbosity", "0"]
            + [f"--locale={language}" for language in LANGUAGES]
            + [f"--ignore={pattern}" for pattern in IGNORED]
        )


def tidied(text: str, *, language: str) -> str:
    """The message file without the lines that change from run to run or say nothing."""
    text = CHURN.sub("", TITLE.sub("", text))
    for placeholder, value in HEADER:
        text = text.replace(placeholder, value)
    text = text.replace('"Language: \\n"', f'"Language: {language}\\n"')
    return text.replace('#, fuzzy\nmsgid ""\n', 'msgid ""\n', 1)


def compile_all() -> None:
    """Build every .mo file beside its .po file."""
    for room in all_rooms():
        for po in po_files(room):
            compile_one(po)


def compile_one(po: Path) -> None:
    """Build the .mo file beside a .po file, whose own text stays with plain spaces."""
    being_written = po.with_suffix(".mo.part")
    with being_written.open("wb") as file:
        write_mo(file, typeset(catalog(po)))
    being_written.replace(po.with_suffix(".mo"))


def typeset(catalog: Catalog) -> Catalog:
    """The catalogue with its translations as a page sets them: no line ends in "w" or "s"."""
    for message in messages_of(catalog):
        forms = tuple(bound(form) for form in strings_of(message))
        message.string = forms if message.pluralizable else forms[0]
    return catalog


def bound(text: str) -> str:
    """The text with its short words bound to what follows on the same line."""
    return "".join(bind_short_words(line) for line in text.splitlines(keepends=True))


def faults_of(room: Path) -> Iterator[str]:
    """One sentence for each message of the room that a reader would not find translated."""
    written = {po.parts[-3]: catalog(po) for po in po_files(room)}
    in_code = extracted(room)
    for language in LANGUAGES:
        place = f"{room.name}, {language}"
        ours = {key_of(message): message for message in messages_of(written.get(language))}
        if written.get(language) and written[language].num_plurals != PLURAL_FORMS:
            yield f"{place}: its Plural-Forms header does not have {PLURAL_FORMS} forms"
        for key in sorted(in_code.keys() - ours.keys(), key=str):
            yield f"{place}: not in the message file: {key[1]!r}"
        for key in sorted(ours.keys() - in_code.keys(), key=str):
            yield f"{place}: no longer used: {key[1]!r}"
        for key in sorted(ours.keys() & in_code.keys(), key=str):
            if fault := fault_of(ours[key]):
                yield f"{place}: {fault}: {key[1]!r}"


def fault_of(message: Message) -> str:
    """What is wrong with one translation, or nothing."""
    if message.fuzzy:
        return "fuzzy"
    if not is_translated(message):
        return "not translated"
    lost = lost_placeholders(message)
    return f"{', '.join(lost)} is lost or unknown" if lost else ""


def conflicts() -> Iterator[str]:
    """Strings that two rooms translate differently: Django would use one of them for both."""
    for language in LANGUAGES:
        chosen: dict[object, tuple[str, Sequence[str]]] = {}
        for room in all_rooms():
            po = room / "locale" / language / "LC_MESSAGES" / "django.po"
            for message in messages_of(catalog(po) if po.exists() else None):
                first, strings = chosen.setdefault(
                    key_of(message)[:2], (room.name, strings_of(message))
                )
                if all(strings) and is_translated(message) and strings != strings_of(message):
                    yield f"{first} and {room.name}, {language}: differ on {message.id!r}"


def extracted(room: Path) -> dict[Key, Message]:
    """The messages that the room's code and templates hold now."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / room.name
        shutil.copytree(room, copy, ignore=shutil.ignore_patterns("locale", "__pycache__"))
        (copy / "locale").mkdir()
        make_messages(copy)
        found = po_files(copy)
        return (
            {key_of(message): message for message in messages_of(catalog(found[0]))}
            if found
            else {}
        )


def po_files(room: Path) -> list[Path]:
    return sorted(room.glob("locale/*/LC_MESSAGES/django.po"))


def catalog(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parts[-3], domain="django", abort_invalid=True)


def messages_of(catalog: Catalog | None) -> Iterable[Message]:
    return [message for message in catalog or () if message.id]


def key_of(message: Message) -> Key:
    singular, plural = (message.id, None) if isinstance(message.id, str) else message.id[:2]
    return message.context, singular, plural


def is_translated(message: Message) -> bool:
    return all(strings_of(message))


def strings_of(message: Message) -> Sequence[str]:
    """The translation, one string for each plural form; an empty string where there is none."""
    if isinstance(message.string, str):
        return [message.string]
    return list(message.string or [""])


PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")


def lost_placeholders(message: Message) -> Sequence[str]:
    """Placeholders of the source that a translation lacks, or has invented.

    A plural form may leave out the number itself ("one action"), so only inventions count there.
    """
    if isinstance(message.id, str):
        return sorted(placeholders(message.id) ^ placeholders(str(message.string)))
    known = placeholders(" ".join(message.id))
    return sorted(placeholders(" ".join(strings_of(message))) - known)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main())
