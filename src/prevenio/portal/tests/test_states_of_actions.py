"""How far the actions are, on public pages: accepted and released, with the day, else nothing."""

import pytest
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations
from prevenio.returns.content import Content, Count
from prevenio.returns.models import ActionReturn, Outcome, ReportingPeriod
from prevenio.returns.tests.factories import (
    MORNING,
    make_action,
    make_version,
    open_year,
    submit,
)

TOLD = Content(Outcome.DONE, "Rozdano czujniki.", counts=(Count("Czujniki", "21600.5", "szt."),))


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    """Two actions of one area; only the first one is reported on in the tests."""
    version = make_version(authority)
    body = make_body(
        authority=authority, short_name="PSP", name="Straż Pożarna", email="psp@example.org"
    )
    make_action(version, body, code="8.1")
    make_action(version, body, code="8.2")
    return open_year(version, coordinator, needs_certifier=False)


@pytest.fixture
def accepted(period: ReportingPeriod, coordinator: User) -> ActionReturn:
    one = period.returns.get(action__code="8.1")
    submit(one, content=TOLD)
    operations.accept_return(action_return=one, by=coordinator, at=MORNING)
    return one


def page(client: Client, path: str) -> str:
    response = client.get(f"/testowo/{path}", headers={"accept-language": "pl"})
    assert response.status_code == 200
    return response.content.decode()


def test_before_the_release_the_public_learns_nothing(
    client: Client, accepted: ActionReturn
) -> None:
    for path in ("", "programme/", "areas/8/", "actions/8.1/"):
        text = page(client, path)
        assert "Rozdano" not in text
        assert 'class="strip' not in text
        assert 'id="state"' not in text


def test_a_released_state_stands_with_its_day_and_its_body(
    client: Client, accepted: ActionReturn, coordinator: User
) -> None:
    operations.release_states(period=accepted.period, by=coordinator, at=MORNING)

    text = page(client, "actions/8.1/")

    assert "Rozdano czujniki." in text
    assert "21\N{NO-BREAK SPACE}600,5 szt." in text
    assert "31\N{NO-BREAK SPACE}grudnia 2022" in text
    assert 'id="state"' in page(client, "actions/8.2/")
    assert "Rozdano" not in page(client, "actions/8.2/")


def test_lists_count_what_is_known(
    client: Client, accepted: ActionReturn, coordinator: User
) -> None:
    operations.release_states(period=accepted.period, by=coordinator, at=MORNING)

    for path in ("", "programme/", "areas/8/"):
        assert 'class="strip' in page(client, path)
    assert page(client, "areas/8/").count("tag--ok") == 1


def test_the_author_of_a_return_is_not_named(
    client: Client, accepted: ActionReturn, coordinator: User
) -> None:
    operations.release_states(period=accepted.period, by=coordinator, at=MORNING)

    assert "Kowalska" not in page(client, "actions/8.1/")


@pytest.mark.parametrize(
    ("path", "most"), [("", 14), ("programme/", 8), ("areas/8/", 8), ("actions/8.1/", 13)]
)
def test_pages_with_states_take_few_statements(
    client: Client,
    accepted: ActionReturn,
    coordinator: User,
    path: str,
    most: int,
    django_assert_max_num_queries: object,
) -> None:
    operations.release_states(period=accepted.period, by=coordinator, at=MORNING)

    with django_assert_max_num_queries(most):  # type: ignore[operator]
        page(client, path)


def test_the_page_of_a_year_shows_the_states_of_that_year_alone(
    client: Client, accepted: ActionReturn, coordinator: User
) -> None:
    operations.release_states(period=accepted.period, by=coordinator, at=MORNING)

    assert page(client, "programme/years/2022/").count("tag--ok") == 1
    assert 'class="strip' in page(client, "programme/years/2022/")
    assert "tag--ok" not in page(client, "programme/years/2023/")
