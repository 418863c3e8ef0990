import pytest
from django.test import Client

from prevenio.people.models import Authority
from prevenio.programme.models import Timing
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_findable_body,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def police_id(authority: Authority) -> int:
    """An area with four actions, three of them led by the police; its pages are at /testowo/."""
    version = make_version(make_programme(authority), is_public=True)
    police = make_findable_body(authority, "KMP", public_name="Policja")
    guard = make_findable_body(authority, "SM", public_name="Straż Miejska")
    area = make_area(version, code="7")
    make_action(area, title="Powodzie", lead=police, condition="Gdy wzbiera rzeka")
    make_action(area, title="Zima", lead=police, season_first_month=11, season_last_month=3)
    make_action(area, title="Zawsze", lead=police, timing=Timing.CONTINUOUS)
    make_action(area, title="Raz", lead=guard, partners=(police,))
    make_initiative(version, name="Odblaski", implementers=(police,), kind="CAMPAIGN", number=1)
    make_initiative(version, name="Turniej", implementers=(guard,), kind="CONTEST", number=2)
    return police.pk


def titles(text: str, names: list[str]) -> list[str]:
    main = text.partition("<tbody>")[2] or text.partition('class="rows rows--heavy"')[2]
    return [name for name in names if name in main.partition("</tbody>")[0]]


ACTIONS = ["Powodzie", "Zima", "Zawsze", "Raz"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ACTIONS),
        ("?kind=conditional", ["Powodzie"]),
        ("?kind=seasonal", ["Zima"]),
        ("?kind=continuous", ["Zawsze"]),
        ("?kind=unheard-of", ACTIONS),
        ("?lead=police", ["Powodzie", "Zima", "Zawsze"]),
        ("?lead=police&kind=seasonal", ["Zima"]),
        ("?lead=999999999999999999999", ACTIONS),
    ],
)
def test_actions_are_filtered_by_links(
    query: str, shown: list[str], police_id: int, client: Client
) -> None:
    text = client.get(f"/testowo/areas/7/{query.replace('police', str(police_id))}").text

    assert titles(text, ACTIONS) == shown


def test_filters_keep_each_other_and_count_their_rows(police_id: int, client: Client) -> None:
    client.cookies["django_language"] = "en"

    text = client.get(f"/testowo/areas/7/?lead={police_id}").text

    assert f'href="/testowo/areas/7/?kind=seasonal&amp;lead={police_id}"' in text
    assert "3 of 4 actions are shown." in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Odblaski", "Turniej"]),
        ("?kind=CONTEST", ["Turniej"]),
        ("?body=police", ["Odblaski"]),
        ("?kind=CONTEST&body=police", []),
    ],
)
def test_initiatives_are_filtered_by_links(
    query: str, shown: list[str], police_id: int, client: Client
) -> None:
    text = client.get(f"/testowo/initiatives/{query.replace('police', str(police_id))}").text

    assert titles(text, ["Odblaski", "Turniej"]) == shown


def test_matrix_counts_who_leads_and_who_helps(police_id: int, client: Client) -> None:
    client.cookies["django_language"] = "en"

    text = client.get(f"/testowo/matrix/?body={police_id}").text

    assert f'href="/testowo/areas/7/?lead={police_id}"' in text
    assert f'href="/testowo/bodies/{police_id}/#area-7"' in text
    assert "Leads 3 actions." in text
    assert "Helps with 1 more." in text
    assert "It shares an action with 1 body." in text
    assert client.get("/testowo/matrix/?body=x").status_code == 200
