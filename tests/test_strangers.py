"""Nobody but an authority's own people learns anything from it that is not public.

Every address of `config.authority_urls` is asked for: a new one is covered by being there.
"""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from tests.every_address import addresses
from tests.marked.released import fill_released
from tests.marked_rows import SECRET, fill

pytestmark = pytest.mark.slow

# Signed in, one sees the own account inside every authority, and nothing of the authority.
OWN_PREFIX = "accounts/"

# What all bodies of an authority read on the desk, whoever wrote it: who works together, the
# programme as it is being written, plans of activities, measures, who answers for which place, what
# is asked of municipalities, what the media said.
EVERY_BODY = frozenset(
    {
        *("people:bodies", "people:body", "people:people", "people:person"),
        *("programme:overview", "programme:acts", "programme:act", "programme:import"),
        *("programme:version", "programme:area", "programme:action", "programme:abbreviations"),
        *("programme:initiative", "programme:chapter", "programme:statement", "programme:check"),
        *("programme:proposals", "programme:proposal"),
        *("activities:plan", "activities:bulk", "activities:list", "activities:record"),
        *("indicators:list", "indicators:show"),
        *("places:municipalities", "places:municipality", "places:precinct"),
        # Milestones that residents read are told to bodies even when they have been dropped.
        *("region:readiness", "region:milestones"),
        # Whoever works on reports sees the places, whosever they are.
        *("reports:places", "reports:places-csv", "reports:place"),
        *("editorial:media-log", "editorial:media-csv", "editorial:channels"),
        # Who writes for any body may use the files of the authority's pages.
        "portal:page-file",
    }
)

# Pages of things that `fill_released` releases.
SHOWN = (
    *("project", "practice", "municipality", "advice-answer", "item", "pages", "feed", "search"),
    *("report", "problem-place", "problem-places", "reports-punctuality"),
)


@pytest.fixture
def filled(authority: Authority, coordinator: User, body: Body) -> Authority:
    """An authority with one row of everything, none of it published, all of it marked."""
    fill(authority, coordinator, body)
    return authority


def learns_nothing(response: Any) -> bool:
    return SECRET.lower() not in b"".join(response).decode("utf-8", "replace").lower()


def test_anonymous_visitors_meet_the_sign_in_page(client: Client, filled: Authority) -> None:
    opened, told = [], []
    for address in addresses():
        for response in (client.get(address.path), client.post(address.path)):
            if not learns_nothing(response):
                told.append(address)
            leads_to_sign_in = "/accounts/login/" in response.get("Location", "")
            is_shut = response.status_code in {404, 405} or leads_to_sign_in
            if not is_shut and not address.is_open:
                opened.append((address.route, response.status_code, response.get("Location")))

    assert told == []
    assert [one for one in opened if not one[0].startswith("accounts/2fa/")] == []
    assert all(status == 302 for _route, status, _place in opened)


def test_nobody_finds_by_searching_what_is_not_public(client: Client, filled: Authority) -> None:
    """Pages repeat what was asked for: so the last letter of the mark is left out."""
    asked = {"q": SECRET[:-1]}

    told = [one for one in addresses() if not learns_nothing(client.get(one.path, asked))]

    assert told == []


def test_what_hangs_on_public_things_stays_inside(
    client: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    fill_released(authority, coordinator, body)
    asked = {"q": SECRET[:-1]}
    open_pages = [one for one in addresses() if one.is_open]

    seen = [(one, client.get(one.path)) for one in open_pages]
    searched = [(one, client.get(one.path, asked)) for one in open_pages]

    assert [one for one, response in seen + searched if not learns_nothing(response)] == []
    shown = {one.name for one, response in seen if response.status_code == 200}
    assert {f"portal:{name}" for name in SHOWN} <= shown


def test_a_body_that_has_nothing_to_do_with_it(client: Client, filled: Authority) -> None:
    other = make_body(authority=filled, short_name="Inna")
    client.force_login(make_member(body=other, role=Role.REPORTER))

    told = [one.name for one in addresses() if not learns_nothing(client.get(one.path))]

    assert set(told) <= EVERY_BODY


@pytest.mark.parametrize("who", ["member of another authority", "administrator", "no roles"])
def test_signed_in_strangers_find_nothing(
    client: Client, filled: Authority, stranger: User, who: str
) -> None:
    if who == "administrator":
        stranger = User.objects.create_superuser("root@example.org", name="Root")
    elif who == "no roles":
        stranger = User.objects.create_user("nobody@example.org", name="Nobody")
    opened, told = [], []
    for address in addresses():
        if address.name == "account_logout":
            continue
        client.force_login(stranger)
        for response in (client.get(address.path), client.post(address.path)):
            if not learns_nothing(response):
                told.append(address)
            is_own = address.is_open or address.route.startswith(OWN_PREFIX)
            if response.status_code not in {404, 405} and not is_own:
                opened.append((address.route, response.status_code))

    assert told == []
    assert opened == []


def test_strangers_changed_nothing(client: Client, filled: Authority, stranger: User) -> None:
    client.force_login(stranger)
    before = every_row()

    for address in addresses():
        if address.route.startswith("desk/"):
            client.post(address.path, {"name": "x", "email": "x@example.org", "role": "READER"})

    assert every_row() == before


def every_row() -> dict[str, list[dict[str, Any]]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("prevenio.")]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in ours
    }


def test_the_addresses_are_real(client: Client, filled: Authority) -> None:
    """The coordinator does get in: else the tests above would prove nothing."""
    client.force_login(User.objects.get(name__startswith=SECRET))

    desk = [one for one in addresses() if one.route.startswith("desk/")]
    answers = {one.route: client.get(one.path).status_code for one in desk}

    assert len(desk) > 40
    missing = [route for route, status in answers.items() if status == 404]
    # A few pages are about one finding or one doubt, which the address alone does not name.
    assert len(missing) <= len(desk) // 10, missing
