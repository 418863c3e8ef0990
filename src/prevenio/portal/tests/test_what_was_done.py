"""What residents read about the work itself: public kinds one by one, the others as totals."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from prevenio.activities.models import ActivityKind, ActivityState, DataClass
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import make_authority, make_body
from prevenio.programme.models import Action
from prevenio.returns.tests.factories import make_action, make_version

type MaxQueries = Callable[[int], AbstractContextManager[object]]
DAY = date(2022, 5, 4)


@pytest.fixture
def body(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="KMP", name="Policja")


@pytest.fixture
def action(authority: Authority, body: Body) -> Action:
    return make_action(make_version(authority), body, code="4.3", title="Bezpieczny senior")


@pytest.fixture
def meeting(authority: Authority) -> ActivityKind:
    return make_kind(authority, key="meeting", name="Spotkanie")


def page(client: Client, path: str, *, status: int = 200) -> str:
    client.cookies["django_language"] = "en"
    response = client.get(f"/testowo/{path}")
    assert response.status_code == status
    return response.content.decode()


def test_an_action_shows_what_was_done_for_it(
    client: Client, action: Action, body: Body, meeting: ActivityKind
) -> None:
    for seniors in (12, 30):
        make_activity(
            kind=meeting,
            body=body,
            action=action,
            first_day=DAY,
            title="Klub Seniora",
            numbers={"people.seniors": seniors},
        )

    text = page(client, "actions/4.3/")

    assert "2 activities so far." in text
    assert "42 people" in text
    assert text.count("Klub Seniora") == 2


def test_the_list_of_a_year_adds_up_and_narrows_to_an_action(
    client: Client, action: Action, body: Body, meeting: ActivityKind
) -> None:
    make_activity(kind=meeting, body=body, action=action, first_day=DAY, title="Pod działaniem")
    make_activity(kind=meeting, body=body, first_day=DAY, title="Poza programem")
    make_activity(kind=meeting, body=body, first_day=date(2021, 5, 4), title="Rok wcześniej")

    whole, narrowed = (
        page(client, "activities/?year=2022"),
        page(client, "activities/?year=2022&action=4.3"),
    )

    assert "Pod działaniem" in whole
    assert "Poza programem" in whole
    assert "Rok wcześniej" not in whole
    assert "Poza programem" not in narrowed
    page(client, "activities/?action=99.9", status=404)
    assert "Nothing recorded for this year" in page(client, "activities/?year=1999")
    page(client, "activities/?year=%F0%9F%98%80&page=-1")


@pytest.mark.parametrize("data_class", [DataClass.INTERNAL, DataClass.AGGREGATE, DataClass.POLICE])
def test_single_activities_of_other_classes_are_shown_to_nobody(
    client: Client, authority: Authority, action: Action, body: Body, data_class: str
) -> None:
    kind = make_kind(authority, key="secret", name="Interwencja", data_class=data_class)
    make_activity(kind=kind, body=body, action=action, first_day=DAY, title="Tajemnica")

    for path in ("actions/4.3/", f"bodies/{body.pk}/", "activities/?year=2022", "programme/"):
        assert "Tajemnica" not in page(client, path)


def test_planned_and_withdrawn_ones_were_not_done(
    client: Client, action: Action, body: Body, meeting: ActivityKind
) -> None:
    for state in (ActivityState.PLANNED, ActivityState.CANCELLED, ActivityState.WITHDRAWN):
        make_activity(
            kind=meeting, body=body, action=action, first_day=DAY, title="Nie było", state=state
        )

    assert "Nie było" not in page(client, "activities/?year=2022")
    assert "Nie było" not in page(client, "actions/4.3/")


def test_small_totals_of_sensitive_work_are_left_out(
    client: Client, authority: Authority, action: Action, body: Body
) -> None:
    kind = make_kind(authority, key="help", name="Poradnictwo", data_class=DataClass.AGGREGATE)
    make_activity(kind=kind, body=body, first_day=DAY, numbers={"people.clients": 3})

    text = page(client, "activities/totals/?year=2022")

    assert "Poradnictwo" in text
    assert "not shown" in text
    assert ">3 " not in text


def test_work_of_another_authority_is_not_shown(
    client: Client, action: Action, meeting: ActivityKind
) -> None:
    elsewhere = make_body(authority=make_authority(slug="gdzie-indziej"))
    make_activity(body=elsewhere, first_day=DAY, title="Obce", lineage=action.lineage)

    for path in ("actions/4.3/", "activities/?year=2022", "activities/totals/?year=2022"):
        assert "Obce" not in page(client, path)


def test_the_lists_need_few_statements(
    client: Client,
    action: Action,
    body: Body,
    meeting: ActivityKind,
    django_assert_max_num_queries: MaxQueries,
) -> None:
    for place in range(60):
        make_activity(
            kind=meeting,
            body=body,
            action=action,
            first_day=DAY,
            numbers={"people.seniors": place},
        )
    page(client, "activities/?year=2022")

    with django_assert_max_num_queries(8):
        page(client, "activities/?year=2022")
    with django_assert_max_num_queries(8):
        page(client, "activities/totals/?year=2022")
    with django_assert_max_num_queries(15):
        page(client, "actions/4.3/")
