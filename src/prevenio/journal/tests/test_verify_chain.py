"""Proving a chain, or naming its first broken entry, however somebody meddled with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevenio.journal.models import ChainHead, Entry
from prevenio.journal.operations import erase_payload, hash_of
from prevenio.journal.queries import Fault, Head, chains, entries_of, heads, verify_chain
from prevenio.journal.tests.factories import NOON, Person, make_chain, make_entry

pytestmark = pytest.mark.django_db


def meddle(statement: str, *values: Any) -> None:
    """Change the table behind the back of the code, as somebody with the database could."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def broken(exported: Head | None = None) -> tuple[int | None, Fault | None]:
    proof = verify_chain(1, exported=exported)
    return proof.broken_at, proof.fault


def test_untouched_chain_is_proved() -> None:
    last = make_chain(length=4)[-1]

    proof = verify_chain(1)

    assert proof.is_whole
    assert proof.head == Head(1, 4, last.hash)


def test_empty_chain_is_proved() -> None:
    assert verify_chain(1).head == Head(1, 0, "")
    assert verify_chain(1).is_whole


MEDDLED = [
    ("authority_id", 2, (2, Fault.MISSING)),
    ("number", 9, (2, Fault.MISSING)),
    ("fact", "garden.tree.felled", (2, Fault.CHANGED)),
    ("about_kind", "garden.bush", (2, Fault.CHANGED)),
    ("about_id", "8", (2, Fault.CHANGED)),
    ("by_id", 6, (2, Fault.CHANGED)),
    ("by_id", None, (2, Fault.CHANGED)),
    ("at", NOON + timedelta(microseconds=1), (2, Fault.CHANGED)),
    ("payload", '{"about": "", "by": "Jan Rys", "details": {}}', (2, Fault.DETAILS_CHANGED)),
    ("payload", None, (2, Fault.DETAILS_GONE)),
    ("salt", "0" * 32, (2, Fault.DETAILS_CHANGED)),
    ("payload_digest", "0" * 64, (2, Fault.CHANGED)),
    ("erased_at", NOON, (2, Fault.DETAILS_CHANGED)),
    ("previous_hash", "0" * 64, (2, Fault.DETACHED)),
    ("hash", "0" * 64, (2, Fault.CHANGED)),
]


@pytest.mark.parametrize(("column", "value", "expected"), MEDDLED)
def test_change_of_any_column_is_found(
    column: str, value: Any, expected: tuple[int, Fault]
) -> None:
    make_chain()

    meddle(f"UPDATE journal_entry SET {column} = %s WHERE number = 2", value)

    assert broken() == expected


def test_every_column_is_meddled_with() -> None:
    columns = {field.column for field in Entry._meta.concrete_fields}

    assert {column for column, _value, _expected in MEDDLED} == columns - {"id"}


def test_first_of_two_broken_entries_is_named() -> None:
    make_chain()

    meddle("UPDATE journal_entry SET fact = 'x' WHERE number IN (2, 3)")

    assert broken() == (2, Fault.CHANGED)


def test_deleted_middle_is_found() -> None:
    make_chain()

    meddle("DELETE FROM journal_entry WHERE number = 3")

    assert broken() == (3, Fault.MISSING)


def test_deleted_beginning_is_found() -> None:
    make_chain()

    meddle("DELETE FROM journal_entry WHERE number = 1")

    assert broken() == (1, Fault.MISSING)


def test_swapped_entries_are_found() -> None:
    make_chain()

    meddle("UPDATE journal_entry SET number = 99 WHERE number = 2")
    meddle("UPDATE journal_entry SET number = 2 WHERE number = 3")
    meddle("UPDATE journal_entry SET number = 3 WHERE number = 99")

    assert broken() == (2, Fault.DETACHED)


def test_changed_entry_with_a_fresh_hash_is_found_at_the_next_one() -> None:
    make_chain()
    entry = Entry.objects.get(number=2)
    entry.fact = "garden.tree.felled"

    forged = hash_of(entry)
    meddle("UPDATE journal_entry SET fact = %s, hash = %s WHERE number = 2", entry.fact, forged)

    assert broken() == (3, Fault.DETACHED)


def test_cut_tail_is_found_against_the_head() -> None:
    make_chain()

    meddle("DELETE FROM journal_entry WHERE number > 2")

    assert broken() == (3, Fault.TAIL_CUT)


def test_tail_cut_together_with_the_head_is_found_against_an_exported_head() -> None:
    make_chain()
    [exported] = heads()

    meddle("DELETE FROM journal_entry WHERE number > 2")
    kept = Entry.objects.get(number=2).hash
    ChainHead.objects.filter(authority_id=1).update(number=2, hash=kept)

    assert verify_chain(1).is_whole
    assert broken(exported) == (3, Fault.TAIL_CUT)


def test_rewritten_tail_is_found_against_an_exported_head() -> None:
    make_chain()
    [exported] = heads()
    last = Entry.objects.get(number=4)
    last.fact = "garden.tree.felled"
    forged = hash_of(last)

    meddle("UPDATE journal_entry SET fact = %s, hash = %s WHERE number = 4", last.fact, forged)
    ChainHead.objects.filter(authority_id=1).update(hash=forged)

    assert verify_chain(1).is_whole
    assert broken(exported) == (4, Fault.REWRITTEN)


def test_chain_that_grew_since_its_head_was_exported_is_proved() -> None:
    make_chain()
    [exported] = heads()
    make_entry()

    assert verify_chain(1, exported=exported).is_whole


def test_head_that_is_gone_is_found() -> None:
    make_chain()

    ChainHead.objects.all().delete()

    assert broken() == (4, Fault.HEAD_CHANGED)


def test_erased_details_are_proved_only_with_the_record_of_it() -> None:
    _first, second, *_rest = make_chain()
    erase_payload(entry=second, by=Person(), at=NOON)
    assert verify_chain(1).is_whole

    erased = "payload = NULL, salt = '', erased_at = %s"
    meddle(f"UPDATE journal_entry SET {erased} WHERE number = 3", NOON)

    assert broken() == (3, Fault.DETAILS_GONE)


def test_other_time_of_erasure_is_found() -> None:
    _first, second, *_rest = make_chain()
    erase_payload(entry=second, by=Person(), at=NOON)

    meddle("UPDATE journal_entry SET erased_at = %s WHERE number = 2", NOON + timedelta(days=1))

    assert broken() == (2, Fault.DETAILS_GONE)


def test_chains_of_others_do_not_matter() -> None:
    make_chain(authority_id=1)
    make_chain(authority_id=2)

    meddle("UPDATE journal_entry SET fact = 'x' WHERE authority_id = 2")

    assert verify_chain(1).is_whole
    assert not verify_chain(2).is_whole
    assert chains() == [0, 1, 2]


def test_long_chain_is_read_with_few_statements() -> None:
    make_chain(length=50)

    with CaptureQueriesContext(connection) as queries:
        assert verify_chain(1).is_whole

    assert len(queries) <= 6


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=5,
        ),
        max_size=4,
    )
)
def test_whatever_the_details_the_chain_is_proved(details: dict[str, object]) -> None:
    make_entry(details=details, authority_id=3)

    assert verify_chain(3).is_whole


def test_entries_are_found_by_fact_person_and_thing_newest_first() -> None:
    make_chain(length=3)
    felled = make_entry(fact="garden.tree.felled", by=Person(pk=6), about_id=8)
    make_entry(authority_id=2)

    assert [entry.number for entry in entries_of(1)] == [4, 3, 2, 1]
    assert list(entries_of(1, facts=["garden.tree.felled"])) == [felled]
    assert list(entries_of(1, by_id=6)) == [felled]
    assert list(entries_of(1, about=("journal.sighting", "8"))) == [felled]
    assert [entry.number for entry in entries_of(1, before=3)] == [2, 1]
