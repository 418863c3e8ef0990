from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import Entry
from prevenio.people.models import Authority, User
from prevenio.programme.models import Act, ActKind

pytestmark = pytest.mark.django_db

TYPED = {
    "kind": "RESOLUTION",
    "number": "XII/34/2024",
    "adopted_on": "15.2.2024",
    "body_name": "Rada Miasta",
    "legal_basis": "art. 12 pkt 9b ustawy o samorządzie powiatowym",
    "publication": "Dziennik Urzędowy",
    "published_on": "28.2.2024",
    "days_to_force": "14",
    "signatories": "Anna Nowak, Przewodnicząca Rady\nJan Kot",
}


@pytest.fixture
def act(authority: Authority) -> Act:
    return Act.objects.create(
        authority=authority,
        kind=ActKind.RESOLUTION,
        number="XII/34/2024",
        adopted_on=date(2024, 2, 15),
        body_name="Rada Miasta",
    )


def address(authority: Authority, act: Act | None = None) -> str:
    return f"/{authority.slug}/desk/programme/acts/" + (f"{act.pk}/" if act else "")


def test_publication_gives_the_first_day_in_force(
    client: Client, authority: Authority, coordinator: User, act: Act
) -> None:
    client.force_login(coordinator)

    assert client.post(address(authority, act), TYPED).status_code == 302

    page = client.get(address(authority, act)).context["page"]
    assert page.in_force_on == date(2024, 3, 14)
    assert page.signatories == [("Anna Nowak", "Przewodnicząca Rady"), ("Jan Kot", "")]
    assert Entry.objects.get().fact == "programme.act.completed"


@pytest.mark.parametrize("citation", ["art.12 ust. 3", "art. 5 pkt. 2", "§ 36 odst. 2 písm. 4"])
def test_a_citation_in_a_wrong_form_is_named(
    client: Client, authority: Authority, coordinator: User, act: Act, citation: str
) -> None:
    client.force_login(coordinator)

    response = client.post(address(authority, act), TYPED | {"legal_basis": citation})

    assert response.status_code == 422
    assert response.context["form"].errors["legal_basis"]
    act.refresh_from_db()
    assert act.legal_basis == []


def test_a_number_cannot_be_used_twice(
    client: Client, authority: Authority, coordinator: User, act: Act
) -> None:
    client.force_login(coordinator)
    other = Act.objects.create(authority=authority, kind=ActKind.RESOLUTION, number="I/1")

    assert client.post(address(authority, other), TYPED).status_code == 422


def test_a_reader_reads_and_changes_nothing(
    client: Client, authority: Authority, reader: User, act: Act
) -> None:
    client.force_login(reader)

    assert client.get(address(authority, act)).status_code == 200
    assert client.post(address(authority, act), TYPED).status_code == 422
    assert not Entry.objects.exists()


def test_the_register_asks_little(
    client: Client,
    authority: Authority,
    coordinator: User,
    act: Act,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)

    with django_assert_max_num_queries(8):
        page = client.get(address(authority)).content.decode()

    assert "XII/34/2024" in page


def test_stranger_sees_no_act(
    client: Client, authority: Authority, stranger: User, act: Act
) -> None:
    client.force_login(stranger)

    assert client.get(address(authority, act)).status_code == 404
