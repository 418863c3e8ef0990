"""A row is locked against whoever changes it, never against new rows that point to it.

PostgreSQL looks at foreign keys when a row is added: it shares the key of the row that is pointed
to, and waits for whoever holds that row whole. Whoever is waited for may themselves wait for the
journal's chain, and both would stop for good. Locked without its key, a row lets others point to
it (PostgreSQL, Explicit Locking, row-level locks); SQLite has no such locks.
"""

import re

from tests.architecture.project import shown, source_files

_LOCKING = re.compile(r"select_for_update\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


def test_rows_are_locked_without_their_keys() -> None:
    locks = [
        (shown(path), said)
        for path in source_files()
        for said in _LOCKING.findall(path.read_text("utf-8"))
    ]

    assert len(locks) > 100
    assert [one for one in locks if "no_key=True" not in one[1]] == []
