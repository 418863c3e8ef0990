"""Where the project's own files lie, for the tests that read them as text."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "prevenio"
OWN_FOLDERS = ("src", "tests", "tooling", "benchmarks", "docs", "requirements", ".ci")
# What tools make or fetch beside our files.
FETCHED = frozenset({"__pycache__", "node_modules"})
TEXT_ENDINGS = {
    "", ".css", ".csv", ".html", ".js", ".json", ".md", ".po", ".py", ".sh", ".svg", ".toml",
    ".txt", ".typ", ".yml",
}  # fmt: skip


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def layers() -> list[list[str]]:
    """The rooms as the contract stacks them, from the top down; rooms on one line together."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    lines = next(contract["layers"] for contract in contracts if contract["id"] == "rooms")
    return [[room.strip() for room in line.split("|")] for line in lines]


def rooms() -> set[str]:
    return {path.parent.name for path in SOURCE.glob("*/__init__.py")}


def own_files() -> Iterator[Path]:
    """Every text file that belongs to the project itself."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and is_text(path))
    for folder in OWN_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and is_text(path) and not FETCHED & set(path.parts):
                yield path


def is_text(path: Path) -> bool:
    return path.suffix in TEXT_ENDINGS and not any(
        part.endswith(".egg-info") for part in path.parts
    )


def source_files() -> list[Path]:
    """Every Python file of the rooms but tests and migrations."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts)
    ]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
