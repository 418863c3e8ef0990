"""Two editors at the same moment, each with a connection of their own."""

import pytest
from django.test import Client

from prevenio.editorial.models import News
from prevenio.editorial.tests.factories import section_of
from prevenio.editorial.tests.test_publishing import sent_form
from prevenio.people.models import Role
from prevenio.people.tests.at_once import at_once
from prevenio.people.tests.factories import make_authority, make_member


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_pages_made_at_once_both_stand() -> None:
    authority = make_authority(slug="testowo", name="Testowo")
    address = f"/testowo/editing/pages/add/editorial/news/{section_of(authority).pk}/"
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(2)]

    def write(number: int) -> int:
        client = Client()
        client.force_login(people[number])
        form = sent_form(title=f"News {number}", slug=f"news-{number}")
        return client.post(address, form).status_code

    assert at_once(write, range(2)) == [302, 302]
    assert News.objects.count() == 2
