"""The bureau keeps categories: loads, adds, changes, withdraws and ends them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member, make_user
from prevenio.reports.models import Category, CategoryVersion
from prevenio.reports.operations import categories as operations
from prevenio.reports.operations.categories import AlreadyEnded, BeforeToday, NothingChanged
from prevenio.reports.operations.category_values import (
    NameMissing,
    OutOfRange,
    QuestionsMalformed,
    StepsOutOfOrder,
    UnknownChoice,
    Values,
)
from prevenio.reports.operations.category_versions import NotPlanned, Overlaps, VersionInUse
from prevenio.reports.packs.reading import pack_of
from prevenio.reports.queries.categories import categories_on, kept_categories
from prevenio.reports.tests.factories import MORNING, make_category, make_report

pytestmark = pytest.mark.django_db

TODAY, TOMORROW, APRIL, MAY = (date(2026, *day) for day in ((3, 2), (3, 3), (4, 1), (5, 1)))
NOISE = Values(names={"pl": "Hałas nad rzeką"}, hints={"pl": "W nocy."}, icon="moon", position=7)
YES_NO = {"key": "", "labels": {"pl": "Czy co noc?"}, "type": "yes_no"}


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def load(authority: Authority, by: User | None = None) -> int:
    return operations.load_categories(authority=authority, by=by, at=MORNING)


def add(authority: Authority, by: User, values: Values = NOISE, day: date = TODAY) -> Category:
    return operations.add_category(
        authority=authority, values=values, first_day=day, by=by, at=MORNING
    )


def save(category: Category, by: User, day: date, **changes: Any) -> CategoryVersion:
    return operations.save_version(
        category=category, values=replace(NOISE, **changes), first_day=day, by=by, at=MORNING
    )


def end(category: Category, by: User, day: date) -> None:
    operations.end_category(category=category, last_day=day, by=by, at=MORNING)


def withdraw(version: CategoryVersion, by: User) -> None:
    operations.withdraw_version(version=version, by=by, at=MORNING)


def spans(category: Category) -> list[tuple[date | None, date | None]]:
    return list(category.versions.order_by("pk").values_list("first_day", "last_day"))


def test_loading_adds_what_is_missing_and_changes_nothing(authority: Authority) -> None:
    own = make_category(authority, code="parking", names={"pl": "Nasze parkowanie"})
    count = len(pack_of("PL").categories)

    assert load(authority) == count - 1
    assert load(authority) == 0
    own.refresh_from_db()
    assert own.names == {"pl": "Nasze parkowanie"}
    assert Entry.objects.filter(fact="reports.categories.loaded").count() == 1
    assert len(categories_on(authority, TODAY)) == count


def test_each_country_has_its_own_categories_and_the_command_loads_them() -> None:
    make_authority(slug="kielce", country="PL"), make_authority(slug="plzen", country="CZ")
    call_command("load_report_categories", authority="plzen", verbosity=0)

    assert set(Category.objects.values_list("authority__slug", flat=True)) == {"plzen"}
    assert not CategoryVersion.objects.exclude(kmzb="").exists()
    call_command("load_report_categories")
    assert set(Category.objects.values_list("authority__slug", flat=True)) == {"kielce", "plzen"}
    with pytest.raises(CommandError, match="no authority “nowhere”"):
        call_command("load_report_categories", authority="nowhere")


def test_categories_of_a_day_take_one_statement(
    authority: Authority, django_assert_max_num_queries: Any
) -> None:
    load(authority)
    with django_assert_max_num_queries(1):
        found = list(categories_on(authority, TODAY))
        assert found[0].category.code == "parking"
    with django_assert_max_num_queries(1):
        assert len(kept_categories(authority, TODAY)) == len(found)


def test_a_category_is_added_under_a_code_of_its_name(
    authority: Authority, coordinator: User
) -> None:
    first, second = add(authority, coordinator), add(authority, coordinator)

    assert (first.code, second.code) == ("halas-nad-rzeka", "halas-nad-rzeka-2")
    assert Entry.objects.filter(fact="reports.category.added").count() == 2


def test_a_change_ends_the_version_before_it(authority: Authority, coordinator: User) -> None:
    load(authority)
    category = Category.objects.get(code="noise")
    version = save(category, coordinator, APRIL, act_days=20)

    assert spans(category) == [(None, date(2026, 3, 31)), (APRIL, None)]
    # What is said in other languages stays.
    assert version.names["cs"] == "Rušení nočního klidu"
    assert version.names["pl"] == "Hałas nad rzeką"
    (on,) = (one for one in categories_on(authority, TODAY) if one.category == category)
    assert on.act_days == 15
    entry = Entry.objects.get(fact="reports.category.changed")
    details = (entry.payload or {})["details"]
    assert details["from"] == "2026-04-01"
    assert "act_days" in details["changed"]


def test_a_version_that_has_not_begun_is_changed_in_place(
    authority: Authority, coordinator: User
) -> None:
    category = add(authority, coordinator)
    save(category, coordinator, APRIL, act_days=20)
    save(category, coordinator, APRIL, act_days=25)

    assert spans(category) == [(TODAY, date(2026, 3, 31)), (APRIL, None)]
    assert category.versions.get(first_day=APRIL).act_days == 25


def test_a_version_of_today_stays_as_it_is_once_a_report_uses_it(
    authority: Authority, coordinator: User
) -> None:
    category = add(authority, coordinator)
    save(category, coordinator, TODAY, act_days=20)
    make_report(authority, version=category.versions.get())

    with pytest.raises(VersionInUse):
        save(category, coordinator, TODAY, act_days=25)
    save(category, coordinator, TOMORROW, act_days=25)
    assert spans(category) == [(TODAY, TODAY), (TOMORROW, None)]


def test_a_planned_version_is_withdrawn_and_the_one_before_goes_on(
    authority: Authority, coordinator: User
) -> None:
    category = add(authority, coordinator)
    version = save(category, coordinator, APRIL, act_days=20)
    with pytest.raises(Overlaps):
        save(category, coordinator, TOMORROW, act_days=30)
    withdraw(version, coordinator)

    assert spans(category) == [(TODAY, None)]
    assert Entry.objects.filter(fact="reports.category.withdrawn").exists()
    for one in (version, category.versions.get()):
        with pytest.raises(NotPlanned):
            withdraw(one, coordinator)


def test_an_ended_category_can_be_chosen_no_longer_until_it_begins_anew(
    authority: Authority, coordinator: User
) -> None:
    category = add(authority, coordinator)
    end(category, coordinator, date(2026, 3, 20))

    assert not categories_on(authority, APRIL).exists()
    assert kept_categories(authority, APRIL)[0].is_ended
    assert Entry.objects.filter(fact="reports.category.ended").exists()
    with pytest.raises(NothingChanged):
        end(category, coordinator, date(2026, 3, 20))
    save(category, coordinator, APRIL)
    assert spans(category) == [(TODAY, date(2026, 3, 20)), (APRIL, None)]


def test_a_change_before_the_end_keeps_the_end(authority: Authority, coordinator: User) -> None:
    category = add(authority, coordinator)
    end(category, coordinator, MAY)
    save(category, coordinator, APRIL, act_days=20)
    assert spans(category) == [(TODAY, date(2026, 3, 31)), (APRIL, MAY)]


def test_an_end_is_refused_before_what_is_planned_and_after_it_has_passed(
    authority: Authority, coordinator: User
) -> None:
    category = add(authority, coordinator)
    save(category, coordinator, APRIL, act_days=20)
    with pytest.raises(Overlaps):
        end(category, coordinator, TOMORROW)
    category.versions.filter(first_day=APRIL).delete()
    category.versions.update(first_day=None, last_day=date(2026, 2, 1))
    with pytest.raises(AlreadyEnded):
        end(category, coordinator, TOMORROW)


@pytest.mark.parametrize("days", [date(2026, 3, 1), date(1, 1, 1)])
def test_nothing_changes_before_today(authority: Authority, coordinator: User, days: date) -> None:
    category = add(authority, coordinator)
    tries: list[Callable[[], object]] = [
        lambda: add(authority, coordinator, day=days),
        lambda: save(category, coordinator, days, act_days=20),
        lambda: end(category, coordinator, days),
    ]
    for one in tries:
        with pytest.raises(BeforeToday):
            one()
    with pytest.raises(NothingChanged):
        save(category, coordinator, TOMORROW)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"names": {}}, NameMissing),
        ({"names": {"pl": " "}}, NameMissing),
        ({"names": {"pl": "a" * 81}}, NameMissing),
        ({"hints": {"pl": "a" * 201}}, OutOfRange),
        ({"blur_metres": 19}, OutOfRange),
        ({"blur_metres": 5001}, OutOfRange),
        ({"delay_hours": -1}, OutOfRange),
        ({"contact_days": 731}, OutOfRange),
        ({"kmzb": "a" * 121}, OutOfRange),
        ({"icon": "../secret"}, UnknownChoice),
        ({"data_class": "OPEN"}, UnknownChoice),
        ({"read_days": 6}, StepsOutOfOrder),
        ({"act_days": 4}, StepsOutOfOrder),
        ({"questions": [{**YES_NO, "type": "number"}]}, QuestionsMalformed),
        ({"questions": [{**YES_NO, "labels": {}}]}, QuestionsMalformed),
        ({"questions": [{**YES_NO, "type": "choice", "choices": []}]}, QuestionsMalformed),
        ({"questions": [YES_NO] * 7}, QuestionsMalformed),
    ],
)
def test_unsound_values_are_refused_in_words(
    authority: Authority, coordinator: User, changes: dict[str, Any], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal) as caught:
        add(authority, coordinator, replace(NOISE, **changes))
    assert str(caught.value).endswith(".")
    assert not Category.objects.exists()


def test_a_question_gets_a_key_and_keeps_it(authority: Authority, coordinator: User) -> None:
    category = add(authority, coordinator, replace(NOISE, questions=[YES_NO]))
    (question,) = category.versions.get().questions
    reworded = {**question, "labels": {"pl": "Czy każdej nocy?"}}
    version = save(category, coordinator, APRIL, questions=[reworded])

    assert question["key"] == "own-czy-co-noc"
    assert version.questions == [reworded]


def test_only_the_bureau_keeps_categories(authority: Authority, coordinator: User) -> None:
    category = add(authority, coordinator)
    planned = save(category, coordinator, APRIL, act_days=20)
    other = make_member(authority=make_authority(), role=Role.COORDINATOR)
    reporter = make_member(
        authority=authority, role=Role.REPORTER, body=make_body(authority=authority)
    )
    for person in (make_user(), other, reporter):
        tries: list[Callable[[], object]] = [
            lambda person=person: load(authority, person),  # type: ignore[misc]
            lambda person=person: add(authority, person),  # type: ignore[misc]
            lambda person=person: save(category, person, APRIL),  # type: ignore[misc]
            lambda person=person: withdraw(planned, person),  # type: ignore[misc]
            lambda person=person: end(category, person, MAY),  # type: ignore[misc]
        ]
        for one in tries:
            with pytest.raises(NotAllowed):
                one()
