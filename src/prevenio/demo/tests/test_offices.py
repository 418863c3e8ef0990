"""The town offices of the sample region: the side of a municipality can be tried by signing in."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from prevenio.demo.accounts import CLERKS, sign_ins
from prevenio.demo.loading import load_samples
from prevenio.notices.models import Notice
from prevenio.people.models import Membership, Role, User
from prevenio.places.models import Municipality

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
REGION = "plzen-region"


@pytest.fixture
def clerk() -> User:
    """Somebody of the office of the first town."""
    load_samples(at=NOON)
    towns = Municipality.objects.filter(name=next(iter(CLERKS[REGION])))
    return User.objects.get(memberships__body__municipalities__in=towns)


def test_each_named_municipality_has_an_office_and_two_have_people(clerk: User) -> None:
    named = Municipality.objects.filter(authority__slug=REGION).exclude(code="")

    assert named.count() == 15
    assert len({town.office_id for town in named if town.office_id}) == 15
    offices = Membership.objects.filter(body__municipalities__in=named)
    assert set(offices.values_list("role", flat=True)) == {Role.REPORTER}
    assert offices.count() == 2
    printed = [row for row in sign_ins() if row.what.startswith("office of ")]
    assert {row.email for row in printed} == set(offices.values_list("user__email", flat=True))
    assert clerk.email in {row.email for row in printed}


def test_a_clerk_sees_the_own_town_and_its_questions_and_no_other(
    client: Client, clerk: User
) -> None:
    client.force_login(clerk)
    own = Municipality.objects.get(office__people__user=clerk)
    other = Municipality.objects.filter(authority=own.authority).exclude(pk=own.pk).first()
    assert other is not None

    def page(name: str, *args: object) -> str:
        return f"/{REGION}{reverse(name, settings.AUTHORITY_URLCONF, args)}"

    assert client.get(page("region:municipality", own.pk)).status_code == 200
    assert client.get(page("region:municipality", other.pk)).status_code == 404
    questions = client.get(page("advice:questions"))
    assert own.name in questions.text
    assert other.name not in questions.text


def test_a_clerk_reads_what_the_own_group_and_the_bureau_write(client: Client, clerk: User) -> None:
    client.force_login(clerk)

    page = client.get(f"/{REGION}/desk/region/messages/").text

    assert "Společné setkání skupin na jaře" in page
    assert "Trasy pěších hlídek u nádraží" in page
    assert "Leták okrsku k připomínkám" not in page
    assert not Notice.objects.exists()
