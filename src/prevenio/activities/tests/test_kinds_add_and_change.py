"""The bureau adds a kind of its own without code, and changes the words of any."""

from dataclasses import replace
from typing import Any

import pytest

from prevenio.activities.models import ActivityKind, DataClass
from prevenio.activities.operations import kind_checks as checks
from prevenio.activities.operations import kinds as operations
from prevenio.activities.operations.catalogue import load_pack
from prevenio.activities.operations.kind_choices import KindChoices, MeasureChoice
from prevenio.activities.tests.factories import NOON, make_activity, make_kind
from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority

SENIORS = MeasureChoice("people.seniors", {"pl": "Seniorzy"}, {}, "PEOPLE", "seniors")
DOGS = MeasureChoice("", {"pl": "Psy"}, {"pl": "szt."}, "OTHER")


def walk(**changed: Any) -> KindChoices:
    choices = KindChoices(
        names={"pl": "Spacer ze strażnikiem"},
        hints={},
        family="meetings",
        data_class=DataClass.PUBLIC,
        smallest_shown=5,
        measures=[SENIORS, DOGS],
    )
    return replace(choices, **changed)


def add(authority: Authority, by: User, **changed: Any) -> ActivityKind:
    return operations.add_kind(authority=authority, choices=walk(**changed), by=by, at=NOON)


def change(kind: ActivityKind, by: User, **changed: Any) -> ActivityKind:
    return operations.change_kind(kind=kind, choices=walk(**changed), by=by, at=NOON)


def keys_of(kind: ActivityKind) -> list[str]:
    return list(kind.measures.order_by("position").values_list("key", flat=True))


def test_kind_is_added_with_its_numbers(authority: Authority, coordinator: User) -> None:
    kind = add(authority, coordinator)

    assert kind.key == "own-spacer-ze-straznikiem"
    assert keys_of(kind) == ["people.seniors", "own-psy"]
    assert not kind.pack_row
    assert Entry.objects.get().fact == "activities.kind.added"


def test_words_in_other_languages_stay_when_one_is_changed(
    authority: Authority, coordinator: User
) -> None:
    load_pack(authority=authority, by=None, at=NOON)
    kind = authority.activity_kinds.get(key="lesson")
    labels = {one.key: one.labels for one in kind.measures.all()}

    measures = [
        MeasureChoice(one.key, {"pl": f"{one.labels['pl']}!"}, {}, one.role, one.group)
        for one in kind.measures.order_by("position")
    ]
    asked = [{**one, "labels": {"pl": "Jaki temat"}} for one in kind.questions]
    change(kind, coordinator, names={"pl": "Pogadanka"}, measures=measures, questions=asked)

    kind.refresh_from_db()
    assert kind.names == {"en": "Lesson", "pl": "Pogadanka", "cs": "Lekce"}
    assert kind.measures.get(key="hours").labels == {**labels["hours"], "pl": "Godziny!"}
    assert kind.questions[0]["labels"]["pl"] == "Jaki temat"
    assert kind.questions[0]["labels"]["en"] == "Topic"
    entry = Entry.objects.get(fact="activities.kind.changed")
    changed = entry.details["changed"]
    assert isinstance(changed, list)
    assert {"names", "measures", "questions"} <= set(changed)


def test_nothing_changed_records_nothing(authority: Authority, coordinator: User) -> None:
    kind = add(authority, coordinator)
    measures = [replace(DOGS, key="own-psy"), SENIORS]

    change(kind, coordinator, measures=[SENIORS, replace(DOGS, key="own-psy")])
    assert Entry.objects.count() == 1

    change(kind, coordinator, measures=measures)
    assert keys_of(kind) == ["own-psy", "people.seniors"]
    assert Entry.objects.count() == 2


def test_number_that_was_recorded_stays(authority: Authority, coordinator: User) -> None:
    kind = add(authority, coordinator)
    make_activity(kind=kind, numbers={"people.seniors": 4})

    with pytest.raises(checks.MeasureInUse, match="Seniorzy"):
        change(kind, coordinator, measures=[replace(DOGS, key="own-psy")])
    change(kind, coordinator, measures=[SENIORS])

    assert keys_of(kind) == ["people.seniors"]


@pytest.mark.parametrize(
    ("before", "after", "is_refused"),
    [
        ("PUBLIC", "INTERNAL", False),
        ("PUBLIC", "AGGREGATE", False),
        ("INTERNAL", "POLICE", False),
        ("INTERNAL", "PUBLIC", True),
        ("AGGREGATE", "PUBLIC", True),
        ("AGGREGATE", "INTERNAL", True),
        ("AGGREGATE", "POLICE", True),
        ("POLICE", "AGGREGATE", True),
        ("POLICE", "PUBLIC", True),
    ],
)
def test_class_of_a_kind_in_use_may_only_become_stricter(
    authority: Authority, coordinator: User, *, before: str, after: str, is_refused: bool
) -> None:
    kind = add(authority, coordinator, data_class=before)
    measures = [SENIORS, replace(DOGS, key="own-psy")]
    make_activity(kind=kind)

    if is_refused:
        with pytest.raises(checks.ClassLoosened):
            change(kind, coordinator, data_class=after, measures=measures)
    else:
        change(kind, coordinator, data_class=after, measures=measures)

    kind.refresh_from_db()
    assert kind.data_class == (before if is_refused else after)


def test_class_of_a_kind_never_used_may_be_loosened(
    authority: Authority, coordinator: User
) -> None:
    kind = add(authority, coordinator, data_class="AGGREGATE", measures=[SENIORS])

    change(kind, coordinator, data_class="PUBLIC", measures=[SENIORS])

    kind.refresh_from_db()
    assert kind.data_class == "PUBLIC"


TEXT = {"key": "", "labels": {"pl": "Kto"}, "type": "text"}


@pytest.mark.parametrize(
    "more",
    [
        {"takes_sign_up": True},
        {"has_findings": True},
        {"smallest_shown": 4},
        {"questions": [TEXT]},
    ],
)
def test_kind_with_totals_only_stays_with_totals(
    authority: Authority, coordinator: User, more: dict[str, Any]
) -> None:
    with pytest.raises(checks.MoreThanTotals, match="no number below 5"):
        add(authority, coordinator, data_class=DataClass.AGGREGATE, **more)


def test_name_is_taken_in_any_spelling_but_only_here(
    authority: Authority, coordinator: User
) -> None:
    kind = add(authority, coordinator)
    make_kind(make_authority(slug="other"), names={"pl": "Dyżur"})

    with pytest.raises(checks.KindNameTaken, match="SPACER ZE STRAZNIKIEM"):
        add(authority, coordinator, names={"pl": "SPACER ZE STRAZNIKIEM"})
    add(authority, coordinator, names={"pl": "Dyżur"})
    change(kind, coordinator, measures=[SENIORS])


def test_kind_without_a_number_or_with_one_twice_is_refused(
    authority: Authority, coordinator: User
) -> None:
    with pytest.raises(checks.NothingCounted):
        add(authority, coordinator, measures=[])
    with pytest.raises(checks.MeasureTwice, match="Seniorzy"):
        add(authority, coordinator, measures=[SENIORS, SENIORS])
    assert not ActivityKind.objects.exists()


def test_names_that_look_alike_get_keys_of_their_own(
    authority: Authority, coordinator: User
) -> None:
    more = [replace(DOGS, labels={"pl": label}) for label in ("Psy", "psy!", "犬", "犬犬")]

    kind = add(authority, coordinator, names={"pl": "犬" * 60}, measures=more)

    assert kind.key == "own-x"
    assert keys_of(kind) == ["own-psy", "own-psy-2", "own-x", "own-x-2"]


def test_only_the_bureau_changes_the_catalogue(
    authority: Authority, reporter: User, reader: User, stranger: User, coordinator: User
) -> None:
    kind = add(authority, coordinator)

    for person in (reporter, reader, stranger):
        with pytest.raises(NotAllowed):
            add(authority, person, names={"pl": "Inny"})
        with pytest.raises(NotAllowed):
            change(kind, person)
