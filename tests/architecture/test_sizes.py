"""What grows past these sizes is to be split by noun, or named here with the reason."""

import ast
from pathlib import Path

import pytest

from tests.architecture.project import SOURCE, shown, source_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_TEMPLATE = 160
ALLOWED_LONGER: dict[str, str] = {}


@pytest.mark.parametrize(
    ("pattern", "limit"), [("*.py", LONGEST_FILE), ("*.html", LONGEST_TEMPLATE)]
)
def test_files_stay_short(pattern: str, limit: int) -> None:
    files = source_files() if pattern == "*.py" else sorted(SOURCE.rglob(pattern))
    too_long = [f"{shown(path)}: {lines}" for path in files if (lines := length(path)) > limit]

    assert [line for line in too_long if line.partition(":")[0] not in ALLOWED_LONGER] == []


def test_functions_stay_short() -> None:
    too_long = [
        f"{shown(path)}: {node.name}: {lines}"
        for path in source_files()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]

    assert [line for line in too_long if line.partition(":")[0] not in ALLOWED_LONGER] == []


def length(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())
