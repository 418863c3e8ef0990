from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.activities.models import Activity, ActivityKind, ActivityState
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.people.models import Authority, Body, User

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BASE = "/testowo/desk/activities/"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kind(authority: Authority) -> ActivityKind:
    return make_kind(
        authority, takes_sign_up=True, season_first="11-01", season_last="03-31", name="Course"
    )


def typed(kind: ActivityKind, body: Body, **changed: object) -> dict[str, object]:
    return {
        "kind": kind.pk,
        "body": body.pk,
        "title": "Trening",
        "first_day": "10.3.2026",
        "begins_at": "17.00",
        "ends_at": "18",
        "is_on_calendar": "on",
        "capacity": "20",
        "announcement": "Wstęp wolny.",
        **changed,
    }


def test_days_are_shown_before_anything_is_saved(
    client: Client, reporter: User, body: Body, kind: ActivityKind
) -> None:
    client.force_login(reporter)
    asked = typed(kind, body, every="WEEK", weekdays=["1", "3"], until="31.3.2026")

    shown = client.post(f"{BASE}plan/", {**asked, "act": "preview"})
    assert not Activity.objects.exists()
    assert shown.content.decode().count("<li>") >= 7
    saved = client.post(f"{BASE}plan/", {**asked, "act": "save"})

    assert saved.status_code == 302
    days = list(Activity.objects.order_by("first_day").values_list("first_day", flat=True))
    assert [day.day for day in days] == [10, 12, 17, 19, 24, 26, 31]
    first = Activity.objects.order_by("first_day")[0]
    assert (first.begins_at, first.ends_at) == (time(17), time(18))
    assert first.series is not None


def test_the_kind_comes_first(
    client: Client, reporter: User, body: Body, kind: ActivityKind
) -> None:
    client.force_login(reporter)

    start = client.get(f"{BASE}plan/").content.decode()
    form = client.get(f"{BASE}plan/?kind={kind.key}&body={body.pk}").content.decode()

    assert f'value="{kind.key}"' in start
    assert "id_first_day" not in start
    assert f'<option value="{kind.pk}" selected>' in form


def test_where_there_is_no_kind_nothing_can_be_planned(client: Client, reporter: User) -> None:
    client.force_login(reporter)

    assert client.get(f"{BASE}plan/").status_code == 200


def test_one_day_of_a_plan_is_saved(
    client: Client, reporter: User, body: Body, kind: ActivityKind
) -> None:
    client.force_login(reporter)

    client.post(f"{BASE}plan/", {**typed(kind, body), "act": "save"})

    one = Activity.objects.get()
    assert (one.state, one.capacity, one.series) == (ActivityState.PLANNED, 20, None)
    assert one.announcement.text == "Wstęp wolny."


def test_season_of_the_kind_school_year_and_holidays(
    client: Client, reporter: User, body: Body, kind: ActivityKind
) -> None:
    client.force_login(reporter)
    asked = typed(kind, body, every="WEEK", is_school_year="on", season="KIND", weekdays=["6"])

    client.post(
        f"{BASE}plan/", {**asked, "first_day": "1.3.2027", "skips_holidays": "on", "act": "save"}
    )

    # Easter Sunday is on 28 March 2027, and the season ends with March.
    days = list(Activity.objects.order_by("first_day").values_list("first_day", flat=True))
    assert [day.day for day in days] == [7, 14, 21]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"every": "WEEK"}, "until"),
        ({"every": "WEEK", "until": "1.1.2099"}, "until"),
        ({"every": "WEEK", "until": "9.3.2026"}, "until"),
        ({"every": "WEEK", "weekdays": ["9"], "until": "1.4.2026"}, "weekdays"),
        ({"every": "WEEK", "until": "1.4.2026", "season": "OWN"}, "season_first"),
        ({"every": "WEEK", "until": "1.4.2026", "season_first": "31.2"}, "season_first"),
        ({"first_day": "1.1.2020"}, "first_day"),
        ({"first_day": "32.13.2026"}, "first_day"),
        ({"begins_at": "25:99"}, "begins_at"),
        ({"capacity": "-5"}, "capacity"),
        ({"kind": "99999"}, "kind"),
        ({"body": "99999"}, "body"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    client: Client,
    reporter: User,
    body: Body,
    kind: ActivityKind,
    wrong: dict[str, object],
    field: str,
) -> None:
    client.force_login(reporter)

    page = client.post(f"{BASE}plan/", {**typed(kind, body), **wrong, "act": "save"})

    assert page.status_code == 422
    assert f'href="#id_{field}' in page.content.decode()
    assert "Wstęp wolny." in page.content.decode()
    assert not Activity.objects.exists()


def make_plan(authority: Authority, body: Body, kind: ActivityKind, **fields: object) -> Activity:
    return make_activity(
        authority=authority,
        body=body,
        kind=kind,
        first_day=date(2026, 3, 10),
        state=ActivityState.PLANNED,
        **fields,  # type: ignore[arg-type]
    )


def test_a_plan_is_changed_moved_and_called_off(
    client: Client, authority: Authority, reporter: User, body: Body, kind: ActivityKind
) -> None:
    one = make_plan(authority, body, kind)
    client.force_login(reporter)
    page = f"{BASE}{one.pk}/plan/"

    for address in (page, f"{page}day/", f"{page}calling-off/"):
        assert client.get(address).status_code == 200
    assert client.post(page, {"title": "Inny", "revision": "1"}).status_code == 302
    assert client.post(page, {"title": "Jeszcze", "revision": "1"}).status_code == 200
    assert client.post(f"{page}day/", {"first_day": "11.3.2026"}).status_code == 302
    assert client.post(f"{page}calling-off/", {"reason": ""}).status_code == 200
    assert client.post(f"{page}calling-off/", {"reason": "Burza"}).status_code == 302

    one.refresh_from_db()
    assert (one.title, one.first_day.day, one.state) == ("Inny", 11, ActivityState.CANCELLED)
    assert client.get(page).status_code == 403


def test_past_plans_wait_for_a_word(
    client: Client, authority: Authority, reporter: User, body: Body, kind: ActivityKind
) -> None:
    make_plan(authority, body, kind, title="Już było", last_day=date(2026, 3, 10))
    with time_machine.travel(datetime(2026, 3, 20, 9, tzinfo=UTC), tick=False):
        client.force_login(reporter)
        page = client.get(f"{BASE}planned/").content.decode()

    assert "Już było" in page


def test_the_bureau_is_offered_to_change_only_what_it_may(
    client: Client, authority: Authority, coordinator: User, body: Body, kind: ActivityKind
) -> None:
    theirs = make_plan(authority, body, kind, title="Plan podmiotu")
    own = make_plan(authority, body, kind, title="Plan biura", is_by_bureau=True)
    client.force_login(coordinator)

    page = client.get(f"{BASE}planned/").text
    assert theirs.title in page
    for path in ("plan/", "plan/day/", "plan/calling-off/"):
        assert f"{BASE}{theirs.pk}/{path}" not in page
        assert f"{BASE}{own.pk}/{path}" in page
        assert client.get(f"{BASE}{own.pk}/{path}").status_code == 200

    with time_machine.travel(datetime(2026, 3, 20, 9, tzinfo=UTC), tick=False):
        client.force_login(coordinator)
        asked = client.get(f"{BASE}planned/").text
    assert "Plan biura" in asked
    assert "Plan podmiotu" not in asked


@pytest.mark.parametrize("path", ["plan/", "plan/day/", "plan/calling-off/", "sign-ups/"])
def test_strangers_and_other_bodies_find_nothing(
    client: Client,
    authority: Authority,
    body: Body,
    kind: ActivityKind,
    stranger: User,
    reader: User,
    path: str,
) -> None:
    one = make_plan(authority, body, kind)

    client.force_login(stranger)
    assert client.get(f"{BASE}{one.pk}/{path}").status_code == 404
    client.force_login(reader)
    assert client.get(f"{BASE}{one.pk}/{path}").status_code == 403
    assert client.get(f"{BASE}plan/").status_code == 403


def test_few_statements_however_many_plans(
    client: Client,
    authority: Authority,
    reporter: User,
    body: Body,
    kind: ActivityKind,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(40):
        make_plan(authority, body, kind, capacity=5)
    client.force_login(reporter)

    with django_assert_max_num_queries(8):
        client.get(f"{BASE}planned/")
