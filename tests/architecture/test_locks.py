import json
import re

import pytest

from tests.architecture.project import ROOT, pyproject

LOCKS = {"run": "build", "test": "test", "peers": "peers", "uv": "uv", "node": "node"}
PINNED = re.compile(r"^([\w.-]+)==\S+.*?\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)


def lock_of(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


def plain(requirement: str) -> str:
    return (
        re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]
        .lower()
        .replace("_", "-")
        .replace(".", "-")
    )


@pytest.mark.parametrize(("lock", "group"), LOCKS.items())
def test_lock_holds_every_direct_dependency_with_its_hashes(lock: str, group: str) -> None:
    settings = pyproject()
    wanted = {plain(requirement) for requirement in settings["dependency-groups"][group]}
    if lock == "run":
        wanted |= {plain(requirement) for requirement in settings["project"]["dependencies"]}

    assert wanted - {plain(name) for name, _hashes in PINNED.findall(lock_of(lock))} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_nothing_without_a_hash_and_no_address(lock: str) -> None:
    rest = PINNED.sub("", lock_of(lock))

    assert [line for line in rest.splitlines() if line and not line.startswith("#")] == []
    assert "://" not in lock_of(lock)


def test_versions_that_run_and_test_share_are_the_same() -> None:
    run, test = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", lock_of(name), re.MULTILINE))
        for name in ("run", "test")
    )

    assert {name for name in run.keys() & test.keys() if run[name] != test[name]} == set()


def test_assets_are_locked_by_digest_and_without_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]

    assert {f"node_modules/{name}" for name in wanted} <= packages.keys()
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
