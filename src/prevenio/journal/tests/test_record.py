"""Adding to the journal: in the change's transaction, in order, and never otherwise."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from prevenio.journal import operations
from prevenio.journal.models import AppendOnly, ChainHead, Entry
from prevenio.journal.operations import on
from prevenio.journal.queries import verify_chain
from prevenio.journal.tests.factories import NOON, Person, make_chain, make_entry


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    monkeypatch.setattr(operations, "_receivers", {})
    entries: list[Entry] = []
    on("garden.tree.planted")(entries.append)
    return entries


@pytest.mark.django_db
def test_entry_says_who_did_what_to_what_and_when() -> None:
    entry = make_entry(details={"row": 4})

    entry.refresh_from_db()
    assert (entry.fact, entry.number, entry.authority_id) == ("garden.tree.planted", 1, 1)
    assert (entry.about_kind, entry.about_id) == ("journal.sighting", "7")
    assert (entry.by_id, entry.by_name, entry.at) == (5, "Anna Lis", NOON)
    assert entry.details == {"row": 4}
    assert entry.about_title.startswith("Jan Żubr")


@pytest.mark.django_db
def test_each_entry_carries_the_hash_of_the_one_before() -> None:
    first, second, third = make_chain(length=3)

    assert first.previous_hash == ""
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    head = ChainHead.objects.get(authority_id=1)
    assert (head.number, head.hash) == (3, third.hash)


@pytest.mark.django_db
def test_each_authority_has_a_chain_of_its_own() -> None:
    make_chain(length=2, authority_id=1)
    other = make_entry(authority_id=2)

    assert (other.number, other.previous_hash) == (1, "")


@pytest.mark.django_db
def test_same_details_never_have_the_same_digest() -> None:
    first, second = make_entry(), make_entry()

    assert first.payload == second.payload
    assert first.payload_digest != second.payload_digest


@pytest.mark.django_db(transaction=True)
def test_entry_goes_with_its_change_when_that_fails() -> None:
    @transaction.atomic
    def change() -> None:
        make_entry()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change()

    assert not Entry.objects.exists()
    assert verify_chain(1).is_whole


@pytest.mark.django_db
def test_rooms_above_hear_of_a_fact_they_listen_for(heard: list[Entry]) -> None:
    entry = make_entry()
    make_entry(fact="garden.tree.felled")

    assert heard == [entry]


@pytest.mark.django_db
def test_fractions_are_refused_in_details() -> None:
    with pytest.raises(TypeError, match="no fractions"):
        make_entry(details={"rows": [{"share": 0.5}]})


@pytest.mark.django_db
def test_entries_cannot_be_changed_or_deleted_by_code() -> None:
    entry = make_entry()

    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.update(fact="garden.tree.felled")
    with pytest.raises(AppendOnly):
        Entry.objects.filter(pk=entry.pk).delete()
    with pytest.raises(AppendOnly):
        Entry.objects.bulk_update([entry], ["fact"])
    with pytest.raises(AppendOnly):
        Entry._base_manager.filter(pk=entry.pk).update(fact="garden.tree.felled")
    assert Entry.objects.get().fact == "garden.tree.planted"


@pytest.mark.django_db
def test_number_is_used_once() -> None:
    entry = make_entry()
    entry.pk = None
    entry._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


@pytest.mark.django_db
def test_names_and_details_can_be_erased_once_and_the_erasure_is_kept() -> None:
    _first, second, _third = make_chain(length=3)

    operations.erase_payload(entry=second, by=Person(), at=NOON)
    operations.erase_payload(entry=second, by=Person(), at=NOON)

    second.refresh_from_db()
    assert (second.payload, second.salt, second.erased_at) == (None, "", NOON)
    assert (second.by_name, second.about_title, second.details) == ("", "", {})
    erasure = Entry.objects.get(fact="journal.entry.erased")
    assert erasure.about_id == str(second.pk)
    assert verify_chain(1).is_whole


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for _round in range(10):
                make_entry()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _writer in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert failures == []
    proof = verify_chain(1)
    assert proof.is_whole
    assert proof.head.number == 40
