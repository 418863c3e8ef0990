"""Of several places that an address may mean, a person chooses; none is taken unasked."""

from uuid import uuid4

import pytest
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.places.models import Address, Municipality
from prevenio.places.searching import search_text_of
from prevenio.reports.models import Report
from prevenio.reports.tests.factories import (
    HERE,
    make_category,
    make_ground,
    make_report,
)

PAGE = "/testowo/desk/reports/"
pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def street(authority: Authority) -> Municipality:
    """A town with Ogrodowa 3 and Ogrodowa 30."""
    town = make_ground(authority).municipality
    assert town is not None
    for number in ("3", "30"):
        Address.objects.create(
            authority=authority,
            municipality=town,
            street="Ogrodowa",
            number=number,
            search_text=search_text_of(street="Ogrodowa", number=number, municipality=town.name),
            latitude=HERE[0],
            longitude=HERE[1] + int(number) / 10_000,
        )
    return town


@pytest.mark.usefixtures("street")
def test_a_report_is_not_taken_at_the_first_of_several_places(
    client: Client, authority: Authority, coordinator: User
) -> None:
    version = make_category(authority)
    client.force_login(coordinator)
    here = f"{PAGE}taking/"
    typed = {"form_key": uuid4().hex, "category": version.pk, "channel": "PHONE"}
    typed |= {"words": "Pęknięte lustro", "nature": "INFORMATION", "language": "pl"}

    found = client.post(here, {**typed, "address": "Ogrodowa", "act": "find"})
    assert len(found.context["form"].hits) == 2
    assert " checked><label" not in found.text.partition("report-hits")[2]
    assert 'name="offered" value="Ogrodowa"' in found.text

    typed |= {"act": "take", "offered": "Ogrodowa"}
    asked = client.post(here, {**typed, "address": "Ogrodowa"})
    assert "address" in asked.context["form"].errors
    assert 'name="hit"' in asked.text
    assert "Pęknięte lustro</textarea>" in asked.text
    assert not Report.objects.exists()

    # A choice made for another address holds no longer.
    first = f"{HERE[0]:.6f},{HERE[1] + 0.0003:.6f},Ogrodowa 3"
    client.post(here, {**typed, "address": "Ogrodowa 30", "hit": first})
    assert Report.objects.get().place_name == "Ogrodowa 30"


@pytest.mark.usefixtures("street")
def test_one_place_alone_is_ticked(client: Client, coordinator: User, authority: Authority) -> None:
    make_category(authority)
    client.force_login(coordinator)

    found = client.post(f"{PAGE}taking/", {"address": "Ogrodowa 30", "act": "find"})

    assert len(found.context["form"].hits) == 1
    assert " checked><label" in found.text.partition("report-hits")[2]
    none = client.post(f"{PAGE}taking/", {"address": "Nigdzie 99", "act": "find"})
    assert none.context["form"].missing in none.text
    assert none.context["form"].missing


@pytest.mark.usefixtures("street")
def test_a_report_is_not_moved_to_the_first_of_several_places(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/moving/"
    typed = {"seen": "1", "address": "Ogrodowa", "offered": "Ogrodowa", "reason": "Zły dom"}

    asked = client.post(here, {**typed, "act": "look"})
    assert "address" in asked.context["form"].errors
    assert " checked><label" not in asked.text

    # The choice stays where something else is missing.
    page = client.post(here, {**typed, "hit": "1", "reason": "", "act": "look"})
    assert 'value="1" checked><label' in page.text

    page = client.post(here, {**typed, "hit": "1", "act": "look"})
    assert page.context["form"]["longitude"].value() == f"{HERE[1] + 0.003:.6f}"
