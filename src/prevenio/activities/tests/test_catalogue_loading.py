"""Filling an authority's catalogue from its country's pack, and bringing it up to date."""

from dataclasses import replace
from io import StringIO
from itertools import product
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from prevenio.activities.models import ActivityKind, DataClass, KindMeasure
from prevenio.activities.operations import catalogue
from prevenio.activities.operations.catalogue import load_pack
from prevenio.activities.packs.reading import Pack, PackKind, pack_of
from prevenio.activities.tests.factories import NOON, make_activity, make_kind
from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User
from prevenio.people.operations import create_authority
from prevenio.people.tests.factories import make_authority


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def lesson(authority: Authority) -> ActivityKind:
    return ActivityKind.objects.get(authority=authority, key="lesson")


def with_lesson(monkeypatch: pytest.MonkeyPatch, **fields: Any) -> None:
    """The next pack says something else about the lesson."""
    with_kind(monkeypatch, lambda kind: replace(kind, fields={**kind.fields, **fields}))


def with_kind(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    pack = pack_of("PL")
    kinds = tuple(change(kind) if kind.key == "lesson" else kind for kind in pack.kinds)
    use(monkeypatch, replace(pack, kinds=kinds))


def use(monkeypatch: pytest.MonkeyPatch, pack: Pack) -> None:
    monkeypatch.setattr(catalogue, "pack_of", lambda country: pack)


def loaded(authority: Authority) -> None:
    load_pack(authority=authority, by=None, at=NOON)


def test_empty_catalogue_is_filled(authority: Authority, coordinator: User) -> None:
    done = load_pack(authority=authority, by=coordinator, at=NOON)

    pack = pack_of("PL")
    assert list(done.added) == [kind.key for kind in pack.kinds]
    assert authority.activity_kinds.count() == len(pack.kinds)
    shown = lesson(authority)
    assert shown.names["pl"] == "Zajęcia"
    measures = shown.measures.order_by("position")
    assert measures[0].key == "people.children"
    entry = Entry.objects.get(fact="activities.catalogue.loaded")
    assert entry.details == {"added": list(done.added), "refreshed": []}


def test_second_run_changes_and_records_nothing(authority: Authority) -> None:
    loaded(authority)
    before = list(ActivityKind.objects.order_by("pk").values())

    done = load_pack(authority=authority, by=None, at=NOON)

    assert (done.added, done.refreshed) == ([], [])
    assert list(ActivityKind.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 1


def test_loading_takes_few_statements(
    authority: Authority, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(24):
        loaded(authority)


def test_words_that_nobody_changed_are_refreshed(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(authority)
    with_lesson(monkeypatch, names={"en": "Class", "pl": "Lekcja", "cs": "Hodina"})

    done = load_pack(authority=authority, by=None, at=NOON)

    assert done.refreshed == ["lesson"]
    assert lesson(authority).names == {"en": "Class", "pl": "Lekcja", "cs": "Hodina"}


def test_words_of_the_authority_stay_language_by_language(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(authority)
    kind = lesson(authority)
    kind.names = {**kind.names, "pl": "Pogadanka"}
    kind.save()
    with_lesson(monkeypatch, names={"en": "Class", "pl": "Lekcja", "cs": "Hodina"})

    loaded(authority)

    assert lesson(authority).names == {"en": "Class", "pl": "Pogadanka", "cs": "Hodina"}


WORDS = (None, "a", "b", "c")


@pytest.mark.parametrize(("current", "old", "new"), product(WORDS, repeat=3))
def test_word_is_the_authoritys_where_it_differs_and_else_the_packs(
    current: str | None, old: str | None, new: str | None
) -> None:
    said = [{"pl": word} if word else {} for word in (current, old, new)]

    found = catalogue.merged(*said)

    assert found.get("pl") == (current if current != old else new)


def test_choices_of_the_authority_stay(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(authority)
    kind = lesson(authority)
    kind.takes_sign_up, kind.data_class = True, DataClass.INTERNAL
    kind.questions = []
    kind.save()
    with_lesson(monkeypatch, season_first="09-01", season_last="06-30")

    loaded(authority)

    kind = lesson(authority)
    assert (kind.takes_sign_up, kind.data_class, kind.questions) == (True, "INTERNAL", [])
    assert (kind.season_first, kind.season_last) == ("09-01", "06-30")


def test_measure_new_in_the_pack_is_added_and_one_taken_out_stays_out(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(authority)
    lesson(authority).measures.get(key="classes").delete()
    measures = pack_of("PL").measures

    def longer(kind: PackKind) -> PackKind:
        return replace(kind, measures=(*kind.measures, measures["certificates"]))

    with_kind(monkeypatch, longer)

    loaded(authority)

    keys = set(lesson(authority).measures.values_list("key", flat=True))
    assert "certificates" in keys
    assert "classes" not in keys


def test_nothing_is_removed_that_the_pack_gave_up(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(authority)
    pack = pack_of("PL")
    shorter = tuple(kind for kind in pack.kinds if kind.key != "lesson")
    use(monkeypatch, replace(pack, kinds=shorter))

    loaded(authority)

    assert lesson(authority).measures.exists()


def test_what_was_counted_keeps_its_meaning(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(authority)
    make_activity(kind=lesson(authority), numbers={"hours": 3})

    labels = {"en": "Lessons", "pl": "Lekcje", "cs": "Hodiny"}

    def otherwise(kind: PackKind) -> PackKind:
        changed = [
            replace(one, role="OTHER", labels=labels) if one.key == "hours" else one
            for one in kind.measures
        ]
        return replace(kind, measures=changed)

    with_kind(monkeypatch, otherwise)

    loaded(authority)

    measure = KindMeasure.objects.get(kind__authority=authority, kind__key="lesson", key="hours")
    assert measure.role == "HOURS"
    assert measure.labels["pl"] == "Lekcje"


@pytest.mark.parametrize(("is_used", "expected"), [(True, "INTERNAL"), (False, "PUBLIC")])
def test_class_of_a_kind_in_use_is_not_loosened(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, *, is_used: bool, expected: str
) -> None:
    with_lesson(monkeypatch, data_class=DataClass.INTERNAL)
    loaded(authority)
    if is_used:
        make_activity(kind=lesson(authority))
    with_lesson(monkeypatch, data_class=DataClass.PUBLIC)

    loaded(authority)

    assert lesson(authority).data_class == expected


def test_kind_that_becomes_totals_only_loses_what_could_name_people(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(authority)
    kind = lesson(authority)
    own = {"key": "who", "type": "text", "labels": {"pl": "Kto"}}
    kind.questions, kind.takes_sign_up = [own], True
    kind.save()
    with_lesson(monkeypatch, data_class=DataClass.AGGREGATE)

    loaded(authority)

    kind = lesson(authority)
    assert kind.is_sensitive
    assert (kind.questions, kind.takes_sign_up) == ([], False)


def test_own_kind_with_the_same_key_is_left_alone(authority: Authority) -> None:
    make_kind(authority, key="lesson", name="Ours")

    loaded(authority)

    assert lesson(authority).names == {"en": "Ours"}


def test_new_authority_gets_its_kinds_by_itself(db: None) -> None:
    founder = User.objects.create_superuser("founder@example.org", "x")

    founded = create_authority(name="Plzeň", slug="plzen", country="CZ", by=founder, at=NOON)

    assert lesson(founded).names["cs"] == "Lekce"
    measures = lesson(founded).measures.values_list("key", flat=True)
    assert "cost.region" in measures


def test_command_loads_one_authority_or_all(authority: Authority) -> None:
    other = make_authority(slug="plzen", country="CZ")
    said = StringIO()

    call_command("load_activity_kinds", authority=authority.slug, stdout=said)
    assert not other.activity_kinds.exists()
    call_command("load_activity_kinds", stdout=said)

    assert other.activity_kinds.exists()
    lines = said.getvalue().splitlines()
    assert lines[-1] == f"{authority.slug}: 0 kinds added, 0 refreshed."
    with pytest.raises(CommandError, match="There is no authority “nowhere”"):
        call_command("load_activity_kinds", authority="nowhere")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("not is_postgresql()", reason="SQLite has one writer at a time by design")
def test_two_at_once_make_no_double(authority: Authority) -> None:
    start, faults = Barrier(2), []

    def load() -> None:
        try:
            start.wait()
            loaded(authority)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=load) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert authority.activity_kinds.count() == len(pack_of("PL").kinds)
    assert Entry.objects.count() == 1


def test_reporter_and_stranger_load_nothing(
    authority: Authority, reporter: User, reader: User, stranger: User
) -> None:
    for person in (reporter, reader, stranger):
        with pytest.raises(NotAllowed):
            load_pack(authority=authority, by=person, at=NOON)
    assert not ActivityKind.objects.exists()
