import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from prevenio.activities.models import Activity, ActivityState, DataClass, MeasureValue
from prevenio.activities.tests.factories import NOON, TODAY, make_activity, make_finding, make_kind
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.places.models import Municipality
from prevenio.programme.models import Action
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db

SENIORS = "people.seniors"
LIST = "/testowo/desk/activities/"


@pytest.fixture(autouse=True)
def in_english(authority: Authority) -> None:
    authority.languages = ["en"]
    authority.save()


@pytest.fixture
def action(authority: Authority, body: Body) -> Action:
    version = make_version(make_programme(authority), is_public=True)
    return make_action(make_area(version, title="Seniorzy"), title="Senior", lead=body)


def test_list_is_narrowed_by_everything(
    client: Client, authority: Authority, coordinator: User, body: Body, action: Action
) -> None:
    town = Municipality.objects.create(authority=authority, name="Kielce")
    initiative = make_initiative(action.version)
    one = make_activity(
        authority=authority,
        body=body,
        action=action,
        initiative=initiative,
        municipality=town,
        title="Łąka przy szkole",
        first_day=date(2026, 2, 27),
        last_day=date(2026, 3, 1),
        state=ActivityState.PLANNED,
    )
    make_activity(authority=authority, title="Inne", first_day=date(2025, 1, 1))
    client.force_login(coordinator)

    asked: dict[str, Any]
    for asked in (
        {"kind": one.kind_id},
        {"body": body.pk},
        {"area": action.area_id},
        {"action": str(action.lineage)},
        {"initiative": initiative.pk},
        {"municipality": town.pk},
        {"state": "PLANNED"},
        {"q": "laka"},
        {"first_day": "1.3.2026"},
        {"first_day": "28.2.2026", "last_day": "28.2.2026"},
    ):
        page = client.get(LIST, asked).content.decode()
        assert "Łąka przy szkole" in page, asked
        assert "Inne<" not in page, asked
    assert "Łąka" not in client.get(LIST, {"last_day": "1.2.2026"}).content.decode()
    assert "No activity is like this" in client.get(LIST, {"action": str(uuid4())}).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "x"},
        {"kind": "9" * 30},
        {"action": "'; DROP TABLE"},
        {"state": "NONSENSE"},
        {"first_day": "31.2.2026"},
        {"page": "-1"},
        {"q": "\x00%_\\"},
        {"body": "\u0663"},
    ],
)
def test_nonsense_in_the_address_asks_for_nothing(
    client: Client, authority: Authority, coordinator: User, asked: dict[str, str]
) -> None:
    make_activity(authority=authority)
    client.force_login(coordinator)

    assert client.get(LIST, asked).status_code == 200
    assert client.get(f"{LIST}findings/", asked).status_code == 200


def test_totals_stand_above_by_role(
    client: Client, authority: Authority, coordinator: User
) -> None:
    make_activity(authority=authority, numbers={SENIORS: 1200, "people.children": 34})
    make_activity(authority=authority, numbers={SENIORS: 1}, state=ActivityState.PLANNED)
    client.force_login(coordinator)

    page = client.get(LIST).content.decode()

    assert "1,234" in page
    assert "Seniors 1,200, Children 34" in page


def test_five_thousand_activities_take_eight_statements(
    client: Client, authority: Authority, coordinator: User, body: Body, action: Action
) -> None:
    kind = make_kind(authority, measures=(SENIORS,), has_findings=True)
    rows = [
        row(kind_id=kind.pk, body=body, action=action, days=number % 900) for number in range(5000)
    ]
    Activity.objects.bulk_create(rows)
    measure = kind.measures.get()
    MeasureValue.objects.bulk_create(
        MeasureValue(activity=one, measure=measure, number=2) for one in Activity.objects.all()
    )
    for one in Activity.objects.all()[:120]:
        make_finding(one)
    client.force_login(coordinator)

    for address in (LIST, f"{LIST}?q=klub&page=3", f"{LIST}findings/", f"{LIST}findings/?page=2"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked = [
            one
            for one in captured
            if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
        ]
        assert len(asked) <= 8, [one["sql"][:90] for one in asked]


def test_bodies_see_their_own_and_readers_no_closed_matters(
    client: Client, authority: Authority, reporter: User, reader: User, body: Body
) -> None:
    make_activity(authority=authority, body=body, title="Nasze")
    theirs = make_activity(authority=authority, title="Ich")
    make_activity(kind=make_kind(authority, data_class=DataClass.AGGREGATE), title="Czułe")
    police = make_activity(
        kind=make_kind(authority, data_class=DataClass.POLICE), title="Policyjne"
    )

    client.force_login(reporter)
    page = client.get(LIST).content.decode()
    assert ("Nasze" in page, "Ich<" in page) == (True, False)
    assert client.get(f"{LIST}{theirs.pk}/").status_code == 404
    client.force_login(reader)
    page = client.get(LIST).content.decode()
    assert ("Nasze" in page, "Ich<" in page) == (True, True)
    assert ("Policyjne" in page, "Czułe" in page) == (False, False)
    assert client.get(f"{LIST}{police.pk}/").status_code == 404


def test_export_holds_the_narrowed_list_and_no_formula(
    client: Client, authority: Authority, coordinator: User
) -> None:
    make_activity(
        authority=authority, title="=HYPERLINK(1)", place="+48", numbers={SENIORS: 24}, note="@a"
    )
    make_activity(authority=authority, title="Inne", first_day=date(2020, 1, 1))
    client.force_login(coordinator)

    sheet = client.get(f"{LIST}activities.xlsx", {"first_day": "1.1.2026"})
    text = client.get(f"{LIST}activities.csv", {"first_day": "1.1.2026"})

    rows = list(load_workbook(io.BytesIO(sheet.content)).worksheets[0].iter_rows())
    assert len(rows) == 2
    by_head = dict(zip((one.value for one in rows[0]), rows[1], strict=True))
    assert by_head["Title"].value == "=HYPERLINK(1)"
    assert by_head["Title"].data_type == "s"
    assert by_head["Seniors (people)"].value == 24
    lines = text.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert ";'=HYPERLINK(1);" in lines[1]
    assert ";'+48;" in lines[1]
    assert lines[1].endswith(";'@a;24")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_export_holds_only_what_one_may_see(
    client: Client, authority: Authority, reporter: User, body: Body, ending: str
) -> None:
    make_activity(authority=authority, title="Tajemnica")
    client.force_login(reporter)

    content = client.get(f"{LIST}activities.{ending}").content

    if ending == "csv":
        assert len(content.decode().splitlines()) == 1
    else:
        assert load_workbook(io.BytesIO(content)).worksheets[0].max_row == 1


def test_page_of_an_activity_shows_all_of_it(
    client: Client,
    authority: Authority,
    reporter: User,
    coordinator: User,
    body: Body,
    action: Action,
) -> None:
    kind = make_kind(
        authority,
        has_findings=True,
        questions=[
            {"key": "alarm", "labels": {"en": "Alarm tried"}, "type": "yes_no"},
            {
                "key": "place",
                "labels": {"en": "Kind of place"},
                "type": "choice",
                "choices": [{"key": "school", "labels": {"en": "a school"}}],
            },
        ],
    )
    one = make_activity(
        kind=kind,
        body=body,
        action=action,
        numbers={SENIORS: "2.50"},
        note="Deszcz <b>",
        answers={"alarm": "no", "place": "school", "gone": "x"},
        is_by_bureau=True,
    )
    make_finding(one, "Brak gaśnicy")
    client.force_login(reporter)

    page = client.get(f"{LIST}{one.pk}/").content.decode()

    for words in ("2.5<", "Deszcz &lt;b&gt;", "Alarm tried", "a school", "Brak gaśnicy", "Senior"):
        assert words in page, words
    assert "recorded by the bureau for SM" in page
    assert f"{one.pk}/edit/" in page
    client.force_login(coordinator)
    one.is_by_bureau = False
    one.save()
    assert f"{one.pk}/edit/" not in client.get(f"{LIST}{one.pk}/").content.decode()


def test_body_withdraws_what_it_recorded(
    client: Client, authority: Authority, reporter: User, coordinator: User, body: Body
) -> None:
    one = make_activity(authority=authority, body=body)
    address = f"{LIST}{one.pk}/withdrawal/"

    client.force_login(coordinator)
    assert client.post(address, {"reason": "Błąd"}).status_code == 403
    client.force_login(reporter)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Błąd"}).status_code == 302
    one.refresh_from_db()
    assert one.state == ActivityState.WITHDRAWN


def test_sensitive_kind_offers_reasons_to_choose_from(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority, data_class=DataClass.AGGREGATE)
    one = make_activity(kind=kind, body=body)
    client.force_login(reporter)
    address = f"{LIST}{one.pk}/withdrawal/"

    assert "<textarea" not in client.get(address).content.decode()
    assert client.post(address, {"reason": "Jan Kowalski"}).status_code == 422
    assert client.post(address, {"reason": "TWICE"}).status_code == 302
    assert "it was recorded twice" in client.get(f"{LIST}{one.pk}/").content.decode()


def test_strangers_find_nothing(
    client: Client, authority: Authority, body: Body, stranger: User, reader: User
) -> None:
    """Every page and button about one activity, for another authority and another body."""
    kind = make_kind(authority, has_findings=True)
    one = make_activity(kind=kind, body=body)
    finding = make_finding(one)
    other = make_member(body=make_body(authority=authority), role=Role.REPORTER)
    foreign = make_member(authority=make_authority(), role=Role.COORDINATOR)
    pages = ("", "edit/", "holding/", "withdrawal/", "findings/new/", "reinspection/")
    about = ("", "extension/", "remedy/", "dropping/")
    addresses = [f"{LIST}{one.pk}/{page}" for page in pages]
    addresses += [f"{LIST}findings/{finding.pk}/{page}" for page in about]

    for person in (stranger, other, foreign):
        client.force_login(person)
        for address in addresses:
            assert client.get(address).status_code == 404, address
            assert client.post(address, {"reason": "x"}).status_code in {404, 405}, address
    client.force_login(reader)
    assert client.get(addresses[0]).status_code == 200
    assert {client.post(one, {"reason": "x"}).status_code for one in addresses} <= {403, 405}
    one.refresh_from_db()
    assert one.state == ActivityState.DONE


def row(*, kind_id: int, body: Body, action: Action, days: int) -> Any:
    day = TODAY - timedelta(days=days)
    return Activity(
        authority_id=body.authority_id,
        kind_id=kind_id,
        body=body,
        action=action,
        lineage=action.lineage,
        first_day=day,
        last_day=day,
        recorded_at=NOON,
        changed_at=NOON,
        search_text="klub seniora",
        place="Klub Seniora",
    )
