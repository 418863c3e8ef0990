"""Whatever is asked of the interface, it never fails and answers as it is described."""

import pytest
from django.core.cache import cache

from prevenio.api.tests.asking import ask_anything
from prevenio.api.tests.factories import make_key
from prevenio.api.tests.test_open311 import QUESTIONS
from prevenio.people.tests.factories import make_authority
from prevenio.reports.tests.factories import HERE, make_category, make_report


@pytest.mark.slow
@pytest.mark.django_db
def test_a_thousand_calls_are_all_answered_as_described() -> None:
    cache.clear()
    authority = make_authority(slug="testowo", country="PL")
    version = make_category(authority, code="alcohol", questions=QUESTIONS)
    report = make_report(authority, version=version)
    _key, secret = make_key(authority, daily_limit=100_000)
    known = {
        "code": "alcohol",
        "service_code": "alcohol",
        "reference": report.reference,
        "token": report.reference,
        "api_key": secret,
        "lat": str(HERE[0]),
        "long": str(HERE[1]),
        "media_url": "",
        "email": "",
        "jurisdiction_id": "",
    }

    asked = ask_anything("testowo", calls=1_000, by=311, known=known)

    assert asked.failures == []
    assert asked.calls == 1_000
    assert {200, 400, 404} <= asked.statuses.keys()
    assert asked.taken > 0
