"""Opening a mailed link: forged, ended, locked, opened on a device, the list behind it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_authority, make_body
from prevenio.returns import operations
from prevenio.returns.content import Section
from prevenio.returns.models import Purpose, ReportingPeriod, ReturnLink
from prevenio.returns.tests.answering import BASE, address_of, code_of, link_of, open_here
from prevenio.returns.tests.factories import (
    DUE,
    MORNING,
    make_action,
    make_certifier,
    make_coordinator,
    make_period,
    make_version,
    open_year,
    submit,
)
from prevenio.returns.tokens import token_of


@pytest.fixture(autouse=True)
def that_morning() -> object:
    with time_machine.travel(MORNING + timedelta(minutes=2), tick=False) as clock:
        yield clock


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    return make_period(authority, coordinator)


def test_code_opens_the_link_on_this_device_only(client: Client, period: ReportingPeriod) -> None:
    link = link_of(period)
    asked = client.get(address_of(link))
    assert asked.status_code == 200
    assert "s•••@example.org" in asked.content.decode()

    address = open_here(client, link)

    behind = client.get(f"{address}{period.returns.get().pk}/")
    assert behind.status_code == 200
    assert behind.headers["Cache-Control"] == "private, no-store"
    assert behind.headers["X-Robots-Tag"] == "noindex"
    other = Client().get(f"{address}{period.returns.get().pk}/")
    assert other.headers["Location"].endswith(address)


def test_single_return_is_shown_at_once(client: Client, period: ReportingPeriod) -> None:
    address = open_here(client, link_of(period))

    response = client.get(address)

    assert response.headers["Location"].endswith(f"/{period.returns.get().pk}/")


def test_code_is_taken_with_spaces_and_small_letters(
    client: Client, period: ReportingPeriod
) -> None:
    link = link_of(period)

    response = client.post(
        address_of(link), {"code": f" {code_of(link).lower().replace('-', ' ')} "}
    )

    assert response.status_code == 302


def test_session_of_the_device_outlives_the_working_day(
    client: Client, period: ReportingPeriod
) -> None:
    open_here(client, link_of(period))

    assert client.session.get_expiry_age() > timedelta(days=13).total_seconds()


@pytest.mark.parametrize("token", ["1", "forged", "WzEsMV0:1xXN:abc", "x" * 4000, "%00", "Ł"])
def test_forged_token_leads_nowhere(client: Client, authority: Authority, token: str) -> None:
    assert client.get(f"{BASE}{token}/").status_code == 404


def test_token_of_another_authority_leads_nowhere(client: Client, authority: Authority) -> None:
    other = make_authority(slug="obcowo", name="Obcowo")
    link = link_of(make_period(other, make_coordinator(other)))

    assert client.get(address_of(link)).status_code == 404
    assert client.get(f"/obcowo/returns/{token_of(link)}/").status_code == 200


def test_five_wrong_codes_lock_the_link(client: Client, period: ReportingPeriod) -> None:
    link = link_of(period)
    for _time in range(5):
        wrong = client.post(address_of(link), {"code": "AAAA-AAAA"})
        assert wrong.context["form"].errors["code"]

    right = client.post(address_of(link), {"code": code_of(link)})

    assert right.status_code == 200
    assert right.context["form"].errors["code"]
    assert client.get(f"{address_of(link)}{period.returns.get().pk}/").status_code == 302
    with time_machine.travel(MORNING + timedelta(minutes=30)):
        assert client.post(address_of(link), {"code": code_of(link)}).status_code == 302


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 5000, "' OR 1=1"])
def test_wild_codes_are_refused_beside_the_field(
    client: Client, period: ReportingPeriod, typed: str
) -> None:
    response = client.post(address_of(link_of(period)), {"code": typed})

    assert response.status_code == 200
    assert response.context["form"].errors["code"]


def test_new_code_ends_the_one_before_and_asks_again(
    client: Client, period: ReportingPeriod
) -> None:
    link = link_of(period)
    first = code_of(link)
    address = open_here(client, link)

    client.post(f"{address}code/")

    second = code_of(link)
    assert second != first
    assert client.get(f"{address}{period.returns.get().pk}/").status_code == 302
    assert client.post(address, {"code": first}).status_code == 200
    assert client.post(address, {"code": second}).status_code == 302


def test_second_code_within_a_minute_is_refused(client: Client, period: ReportingPeriod) -> None:
    link = link_of(period)
    client.post(address_of(link, "code/"))
    letters = Notice.objects.count()

    client.post(address_of(link, "code/"))

    assert Notice.objects.count() == letters


def revoke(link: ReturnLink, by: User) -> None:
    operations.revoke_link(link=link, by=by, at=MORNING)


def expire(link: ReturnLink, by: User) -> None:
    ReturnLink.objects.filter(pk=link.pk).update(expires_at=MORNING)


def close(link: ReturnLink, by: User) -> None:
    operations.close_period(period=link.period, by=by, at=MORNING)


@pytest.mark.parametrize("end", [revoke, expire, close])
def test_ended_link_says_so_and_whom_to_write_to(
    client: Client,
    period: ReportingPeriod,
    coordinator: User,
    end: Callable[[ReturnLink, User], None],
) -> None:
    link = link_of(period)
    address = open_here(client, link)
    end(link, coordinator)

    for path in ("", "code/", f"{period.returns.get().pk}/"):
        response = client.post(address + path) if path == "code/" else client.get(address + path)
        assert response.status_code == 410
        assert coordinator.email in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"


def test_renewed_link_asks_for_its_own_code(
    client: Client, period: ReportingPeriod, coordinator: User
) -> None:
    link = link_of(period)
    open_here(client, link)

    fresh = operations.renew_link(link=link, by=coordinator, at=MORNING + timedelta(minutes=1))

    assert client.get(address_of(link)).status_code == 410
    asked = client.get(address_of(fresh))
    assert asked.status_code == 200
    assert b'name="code"' in asked.content


@pytest.fixture
def many(authority: Authority, body: Body, coordinator: User) -> ReportingPeriod:
    """Thirty returns of one body: parts and leads, some sent, some back."""
    body.email = "sm@example.org"
    body.save()
    lead = make_body(authority=authority, short_name="Policja", email="policja@example.org")
    version = make_version(authority)
    for number in range(1, 31):
        is_part = number % 3 == 0
        leads, helps = (lead, [body]) if is_part else (body, [])
        make_action(version, leads, code=f"1.{number}", with_bodies=helps)
    period = open_year(version, coordinator)
    make_certifier(body, coordinator)
    return period


def test_list_puts_what_came_back_first_and_counts_what_was_sent(
    client: Client,
    many: ReportingPeriod,
    body: Body,
    coordinator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    returns = list(many.returns.filter(body=body).order_by("action__position"))
    for one in returns[:4]:
        submit(one)
    operations.send_back_return(
        action_return=returns[2],
        reason="Podaj dzielnice.",
        sections=[Section.NARRATIVE],
        due_on=DUE,
        by=coordinator,
        at=MORNING,
    )
    link = ReturnLink.objects.get(body=body, purpose=Purpose.REPORT)
    address = open_here(client, link)

    with django_assert_max_num_queries(8):
        response = client.get(address)

    groups = response.context["groups"]
    assert [(group.name, len(group.rows)) for group in groups] == [
        ("back", 1),
        ("unsent", 26),
        ("sent", 3),
    ]
    assert "Podaj dzielnice." in response.content.decode()
    assert sum("Policja" in row.part for group in groups for row in group.rows) == 10
    assert "3" in response.context["progress"]
    assert "30" in response.context["progress"]


def test_list_of_the_certifier_makes_few_statements(
    client: Client,
    many: ReportingPeriod,
    body: Body,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in many.returns.filter(body=body).order_by("pk")[:12]:
        submit(one)
    address = open_here(client, ReturnLink.objects.get(body=body, purpose=Purpose.CERTIFY))

    with django_assert_max_num_queries(8):
        response = client.get(address)

    assert [group.name for group in response.context["groups"]] == ["waiting", "unsent"]
    assert len(response.context["waiting"]) == 12
