"""The project speaks of itself alone, in the words of the field."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.project import SOURCE, own_files, shown, source_files

BANNED_NAMES = frozenset(
    {"utils", "helpers", "common", "core", "misc", "manager", "handler", "data", "info", "service"}
)
# The patterns are written so that they do not find themselves.
BANNED_TEXT = {
    "the number of an issue": re.compile(r"\bissues? #?\d+|\b(fixes|closes) #\d+", re.IGNORECASE),
    "the host of a package registry": re.compile(
        r"\b(files\.pythonhosted|pypi|registry\.npmjs|npmjs|deb\.debian)\.(org|com)\b"
    ),
    "a path of one machine": re.compile(r"(?<![\w./-])/(work|root|home)/[a-z]"),
    # A Roman number before a stroke belongs to a resolution.
    "unfinished work": re.compile(r"\b(TO[D]O|FIX[M]E|XX[X](?!/\d))\b"),
}
# The law's text names no host of ours; the licence and the locks are not our words.
NOT_OUR_WORDS = frozenset({"LICENSE", "package-lock.json"})


def test_no_module_or_class_has_a_name_without_meaning() -> None:
    found = [shown(path) for path in source_files() if path.stem in BANNED_NAMES]
    found += [shown(folder) for folder in SOURCE.rglob("*") if is_banned_package(folder)]
    found += [f"{shown(path)}: {name}" for path in source_files() for name in banned_classes(path)]

    assert found == []


def is_banned_package(folder: Path) -> bool:
    return folder.name in BANNED_NAMES and (folder / "__init__.py").exists()


def banned_classes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef) and node.name.lower() in BANNED_NAMES:
            yield node.name


def test_files_speak_of_the_project_alone() -> None:
    found = [
        f"{shown(path)}:{number}: {what}"
        for path in own_files()
        if path.name not in NOT_OUR_WORDS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for what, pattern in BANNED_TEXT.items()
        if pattern.search(line)
    ]

    assert found == []
